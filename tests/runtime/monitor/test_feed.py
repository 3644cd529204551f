"""What a monitor knows after what it was sent."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from rtap.runtime.monitor.feed import KEPT_WINDOWS, SILENT_S, Feed
from rtap.runtime.play import wire

STATUS = {"engine": "ort", "bundle": "demo", "stems": "bass drums", "run": "7"}


def status(**changes: str) -> bytes:
    texts = [text for pair in (STATUS | changes).items() for text in pair]
    return wire.control("/rtap/status", "s" * len(texts), *texts)


def counts(windows: int, late: int = 0) -> bytes:
    return wire.control("/rtap/counts", "sisi", "windows", windows, "late", late)


def window(batch: int, total_ms: float = 20.0, late: int = 0) -> bytes:
    return wire.control("/rtap/window", "ifffffii", batch, 5.0, 10.0, 2.5, total_ms, 166.0, late, 0)


@pytest.fixture
def feed() -> Feed:
    feed = Feed()
    for datagram in (status(), counts(7)):
        feed.receive(datagram, now_s=100.0)
    feed.news()
    return feed


def test_a_page_opened_late_gets_all_that_came_before(feed):
    feed.receive(window(1, late=1), now_s=101.0)
    feed.receive(wire.control("/rtap/log", "ss", "warning", "take care"), now_s=102.0)
    snapshot = feed.snapshot()
    assert snapshot["present"] is True
    assert snapshot["status"] == STATUS
    assert snapshot["counts"] == {"windows": 7, "late": 0}
    assert snapshot["windows"] == [[101.0, 1, 5.0, 10.0, 2.5, 20.0, 166.0, 1, 0]]
    assert snapshot["log"] == [
        [100.0, "info", "a runtime answers: ort, bundle demo"],
        [102.0, "warning", "take care"],
    ]


def test_news_are_told_once_and_only_where_something_changed(feed):
    feed.receive(window(1), now_s=101.0)
    feed.receive(window(2), now_s=101.5)
    assert [row[1] for row in feed.news()["windows"]] == [1, 2]
    assert feed.news() == {}
    feed.receive(status(), now_s=102.0)
    feed.receive(counts(7), now_s=102.0)
    assert feed.news() == {}
    feed.receive(counts(7, late=1), now_s=103.0)
    assert feed.news() == {"counts": {"windows": 7, "late": 1}}


def test_a_runtime_that_falls_silent_is_gone_and_comes_back(feed):
    feed.check(100.0 + SILENT_S)
    assert feed.present
    feed.check(100.1 + SILENT_S)
    assert feed.news()["present"] is False
    feed.receive(status(), now_s=110.0)
    assert feed.news()["present"] is True
    assert feed.run == "7"  # the same one, only silent
    assert "fresh" not in feed.news()


def test_a_restarted_runtime_begins_with_an_empty_page(feed):
    feed.receive(window(1), now_s=101.0)
    feed.receive(status(run="8"), now_s=102.0)
    news = feed.news()
    assert news["fresh"] is True
    assert news["windows"] == []
    assert news["log"][-1][1:] == ["warning", "the runtime was started again"]
    assert feed.run == "8"
    assert feed.snapshot()["windows"] == []


def test_audio_becomes_signals_of_known_sources(feed):
    audio = np.full(2048, 0.5, np.float32)
    for source in (0, 2, 3):  # there are two stems
        feed.receive(wire.audio("/rtap/audio", (1, source, 4096), audio), now_s=101.0)
    signals = feed.news()["signals"]
    assert [(s["source"], s["hop"], s["hops"]) for s in signals] == [(0, 4, 2), (2, 4, 2)]
    assert np.frombuffer(base64.b64decode(signals[0]["envelope"]), np.int8).tolist() == [64] * 4
    assert feed.not_understood == 0


def test_the_runtimes_advice_is_understood(feed):
    feed.receive(wire.control("/rtap/point", "ififfi", 0, 0.125, 2, 90.0, 73.0, 1), now_s=101.0)
    assert feed.not_understood == 0


def test_a_long_set_does_not_grow(feed):
    for batch in range(KEPT_WINDOWS + 5):
        feed.receive(window(batch), now_s=101.0)
    rows = feed.snapshot()["windows"]
    assert (len(rows), rows[0][1]) == (KEPT_WINDOWS, 5)


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        b"junk",
        b"/rtap/status\0\0\0\0,s\0\0odd\0",
        wire.control("/rtap/window", "i", 1),
        wire.control("/rtap/counts", "ss", "late", "many"),
        wire.control("/rtap/log", "i", 1),
        wire.control("/rtap/unheard", "f", 1.0),
    ],
)
def test_what_it_does_not_understand_is_counted(feed, datagram):
    feed.receive(datagram, now_s=101.0)
    assert feed.not_understood == 1
    assert feed.news() == {}
