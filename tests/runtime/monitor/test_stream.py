"""The browser's performance without a browser: its blocks in, a server that echoes, answers out."""

from __future__ import annotations

import numpy as np
import pytest

from rtap.runtime.bundle import COLUMN_SAMPLES
from rtap.runtime.monitor.performance import (
    BLOCK_HEADER,
    MAX_BLOCK_SAMPLES,
    pack_audio,
    settings_from,
    unpack_block,
)
from rtap.runtime.monitor.stream import RING_SAMPLES, AnswerAudio, Stream, look_ahead_columns
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.settings import PlaySettings

BLOCK = 512
BASE = PlaySettings(package_size=4096, targets=("bass",))


class Browser:
    """Plays blocks into a stream and keeps what comes back, answered at once by a `FakeServer`."""

    def __init__(self, server, settings: PlaySettings) -> None:
        self.server = server
        self.pending: list[bytes] = []
        self.heard: dict[int, dict[int, float]] = {}
        self.late = 0
        self.stream = Stream(settings, self.send)
        self.stream.configure()
        self.outcomes: list[str] = []

    def send(self, burst) -> float:
        for outgoing in burst:
            self.pending += self.server.receive(outgoing.datagram)
        return self.stream.player.head.position / 44_100 if hasattr(self, "stream") else 0.0

    def play(self, samples: np.ndarray) -> None:
        for at in range(0, len(samples), BLOCK):
            self.stream.hear(samples[at : at + BLOCK])
            for datagram in self.pending:
                for audio in self.stream.receive(0.0, datagram):
                    self.late += audio.start < self.stream.player.head.position
                    ring = self.heard.setdefault(audio.stem, {})
                    ring.update(zip(range(audio.start, audio.start + len(audio.samples)), audio.samples, strict=True))
            self.pending.clear()
            self.outcomes += [record.outcome for record in self.stream.ended()]

    def answer(self, stem: int, start: int, stop: int) -> np.ndarray:
        return np.array([self.heard[stem].get(i, 0.0) for i in range(start, stop)], np.float32)


def noise(samples: int) -> np.ndarray:
    return np.random.default_rng(1).uniform(-1, 1, samples).astype(np.float32)


def test_what_is_heard_is_what_the_server_answered_on_its_sample(fake_server):
    """The fake server echoes each step, so the input comes back one step and the look-ahead later."""
    settings = settings_from({"r": 1 / 16, "look_ahead_columns": 2, "targets": ["bass", "piano"]}, BASE)
    browser = Browser(fake_server(), settings)
    audio = noise(20 * settings.step_samples)
    browser.play(audio)
    delay = settings.step_samples + settings.look_ahead_samples
    assert settings.look_ahead_samples == 2 * COLUMN_SAMPLES
    for stem in (0, 3):
        np.testing.assert_allclose(browser.answer(stem, delay, len(audio)), audio[:-delay], atol=1e-6)
    assert (browser.late, set(browser.outcomes)) == (0, {"in time"})
    assert len(browser.outcomes) == 20


def test_a_performance_longer_than_its_rings_goes_on(fake_server):
    settings = settings_from({"r": 1 / 4, "look_ahead_columns": 4}, BASE)
    browser = Browser(fake_server(), settings)
    audio = noise(RING_SAMPLES + 6 * settings.step_samples)
    browser.play(audio)
    delay = settings.step_samples + settings.look_ahead_samples
    end = len(audio) - len(audio) % settings.step_samples
    np.testing.assert_allclose(
        browser.answer(0, RING_SAMPLES, end), audio[RING_SAMPLES - delay : end - delay], atol=1e-6
    )
    assert len(browser.stream.player.windows) <= 9  # and forgets what is over


def test_settings_change_between_two_steps_without_losing_a_sample(fake_server):
    server = fake_server()
    browser = Browser(server, settings_from({"r": 1 / 16, "look_ahead_columns": 2}, BASE))
    audio = noise(32 * COLUMN_SAMPLES)
    browser.play(audio[: 16 * COLUMN_SAMPLES])
    browser.stream.change(settings_from({"r": 1 / 32, "look_ahead_columns": 3, "targets": ["drums"]}, BASE))
    browser.play(audio[16 * COLUMN_SAMPLES :])
    assert server.targets == ("drums",)
    assert "/reset" not in server.addresses[1:]
    changed = 16 * COLUMN_SAMPLES
    np.testing.assert_allclose(
        browser.answer(1, changed + 5 * COLUMN_SAMPLES, len(audio)), audio[changed : -5 * COLUMN_SAMPLES], atol=1e-6
    )


@pytest.mark.parametrize(("fault", "outcome"), [("dropped", "dropped"), ("silent", "lost")])
def test_a_window_without_an_answer_is_told(fake_server, fault, outcome):
    settings = settings_from({"r": 1 / 16, "look_ahead_columns": 2}, BASE)
    browser = Browser(fake_server(**{fault: {3}}), settings)
    browser.play(noise(8 * settings.step_samples))
    assert browser.outcomes == ["in time"] * 2 + [outcome] + ["in time"] * 5


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"r": 0.2}, "whole columns"),
        ({"r": "fast"}, "a number"),
        ({"look_ahead_columns": 1.5}, "an integer"),
        ({"r": 0.25, "look_ahead_columns": 48}, "0 to 47"),
        ({"look_ahead_columns": -1}, "0 to"),
        ({"targets": []}, "at least one"),
        ({"targets": ["trumpet"]}, "at least one of bass drums"),
        ({"targets": "bass"}, "a list"),
        ({"r": float("nan")}, "k/64"),
    ],
)
def test_what_cannot_be_played_is_refused_in_one_line(wanted, says):
    with pytest.raises(PlayError, match=says) as error:
        settings_from(wanted, BASE)
    assert "\n" not in str(error.value)


def test_settings_that_are_not_named_stay():
    before = settings_from({"r": 1 / 8, "look_ahead_columns": 2, "targets": ["piano"]}, BASE)
    after = settings_from({"look_ahead_columns": 3}, before)
    assert (after.r, look_ahead_columns(after), after.targets) == (1 / 8, 3, ("piano",))


def test_blocks_and_answers_in_bytes():
    audio = noise(5)
    position, samples = unpack_block(BLOCK_HEADER.pack(1024.0) + audio.tobytes())
    assert position == 1024
    np.testing.assert_array_equal(samples, audio)
    packed = pack_audio(AnswerAudio(stem=2, batch=9, start=70_000, samples=audio))
    assert packed[:16] == bytes.fromhex("0000000000" + "17f140" + "02000000" + "09000000")
    np.testing.assert_array_equal(np.frombuffer(packed[16:], "<f4"), audio)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"12345678",
        BLOCK_HEADER.pack(0.0) + b"abc",
        BLOCK_HEADER.pack(0.0) + bytes(4 * (MAX_BLOCK_SAMPLES + 1)),
        BLOCK_HEADER.pack(-1.0) + bytes(4),
        BLOCK_HEADER.pack(float("nan")) + bytes(4),
    ],
)
def test_a_block_that_is_none_is_refused(data):
    with pytest.raises(PlayError):
        unpack_block(data)
