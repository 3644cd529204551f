from __future__ import annotations

import numpy as np
from click.testing import CliRunner

from rtap.benchmarks.stages import main, moving_windows
from rtap.runtime.session import Settings


def test_every_stage_of_every_engine_is_in_the_table(tiny_bundle):
    result = CliRunner().invoke(
        main, ["--bundle", str(tiny_bundle), "--engine", "ort", "--engine", "torch", "--repeat", "2", "--stems", "2"]
    )
    assert result.exit_code == 0, result.output
    for engine, new in (("ort", ["encode, new columns"]), ("torch", [])):
        rows = [line for line in result.output.splitlines() if f" {engine} " in line]
        stages = ["encode", *new, "step", "decode", "window, 2 steps"]
        assert [row.split("│")[2].strip() for row in rows] == stages


def test_calls_of_noisy_columns_alone_are_in_the_table_where_a_network_has_memory(past_bundle):
    result = CliRunner().invoke(main, ["--bundle", str(past_bundle), "--engine", "ort", "--repeat", "2"])
    assert result.exit_code == 0, result.output
    rows = [line for line in result.output.splitlines() if " ort " in line]
    stages = ["encode", "encode, new columns", "step", "step, noisy columns", "decode", "window, 3 steps"]
    assert [row.split("│")[2].strip() for row in rows] == stages


def test_windows_of_a_benchmark_move_over_one_song():
    """A window's audio is that of the window before, moved by a step, with a step more of it heard."""
    geometry = Settings(r=0.25, look_ahead=1.0, window_samples=262_144).geometry
    windows = moving_windows(geometry)
    (before, plan), *more = (next(windows) for _ in range(6))
    for audio, following in more:
        heard = plan.known_columns * 4096
        assert (following.known_columns, following.window_column) == (plan.known_columns, plan.window_column + 16)
        np.testing.assert_array_equal(audio[0, : heard - 65_536], before[0, 65_536:heard])
        assert (audio[0, heard - 65_536 : heard] != 0).mean() > 0.99
        assert (audio[0, heard:] == 0).all()
        before, plan = audio, following


def test_a_bundle_that_is_not_there_gets_one_line():
    result = CliRunner().invoke(main, ["--bundle", "nowhere"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: nowhere: no manifest.json there")
