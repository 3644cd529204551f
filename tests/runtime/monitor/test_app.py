"""The monitor as a process, spoken to by HTTP and WebSocket: what a page gets, and what it may do."""

from __future__ import annotations

import json
import re
import socket
import sys
import urllib.error
import urllib.request
from contextlib import closing

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from rtap.runtime.monitor.cli import main
from rtap.runtime.monitor.performance import AUDIO_HEADER, BLOCK_HEADER

ELSEWHERE = re.compile(rb"""(?:src|href)=["'](?:https?:)?//|import[^;]*["']https?:|url\(["']?https?:""")


def until_news(socket, condition) -> dict:
    """What the page knows when `condition` of it becomes true; each message is laid over those before it."""
    known: dict = {}
    while not condition(known):
        item = socket.recv(timeout=60)
        known |= json.loads(item) if isinstance(item, str) else {}
    return known


def has_played(known: dict) -> object:
    return known.get("windows") and len(known.get("signals", [])) == 2 and known["status"]["targets"]


def test_a_page_is_told_what_the_runtime_does(runtime, monitor, musician):
    runtime.start()
    watched = monitor()
    musician(r=1 / 16, look_ahead=1)
    with connect(f"{watched.ws}/ws/monitor") as page:
        known = until_news(
            page, lambda k: k.get("windows") and len(k.get("signals", [])) == 2 and k["status"]["targets"]
        )
    assert (known["runtime"], known["control"]) == (f"127.0.0.1:{runtime.port}", False)
    assert known["present"] is True
    assert known["status"]["engine"] == "echo"
    assert {signal["source"] for signal in known["signals"]} == {0, 1}
    assert known["signals"][0]["peak_db"] == pytest.approx(-6, abs=0.2)


def test_without_a_runtime_a_page_is_told_so_and_then_that_it_came_and_came_again(runtime, monitor):
    watched = monitor()
    with connect(f"{watched.ws}/ws/monitor") as page:
        assert json.loads(page.recv(timeout=60))["present"] is False
        runtime.start()
        until_news(page, lambda known: known.get("present") is True and "counts" in known)
        runtime.stop()
        runtime.start()
        known = until_news(page, lambda known: known.get("fresh") is True)
    assert known["log"][-1][1:] == ["warning", "the runtime was started again"]


def test_a_page_with_controls_sets_the_runtime(runtime, monitor):
    runtime.start()
    with connect(f"{monitor('--control').ws}/ws/monitor") as page:
        until_news(page, lambda known: "engine" in known.get("status", {}))
        page.send(json.dumps({"r": 0.125, "look_ahead_columns": 2, "targets": ["drums"]}))
        status = until_news(page, lambda known: known.get("status", {}).get("targets") == "drums")["status"]
        assert (status["r"], status["look_ahead"]) == ("0.125", "0.25")
        page.send(json.dumps({"r": "fast"}))
        assert "fast" in until_news(page, lambda known: "refused" in known)["refused"]
        page.send("nonsense")
        assert "JSON" in until_news(page, lambda known: "refused" in known)["refused"]


def play_step(page, first_block: int) -> tuple[list[tuple], dict]:
    """Sends a step of 32 blocks; what came back until its window was over."""
    tone = 0.5 * np.sin(np.arange(512, dtype=np.float32) / 10)
    for i in range(first_block, first_block + 32):
        page.send(BLOCK_HEADER.pack(512.0 * i) + tone.tobytes())
    heard = []
    while True:
        item = page.recv(timeout=60)
        if isinstance(item, bytes):
            heard.append((*AUDIO_HEADER.unpack_from(item), np.frombuffer(item, "<f4", offset=AUDIO_HEADER.size)))
        elif json.loads(item)["type"] == "window":
            return heard, json.loads(item)


def test_a_browser_plays_and_one_at_a_time(runtime, monitor, until):
    runtime.extra = ["--engine", "echo", "--echo-delay", "8"]
    runtime.start()
    watched = monitor()
    with connect(f"{watched.ws}/ws/play") as page:
        page.send(json.dumps({"r": 1 / 16, "look_ahead_columns": 2, "targets": ["bass"]}))
        settings = until_news(page, lambda known: known.get("type") == "settings")
        assert (settings["look_ahead_ms"], settings["step_ms"]) == (185.8, 371.5)
        assert settings["caveat"] == "no model: what you hear is the input, echoed"
        with connect(f"{watched.ws}/ws/play") as second:
            second.send(json.dumps({}))
            assert "another page" in until_news(second, lambda known: known.get("type") == "error")["text"]
        steps = [play_step(page, 32 * n) for n in range(4)]
        page.send(json.dumps({"targets": []}))
        refused = until_news(page, lambda known: known.get("type") == "refused")
    assert "at least one" in refused["text"]
    assert [(window["batch"], window["outcome"]) for _, window in steps] == [(n, "in time") for n in (1, 2, 3, 4)]
    for n, (heard, _) in enumerate(steps, 1):  # the answer begins a crossfade before its step and is one step long
        assert next((start, stem, batch) for start, stem, batch, _ in heard) == ((4 * n + 2) * 4096 - 882, 0, n)
        assert sum(len(samples) for *_, samples in heard) == 882 + 4 * 4096
    assert max(np.abs(samples).max() for *_, samples in steps[-1][0]) == pytest.approx(0.5, abs=0.01)

    def begins() -> bool:
        with connect(f"{watched.ws}/ws/play") as page:
            page.send(json.dumps({}))
            return until_news(page, lambda known: "type" in known)["type"] == "settings"

    until(begins, "another page to play, once the first has gone")


def test_a_restarted_runtime_is_told_everything_again_and_plays_on(runtime, monitor):
    runtime.start()
    watched = monitor()
    with connect(f"{watched.ws}/ws/play") as page:
        page.send(json.dumps({"r": 1 / 16, "look_ahead_columns": 2, "targets": ["drums"]}))
        until_news(page, lambda known: known.get("type") == "settings")
        play_step(page, 0)
        runtime.stop()
        runtime.start()
        until_news(page, lambda known: known.get("type") == "restarted")
        heard, window = play_step(page, 32)
    assert (window["batch"], window["outcome"]) == (2, "in time")
    assert {stem for _, stem, *_ in heard} == {1}


def test_controls_reach_a_performance_that_is_going_on(runtime, monitor):
    """The client changes with the runtime: its answers go on to land where they belong."""
    runtime.start()
    watched = monitor("--control")
    with connect(f"{watched.ws}/ws/play") as page, connect(f"{watched.ws}/ws/monitor") as controls:
        page.send(json.dumps({"r": 1 / 16, "look_ahead_columns": 2, "targets": ["bass"]}))
        until_news(page, lambda known: known.get("type") == "settings")
        play_step(page, 0)
        controls.send(json.dumps({"look_ahead_columns": 5, "targets": ["piano"]}))
        until_news(page, lambda known: known.get("look_ahead_columns") == 5)
        heard, _ = play_step(page, 32)
    assert min(heard)[:3] == ((2 * 4 + 5) * 4096 - 882, 3, 2)


def test_playing_without_a_runtime_is_said(lonely_monitor):
    with connect(f"{lonely_monitor.ws}/ws/play") as page:
        page.send(json.dumps({}))
        assert "no server answered" in until_news(page, lambda known: known.get("type") == "error")["text"]


def test_another_site_may_neither_watch_nor_play(lonely_monitor):
    watched = lonely_monitor
    for path in ("/ws/monitor", "/ws/play"):
        for headers in ({"Origin": "http://elsewhere.example"}, {"Host": "elsewhere.example"}):
            with pytest.raises((InvalidStatus, ConnectionClosed)):
                connect(watched.ws + path, additional_headers=headers).recv(timeout=10)
    request = urllib.request.Request(watched.url, headers={"Host": "elsewhere.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 421


def test_everything_a_page_needs_comes_from_here(lonely_monitor):
    """No address of another host in any page, script or style: it works without a network."""
    watched = lonely_monitor
    files = ["link.js", "monitor.js", "play.js", "signals.js", "worklet.js", "style.css", "icon.svg"]
    vendored = ["vendor/uPlot.iife.min.js", "vendor/uPlot.min.css", "vendor/uPlot-LICENSE.txt"]
    for path in ("/", "/play", "/loop.flac", *(f"/static/{name}" for name in files + vendored)):
        with closing(urllib.request.urlopen(watched.url + path)) as answer:
            content = answer.read()
        if not path.startswith(("/static/vendor", "/loop")):
            assert not ELSEWHERE.findall(content)


def test_a_port_in_use_is_one_line(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match="2"):
            main(["--port", str(port)])
    assert capsys.readouterr().err.splitlines() == [
        f"rtap-monitor: cannot serve on 127.0.0.1:{port}: Address already in use; choose another --port or --host"
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--port", "70000"], "70000 is not in the range"),
        (["--runtime", "7000"], "give host:port"),
        (["--runtime", "no.such.host.invalid:7000"], "has no address here"),
        (["--certificate", __file__], "belong together"),
        (["--loud"], "--loud"),
    ],
)
def test_bad_arguments_are_one_line(arguments, says, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line


def test_a_missing_package_is_one_line(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(SystemExit, match="2"):
        main([])
    assert capsys.readouterr().err.splitlines() == ["rtap-monitor: uvicorn is missing: pip install 'rtap[monitor]'"]
