"""`rtap-calibrate point` as it is typed, on the echo engine: the files and words that come out, not the figures."""

from __future__ import annotations

import json
import socket
import time
from types import SimpleNamespace

import pytest
import soundfile
from click.testing import CliRunner

from rtap.calibration.cli import main
from rtap.calibration.measure import probe_network
from rtap.runtime.bundle import read_bundle
from rtap.runtime.operating_point import (
    OperatingPoint,
    PointError,
    bundle_sha256,
    default_path,
    find_point,
    read_point,
    server_key,
    write_point,
)
from rtap.runtime.play import cli as play_cli
from rtap.runtime.play import wire
from rtap.runtime.play.connection import Connection
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.external import Outgoing
from rtap.runtime.play.player import Event
from rtap.runtime.play.transport import free_ports
from rtap.runtime.server import ServerConfig

POINT = OperatingPoint("a bundle", "ab12", "ort", "local", 0.125, 2, 5.0, 120.0, 165.8, 200)


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    return lambda *args: CliRunner().invoke(main, ["point", *map(str, args)])


QUICK = ("--windows", 4, "--probes", 3, "--r", 1 / 16, "--r", 1 / 8)


def test_a_running_server_is_measured_and_the_point_written(run, serve, tmp_path):
    server_port, client_port = free_ports(2)
    with serve(ServerConfig(port=server_port, client_port=client_port, engine="echo")):
        at = ("--client", "--server", f"127.0.0.1:{server_port}", "--client-port", client_port)
        result = run(*at, *QUICK, "--out", tmp_path / "point.json")
    assert result.exit_code == 0, result.output
    point = read_point(tmp_path / "point.json")
    assert (point.engine, point.server, point.windows) == ("echo", "local", 4)
    whole = [row["package_size"] for row in point.network if not row["lost"]]
    assert [row["package_size"] for row in point.network] == [1024, 2560, 5120, 10_240, 13_090]
    assert point.package_size == max(whole)
    assert [row["r"] for row in point.rows] == [1 / 16, 1 / 8]
    assert [row["unanswered"] for row in point.rows] == [0, 0]
    chosen = next(row for row in point.rows if row["r"] == point.r)
    assert chosen["look_ahead_columns"] == point.look_ahead_columns
    assert point.needed_ms <= point.budget_ms
    assert (tmp_path / "point.png").read_bytes()[:4] == b"\x89PNG"
    assert "type into Max:  T 262144" in result.output
    assert "chosen" in result.output


def test_it_starts_a_runtime_of_its_own(run, tmp_path, tiny_bundle):
    result = run("--bundle", tiny_bundle, "--engine", "echo", *QUICK[:-2], "--out", tmp_path / "point.json")
    assert result.exit_code == 0, result.output
    assert read_point(tmp_path / "point.json").engine == "echo"


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (("--client",), "--client measures against a runtime elsewhere: say where it listens, --server HOST:PORT"),
        (("--bundle", "nowhere"), "nowhere: no manifest.json there"),
        (("--server", "127.0.0.1:7000", "--engine", "ort"), "--bundle and --engine are for a runtime started here"),
        (("--server", "here"), "--server here: give host:port"),
        (("--r", "0.2"), "--r = 0.2: a step is whole columns"),
        (("--package-size", "5"), "--package-size 5: give 128 to"),
        (("--input", "no.wav"), "no.wav: there is no such file"),
    ],
)
def test_a_mistake_is_one_line(run, args, line):
    result = run(*args)
    assert result.exit_code == 2
    assert result.output.startswith(f"Error: {line}")
    assert result.output.count("\n") == 1


def test_a_server_that_does_not_answer_is_one_line(run):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mute:
        mute.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{mute.getsockname()[1]}"
        result = run("--client", "--server", at, "--client-port", free_ports(1)[0], "--wait", 0.3)
    assert result.exit_code == 2
    assert f"Error: no server answered at {at} within 0.3 s" in result.output
    assert result.output.count("\n") == 1


def test_a_song_of_another_rate_is_resampled_and_that_is_said(run, tmp_path, music):
    soundfile.write(tmp_path / "song.wav", music(0, 1.0, 48_000), 48_000)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mute:
        mute.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{mute.getsockname()[1]}"
        result = run("--server", at, "--client-port", free_ports(1)[0], "--wait", 0.1, "--input", tmp_path / "song.wav")
    said, error = result.output.splitlines()
    assert said == "song.wav: resampled from 48000 Hz to 44100 Hz"
    assert error.startswith("Error: no server answered")


def test_what_is_no_song_and_what_is_no_file_to_write_is_one_line(run, tmp_path):
    (tmp_path / "notes.wav").write_text("none")
    for args, line in (
        (("--input", tmp_path), f"{tmp_path}: cannot be read as audio"),
        (("--input", tmp_path / "notes.wav"), f"{tmp_path / 'notes.wav'}: cannot be read as audio"),
        (("--out", tmp_path), f"--out {tmp_path}: a folder; name a file in it, {tmp_path / 'point.json'}"),
    ):
        result = run(*args)
        assert result.exit_code == 2
        assert result.output.startswith(f"Error: {line}")
        assert result.output.count("\n") == 1


def test_a_stem_that_the_server_has_not(run, serve):
    server_port, client_port = free_ports(2)
    with serve(ServerConfig(port=server_port, client_port=client_port, engine="echo")):
        result = run("--server", f"127.0.0.1:{server_port}", "--client-port", client_port, "--stem", "oboe")
    assert result.exit_code == 2
    assert "Error: --stem oboe: the server's stems are bass, drums, guitar, piano" in result.output


class LossyConnection:
    """Echoes what is not lost, on a clock of its own making."""

    def __init__(self, lost: set[int]) -> None:
        self.sent, self.lost, self.waiting, self.now_s = 0, lost, None, 100.0

    def send(self, burst):
        (message,) = wire.decode(burst[0].datagram)
        if len(message.samples) > 10_240:
            raise PlayError("this system refuses datagrams of that size")
        self.sent += 1
        self.waiting = None if self.sent in self.lost else message
        return self.now_s

    def next_event(self, timeout_s):
        message, self.waiting = self.waiting, None
        if message is None:
            self.now_s += timeout_s
            return None
        self.now_s += 0.003
        return Event(self.now_s, wire.audio("/packet_test_response", message.args, message.samples))


def test_losses_are_counted_for_each_package_size(monkeypatch):
    connection = LossyConnection(lost={5, 6})
    monkeypatch.setattr("rtap.calibration.measure.time", SimpleNamespace(perf_counter=lambda: connection.now_s))
    rows = probe_network(connection, probes=4, sizes=(1024, 5120, 13_090), wait_s=3.0)
    counted = [(row["package_size"], row["sent"], row["lost"], row["p50_ms"], row["refused"]) for row in rows]
    assert counted == [
        (1024, 4, 0, 3.0, ""),
        (5120, 4, 2, 3.0, ""),
        (13_090, 0, 0, None, "this system refuses datagrams of that size"),
    ]
    assert connection.now_s == pytest.approx(100 + 6 * 0.003 + 2 * 3.0)


class TestTheFile:
    def test_comes_back_as_it_was(self, tmp_path):
        write_point(tmp_path / "p.json", POINT)
        assert read_point(tmp_path / "p.json") == POINT
        assert POINT.look_ahead == 0.25

    def test_is_found_for_its_bundle_engine_and_server_only(self):
        write_point(default_path("ab12", "ort"), POINT)
        assert find_point("ab12", "ort") == POINT
        assert find_point("ab12", "trt") is None
        assert find_point("cd34", "ort") is None
        assert find_point("ab12", "ort", server_key("192.168.1.20")) is None
        assert find_point("ab12", "ort", server_key("127.0.0.1")) == POINT

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"format": "other"}, "not an operating point"),
            ({"r": 0.2}, "r = 0.2, look-ahead 2 columns cannot be played"),
            ({"look_ahead_columns": 60}, "look-ahead 60 columns cannot be played"),
            ({"unheard_of": 1}, "a field is missing or of the wrong kind"),
        ],
    )
    def test_a_broken_one_is_one_line(self, tmp_path, change, said):
        write_point(tmp_path / "p.json", POINT)
        raw = json.loads((tmp_path / "p.json").read_text()) | change
        (tmp_path / "p.json").write_text(json.dumps(raw))
        with pytest.raises(PointError, match=said):
            read_point(tmp_path / "p.json")
        (tmp_path / "p.json").write_text("{")
        with pytest.raises(PointError, match="not valid JSON"):
            read_point(tmp_path / "p.json")


@pytest.mark.parametrize(("named", "r", "ahead"), [((), 1 / 32, 3), (("--r", 0.0625), 0.0625, 4)])
def test_the_client_plays_at_the_calibrated_point_unless_told_otherwise(
    serve, tmp_path, capsys, monkeypatch, named, r, ahead
):
    import numpy as np

    # A busy machine may take longer than the half second that a server without a status is given.
    monkeypatch.setattr("rtap.runtime.play.connection.STATUS_GRACE_S", 20.0)
    soundfile.write(tmp_path / "song.wav", np.zeros(4 * 44_100, np.float32), 44_100)
    server_port, client_port = free_ports(2)
    path = default_path("", "echo")
    write_point(path, OperatingPoint("none", "", "echo", "local", 1 / 32, 3, 5.0, 1.0, 2.0, 200))
    try:
        with serve(ServerConfig(port=server_port, client_port=client_port, engine="echo")) as server:
            at = ("--server", f"127.0.0.1:{server_port}", "--client-port", client_port)
            play_cli.main([str(a) for a in (tmp_path / "song.wav", "--out", tmp_path / "o.wav", "--fast", *at, *named)])
            settings = server.session.settings
            assert (settings.r, settings.geometry.look_ahead_samples) == (r, ahead * 4096)
    finally:
        path.unlink()
    said = "calibrated: r = 0.03125, look-ahead 3 columns (279 ms)" in capsys.readouterr().out
    assert said == (not named)


def test_the_runtime_begins_at_the_calibrated_point_until_the_client_sets_its_own(serve, tiny_bundle):
    bundle = read_bundle(tiny_bundle)
    path = default_path(bundle_sha256(bundle), "ort")
    write_point(path, OperatingPoint("tiny", bundle_sha256(bundle), "ort", "local", 1 / 16, 3, 5.0, 1.0, 2.0, 200))
    server_port, client_port = free_ports(2)
    try:
        config = ServerConfig(port=server_port, client_port=client_port, engine="ort")
        with serve(config, bundle) as server, Connection(server.address, client_port, fresh_ports=False) as connection:
            connection.await_server(10)
            status = connection.observer.status
            deadline_s = time.monotonic() + 60
            while status.get("engine") != "ort":  # a server that only echoes is "loaded" as well
                assert time.monotonic() < deadline_s, "waited in vain"
                connection.next_event(0.05)
                connection.await_server(10)
                connection.await_loaded(10)
            assert (status["r"], status["look_ahead"], status["playable"]) == ("0.0625", "0.75", "true")
            assert status["bundle_sha256"] == bundle_sha256(bundle)
            connection.send(
                [Outgoing(wire.control("/update_r", "d", 0.25), 0), Outgoing(wire.control("/w", "d", 1.0), 0)]
            )
            status.clear()
            connection.await_server(10)
            deadline_s = time.monotonic() + 10
            while (status.get("r"), status.get("look_ahead")) != ("0.25", "1"):
                assert time.monotonic() < deadline_s, "waited in vain"
                connection.next_event(0.05)
                status.clear()
                connection.await_server(10)
    finally:
        path.unlink()
