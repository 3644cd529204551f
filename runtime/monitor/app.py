"""The pages, and the WebSockets behind them."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import socket
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from rtap.runtime.monitor.feed import Feed
from rtap.runtime.monitor.performance import Performance
from rtap.runtime.monitor.watcher import Watcher
from rtap.runtime.play.transport import Address

STATIC = Path(__file__).parent / "static"
LOOP = Path(__file__).parent.parent / "play" / "assets" / "loop.flac"
COLLECT_S = 0.05
"""A window's record and its audio come in one burst and go to the pages together, at once: pages then draw while the
runtime waits for the next step, not while it plays one."""
SLOWEST_PAGE_ITEMS = 2000
"""A page that is so far behind is let go."""
MAX_TEXT = 4096


class Pages:
    """Every open page of one kind, each with a queue of what it is still to be sent."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str | bytes | None]] = set()

    def __len__(self) -> int:
        return len(self._queues)

    @contextlib.contextmanager
    def open(self) -> Any:
        mine: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self._queues.add(mine)
        try:
            yield mine
        finally:
            self._queues.discard(mine)

    def send(self, item: str | bytes) -> None:
        for each in self._queues:
            each.put_nowait(item if each.qsize() < SLOWEST_PAGE_ITEMS else None)


class Monitor:
    """One runtime, watched by any number of pages, and at most one performance from a page."""

    def __init__(self, runtime: Address, runtime_text: str, client_port: int, control: bool, host: str) -> None:
        """`runtime_text` is the address as the user gave it; `host` is what the page is served on."""
        self._runtime = runtime
        self._client_port = client_port
        self._control = control
        self._about = {"runtime": runtime_text, "control": control}
        self._host = host
        self._feed = Feed()
        self._watcher = Watcher(runtime, self._feed)
        self._pages = Pages()
        self._quiet_pages = Pages()
        """Those that draw no audio: `/play` wants to know of the runtime only."""
        self._performance: Performance | None = None

    def app(self) -> Starlette:
        routes = [
            Route("/", self._page("index.html")),
            Route("/play", self._page("play.html")),
            Route("/loop.flac", self._loop),
            Mount("/static", StaticFiles(directory=STATIC)),
            WebSocketRoute("/ws/monitor", self._on_monitor),
            WebSocketRoute("/ws/play", self._on_play),
        ]
        return Starlette(routes=routes, lifespan=self._lifespan)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self._watcher.run()), asyncio.create_task(self._publish())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self._performance is not None:
                await asyncio.to_thread(self._performance.stop)

    # ---- pages ----------------------------------------------------------------------------------------------------

    def _page(self, name: str) -> Any:
        async def page(request: Request) -> Response:
            if not self._is_ours(request.headers.get("host", "")):
                return PlainTextResponse("this host name is not ours: open the page by address", status_code=421)
            return FileResponse(STATIC / name, headers={"Cache-Control": "no-cache"})

        return page

    async def _loop(self, _: Request) -> Response:
        return FileResponse(LOOP, media_type="audio/flac")

    def _is_ours(self, host: str) -> bool:
        """Whether a Host header names this machine: another name may be a web site's that points here."""
        name = urlsplit(f"//{host}").hostname or ""
        with contextlib.suppress(ValueError):
            ipaddress.ip_address(name)
            return True
        own = socket.gethostname().lower()
        return name in ("localhost", own, f"{own}.local", self._host.lower())

    def _is_same_site(self, ws: WebSocket) -> bool:
        """A page of another site may open a WebSocket to us; it may not drive a performance, nor watch one."""
        host, origin = ws.headers.get("host", ""), ws.headers.get("origin")
        return self._is_ours(host) and (origin is None or urlsplit(origin).netloc == host)

    # ---- watching -------------------------------------------------------------------------------------------------

    async def _publish(self) -> None:
        while True:
            await self._watcher.changed.wait()
            await asyncio.sleep(COLLECT_S)
            self._watcher.changed.clear()
            self._watcher.wants_audio = len(self._pages) > 0
            if news := self._feed.news():
                self._pages.send(json.dumps(news))
                news.pop("signals", None)
                if news:
                    self._quiet_pages.send(json.dumps(news))

    async def _on_monitor(self, ws: WebSocket) -> None:
        if not self._is_same_site(ws):
            await ws.close(1008)
            return
        await ws.accept()
        await ws.send_text(json.dumps(self._about | self._feed.snapshot()))
        pages = self._quiet_pages if "quiet" in ws.query_params else self._pages
        with pages.open() as outgoing:
            await self._serve(ws, outgoing, self._take_control)

    def _take_control(self, message: Mapping[str, Any] | bytes) -> dict[str, Any] | None:
        """What a page with controls asks for; the answer is for that page."""
        if not self._control or not isinstance(message, Mapping):
            return {"refused": "this monitor only watches: start it with --control to set anything"}
        wanted = {key: message[key] for key in ("r", "look_ahead_columns", "targets") if key in message}
        if message.get("reset"):
            self._watcher.send("/reset", "i", 1)
        if wanted and self._performance is not None:
            self._performance.put(wanted)  # the client is ours: it changes with the runtime
        elif wanted:
            return self._set_runtime(wanted)
        return None

    def _set_runtime(self, wanted: Mapping[str, Any]) -> dict[str, Any] | None:
        status = self._feed.status
        try:
            r = float(wanted.get("r", status.get("r", 0.25)))
            if "r" in wanted:
                self._watcher.send("/update_r", "d", r)
            if "look_ahead_columns" in wanted:
                self._watcher.send("/w", "d", int(wanted["look_ahead_columns"]) / (64 * r))
            if "targets" in wanted:
                flags = [int(stem in wanted["targets"]) for stem in status.get("stems", "").split()]
                self._watcher.send("/predict_instruments", "i" * len(flags), *flags)
        except (TypeError, ValueError, ZeroDivisionError) as error:
            return {"refused": f"{dict(wanted)}: {error}"}
        return None

    # ---- playing --------------------------------------------------------------------------------------------------

    async def _on_play(self, ws: WebSocket) -> None:
        if not self._is_same_site(ws):
            await ws.close(1008)
            return
        await ws.accept()
        outgoing: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        mine: list[Performance] = []

        def take(message: Mapping[str, Any] | bytes) -> dict[str, Any] | None:
            if mine:
                mine[0].put(message if isinstance(message, bytes) else dict(message))
            elif isinstance(message, bytes):
                return None
            elif self._performance is not None:
                return {"type": "error", "text": "another page is playing already: one musician at a time"}
            else:
                mine.append(self._begin(message, outgoing))
                self._performance = mine[0]
            return None

        try:
            await self._serve(ws, outgoing, take)
        finally:
            if mine:
                await asyncio.to_thread(mine[0].stop)
                self._performance = None

    def _begin(self, wanted: Mapping[str, Any], outgoing: asyncio.Queue[str | bytes | None]) -> Performance:
        loop = asyncio.get_running_loop()

        def emit(item: bytes | dict[str, Any]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended while the performance was ending
                loop.call_soon_threadsafe(outgoing.put_nowait, item if isinstance(item, bytes) else json.dumps(item))

        return Performance(self._runtime, self._client_port, wanted, self._feed, emit)

    # ---- WebSockets -----------------------------------------------------------------------------------------------

    async def _serve(self, ws: WebSocket, outgoing: asyncio.Queue[str | bytes | None], take: Any) -> None:
        """Until the page goes: what it sends to `take`, whose answers and `outgoing` go to it."""
        sending = asyncio.create_task(send_all(ws, outgoing))
        try:
            while True:
                message = await ws.receive()
                if message["type"] == "websocket.disconnect":
                    return
                answer = (
                    take(message["bytes"]) if message.get("bytes") else self._take_text(message.get("text") or "", take)
                )
                if answer is not None:
                    outgoing.put_nowait(json.dumps(answer))
        except (WebSocketDisconnect, RuntimeError):
            return
        finally:
            sending.cancel()

    @staticmethod
    def _take_text(text: str, take: Any) -> dict[str, Any] | None:
        try:
            message = json.loads(text[:MAX_TEXT])
        except ValueError:
            message = None
        if not isinstance(message, dict):
            return {"refused": "expected a JSON object"}
        answer: dict[str, Any] | None = take(message)
        return answer


async def send_all(ws: WebSocket, outgoing: asyncio.Queue[str | bytes | None]) -> None:
    """Sends what comes into the queue; None closes."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while (item := await outgoing.get()) is not None:
            await (ws.send_bytes(item) if isinstance(item, bytes) else ws.send_text(item))
        await ws.close(1013)
