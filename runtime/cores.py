"""Which core each thread of a CPU engine runs on.

Where an engine takes every core, each of its threads has to have one to itself. The scheduler does not see to that: a
worker that is woken often starts on the core of the thread that wakes it, and the two take turns there while another
core idles. Half of a window's stages then take twice their time (2 cores of a Zen 4, one column ahead: p50 41 ms, p99
55; bound 30 and 40).

Only Linux has such lists; elsewhere nothing is bound.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Protocol, runtime_checkable


@runtime_checkable
class BoundStages(Protocol):
    """Stages that may have their workers bound to cores and leave one to whoever calls them."""

    @property
    def caller_core(self) -> int | None:
        """The core that is left to the thread that calls the stages; None: nothing is bound."""
        ...


def allowed_cores() -> tuple[int, ...]:
    """The cores that this process may use: fewer than the machine has under `taskset` or in a container.

    Empty where the system keeps no such list. They are the main thread's, whatever the calling thread is bound to.
    """
    if sys.platform != "linux":
        return ()
    return tuple(sorted(os.sched_getaffinity(os.getpid())))


def one_each(cores: tuple[int, ...], process: int) -> tuple[int, ...]:
    """The order in which threads take `cores`, the caller first: it has most to do, so that several runtimes on one
    machine begin at different ones."""
    first = process % len(cores) if cores else 0
    return cores[first:] + cores[:first]


def bind_thread(stages: object) -> None:
    """Bind the calling thread to the core that `stages` leave to it; to all that are allowed where they bind none."""
    cores = allowed_cores()
    if not cores:
        return
    core = stages.caller_core if isinstance(stages, BoundStages) else None
    os.sched_setaffinity(0, cores if core is None else {core})


@contextlib.contextmanager
def thread_bound(stages: object) -> Iterator[None]:
    """`bind_thread` for a while, then free again. Open no engine within: the main thread's cores are its cores."""
    cores = allowed_cores()
    bind_thread(stages)
    try:
        yield
    finally:
        if cores:
            os.sched_setaffinity(0, cores)
