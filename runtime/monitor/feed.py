"""What is known of the runtime, and what a page has not been told yet. Datagrams and times in, JSON-able values out."""

from __future__ import annotations

from collections import deque
from typing import Any

from rtap.runtime.monitor.signals import Signal
from rtap.runtime.play import wire
from rtap.runtime.play.observer import WINDOW_TAGS, ServerWindow

KEPT_WINDOWS = 600
KEPT_LINES = 200
SILENT_S = 3.0
"""Without a word for so long there is no runtime: it is asked once a second."""


class Feed:
    """One runtime as a monitor sees it. `now_s` is seconds since the epoch, as pages show it."""

    def __init__(self) -> None:
        self.present = False
        self.status: dict[str, str] = {}
        self.counts: dict[str, int] = {}
        self.not_understood = 0
        self._heard_s = 0.0
        self._windows: deque[list[Any]] = deque(maxlen=KEPT_WINDOWS)
        self._lines: deque[list[Any]] = deque(maxlen=KEPT_LINES)
        self._signals: dict[int, Signal] = {}
        self._news: dict[str, Any] = {}

    @property
    def run(self) -> str | None:
        """Names the start of the runtime that answered last; None before any did."""
        return self.status.get("run")

    def receive(self, datagram: bytes, now_s: float) -> None:
        """Takes what the runtime sends. What does not parse is counted, nothing raises."""
        try:
            messages = wire.decode(datagram)
        except wire.WireError:
            self.not_understood += 1
            return
        self._heard_s = now_s
        for message in messages:
            self._note(message, now_s)

    def check(self, now_s: float) -> None:
        """Notices that the runtime has fallen silent."""
        if self.present and now_s - self._heard_s > SILENT_S:
            self.present = False
            self._news["present"] = False
            self._line(now_s, "warning", "the runtime no longer answers")

    def snapshot(self) -> dict[str, Any]:
        """All that a page needs which has just been opened."""
        return {
            "fresh": True,
            "present": self.present,
            "status": self.status,
            "counts": self.counts,
            "windows": list(self._windows),
            "log": list(self._lines),
        }

    def news(self) -> dict[str, Any]:
        """What has happened since the last call; empty when nothing has."""
        news, self._news = self._news, {}
        pieces = [(source, signal.take()) for source, signal in self._signals.items()]
        if signals := [{"source": source, **piece.as_dict()} for source, piece in pieces if piece is not None]:
            news["signals"] = signals
        return news

    def _note(self, message: wire.Message, now_s: float) -> None:
        args: tuple[Any, ...] = message.args
        match message.address:
            case "/rtap/status" if set(message.tags) == {"s"} and len(args) % 2 == 0:
                self._on_status(dict(zip(args[::2], args[1::2], strict=True)), now_s)
            case "/rtap/counts" if message.tags == "si" * (len(args) // 2):
                self._on_counts(dict(zip(args[::2], args[1::2], strict=True)), now_s)
            case "/rtap/window" if message.tags == WINDOW_TAGS:
                self._on_window(ServerWindow.of(args), now_s)
            case "/rtap/log" if message.tags == "ss":
                self._line(now_s, *args)
            case "/rtap/point":
                pass  # said in a log line and in the status as well
            case "/rtap/audio" if message.tags == "iii" + "f" * len(message.samples):
                _, source, start = args
                if 0 <= source <= len(self.status.get("stems", "").split()):
                    self._signals.setdefault(source, Signal()).add(start, message.samples)
            case _:
                self.not_understood += 1

    def _on_status(self, status: dict[str, str], now_s: float) -> None:
        if not self.present:
            self.present = True
            self._news["present"] = True
            self._line(now_s, "info", f"a runtime answers: {status.get('engine')}, bundle {status.get('bundle')}")
        restarted = self.run is not None and status.get("run") != self.run
        if status != self.status:
            self.status = status
            self._news["status"] = status
        if restarted:
            self._windows.clear()
            self._signals.clear()
            self._news = {"fresh": True, "present": True, "status": status, "windows": []}
            self._line(now_s, "warning", "the runtime was started again")
            self._news["log"] = list(self._lines)

    def _on_counts(self, counts: dict[str, int], now_s: float) -> None:
        if counts != self.counts:
            self.counts = counts
            self._news["counts"] = counts

    def _on_window(self, w: ServerWindow, now_s: float) -> None:
        times = (w.encode_ms, w.sample_ms, w.decode_ms, w.total_ms, w.budget_ms)
        row = [round(now_s, 3), w.batch, *(round(t, 2) for t in times), int(w.late), w.lost_chunks]
        self._windows.append(row)
        self._news.setdefault("windows", []).append(row)

    def _line(self, now_s: float, level: str, text: str) -> None:
        row = [round(now_s, 3), level, text]
        self._lines.append(row)
        self._news.setdefault("log", []).append(row)
