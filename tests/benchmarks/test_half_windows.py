from __future__ import annotations

from rtap.benchmarks.half_windows import compare, write_emulated
from rtap.runtime.bundle import read_bundle


def test_rounded_windows_stay_near_float32_and_finite(tiny_bundle, tmp_path):
    bundle = read_bundle(tiny_bundle)
    figures = compare(bundle, write_emulated(bundle, tmp_path), windows=3)
    assert figures["windows_not_finite"] == 0
    assert 20 < figures["audio_snr_db_median"] < 100  # it rounds, and not much
    same = compare(bundle, bundle, windows=2)
    assert same["audio_snr_db_first"] > 100


def test_a_window_that_is_not_finite_is_counted(tiny_bundle, tmp_path, monkeypatch):
    bundle = read_bundle(tiny_bundle)
    monkeypatch.setattr("rtap.benchmarks.half_windows.LoopPlayer.play", lambda self, index: None if index else _audio())
    assert compare(bundle, bundle, windows=3)["windows_not_finite"] == 2


def _audio():
    import numpy as np

    return np.ones(8, np.float32)
