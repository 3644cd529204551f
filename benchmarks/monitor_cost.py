"""What watching costs: the latency of a live runtime with the monitor and browsers open, against the same without.

    python -m rtap.benchmarks.monitor_cost [--browsers 2] [--r 0.125] [--json benchmarks/results/monitor.jsonl]

One performance of the demo loop in real time. Blocks of windows alternate: monitor running and its page open in
headless Chromium, then neither (the browser stays, with an empty page). What a change of blocks costs is waited for and
not counted. Prints the ratio of the medians, open to closed, with a 95 % interval from resampling whole blocks.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from rtap.benchmarks.measuring import append_result
from rtap.benchmarks.protocol import free_port
from rtap.runtime.monitor.stream import Stream, settings_of
from rtap.runtime.play.audio_file import read_input
from rtap.runtime.play.child_server import ChildServer
from rtap.runtime.play.cli import DEMO_INPUT
from rtap.runtime.play.connection import Connection
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.settings import SAMPLE_RATE_HZ, PlaySettings
from rtap.runtime.play.transport import Address

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1400",
)
SETTLE_S = 5.0
"""After a change of blocks: processes have started or ended, and the page has drawn."""
READY_S = 300.0
RESAMPLINGS = 2000


@click.command(help=__doc__, context_settings={"show_default": True})
@click.option("--r", default=0.125, help="Step as a fraction of the window.")
@click.option("--look-ahead-columns", default=4, help="It changes no latency, only what is late.")
@click.option("--blocks", type=click.IntRange(2), default=8, help="Pairs of blocks, open and closed.")
@click.option("--windows", type=click.IntRange(2), default=20, help="Windows counted a block.")
@click.option("--browsers", type=click.IntRange(1), default=1, help="Pages open at once.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Append one line of figures.")
@click.argument("runtime_arguments", nargs=-1, type=click.UNPROCESSED)
def main(
    r: float,
    look_ahead_columns: int,
    blocks: int,
    windows: int,
    browsers: int,
    json_file: Path | None,
    runtime_arguments: tuple[str, ...],
) -> None:
    """Arguments after -- go to rtap-runtime."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        raise click.ClickException("no chromium and chromedriver here: apt install chromium chromium-driver")
    try:
        settings = settings_of(r, look_ahead_columns, ["bass"], PlaySettings())
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
            server = stack.enter_context(ChildServer(runtime_arguments, Path(folder) / "runtime.log"))
            server.await_ready(READY_S, lambda line: None)
            connection = stack.enter_context(Connection(server.address, server.client_port, fresh_ports=False))
            pages = [stack.enter_context(open_browser(chromium, driver)) for _ in range(browsers)]
            with Console().status("playing"):
                closed_ms, open_ms = measure(connection, settings, server.address, pages, blocks, windows)
    except PlayError as error:
        raise click.ClickException(str(error)) from error
    figures = compare(closed_ms, open_ms) | {"r": r, "browsers": browsers, "windows_a_block": windows}
    Console().print(table(figures))
    if json_file is not None:
        append_result(json_file, "monitor cost", ["python -m rtap.benchmarks.monitor_cost", *sys.argv[1:]], figures)


def measure(
    connection: Connection, settings: PlaySettings, runtime: Address, pages: Sequence[Any], blocks: int, windows: int
) -> tuple[list[list[float]], list[list[float]]]:
    """The runtime's own times in ms, last packet in to last packet out, by block: without, and with the monitor."""
    connection.await_server(30)
    stream = Stream(settings, connection.send)
    stream.configure()
    if not connection.await_loaded(READY_S):
        raise PlayError(f"the runtime has not loaded its bundle after {READY_S:g} s")
    musician = Musician(stream, connection)
    musician.play(windows)  # the first windows are slower than any others
    closed_ms, open_ms = [], []
    for block in range(2 * blocks):
        # Open and closed change places from pair to pair, so that a slow drift favours neither.
        if (block + block // 2) % 2:
            with watching(runtime, pages):
                musician.play_for(SETTLE_S)
                open_ms.append(musician.play(windows))
        else:
            musician.play_for(SETTLE_S)
            closed_ms.append(musician.play(windows))
    return closed_ms, open_ms


class Musician:
    """Plays the demo loop in real time, step by step."""

    def __init__(self, stream: Stream, connection: Connection) -> None:
        self._stream = stream
        self._connection = connection
        self._loop, _ = read_input(DEMO_INPUT)
        self._step = stream.settings.step_samples
        self._steps = 0
        self._due_s = time.perf_counter()

    def play_for(self, seconds: float) -> None:
        """Whole steps for at least `seconds`."""
        self.play(int(np.ceil(seconds * SAMPLE_RATE_HZ / self._step)))

    def play(self, steps: int) -> list[float]:
        """The runtime's time of every window answered meanwhile, in ms."""
        times_ms = []
        for _ in range(steps):
            self._due_s = max(self._due_s + self._step / SAMPLE_RATE_HZ, time.perf_counter())
            self._listen_until(self._due_s)
            times_ms += [window.total_ms for window in self._connection.observer.windows.values()]
            self._connection.observer.windows.clear()
            at = (np.arange(self._step) + self._steps * self._step) % len(self._loop)
            self._stream.hear(self._loop[at])
            self._steps += 1
        return times_ms

    def _listen_until(self, moment_s: float) -> None:
        while (left_s := moment_s - time.perf_counter()) > 0:
            event = self._connection.next_event(left_s)
            if event is not None and event.datagram is not None:
                for _ in self._stream.receive(event.arrival_s, event.datagram):
                    pass
            for _ in self._stream.ended():
                pass


@contextlib.contextmanager
def open_browser(chromium: str, driver: str) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    with tempfile.TemporaryDirectory() as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        browser = webdriver.Chrome(options=options, service=Service(driver))
        try:
            yield browser
        finally:
            browser.quit()


@contextlib.contextmanager
def watching(runtime: Address, pages: Sequence[Any]) -> Iterator[None]:
    """A monitor, and its page in every browser."""
    port = free_port()
    command = [sys.executable, "-m", "rtap.runtime.monitor.cli", "--runtime", f"{runtime[0]}:{runtime[1]}"]
    monitor = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        assert monitor.stdout is not None
        monitor.stdout.readline()  # it says where to look once it listens
        for page in pages:
            page.get(f"http://127.0.0.1:{port}/")
        yield
    finally:
        for page in pages:
            page.get("about:blank")
        monitor.terminate()
        monitor.wait(30)


def compare(closed_ms: Sequence[Sequence[float]], open_ms: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Medians, p99 and their ratio open to closed, with a 95 % interval: blocks are drawn again with replacement."""
    random = np.random.default_rng(0)

    def drawn(blocks: Sequence[Sequence[float]]) -> float:
        chosen = random.integers(len(blocks), size=len(blocks))
        return float(np.median(np.concatenate([blocks[i] for i in chosen])))

    ratios = [drawn(open_ms) / drawn(closed_ms) for _ in range(RESAMPLINGS)]
    without, watched = np.concatenate(closed_ms), np.concatenate(open_ms)
    low, high = np.percentile(ratios, [2.5, 97.5])
    figures = {
        "closed_median_ms": np.median(without),
        "open_median_ms": np.median(watched),
        "closed_p99_ms": np.percentile(without, 99),
        "open_p99_ms": np.percentile(watched, 99),
        "ratio": np.median(watched) / np.median(without),
        "ratio_low": low,
        "ratio_high": high,
    }
    rounded = {name: round(float(value), 4) for name, value in figures.items()}
    pairs = [round(float(np.median(o) / np.median(c)), 4) for c, o in zip(closed_ms, open_ms, strict=True)]
    return rounded | {"ratio_by_pair": pairs, "windows_closed": len(without), "windows_open": len(watched)}


def table(figures: dict[str, Any]) -> Table:
    shown = Table(title="latency of the runtime, last packet in to last packet out", title_justify="left")
    for column in ("", "windows", "median ms", "p99 ms"):
        shown.add_column(column, justify="right" if column else "left")
    for name in ("closed", "open"):
        row = (figures[f"windows_{name}"], figures[f"{name}_median_ms"], figures[f"{name}_p99_ms"])
        shown.add_row(f"monitor {name}", str(row[0]), f"{row[1]:.2f}", f"{row[2]:.2f}")
    interval = f"{figures['ratio_low']:.3f} to {figures['ratio_high']:.3f}"
    pairs = " ".join(f"{ratio:.3f}" for ratio in figures["ratio_by_pair"])
    shown.caption = f"open / closed: {figures['ratio']:.3f} (95 %: {interval}); by pair {pairs}"
    return shown


if __name__ == "__main__":
    main()
