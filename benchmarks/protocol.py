"""What the protocol costs and whether it loses anything, against a real `rtap-runtime` in a process of its own.

    python -m rtap.benchmarks.protocol cost              # echo engine: last packet in to last packet out
    python -m rtap.benchmarks.protocol bursts            # 2000 bursts of 28 x 51 232 bytes beside computing cores
    python -m rtap.benchmarks.protocol fuzz              # 200 000 random and mutated datagrams
    python -m rtap.benchmarks.protocol soak              # memory over 2000 windows

Each prints a table and, with --json FILE, appends one line with the figures, the machine and the command.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from rtap.runtime import osc

STOCK_BUFFER_BYTES = 212_992
"""What an untouched Linux grants a UDP socket (net.core.rmem_max)."""


class Runtime:
    """A runtime in its own process, and the sockets of its client."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._summary = Path(self._folder.name) / "summary.json"
        self.inbox = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.inbox.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self.inbox.bind(("127.0.0.1", 0))
        self.inbox.settimeout(60)
        self.outbox = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.outbox.bind(("127.0.0.1", 0))
        self.address = ("127.0.0.1", free_port())
        command = [sys.executable, "-m", "rtap.runtime.cli", "--port", str(self.address[1])]
        command += ["--client-port", str(self.inbox.getsockname()[1]), "--summary", str(self._summary), *arguments]
        started = time.perf_counter()
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.inbox.recv(64)  # /ready: the socket listens
        self.listening_s = time.perf_counter() - started
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if "ready:" in line:
                break
            if "error:" in line:
                raise click.ClickException(line.strip())
        self.ready_s = time.perf_counter() - started

    def send(self, data: bytes) -> None:
        self.outbox.sendto(data, self.address)

    def play(self, batch: int, step_samples: int) -> None:
        """Send a step in packages of 10 240 floats and wait for the end of its answer."""
        for packet in burst(batch, step_samples, 10_240):
            self.send(packet)
        self.until_predicted()

    def until_predicted(self) -> int:
        """Receive up to the end of an answer; how many datagrams it took."""
        count = 1
        while not self.inbox.recv(65_536).startswith(b"/server_predicted"):
            count += 1
        return count

    def resident_kb(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])

    def stop(self) -> dict[str, Any]:
        self.process.terminate()
        _, err = self.process.communicate(timeout=60)
        if not self._summary.is_file():
            raise click.ClickException(f"the runtime ended without its summary: {err.strip().splitlines()[-1:]}")
        result: dict[str, Any] = json.loads(self._summary.read_text())
        if "Traceback" in err:
            result["traceback"] = err
        self.inbox.close()
        self.outbox.close()
        self._folder.cleanup()
        return result


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def burst(batch: int, samples: int, size: int, repeat: int = 1) -> list[bytes]:
    """A step as the paper's external sends it, every plane `repeat` times."""
    audio = np.random.default_rng(batch).uniform(-0.5, 0.5, samples).astype(np.float32)
    starts = range(0, samples, size)
    total = len(starts) * repeat
    packets = [osc.floats_message("/context", [batch, s, total], audio[s : s + size]) for s in starts]
    return [packet for packet in packets for _ in range(repeat)]


def _spin() -> None:
    a = np.random.default_rng(0).standard_normal((384, 384)).astype(np.float32)
    while True:
        a @ a


@contextmanager
def computing_cores(count: int) -> Iterator[None]:
    """`count` processes that do nothing but matrix products, at normal priority."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    processes = [multiprocessing.get_context("spawn").Process(target=_spin, daemon=True) for _ in range(count)]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.terminate()


def report(title: str, figures: dict[str, Any], json_file: Path | None) -> None:
    table = Table(title=title, title_justify="left", show_header=False)
    for name, value in figures.items():
        table.add_row(name, f"{value:.3f}" if isinstance(value, float) else str(value))
    Console().print(table)
    if json_file is not None:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
        machine = {"cpu": _cpu(), "cores": os.cpu_count(), "python": platform.python_version()}
        line = {"benchmark": title, "commit": commit.stdout.strip(), "machine": machine, "figures": figures}
        line["command"] = " ".join(["python -m rtap.benchmarks.protocol", *sys.argv[1:]])
        with json_file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def _cpu() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in text.splitlines() if line.startswith("model name")), "?")


def percentiles(values_ms: Sequence[float]) -> dict[str, float]:
    array = np.asarray(values_ms)
    p50, p95, p99 = (float(p) for p in np.percentile(array, [50, 95, 99]))
    return {"p50 ms": p50, "p95 ms": p95, "p99 ms": p99, "max ms": float(array.max())}


json_option = click.option("--json", "json_file", type=click.Path(path_type=Path), help="Append one line of figures.")


@click.group(help=__doc__, context_settings={"show_default": True})
def main() -> None:
    pass


@main.command()
@click.option("--windows", default=500)
@click.option("--pause-ms", default=20.0, help="Between an answer and the next step.")
@click.option("--receiver", default="process")
@json_option
def cost(windows: int, pause_ms: float, receiver: str, json_file: Path | None) -> None:
    """66 150 samples in, 67 032 out, no model."""
    runtime = Runtime(["--engine", "echo", "--receiver", receiver])
    runtime.send(osc.message("/update_package_size", ("i", 10_240)))
    runtime.send(osc.message("/predict_instruments", ("i", 1), ("i", 0), ("i", 0), ("i", 0)))
    client_ms = []
    for batch in track(range(1, windows + 11), "windows"):
        packets = burst(batch, 66_150, 10_240)
        for packet in packets:
            runtime.send(packet)
        last_sent = time.perf_counter()
        runtime.until_predicted()
        client_ms.append((time.perf_counter() - last_sent) * 1e3)
        time.sleep(pause_ms / 1e3)
    result = runtime.stop()
    figures: dict[str, Any] = {"windows": windows, "receiver": receiver}
    figures |= {f"client {k}": v for k, v in percentiles(client_ms[10:]).items()}
    figures |= {f"server {k}": result["summary"][k] for k in ("p50_ms", "p99_ms", "max_ms")}
    figures |= {"late": result["summary"]["late"], "lost chunks": result["summary"]["lost_chunks"]}
    report("protocol cost: last packet in to last packet out, echo engine", figures, json_file)


@main.command()
@click.option("--bursts", "count", default=2000)
@click.option("--interval-ms", default=50.0, help="From burst to burst.")
@click.option("--burst-ms", default=2.0, help="The external takes 2 to 5 ms; 0: no pause at all.")
@click.option("--receiver", default="process")
@click.option("--receive-buffer", default=STOCK_BUFFER_BYTES)
@click.option("--engine", default="echo")
@click.option("--bundle", type=click.Path(path_type=Path))
@click.option("--load", default=2, help="Processes that keep the cores busy beside the runtime.")
@json_option
def bursts(
    count: int,
    interval_ms: float,
    burst_ms: float,
    receiver: str,
    receive_buffer: int,
    engine: str,
    bundle: Path | None,
    load: int,
    json_file: Path | None,
) -> None:
    """28 datagrams of 51 232 bytes at once, again and again, while every core computes."""
    arguments = ["--engine", engine, "--receiver", receiver, "--receive-buffer", str(receive_buffer)]
    runtime = Runtime(arguments + (["--bundle", str(bundle)] if bundle else []))
    runtime.send(osc.message("/update_package_size", ("i", 10_240)))
    runtime.send(osc.message("/predict_instruments", ("i", 1), ("i", 1), ("i", 1), ("i", 1)))
    packets = [osc.floats_message("/context", [0, s % 7 * 10_240, 28], np.zeros(10_240, np.float32)) for s in range(28)]
    heads = [packet.index(b",iii") + ((4 + 10_240) // 4 + 1) * 4 for packet in packets]
    buffers = [bytearray(packet) for packet in packets]
    assert {len(b) for b in buffers} == {51_232}
    runtime.inbox.setblocking(False)
    spread_ms = []
    with computing_cores(load):
        time.sleep(1.0)
        for batch in track(range(1, count + 1), "bursts"):
            for buffer, head in zip(buffers, heads, strict=True):
                buffer[head : head + 4] = batch.to_bytes(4, "big")
            begun = time.perf_counter()
            for n, buffer in enumerate(buffers):
                while time.perf_counter() - begun < burst_ms / 1e3 * n / len(buffers):
                    pass
                runtime.outbox.sendto(buffer, runtime.address)
            spread_ms.append((time.perf_counter() - begun) * 1e3)
            while time.perf_counter() - begun < interval_ms / 1e3:
                try:
                    runtime.inbox.recv(65_536)
                except BlockingIOError:
                    time.sleep(0.0005)
    counts = runtime.stop()["counts"]
    received = counts["datagrams"] - 2
    figures = {
        "sent": count * 28,
        "received": received,
        "lost": count * 28 - received,
        "kernel drops": counts.get("kernel_drops", 0),
        "socket buffer": receive_buffer,
        "receiver": receiver,
        "engine": engine,
        "busy processes beside": load,
        "burst p50 ms": float(np.median(spread_ms)),
    }
    report("bursts of 28 x 51 232 bytes while the cores compute", figures, json_file)


@main.command()
@click.option("--datagrams", default=200_000)
@click.option("--seed", default=0)
@json_option
def fuzz(datagrams: int, seed: int, json_file: Path | None) -> None:
    """Random bytes and mutations of every message of the protocol; then a performance must still be served."""
    random = np.random.default_rng(seed)
    good = [
        osc.floats_message("/context", [1, 0, 1], np.zeros(200, np.float32)),
        osc.floats_message("/drums", [3, 400, 28], np.ones(128, np.float32)),
        osc.floats_message("/packet_test", [20], np.zeros(20, np.float32)),
        *(osc.message(a, ("f", 0.25)) for a in ("/update_r", "/w", "/update_fade")),
        osc.message("/update_package_size", ("i", 1024)),
        osc.message("/predict_instruments", *(("i", 1) for _ in range(4))),
        *(osc.message(a) for a in ("/load_model", "/predict", "/reset", "/rtap/subscribe")),
        osc.packet_test_response(np.zeros(8, np.float32)),
    ]
    runtime = Runtime(["--engine", "echo"])
    runtime.inbox.setblocking(False)
    for n in track(range(datagrams), "datagrams"):
        if n % 4 == 0:
            data = random.bytes(int(random.integers(0, 300)))
        else:
            mutable = bytearray(good[random.integers(len(good))])
            for at in random.integers(len(mutable), size=int(random.integers(1, 6))):
                mutable[at] = random.integers(256)
            data = bytes(mutable[: int(random.integers(1, len(mutable) + 1))] if n % 3 == 0 else mutable)
        runtime.send(data)
        if n % 64 == 0:
            time.sleep(0.002)
            try:
                while True:
                    runtime.inbox.recv(65_536)
            except BlockingIOError:
                pass
    time.sleep(1.0)
    runtime.inbox.settimeout(20)
    for data in (
        osc.message("/reset", ("i", 1)),
        osc.message("/update_r", ("d", 0.25)),
        osc.message("/w", ("d", 1.0)),
        osc.message("/update_package_size", ("i", 10_240)),
        osc.message("/predict_instruments", ("i", 1), ("i", 0), ("i", 0), ("i", 0)),
    ):
        runtime.send(data)
    served = 0
    for batch in range(1, 21):
        time.sleep(0.6 if batch == 1 else 0.02)
        runtime.play(batch, 65_536)
        served += 1
    result = runtime.stop()
    counts = result["counts"]
    figures = {
        "sent": datagrams,
        "counted": counts["datagrams"] - 5 - 20 * 7,
        "malformed": counts.get("malformed_datagrams", 0),
        "exception traces": "yes" if "traceback" in result else "none",
        "windows served afterwards": served,
    }
    report("random and mutated datagrams", figures, json_file)


@main.command()
@click.option("--windows", default=2000)
@click.option("--engine", default="ort")
@click.option("--bundle", type=click.Path(path_type=Path))
@json_option
def soak(windows: int, engine: str, bundle: Path | None, json_file: Path | None) -> None:
    """Resident memory of the runtime while it plays, and how long it took to be ready."""
    runtime = Runtime(["--engine", engine, *(["--bundle", str(bundle)] if bundle else [])])
    runtime.send(osc.message("/update_r", ("d", 0.125)))
    runtime.send(osc.message("/update_package_size", ("i", 10_240)))
    runtime.send(osc.message("/predict_instruments", ("i", 1), ("i", 0), ("i", 0), ("i", 0)))
    memory_mb = []
    for batch in track(range(1, windows + 1), "windows"):
        runtime.play(batch, 32_768)
        memory_mb.append(runtime.resident_kb() / 1024)
    summary = runtime.stop()["summary"]
    warm = memory_mb[min(200, windows // 10) :]
    figures = {
        "windows": windows,
        "listening after s": runtime.listening_s,
        "ready after s": runtime.ready_s,
        "memory MB, 10 % in": warm[0],
        "memory MB, at the end": warm[-1],
        "growth KB a window": (np.median(warm[-50:]) - np.median(warm[:50])) * 1024 / max(len(warm) - 50, 1),
        "window p50 ms": summary["p50_ms"],
        "window p99 ms": summary["p99_ms"],
        "late": summary["late"],
    }
    report(f"memory and start-up, engine {engine}", figures, json_file)


if __name__ == "__main__":
    main()
