"""Answers land on the exact sample, for both values of T, at every r, without drift, whatever is dropped.

The echo engine answers with the context, a whole number of columns later, so what a listener hears in a stem must be
the context itself, delayed by exactly that much: one sample of misplacement, drift or leftover changes the arrays.
"""

from __future__ import annotations

import numpy as np
import pytest

from rtap.runtime.bundle import COLUMN_SAMPLES
from rtap.runtime.play.external import External

BASS = 0


def clicks(samples: int, seed: int) -> np.ndarray:
    """Isolated full-scale clicks at irregular places, on silence."""
    random = np.random.default_rng(seed)
    audio = np.zeros(samples, dtype=np.float32)
    audio[np.cumsum(random.integers(300, 3000, size=samples // 1500))[: samples // 3000]] = 1.0
    return audio


def perform(wired, window_samples: int, k: int, w: int, steps: int, drop, fade_ratio: float = 0.02):
    """`steps` predicts of the paper's external at r = k/64. `drop(i)` says what becomes of batch i: None, "lost" (its
    context never arrives) or "busy" (its context arrives, no window is played). Returns the external."""
    step = int(window_samples * k / 64)
    audio = np.zeros((4, step * (steps + 3)), dtype=np.float32)
    audio[1] = clicks(audio.shape[1], seed=k)
    external = External(audio)
    wired.take(o.datagram for o in external.command("load_model") if b"/load_model" not in o.datagram[:12])
    external.command(f"T {window_samples}")
    for text in (f"r {k / 64!r}", f"w {w}", f"fade {fade_ratio}", "predict_instruments 1 0 0 0", "packet_size 10240"):
        wired.take(o.datagram for o in external.command(text))
    for i in range(1, steps + 1):
        burst = [o.datagram for o in external.command(f"predict {i * step}")]
        fate = drop(i)
        if fate == "lost":
            continue
        requests = wired.take(burst)
        assert len(requests) == 1
        if fate == "busy":
            wired.session.release(requests[0])
            continue
        for datagram in wired.answer(requests[0]):
            external.receive(datagram)
    return external, step


def expected(external: External, step: int, w: int, delay: int, steps: int, drop) -> np.ndarray:
    """The listener's bass: context delayed, where a window was played and its context had been heard."""
    context = external.audio[1].copy()
    for i in range(1, steps + 1):
        if drop(i) == "lost":
            context[(i - 1) * step : i * step] = 0.0
    out = np.zeros_like(context)
    for i in range(1, steps + 1):
        if drop(i) is None:
            a = (i + w) * step
            source = a - delay + np.arange(step)
            inside = source >= 0
            out[a : a + step][inside] = context[source[inside]]
    return out


def never(i: int) -> None:
    return None


# A step of 61/64 of 264 600 samples is 61.6 columns: with the echo's own delay it no longer fits the model's 64.
@pytest.mark.parametrize(
    ("window_samples", "k"), [(262_144, k) for k in range(1, 65)] + [(264_600, k) for k in range(1, 61)]
)
def test_every_step_size_lands_on_the_exact_sample(wired_with_delay, window_samples, k):
    w = 0 if k <= 30 else -1
    delay_columns = (w + 1) * k if window_samples == 262_144 else (w + 1) * k + 3
    wired = wired_with_delay(delay_columns)
    steps = 4 if k > 16 else 8
    external, step = perform(wired, window_samples, k, w, steps, never, fade_ratio=0.0)
    truth = expected(external, step, w, delay_columns * COLUMN_SAMPLES, steps, never)
    assert truth.any() or k <= 2
    first = step * (1 + w)
    np.testing.assert_array_equal(external.audio[BASS, first:], truth[first:])
    assert wired.session.settings.window_samples == window_samples


@pytest.mark.parametrize(("window_samples", "delay_columns"), [(262_144, 16), (264_600, 18)])
def test_200_steps_with_5_percent_dropped_do_not_drift(wired_with_delay, window_samples, delay_columns):
    random = np.random.default_rng(5)
    fates = {
        int(i): fate for i, fate in zip(random.choice(np.arange(4, 200), 10, False), ["lost", "busy"] * 5, strict=True)
    }
    wired = wired_with_delay(delay_columns)
    external, step = perform(wired, window_samples, 8, 1, 200, fates.get, fade_ratio=0.0)
    truth = expected(external, step, 1, delay_columns * COLUMN_SAMPLES, 200, fates.get)
    np.testing.assert_array_equal(external.audio[BASS], truth)


def test_the_fade_is_done_once(wired_with_delay):
    """The authors' server fades in too, so new audio enters with t squared. Here two equal blocks join unchanged."""
    wired = wired_with_delay(33)
    external, step = perform(wired, 262_144, 16, 1, 6, never, fade_ratio=0.02)
    truth = expected(external, step, 1, 33 * COLUMN_SAMPLES, 6, never)
    heard = external.audio[BASS, 3 * step : 8 * step]
    np.testing.assert_allclose(heard, truth[3 * step : 8 * step], atol=2e-7)
    assert truth[3 * step : 8 * step].any()
