from __future__ import annotations

from click.testing import CliRunner

from rtap.benchmarks.window_cost import main, measure


def test_the_hosts_part_of_a_window_is_told_from_the_devices():
    whole, on_device, preparing = measure(0.125, 2, 4)
    assert len(whole) == len(on_device) == len(preparing) == 4
    assert (whole > on_device).all()
    assert (on_device > 0).all()


def test_the_command_says_what_it_measured():
    result = CliRunner().invoke(main, ["--windows", "3"])
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == "r = 0.25, 1 stem(s), 3 windows, ms: p50, p99"
    assert [line[:4] for line in lines[1:]] == ["wind", "host", "prep"]
