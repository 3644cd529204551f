from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rtap.runtime.noise import DecoderNoise, fill_sampler_noise
from rtap.runtime.timeline import ContextTimeline, LatentTimeline


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 400), st.integers(1, 90)), max_size=12), st.integers(-100, 500))
def test_context_reads_what_was_written_and_zero_elsewhere(writes, at):
    """Against an unbounded array; the ring keeps the last 128 samples."""
    timeline, truth, end = ContextTimeline(capacity=128), np.zeros(2000, dtype=np.float32), 0
    for n, (start, length) in enumerate(writes):
        samples = np.full(length, n + 1, dtype=np.float32)
        timeline.write(start, samples)
        newest = max(end, start + length)
        for i in range(length):
            if start + i >= newest - 128:
                truth[1000 + start + i] = n + 1
        end = newest
    expected = truth[1000 + at : 1000 + at + 40].copy()
    positions = np.arange(at, at + 40)
    expected[(positions < end - 128) | (positions >= end)] = 0
    out = np.full(40, 99, dtype=np.float32)
    np.testing.assert_array_equal(timeline.read(at, out, until=10**9), expected)


def test_context_is_silent_from_the_cursor_on():
    timeline = ContextTimeline(capacity=64)
    timeline.write(0, np.ones(32, dtype=np.float32))
    out = np.full(20, 99, dtype=np.float32)
    timeline.read(10, out, until=16)
    assert out.tolist() == [1.0] * 6 + [0.0] * 14


def test_a_hole_is_silence_not_what_the_ring_held_before():
    timeline = ContextTimeline(capacity=64)
    timeline.write(0, np.ones(64, dtype=np.float32))
    timeline.write(80, np.full(8, 2, dtype=np.float32))
    out = np.empty(24, dtype=np.float32)
    assert timeline.read(64, out, until=88).tolist() == [0.0] * 16 + [2.0] * 8


def test_latents_know_which_columns_were_generated():
    latents = LatentTimeline(stems=2, capacity=32)
    latents.write(1, 5, np.full((64, 3), 7, dtype=np.float32))
    out = np.empty((64, 6), dtype=np.float32)
    silence = np.full((64, 1), -1, dtype=np.float32)
    known = latents.read(1, 4, out, silence)
    assert known.tolist() == [False, True, True, True, False, False]
    assert out[0].tolist() == [-1, 7, 7, 7, -1, -1]
    assert not latents.read(0, 4, out, silence).any()
    assert not latents.read(1, 5 + 32, out, silence).any()  # the same slots, a ring later


def noise(seed: int, stem: int, index: int) -> np.ndarray:
    return fill(np.empty((2, 1, 64, 64), dtype=np.float32), seed, stem, index)


def fill(out, seed, stem, index):
    fill_sampler_noise(out, seed, stem, index)
    return out


def test_sampler_noise_is_a_function_of_seed_stem_and_window():
    a = noise(3, 1, 7)
    np.testing.assert_array_equal(a, noise(3, 1, 7))
    for other in (noise(4, 1, 7), noise(3, 2, 7), noise(3, 1, 8)):
        assert abs(np.corrcoef(a.ravel(), other.ravel())[0, 1]) < 0.05
    assert abs(a.mean()) < 0.05
    assert abs(a.std() - 1) < 0.05


def test_decoder_noise_of_a_column_does_not_depend_on_how_it_was_reached():
    forward, jump = DecoderNoise(1, stems=1), DecoderNoise(1, stems=1)
    a, b = np.empty((2, 1024, 80), np.float32), np.empty((2, 1024, 40), np.float32)
    forward.read(0, -3, 10, a)
    jump.read(0, 2, 5, b)
    np.testing.assert_array_equal(a[:, :, 40:80], b)
