"""The device-resident window against the plain engine, and when it allocates, captures, replays and uploads."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import Bundle, SamplerSpec, read_bundle
from rtap.runtime.engines import open_stages
from rtap.runtime.engines.base import EngineError
from rtap.runtime.engines.device import HostDevice
from rtap.runtime.engines.executor import MAX_CAPTURES, MAX_SHAPES, Run, WindowLayout, decoded_runs
from rtap.runtime.engines.ort_device import OrtBinder
from rtap.runtime.engines.torch_device import TorchBinder, halve_weights
from rtap.runtime.geometry import Geometry, plan_window

from .conftest import Player, audio, perform


@pytest.fixture(scope="module")
def plain(bundle):
    """What `--engine ort` plays, without an executor."""
    stages = open_stages("ort", bundle, threads=1)[0]
    manifest = bundle.manifest
    return lambda: Accompanist(stages, 4, manifest.sampler.build(), manifest.codec, seed=7)


def close_to(got, expected) -> None:
    assert len(got) == len(expected)
    for a, b in zip(got, expected, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-4 * np.abs(b).max())


CASES = {
    "one stem": ({"stems": (0,)}, 3),
    "two stems": ({"stems": (0, 2)}, 3),
    "r = 1/8": ({"stems": (1,), "r": 0.125}, 3),
    "the paper's T, off the grid": ({"stems": (0,), "t": 264_600}, 5),
    "a dropped window leaves a hole": ({"stems": (0,), "skip": (1).__eq__}, 4),
    "nothing prepared": ({"stems": (0,), "prepare": False}, 3),
}


@pytest.mark.parametrize("case", CASES)
def test_a_window_on_the_device_is_the_plain_engines_window(plain, ort_player, case):
    options, windows = CASES[case]
    reference, player = plain(), ort_player()
    for accompanist in (reference, player.accompanist):
        accompanist.warm_up(len(options["stems"]), 17)
    close_to(perform(player.accompanist, windows, **options), perform(reference, windows, **options))
    assert player.counts["launches"] > 0


@pytest.mark.parametrize("stems", [(0,), (2, 1)])
def test_a_network_with_memory_plays_whole_windows_on_the_device(past_bundle, stems):
    bundle = read_bundle(past_bundle)
    manifest, stages = bundle.manifest, open_stages("ort", bundle, threads=1)[0]
    assert stages.step_parts is not None
    reference = Accompanist(stages, 4, manifest.sampler.build(), manifest.codec, seed=7)
    player = Player(bundle, OrtBinder(bundle, HostDevice(), name="ort-host", cuda_index=None, threads=1))
    for accompanist in (reference, player.accompanist):
        accompanist.warm_up(len(stems), 17)
    close_to(perform(player.accompanist, 3, stems), perform(reference, 3, stems))


def test_a_sampler_that_returns_to_an_earlier_latent_finds_it_on_the_device(bundle):
    """ADPM2's second half begins at the first half's y; a consistency sampler never looks at `base`."""
    spec = SamplerSpec("adpm2", 3, 2, sigma_max=50.0)
    diffusion = Bundle(bundle.directory, replace(bundle.manifest, sampler=spec))
    player = Player(diffusion, OrtBinder(diffusion, HostDevice(), name="ort-host", cuda_index=None))
    plain = open_stages("ort", bundle, threads=1)[0]
    reference = Accompanist(plain, 4, spec.build(), bundle.manifest.codec, seed=7)
    close_to(perform(player.accompanist, 2, (0, 1)), perform(reference, 2, (0, 1)))


def test_float16_weights_are_those_that_only_layers_read(bundle):
    program = torch.export.load(str(bundle.engine_path("torch", "step"))).module()
    before = {name: parameter.dtype for name, parameter in program.named_parameters()}
    halved = halve_weights(program)
    after = {name: parameter.dtype for name, parameter in program.named_parameters()}
    assert set(before.values()) == {torch.float32}
    assert {name for name, dtype in after.items() if dtype == torch.float16} == set(halved)
    norms = {name for name in after if ".norm" in name}
    assert norms
    assert norms.isdisjoint(halved)
    assert any("conv" in name for name in halved)


def test_torch_stages_play_the_same_on_the_same_executor(bundle, plain):
    player = Player(bundle, TorchBinder(bundle, name="torch", cuda_index=None))
    close_to(perform(player.accompanist, 3, (0, 1)), perform(plain(), 3, (0, 1)))


def test_reset_and_a_change_of_stems_are_heard_as_on_the_plain_engine(plain, ort_player):
    heard = []
    for accompanist in (ort_player().accompanist, plain()):
        answers = perform(accompanist, 2, (0,)) + perform(accompanist, 2, (0, 3))
        accompanist.reset()
        heard.append(answers + perform(accompanist, 1, (3,)))
    close_to(*heard)


def test_a_layout_is_captured_once_and_then_only_replayed(counting_player):
    player = counting_player()
    perform(player.accompanist, 6)
    assert player.counts["captures"] == 1
    assert player.counts["launches"] == 5  # the first window was enqueued one by one
    assert player.binder.calls.count("encoder") == 6
    assert player.binder.calls.count("decoder") == 6


def test_warm_up_plays_captures_and_replays_before_the_first_packet(counting_player):
    player = counting_player()
    player.accompanist.warm_up(1, 17)
    assert (player.counts["captures"], player.counts["launches"]) == (1, 1)
    perform(player.accompanist, 2)
    assert player.counts["launches"] == 3  # it was the layout of T = 262 144, r = 1/4, w = 1


def test_nothing_is_allocated_or_bound_after_the_first_window(counting_player):
    player = counting_player()
    perform(player.accompanist, 1)
    allocations, bound = player.counts["allocations"], player.binder.bound
    perform(player.accompanist, 8)
    assert (player.counts["allocations"], player.binder.bound) == (allocations, bound)


def test_between_packet_and_answer_there_is_one_upload_one_launch_and_one_download(counting_player):
    player = counting_player()
    perform(player.accompanist, 3)
    geometry = Geometry.from_client(262_144, 0.25, 1.0, 882)
    before = player.counts.copy()
    player.accompanist.play(audio(3), plan_window(geometry, 3 * 65_536), (0,), 3)
    assert player.counts - before == {"launches": 1}  # its copies are nodes of the graph
    before = player.counts.copy()
    player.accompanist.prepare(plan_window(geometry, 4 * 65_536), (0,), 4)
    assert player.counts - before == {"uploads": 1}  # noise and labels, while waiting


def test_capture_happens_between_windows_never_in_one(counting_player):
    player = counting_player()
    geometry = Geometry.from_client(262_144, 0.25, 1.0, 882)
    player.accompanist.play(audio(0), plan_window(geometry, 0), (0,), 0)
    assert player.counts["captures"] == 0
    player.accompanist.prepare(plan_window(geometry, 65_536), (0,), 1)
    assert player.counts["captures"] == 1


def test_changing_r_or_stems_captures_anew_and_coming_back_does_not(counting_player):
    player = counting_player()
    perform(player.accompanist, 2)
    perform(player.accompanist, 2, r=0.125)
    perform(player.accompanist, 2, (0, 1))
    assert player.counts["captures"] == 3
    perform(player.accompanist, 2)
    assert player.counts["captures"] == 3


def test_settings_changed_without_end_do_not_fill_the_card(counting_player):
    player = counting_player(decoder_columns=tuple(range(1, 66)))
    for k in range(1, MAX_SHAPES + 4):
        perform(player.accompanist, 2, r=k / 64)
    assert player.counts["frees"] == 3 * 4 * 2  # four blocks with two sides each, of the three shapes unused longest
    assert player.counts["drops"] == 3
    perform(player.accompanist, 3, r=1 / 64)  # given up, and made again


def test_captures_of_one_shape_are_bounded(counting_player):
    player = counting_player()
    executor = player.stages.executor
    b = executor.buffers(1, 17)
    for known in range(MAX_CAPTURES + 2):
        executor.play(b, WindowLayout(known, (Run(False, 47, 17),)))
        executor.upload_early(b)
    assert len(b.captures) == MAX_CAPTURES
    assert player.counts["drops"] == 2


def test_the_papers_t_needs_few_layouts(counting_player):
    """A step of 16.15 columns comes round after a while; every layout it needs is captured once."""
    player = counting_player()
    perform(player.accompanist, 40, t=264_600)
    assert 1 < player.counts["captures"] <= 8


def test_stems_without_an_engine_of_their_number_ride_in_the_next_larger(counting_player):
    player = counting_player()
    answers = perform(player.accompanist, 2, (0, 1, 2))
    assert player.stages.executor.buffers(3, 17).batch == 4
    assert answers[0].shape == (3, 66_418)


def test_an_engine_built_for_more_columns_decodes_more_in_front(plain, ort_player, monkeypatch):
    """Kept latents and their own noise in front, and the answer cut out further behind."""
    player, reference = ort_player(), plain()
    monkeypatch.setattr(player.binder, "columns_for", lambda stems, columns: max(columns, 20))
    wider = lambda plan, stems: replace(plan, decode_column=plan.end_column - 20, decode_columns=20)  # noqa: E731
    monkeypatch.setattr(reference, "_fit", wider)
    close_to(perform(player.accompanist, 3), perform(reference, 3))


def test_a_stage_that_fails_raises_and_the_next_window_plays(counting_player, monkeypatch):
    player = counting_player()
    perform(player.accompanist, 2)
    original, failures = player.binder.calls.append, [True]

    class Calls(list):
        def append(self, graph):
            if graph == "decoder" and failures:
                failures.pop()
                raise EngineError("planted failure")
            original(graph)

    player.binder.calls = Calls()
    geometry = Geometry.from_client(262_144, 0.25, 1.0, 882)
    with pytest.raises(EngineError, match="planted"):
        player.accompanist.play(audio(2), plan_window(geometry, 2 * 65_536), (0,), 2)
    player.accompanist.play(audio(3), plan_window(geometry, 3 * 65_536), (0,), 3)


def test_stage_times_are_taken_in_order_on_the_device(counting_player):
    player = counting_player()
    perform(player.accompanist, 2)
    geometry = Geometry.from_client(262_144, 0.25, 1.0, 882)
    answer = player.accompanist.play(audio(2), plan_window(geometry, 2 * 65_536), (0,), 2)
    assert min(answer.encode_ms, answer.sample_ms, answer.decode_ms) > 0


def test_columns_to_decode_are_taken_from_where_they_were_kept_or_generated():
    keep = np.zeros(64, np.float32)
    keep[:48] = 1
    keep[46] = 0  # a hole
    assert decoded_runs(keep, 45) == (Run(True, 45, 1), Run(False, 46, 1), Run(True, 47, 1), Run(False, 48, 16))
    assert decoded_runs(keep, 50) == (Run(False, 50, 14),)


def test_what_was_kept_and_what_is_new_meet_in_the_decoded_block(counting_player):
    player = counting_player()
    geometry = Geometry.from_client(262_144, 0.25, 1.0, 882)
    for n in range(2):
        player.accompanist.play(audio(n), plan_window(geometry, n * 65_536), (0,), n)
    b = player.stages.executor.buffers(1, 17)
    first, second = (i + 1 for i, graph in enumerate(player.binder.calls) if graph == "decoder")
    block = b.out.on_host["audio"][0, : 17 * 4096].reshape(17, 4096)[:, 0]
    assert block.tolist() == [first - 1] + [second - 1] * 16  # the last step call before each decoder


def test_the_unknown_future_is_zero_after_encoding(counting_player):
    player = counting_player()
    perform(player.accompanist, 1)
    mixture = player.stages.executor.buffers(1, 17).scratch.on_device["mixture"].host
    assert (mixture[..., :32] == 9).all()
    assert (mixture[..., 32:] == 0).all()


def test_an_upload_reads_its_source_when_the_device_comes_to_it():
    """What the host device is for: code that overwrites a pinned buffer too early is wrong on it as on a card."""
    device = HostDevice()
    target, source, done = device.allocate(64), device.pinned(64), device.event()
    source[:] = 1
    device.upload(target, source)
    device.record(done)
    source[:] = 2
    device.wait(done)
    assert target.host.tolist() == [2.0] * 64


def test_a_capture_computes_nothing_and_forbids_waiting_and_allocating():
    device = HostDevice()
    target, done = device.allocate(64), device.event()
    target.host[:] = 1
    device.begin_capture()
    device.zero(target)
    device.record(done)
    for forbidden in (lambda: device.allocate(64), lambda: device.wait(done), device.begin_capture):
        with pytest.raises(EngineError, match="inside a capture"):
            forbidden()
    graph = device.end_capture()
    assert target.host.tolist() == [1.0] * 64
    device.launch(graph)
    device.wait(done)
    assert target.host.tolist() == [0.0] * 64


def test_waiting_for_what_was_never_recorded_is_a_defect_that_is_said():
    device = HostDevice()
    with pytest.raises(EngineError, match="never recorded"):
        device.wait(device.event())
