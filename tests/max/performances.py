"""What the tests of the front ends share: a relay between the runtime and a front end, and what must be heard.

A DSP block is 64 samples, and everything that a front end does happens between two blocks.
"""

from __future__ import annotations

import heapq
import socket
import threading
import time
from collections.abc import Callable

import numpy as np

from rtap.runtime.play import wire
from rtap.runtime.play.transport import Inbox, Receiver, take

COLUMN, BLOCK, FADE = 4096, 64, 896

Rule = Callable[[str, int, int], float | None]
"""What becomes of chunk (stem, batch, chunk): held for so many seconds, None: lost."""


def in_time(stem: str, batch: int, chunk: int) -> float:
    return 0.0


class Relay:
    """Stands between the runtime and its client, keeps every answer, and does with its chunks what `rule` says."""

    def __init__(self, from_port: int, to_port: int, rule: Rule = in_time) -> None:
        self.rule = rule
        self.answers: dict[tuple[str, int], dict[int, np.ndarray]] = {}
        """(stem, batch) -> chunk -> samples, also of those that were lost."""
        self._to = ("127.0.0.1", to_port)
        self._inbox = Inbox()
        self._receiver = Receiver(from_port, self._inbox)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        held: list[tuple[float, int, bytes]] = []
        count = 0
        while not self._closing.is_set():
            arrived = take(self._inbox, 0.002 if held else 0.05)
            while held and held[0][0] <= time.perf_counter():
                self._socket.sendto(heapq.heappop(held)[2], self._to)
            if arrived is None:
                continue
            delay_s = self._judge(arrived.datagram)
            if delay_s == 0:
                self._socket.sendto(arrived.datagram, self._to)
            elif delay_s is not None:
                count += 1
                heapq.heappush(held, (arrived.arrival_s + delay_s, count, arrived.datagram))

    def _judge(self, datagram: bytes) -> float | None:
        (message,) = wire.decode(datagram)
        if message.tags[:3] != "iii" or len(message.samples) == 0:
            return 0.0
        batch, chunk, _ = message.args
        stem = message.address[1:]
        self.answers.setdefault((stem, batch), {})[chunk] = message.samples
        return self.rule(stem, batch, chunk)

    def answer(self, batch: int, stem: str = "bass") -> np.ndarray:
        """[fade + step]: all of it as the runtime sent it."""
        chunks = self.answers[stem, batch]
        return np.concatenate([chunks[k] for k in sorted(chunks)])

    def close(self) -> None:
        self._closing.set()
        self._thread.join()
        self._receiver.close()
        self._socket.close()


def delayed(context: np.ndarray, columns: int) -> np.ndarray:
    out = np.zeros_like(context)
    out[columns * COLUMN :] = context[: -columns * COLUMN]
    return out


def assert_no_click(heard: np.ndarray, *truths: np.ndarray) -> None:
    """`heard` is one of `truths` times a gain in 0...1 that takes 20 ms from one end to the other, everywhere.

    For such a gain g, a step of g·x is at most the step of x and x times the step of g.
    """
    allowed = np.max([np.abs(np.diff(x)) + np.maximum(np.abs(x[1:]), np.abs(x[:-1])) / FADE for x in truths], axis=0)
    excess = np.abs(np.diff(heard)) - 1.001 * allowed - 1e-6
    worst = int(np.argmax(excess))
    assert excess[worst] <= 0, f"a jump of {heard[worst + 1] - heard[worst]:.4f} at sample {worst + 1}"
    assert np.all(np.abs(heard) <= np.max(np.abs(truths), axis=0) + 1e-6)


def played_back(relay: Relay, starts: dict[int, int], step: int, samples: int, fade: bool) -> np.ndarray:
    """What a client plays that gets every answer in time: that to batch b from `starts[b]` on, joined by one crossfade.

    Without `fade` what a client plays that closes its gate over every join, as it does where answers are late: the
    sample at the join repeats the one before, since there the gain is 0.
    """
    out = np.zeros(samples + 2 * step, np.float32)
    t = (np.arange(FADE) / FADE).astype(np.float32)
    for batch, start in starts.items():
        if start - FADE >= samples:
            break
        if ("bass", batch) not in relay.answers:  # dropped
            continue
        answer = relay.answer(batch)
        assert len(answer) == FADE + step
        if fade and batch > min(starts):
            out[start - FADE : start] = out[start - FADE : start] * (1 - t) + answer[:FADE] * t
        out[start : start + step] = answer[FADE:]
        if not fade:
            out[start] = out[start - 1]
    return out[:samples]


def assert_played_as_answered(
    relay: Relay, heard: np.ndarray, step: int, look_ahead: int, windows: int, *, late: int, dropped: int, atol: float
) -> None:
    """`windows` steps of a performance with the demo bundle: no click, and every window that was in time is exact."""
    samples = windows * step + look_ahead
    heard = heard[:samples]
    starts = {batch: batch * step + look_ahead for batch in range(1, windows + 2)}
    truth, unfaded = (played_back(relay, starts, step, samples, fade) for fade in (True, False))
    assert_no_click(heard, truth, unfaded)
    inner = [slice(starts[batch] + FADE, starts[batch] + step - FADE) for batch in range(1, windows)]
    exact = [np.allclose(heard[part], truth[part], atol=atol) for part in inner]
    assert exact.count(False) <= late + 2 * dropped
    if late == dropped == 0:
        np.testing.assert_allclose(heard[starts[1] + FADE :], truth[starts[1] + FADE :], atol=atol)
        assert np.sqrt(np.mean(heard[starts[4] :] ** 2)) > 1e-3
