"""The codec's graphs in a process of their own, beside the step graph: tracing is Python, which one process does once.

The child sends what it does and, at last, what it made; it ends with its parent, however that ends.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

Report = Callable[[str], None]
Work = Callable[..., Any]
"""Called in the child as `work(*arguments, report, announce)`; returns the result."""


class ChildError(Exception):
    """The child failed; its message is the child's own where that was meant for users, else its traceback."""


class CodecProcess:
    """A context in which `work` runs in a child.

    `announced()` waits for what the child calls `announce` with, `result()` for its end. Both raise what the child
    raised: one of `errors` as itself, anything else as ChildError. Leaving the context early kills the child.
    """

    def __init__(
        self, work: Work, arguments: tuple[Any, ...], report: Report, errors: tuple[type[Exception], ...], threads: int
    ) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._other: Connection | None = other
        self._report = report
        self._errors = {error.__name__: error for error in errors}
        self._process = context.Process(
            target=_child, args=(other, work, arguments, tuple(self._errors), threads), daemon=True
        )
        self._messages: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._failure: Exception | None = None
        self._relay = threading.Thread(target=self._receive, name="codec export", daemon=True)

    def __enter__(self) -> CodecProcess:
        # A child that begins with SIGINT ignored keeps it so: Ctrl-C is for the parent alone, which then kills it.
        main = threading.current_thread() is threading.main_thread()
        previous = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
        try:
            self._process.start()
        finally:
            if main:
                signal.signal(signal.SIGINT, previous)
        assert self._other is not None
        self._other.close()  # the child's end: with it open here, the child's death would go unnoticed
        self._relay.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._process.kill()
        self._process.join()
        self._relay.join()
        self._connection.close()

    def announced(self) -> Any:
        return self._next()

    def result(self) -> Any:
        return self._next()

    def check(self) -> None:
        """Raise now if the child has failed already."""
        if self._failure is not None:
            raise self._failure

    def _next(self) -> Any:
        _, value = self._messages.get()
        if isinstance(value, Exception):
            raise value
        return value

    def _receive(self) -> None:
        """Runs in a thread until the child's last word."""
        while True:
            try:
                kind, value = self._connection.recv()
            except (EOFError, OSError):
                self._process.join()
                kind, value = "failed", f"the codec's process ended with code {self._process.exitcode}; out of memory?"
            if kind == "step":
                self._report(value)
                continue
            if kind not in ("announced", "result"):
                value = self._failure = self._errors.get(kind, ChildError)(value)
            self._messages.put((kind, value))
            if kind != "announced":
                return


def _child(
    connection: Connection, work: Work, arguments: tuple[Any, ...], errors: tuple[str, ...], threads: int
) -> None:
    import torch

    threading.Thread(target=_end_with_parent, args=(connection,), daemon=True).start()
    torch.set_num_threads(threads)
    try:
        result = work(
            *arguments,
            lambda step: connection.send(("step", step)),
            lambda facts: connection.send(("announced", facts)),
        )
        connection.send(("result", result))
    except Exception as error:
        name = type(error).__name__
        connection.send((name, str(error)) if name in errors else ("failed", traceback.format_exc()))


def _end_with_parent(connection: Connection) -> None:
    """The parent never sends: its end closes when it has died, and whoever killed it wants no orphan."""
    try:
        connection.recv()
    except (EOFError, OSError):
        os._exit(1)
