"""Who watches the runtime, and what they are told: messages of our own under `/rtap/`, none of the paper's protocol.

`/rtap/subscribe [i on] [i port] [i detail]` asks for them; to ask again costs nothing and brings the newest status, so
a watcher that asks once a second also finds a runtime that was started again. Everything that comes regularly is built
and sent by the main thread, after the answer of a window has left.

`/rtap/status`: pairs of strings; at every subscribe. Among them `run`, another number after every start; `playable`:
whether the client's look-ahead covers what windows take; `adapt`; `ahead_columns`: how much further ahead than the
client plays it the runtime generates now; `points`: what `rtap-calibrate point` found playable for one stem, the best
first, "8:1 16:2" being step and look-ahead in columns.
`/rtap/point`: `i playable, f r, i look_ahead_columns, f p99_ms, f budget_ms, i moved`; when that changes. Not playable:
p99 of the last windows eats the margin, and `look_ahead_columns` is the next safer point. Moved 1: the runtime goes
there by itself and the client need not (and must not: its next answer would leave a hole, see `ahead.py`).
`/rtap/window`: `i batch, f encode, f sample, f decode, f total, f budget (ms), i late, i lost chunks`; after a window.
`/rtap/log`: `s level, s text`; with every line the runtime prints.
`/rtap/counts` (detail 1): pairs `s name, i count` since the start; at every subscribe.
`/rtap/audio` (detail 2): `i batch, i source, i start, f…`; after a window.

To the runtime: `/rtap/adapt i on`: from now on it moves by itself, or (0) stays where the client asks. `/rtap/past
i stem, i start, i total, f…` from the client, between `/reset` and the first step: a hot start. Chunks of the `total`
samples (a window at most) that the stem has played until its first answer begins.

`source` 0 is the context step just heard, 1… the stems in their order, as answered (without the crossfade); `start` is
the first sample on the runtime's time axis, modulo 2^31.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rtap.runtime import osc
from rtap.runtime.geometry import WindowPlan
from rtap.runtime.lateness import Advice
from rtap.runtime.record import WindowRecord

F32 = NDArray[np.float32]
Address = tuple[str, int]

MAX_SUBSCRIBERS = 8
COUNTS, AUDIO = 1, 2
"""What a subscriber may ask for beyond status, windows and log lines; the larger includes the smaller."""
CONTEXT_SOURCE = 0
POSITION_MODULUS = 1 << 31
AUDIO_BYTES_PER_S = 100e6
"""Audio for watchers is paced to this: nobody waits for it, and a burst would overrun a stock socket buffer."""


@dataclass(frozen=True)
class WindowAudio:
    """Copies of what one window heard and answered, for those who asked: `(source, start, samples)` each."""

    batch: int
    chunk_floats: int
    parts: tuple[tuple[int, int, F32], ...]

    @classmethod
    def of(
        cls, batch: int, plan: WindowPlan, audio: F32, stems: tuple[int, ...], answer: F32, chunk_floats: int
    ) -> WindowAudio:
        """`audio` `[1, 263680]` is the context from `plan.window_start`, `answer` `[stems, fade + step]`."""
        step = plan.answer_samples - plan.fade_samples
        start = max(plan.cursor - step, plan.window_start)
        context = audio[0, start - plan.window_start : plan.cursor - plan.window_start].copy()
        answers = [(stem + 1, plan.play_start, answer[i, plan.fade_samples :].copy()) for i, stem in enumerate(stems)]
        return cls(batch, chunk_floats, ((CONTEXT_SOURCE, start, context), *answers))

    def datagrams(self) -> list[bytes]:
        size = self.chunk_floats
        return [
            osc.floats_message(
                "/rtap/audio", [self.batch, source, (start + at) % POSITION_MODULUS], part[at : at + size]
            )
            for source, start, part in self.parts
            for at in range(0, len(part), size)
        ]


class Subscribers:
    """The addresses that watch. Changed by the receive thread, told by the main thread, never by the inference thread.

    The mapping is replaced whole, never changed in place, so the threads need no lock.
    """

    def __init__(self, send_to: Callable[[bytes, Address], None]) -> None:
        self._send_to = send_to
        self._details: dict[Address, int] = {}

    @property
    def wants_audio(self) -> bool:
        return any(detail >= AUDIO for detail in self._details.values())

    @property
    def addresses(self) -> tuple[Address, ...]:
        return tuple(self._details)

    def detail(self, address: Address) -> int:
        return self._details.get(address, 0)

    def change(self, control: osc.Control, sender: Address) -> Address | None:
        """Takes `/rtap/subscribe`. Returns whom to send the status, None after an unsubscribe.

        A ninth subscriber takes the place of the one that has not asked for longest. Raises ValueError, one line.
        """
        numbers = [p for p in control.params if isinstance(p, int)]
        on, port, detail = (*numbers[:3], *(1, sender[1], 0)[len(numbers[:3]) :])
        if not 0 < port < 65_536:
            raise ValueError(f"/rtap/subscribe: port {port}, expected 1 to 65535")
        address = (sender[0], port)
        details = {a: d for a, d in self._details.items() if a != address}
        if on:
            details[address] = detail  # at the end: in order of the last time they asked
            while len(details) > MAX_SUBSCRIBERS:
                del details[next(iter(details))]
        self._details = details
        return address if on else None

    def tell(self, data: bytes) -> None:
        for address in self._details:
            self._send_to(data, address)

    def tell_window(self, w: WindowRecord) -> None:
        if self._details:
            times = (w.encode_ms, w.sample_ms, w.decode_ms, w.total_ms, w.budget_ms)
            floats = [("f", float(t)) for t in times]
            self.tell(osc.message("/rtap/window", ("i", w.batch), *floats, ("i", int(w.late)), ("i", w.lost_chunks)))

    def tell_point(self, advice: Advice, r: float, look_ahead_columns: int, moved: bool) -> None:
        if self._details:
            times = (("f", advice.p99_ms), ("f", advice.budget_ms))
            point = (("i", int(advice.playable)), ("f", r), ("i", look_ahead_columns))
            self.tell(osc.message("/rtap/point", *point, *times, ("i", int(moved))))

    def tell_audio(self, audio: WindowAudio) -> None:
        listeners = [address for address, detail in self._details.items() if detail >= AUDIO]
        for data in audio.datagrams() if listeners else ():
            for address in listeners:
                self._send_to(data, address)
                time.sleep(len(data) / AUDIO_BYTES_PER_S)

    def tell_status(self, address: Address, status: Mapping[str, str], counts: Mapping[str, int]) -> None:
        """The answer to a subscribe; counts go to those only who asked for them."""
        strings = [("s", text) for pair in status.items() for text in pair]
        self._send_to(osc.message("/rtap/status", *strings), address)
        if self.detail(address) >= COUNTS:
            pairs = [arg for name, count in counts.items() for arg in (("s", name), ("i", count))]
            self._send_to(osc.message("/rtap/counts", *pairs), address)
