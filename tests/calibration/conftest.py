"""A real server on a free port, as `tests/runtime` has it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from rtap.runtime.record import WindowLog
from rtap.runtime.server import Server, ServerConfig


@contextmanager
def serving(config: ServerConfig, bundle=None) -> Iterator[Server]:
    server = Server(config, bundle, lambda level, text: None)
    failures: list[str | None] = []
    thread = threading.Thread(target=lambda: failures.append(server.run(WindowLog())))
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(timeout=30)
        assert failures == [None]


@pytest.fixture
def serve():
    return serving
