"""What the server tells about itself: its bundle and engine, and what each window took it.

`/rtap/*` is ours. A server that does not know it, as the authors', stays "unknown" and plays all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rtap.runtime.play import wire
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.settings import DEFAULT_STEMS

WINDOW_TAGS = "ifffffii"
POINT_TAGS = "ififfi"


@dataclass(frozen=True)
class ServerWindow:
    """One `/rtap/window`: the server's own times, in its own process."""

    batch: int
    encode_ms: float
    sample_ms: float
    decode_ms: float
    total_ms: float
    budget_ms: float
    late: bool
    lost_chunks: int

    @classmethod
    def of(cls, args: tuple[Any, ...]) -> ServerWindow:
        """From arguments of the types `WINDOW_TAGS`."""
        batch, encode_ms, sample_ms, decode_ms, total_ms, budget_ms, late, lost_chunks = args
        return cls(batch, encode_ms, sample_ms, decode_ms, total_ms, budget_ms, bool(late), lost_chunks)


@dataclass(frozen=True)
class ServerPoint:
    """One `/rtap/point`: whether the client's look-ahead covers what windows take, and the one that does."""

    playable: bool
    r: float
    look_ahead_columns: int
    p99_ms: float
    budget_ms: float
    moved: bool
    """The server generates there by itself."""

    @classmethod
    def of(cls, args: tuple[Any, ...]) -> ServerPoint:
        """From arguments of the types `POINT_TAGS`."""
        playable, r, look_ahead_columns, p99_ms, budget_ms, moved = args
        return cls(bool(playable), r, look_ahead_columns, p99_ms, budget_ms, bool(moved))


class Observer:
    """Collects status, windows and log lines. Never raises for what a server sends: what does not parse is counted."""

    def __init__(self) -> None:
        self.status: dict[str, str] = {}
        self.windows: dict[int, ServerWindow] = {}
        self.log: list[tuple[str, str]] = []
        self.points: list[ServerPoint] = []
        """What the server said of its look-ahead, in order."""
        self.not_understood = 0

    def receive(self, datagram: bytes) -> None:
        try:
            messages = wire.decode(datagram)
        except wire.WireError:
            self.not_understood += 1
            return
        for message in messages:
            self._note(message)

    @property
    def trained(self) -> bool | None:
        """False for random weights; None when the server does not say."""
        return {"true": True, "false": False}.get(self.status.get("trained", ""))

    @property
    def caveat(self) -> str | None:
        """What every output says about a server that plays no trained model; None when there is nothing to warn of."""
        if self.status.get("engine") == "echo":
            return "no model: what you hear is the input, echoed"
        return "untrained bundle: what you hear is noise from random weights" if self.trained is False else None

    @property
    def loaded(self) -> bool:
        """False while the server says that it is loading its bundle."""
        return self.status.get("engine") != "loading"

    @property
    def stems(self) -> tuple[str, ...]:
        """In the order of `/predict_instruments`."""
        listed = self.status.get("stems", "").replace(",", " ").split()
        return tuple(listed) or DEFAULT_STEMS

    @property
    def warnings(self) -> list[str]:
        return [text for level, text in self.log if level.lower() in ("warning", "error", "critical")]

    def _note(self, message: wire.Message) -> None:
        args = message.args
        if message.address == "/rtap/status" and set(message.tags) == {"s"} and len(args) % 2 == 0:
            texts = [str(arg) for arg in args]
            self.status.update(zip(texts[::2], texts[1::2], strict=True))
        elif message.address == "/rtap/window" and message.tags == WINDOW_TAGS:
            window = ServerWindow.of(message.args)
            self.windows[window.batch] = window
        elif message.address == "/rtap/point" and message.tags == POINT_TAGS:
            self.points.append(ServerPoint.of(message.args))
        elif message.address == "/rtap/log" and message.tags == "ss":
            self.log.append((str(args[0]), str(args[1])))
        else:
            self.not_understood += 1


def unanswered(server: str, waited_s: float) -> PlayError:
    return PlayError(
        f"no server answered at {server} within {waited_s:g} s: start one with rtap-runtime, or add --start-server; "
        f"if one runs there, its --clientport must be this --client-port"
    )
