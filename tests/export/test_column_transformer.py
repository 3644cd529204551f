"""The small accompaniment network: read back from its tensors, traced as it computes, deaf to nothing it is given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from rtap.export.checkpoints import randomise, read_model, write_safetensors
from rtap.export.networks.column_transformer import RECALLED, Columns, ColumnTransformer, Recall, chord_shares, held_on
from rtap.export.networks.registry import names_chords, network_from_tensors, takes_past
from rtap.export.networks.step import StepGraph
from rtap.export.networks.unet import ArchitectureError


def small_network(seed: int = 0) -> ColumnTransformer:
    network = ColumnTransformer(width=128, blocks=2, hidden=192, label_dim=4, embedding=32)
    randomise(network, seed)
    return network.eval().requires_grad_(False)


def inputs(batch: int = 2) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(1)
    x, mixture = (torch.randn(batch, 1, 64, 64, generator=generator) for _ in range(2))
    mixture[..., 48:] = 0
    return {"x": x, "c_noise": torch.linspace(-2, 1, batch), "label": torch.eye(4)[:batch], "mixture": mixture}


def network_with_past(harmony: int = 64, voicing: int = 32) -> ColumnTransformer:
    sizes = {"width": 128, "blocks": 2, "hidden": 192, "label_dim": 4, "embedding": 32}
    network = ColumnTransformer(**sizes, past=True, harmony=harmony, voicing=voicing)
    randomise(network, 1)
    return network.eval().requires_grad_(False)


def played(columns: int = 56, batch: int = 2) -> dict[str, torch.Tensor]:
    """Inputs of a network with past, of which so many columns are kept; 48 are heard."""
    given = inputs(batch)
    keep = (torch.arange(64) < columns).float().reshape(1, 1, 1, 64)
    source = keep * torch.randn(batch, 1, 64, 64, generator=torch.Generator().manual_seed(2))
    return given | {"x": source + (1 - keep) * given["x"], "keep": keep, "source": source}


WHOLE = {"remembered": torch.zeros(4, 2, 2, 0, 64)}
HEARD = 48


def test_its_tensors_say_all_its_widths():
    network = small_network()
    again = network_from_tensors(network.state_dict())
    assert isinstance(again, ColumnTransformer)
    assert torch.equal(again(**inputs()), network(**inputs()))


@pytest.mark.parametrize(("harmony", "voicing"), [(0, 0), (64, 0), (64, 32)])
def test_its_tensors_say_that_it_takes_its_past(harmony, voicing):
    network = network_with_past(harmony, voicing)
    again = network_from_tensors(network.state_dict())
    assert takes_past(again)
    assert not takes_past(small_network())
    assert (names_chords(again), names_chords(small_network())) == (harmony > 0, False)
    assert torch.equal(again(**played()), network(**played()))


def test_with_past_what_is_kept_and_heard_hears_neither_noise_nor_what_comes_later():
    """So that a column's keys and values are the same at every noise level, whatever is being made."""
    network, given = network_with_past(), played()
    _, fresh = network.evaluate_columns(**given, **WHOLE)
    x = given["x"].clone()
    x[..., HEARD:] += 1.0
    _, again = network.evaluate_columns(**given | {"x": x, "c_noise": given["c_noise"] - 0.5}, **WHOLE)
    assert torch.equal(again[..., :HEARD, :], fresh[..., :HEARD, :])
    assert (again[..., HEARD:, :] - fresh[..., HEARD:, :]).abs().max() > 0.1
    mixture = given["mixture"].clone()
    mixture[..., 30:HEARD] += 1.0
    _, later = network.evaluate_columns(**given | {"mixture": mixture}, **WHOLE)
    assert torch.equal(later[..., :30, :], fresh[..., :30, :])


@pytest.mark.parametrize(
    ("name", "column"), [("x", 3), ("x", 50), ("x", 63), ("mixture", 3), ("mixture", 47), ("source", 3)]
)
def test_what_is_made_hears_everything(name, column):
    network, given = network_with_past(), played()
    changed = given[name].clone()
    changed[..., column] += 1.0
    answer = network(**given)[..., 56:]
    assert (network(**given | {name: changed})[..., 56:] - answer).abs().max() > 1e-3


def test_what_is_made_hears_which_columns_are_kept():
    network, given = network_with_past(), played()
    fewer = given | {"keep": played(55)["keep"]}
    assert (network(**fewer)[..., 56:] - network(**given)[..., 56:]).abs().max() > 1e-3


@pytest.mark.parametrize("clean", [1, 31, 48])
def test_the_columns_that_are_made_follow_from_what_the_others_said(clean):
    """At another noise level, evaluated alone, as the runtime does it."""
    network, given = network_with_past(), played()
    made, remembered = network.evaluate_columns(**given, **WHOLE)
    assert torch.equal(made, network(**given))
    given |= {"c_noise": given["c_noise"] - 0.7}
    some = {"x": given["x"][..., clean:], "remembered": remembered[..., :clean, :]}
    made, _ = network.evaluate_columns(**given | some)
    assert (made - network(**given)[..., clean:]).abs().max() < 1e-5


def test_columns_that_are_kept_and_heard_can_be_evaluated_before_any_other():
    network, given = network_with_past(), played()
    _, fresh = network.evaluate_columns(**given, **WHOLE)
    some = given | {"x": given["x"][..., :40]}
    _, before = network.evaluate_columns(**some, **WHOLE)
    assert (before - fresh[..., :40, :]).abs().max() < 1e-5
    made, _ = network.evaluate_columns(**given | {"x": given["x"][..., 40:]}, remembered=before)
    assert (made - network(**given)[..., 40:]).abs().max() < 1e-5


def test_chords_are_heard_from_what_was_before_and_not_from_what_comes():
    network, given = network_with_past(), played()
    assert network.harmony is not None
    context, known = given["mixture"].squeeze(1), torch.ones(2, 1, 64)
    named = network.harmony(context, known)
    changed = context.clone()
    changed[..., 40] += 1.0
    again = network.harmony(changed, known)
    assert torch.equal(again[..., :40], named[..., :40])
    assert (again[..., 40:65] - named[..., 40:65]).abs().amax((0, 1)).min() > 0
    shares = chord_shares(named, (torch.arange(64) < 48).float().reshape(1, 1, 64))
    assert torch.allclose(shares[:, :12, :48].sum(1), torch.ones(2, 48), atol=1e-5)
    assert not shares[..., 48:].any()


def test_chords_that_are_told_count_for_heard_where_they_are_told():
    """In training: what is made follows from the song's own chords instead of the reader's."""
    network, given = network_with_past(), played()
    as_read, heard, _ = network.forward_naming(**given)
    assert torch.equal(as_read, network(**given))
    known = (torch.arange(64) < HEARD).float().reshape(1, 1, 64)
    own = torch.cat([torch.ones(2, 1, 64), chord_shares(heard, known)], 1)
    assert torch.allclose(network.forward_naming(**given, told=own)[0], as_read, atol=1e-5)
    other = own.roll(1, 1)
    other[:, 0] = torch.tensor([1.0, 0.0])[:, None]
    made = network.forward_naming(**given, told=other)[0]
    assert (made[0, ..., 56:] - as_read[0, ..., 56:]).abs().max() > 1e-3
    assert torch.equal(made[1], as_read[1])


def test_beyond_what_was_heard_the_last_chord_holds_on():
    chords = torch.rand(2, 24, 64, generator=torch.Generator().manual_seed(5))
    known = torch.ones(2, 1, 64)
    known[1, :, 40:] = 0.0
    held = held_on(chords * known, known)
    assert torch.equal(held[0], chords[0])
    assert torch.equal(held[1, :, :40], chords[1, :, :40])
    assert torch.allclose(held[1, :, 40:], chords[1, :, 39:40].expand(-1, 24), atol=1e-6)
    assert not held_on(chords * 0.0, known * 0.0).any()  # nothing heard yet


def test_what_is_voiced_follows_from_the_chord_the_stem_and_its_sound():
    network, given = network_with_past(), played()
    told = {name: given[name] for name in ("label", "mixture", "keep", "source")}
    _, voiced = network.tell(**told)
    assert voiced.shape == (2, 64, 64)
    chord = torch.zeros(2, 25, 64)
    chord[:, [0, 5]] = 1.0
    changes = [{"told": chord}, {"label": given["label"].roll(1, 1)}, {"source": 2 * given["source"]}]
    for change in changes:
        assert (network.tell(**told | change)[1] - voiced)[..., :HEARD].abs().amax((1, 2)).min() > 1e-3


def test_voicing_without_a_reader_of_chords_is_refused():
    with pytest.raises(ArchitectureError, match="voicing goes with a reader of chords: set `harmony` too"):
        ColumnTransformer(past=True, voicing=64)


def test_a_reader_of_chords_without_a_past_is_refused():
    with pytest.raises(ArchitectureError, match="a reader of chords goes with past: set both or neither"):
        ColumnTransformer(harmony=64)


def test_the_step_graph_gives_it_what_is_kept_without_noise():
    network, maps = network_with_past(), torch.randn(7, 2, 1, 64, 64, generator=torch.Generator().manual_seed(3))
    x, base, source, noise_in, noise_out, mixture, other = maps
    coef = torch.tensor([2.0, 1.0, 0.45, 0.17, 0.3, 0.4, 0.9, 0.5])
    rest = (mixture, played()["keep"], torch.eye(4)[:2], coef)
    made, _ = StepGraph(network)(x, base, source, noise_in, noise_out, *rest)
    heard, _ = StepGraph(network)(x, base, source, other, noise_out, *rest)
    assert torch.equal(made[..., 56:], heard[..., 56:])  # the noise merged into kept columns is nothing to it
    moved, _ = StepGraph(network)(x, base, source + other, noise_in, noise_out, *rest)
    assert (moved[..., 56:] - made[..., 56:]).abs().max() > 1e-2


def recalled(period: int, kept: int, heard: int, of: str) -> tuple[torch.Tensor, torch.Tensor]:
    """What is recalled sharply of a stem or a context that repeats itself, and what it really holds."""
    generator = torch.Generator().manual_seed(period)
    stem, context = torch.randn(2, 1, 64, period, generator=generator).repeat(1, 1, 1, 64 // period + 1)[..., :64]
    there = [(torch.arange(64) < columns).float().reshape(1, 1, 64) for columns in (kept, heard)]
    answer, _ = Recall()(stem * there[0], context * there[1], *there, Columns())
    assert answer.shape == (1, RECALLED, 64)
    sharp = answer[:, 128:192] if of == "stem" else answer[:, 192:256]
    return sharp, stem if of == "stem" else context


@pytest.mark.parametrize("period", [5, 11, 20])
def test_what_repeats_itself_is_recalled(period):
    for of, known in (("stem", 48), ("context", 40)):
        sharp, true = recalled(period, kept=48, heard=40, of=of)
        assert (sharp - true)[..., known:].square().mean() < 0.01
        assert (sharp - true)[..., period:known].square().mean() < 0.01


def test_nothing_is_recalled_of_what_never_was():
    sharp, _ = recalled(8, kept=0, heard=40, of="stem")
    assert (sharp == 0).all()
    sharp, _ = recalled(8, kept=0, heard=0, of="context")
    assert (sharp == 0).all()


def test_what_comes_later_is_not_recalled():
    alone, there = torch.zeros(1, 64, 64), torch.ones(1, 1, 64)
    alone[..., 40] = 1.0
    answer = Recall()(alone, alone, there, there, Columns())[0][:, :256]
    assert (answer[..., 1:41] == 0).all()  # the first column has none before it
    assert (answer[..., 41:] > 0).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.pop("blocks.1.down.bias"), "blocks.1.down.bias.* is missing"),
        (lambda t: t.update({"write.bias": torch.zeros(7)}), r"has shape \(7,\)"),
        (lambda t: t.update({"surplus": torch.zeros(1)}), "1 tensors it should not, the first 'surplus'"),
        (lambda t: t.pop("position"), "no tensor 'position'"),
    ],
)
def test_tensors_that_do_not_fit_are_named(change, message):
    tensors = small_network().state_dict()
    change(tensors)
    with pytest.raises(ArchitectureError, match=message):
        ColumnTransformer.from_state_dict(tensors)


def test_a_width_that_heads_do_not_divide_is_refused():
    with pytest.raises(ArchitectureError, match="multiple of 64"):
        ColumnTransformer(width=100)


def test_every_input_matters():
    network, given = small_network(), inputs()
    answer = network(**given)
    changes = {
        "x": given["x"] + 0.1,
        "c_noise": given["c_noise"] + 0.1,
        "label": given["label"].roll(1, 1),
        "mixture": given["mixture"] + 0.1 * (given["mixture"] != 0),
    }
    for name, changed in changes.items():
        assert (network(**given | {name: changed}) - answer).abs().max() > 1e-3, name


def test_unknown_is_told_from_silent():
    """A column of the context that is exactly zero was not heard; one that is nearly zero was heard, and silent."""
    network, given = small_network(), inputs()
    heard = given["mixture"].clone()
    heard[..., 48:] = 1e-12
    assert (network(**given | {"mixture": heard}) - network(**given)).abs().max() > 1e-2


def test_windows_of_a_batch_do_not_mix():
    network, given = small_network(), inputs(2)
    alone = network(**{name: tensor[:1] for name, tensor in given.items()})
    assert (network(**given)[:1] - alone).abs().max() < 1e-5


def test_onnx_runtime_agrees(tmp_path: Path):
    network, given = small_network(), inputs()
    path = tmp_path / "network.onnx"
    torch.onnx.export(network, tuple(given.values()), path, dynamo=True, input_names=list(given), verbose=False)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    answer = session.run(None, {name: tensor.numpy() for name, tensor in given.items()})[0]
    np.testing.assert_allclose(answer, network(**given).numpy(), atol=1e-4)


def test_a_trained_file_of_it_is_read_as_a_model(tmp_path: Path):
    network = small_network()
    facts = {"kind": "consistency", "sigma_min": 1e-4, "sigma_max": 80.0, "rho": 9.0, "steps": 2, "trained": True}
    half = {name: tensor.half() for name, tensor in network.state_dict().items()}
    write_safetensors(tmp_path / "m.safetensors", half, facts | {"stems": ["bass", "drums", "guitar", "piano"]})
    model = read_model(tmp_path / "m.safetensors")
    assert isinstance(model.network, ColumnTransformer)
    assert model.stems == ("bass", "drums", "guitar", "piano")
    assert (model.network(**inputs()) - network(**inputs())).abs().max() < 0.05
