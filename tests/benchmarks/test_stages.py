from __future__ import annotations

from click.testing import CliRunner

from rtap.benchmarks.stages import main


def test_every_stage_of_every_engine_is_in_the_table(tiny_bundle):
    result = CliRunner().invoke(
        main, ["--bundle", str(tiny_bundle), "--engine", "ort", "--engine", "torch", "--repeat", "2", "--stems", "2"]
    )
    assert result.exit_code == 0, result.output
    for engine in ("ort", "torch"):
        rows = [line for line in result.output.splitlines() if f" {engine} " in line]
        assert [row.split("│")[2].split()[0].rstrip(",") for row in rows] == ["encode", "step", "decode", "window"]


def test_a_bundle_that_is_not_there_gets_one_line():
    result = CliRunner().invoke(main, ["--bundle", "nowhere"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: nowhere: no manifest.json there")
