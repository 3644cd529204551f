"""`rtap-runtime`: the live server. Flags in, a `Server` out."""

from __future__ import annotations

import json
import signal
import sys
from importlib.metadata import packages_distributions
from importlib.metadata import version as distribution_version
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click
from rich.console import Console

from rtap.runtime.bundle import Bundle, BundleError, read_bundle
from rtap.runtime.engines import ENGINES, ON_A_CARD, ORDER, device_index
from rtap.runtime.engines.base import EngineError
from rtap.runtime.engines.card import find_card
from rtap.runtime.record import WindowLog, summary_table
from rtap.runtime.server import Server, ServerConfig
from rtap.runtime.session import Settings

EMBEDDED_BUNDLE = Path(__file__).parent / "demo"
BUILT_BUNDLE = Path("bundles/demo")


def default_bundle() -> Path:
    """The bundle that ships with the package, or the one that export/build_engines.py builds with no arguments."""
    return EMBEDDED_BUNDLE if (EMBEDDED_BUNDLE / "manifest.json").is_file() else BUILT_BUNDLE


def _list_engines(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    try:
        no_card = None
        click.echo(f"card: {find_card()}")
    except EngineError as error:
        no_card = str(error)
    for name in ON_A_CARD if no_card else ():
        click.echo(f"{name:10} {no_card}")
    for name, modules, need in (
        ("trt", ("tensorrt", "tensorrt_rtx"), "pip install 'rtap[rtx]', or 'rtap[trt]'"),
        ("ort-cuda", ("onnxruntime",), "pip install 'rtap[gpu]'"),
        ("torch-cuda", ("torch",), "pip install torch, its CUDA build"),
        ("ort", ("onnxruntime",), "pip install rtap"),
        ("torch", ("torch",), "pip install 'rtap[torch]'"),
        ("torch-bf16", ("torch",), "pip install 'rtap[torch]'"),
        ("echo", ("numpy",), ""),
    ):
        if no_card and name in ON_A_CARD:
            continue
        found = [f"{module} {_version(module)}" for module in modules if find_spec(module)]
        click.echo(f"{name:10} {f'available ({found[0]})' if found else f'not installed: {need}'}")
    context.exit()


def _version(module: str) -> str:
    """Of an installed module, which is not imported for it where its distribution is known."""
    names = packages_distributions().get(module)
    return distribution_version(names[0]) if names else str(__import__(module).__version__)


@click.command(context_settings={"show_default": True, "help_option_names": ["-h", "--help"]})
@click.option(
    "--bundle", "bundle_path", type=click.Path(path_type=Path), help="Directory made by export/build_engines.py."
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="auto",
    help=f"auto takes the first that opens and passes its self-check: {', '.join(ORDER)}.",
)
@click.option(
    "--list-engines", is_flag=True, callback=_list_engines, expose_value=False, is_eager=True, help="And exit."
)
@click.option("--ip", "--server_ip", "--server-ip", "ip", default="127.0.0.1", help="Address to listen on.")
@click.option(
    "--port", "--serverport", "port", type=click.IntRange(0, 65535), default=7000, help="UDP port to listen on."
)
@click.option(
    "--client-ip", "--client_ip", "client_ip", help="Serve this address only. [default: the first that speaks]"
)
@click.option("--client-port", "--clientport", "client_port", type=click.IntRange(1, 65535), default=8000)
@click.option("--device", default="auto", help="auto, cpu, cuda or cuda:N (the authors' flag); cpu leaves out cards.")
@click.option("--threads", type=click.IntRange(1), help="Threads of the engine. [default: one a core, bound to it]")
@click.option("--seed", type=int, default=0, help="Of the noise; the same seed and input replay bit for bit.")
@click.option(
    "--cold-start",
    type=click.Choice(["silence", "generate"]),
    default="silence",
    help="What the past holds before anything was generated.",
)
@click.option("--window-samples", type=click.IntRange(1), default=264600, help="T, until the client's steps tell it.")
@click.option(
    "--adapt", is_flag=True, help="Generate further ahead while windows take too long for the client's look-ahead."
)
@click.option(
    "--margin",
    "margin_ms",
    type=click.FloatRange(min=0),
    default=10.0,
    help="Ms a window shall leave of its budget.",
)
@click.option("--log", "log_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON line a window.")
@click.option(
    "--summary", "summary_file", type=click.Path(path_type=Path, dir_okay=False), help="Summary as JSON at the end."
)
@click.option("--debug-folder", type=click.Path(path_type=Path, file_okay=False), help="Where /print writes.")
@click.option(
    "--receiver",
    type=click.Choice(["process", "thread"]),
    default="process",
    help="process: a receiver of its own that never waits for the inference.",
)
@click.option("--receive-buffer", type=click.IntRange(4096), default=4 << 20, help="Bytes of socket buffer to ask for.")
@click.option("--echo-delay", type=click.IntRange(0, 63), default=40, help="Columns, for --engine echo.")
def main(
    bundle_path: Path | None,
    engine: str,
    ip: str,
    port: int,
    client_ip: str | None,
    client_port: int,
    device: str,
    threads: int | None,
    seed: int,
    cold_start: str,
    window_samples: int,
    adapt: bool,
    margin_ms: float,
    log_file: Path | None,
    summary_file: Path | None,
    debug_folder: Path | None,
    receiver: str,
    receive_buffer: int,
    echo_delay: int,
) -> None:
    """Listen for a musician by OSC over UDP and play along.

    Serves the RTAP paper's Max external unchanged; its launch flags (--serverport, --clientport, --server_ip,
    --client_ip, --device) are accepted.
    """
    console = Console(stderr=True, highlight=False)
    bundle = _read(bundle_path or default_bundle(), console) if engine != "echo" else None
    try:
        device_index(device)
    except EngineError as error:
        _fail(console, str(error))
    config = ServerConfig(
        ip=ip,
        port=port,
        client_ip=client_ip,
        client_port=client_port,
        engine=engine,
        device=device,
        threads=threads,
        receiver=receiver,
        receive_buffer_bytes=receive_buffer,
        seed=seed,
        cold_start="generate" if cold_start == "generate" else "silence",
        echo_delay_columns=echo_delay,
        debug_folder=debug_folder,
        adapt=adapt,
        margin_ms=margin_ms,
        settings=Settings(window_samples=window_samples),
    )
    styles = {"info": "", "warning": "[yellow]"}
    try:
        server = Server(
            config, bundle, lambda level, text: console.print(f"{styles.get(level, '')}{text}", soft_wrap=True)
        )
    except OSError as error:
        _fail(
            console,
            f"cannot listen on {ip}:{port}: {error.strerror or error}; choose another --port, or end what uses it",
        )
    log = None
    try:
        log = log_file.open("a", encoding="utf-8") if log_file else None
    except OSError as error:
        _fail(console, f"--log {log_file}: {error.strerror}")
    windows = WindowLog(log)

    def on_signal(number: int, frame: FrameType | None) -> None:
        server.stop()

    signal.signal(signal.SIGINT, on_signal)
    signal.signal(signal.SIGTERM, on_signal)
    console.print(f"listening on {server.address[0]}:{server.address[1]}, answers to port {client_port}")
    sys.setswitchinterval(0.0005)  # the receive thread must not wait 5 ms for Python code of the other threads
    failure = server.run(windows)
    if log is not None:
        log.close()
    counts = dict(server.counts())
    summary = windows.summary(counts)
    if len(windows):
        console.print(summary_table(summary, f"{len(windows)} windows, last packet in to last packet out"))
    if counts:
        console.print("counted: " + ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items()))
    if summary_file is not None:
        summary_file.write_text(json.dumps({"summary": summary, "counts": counts}, indent=1) + "\n", encoding="utf-8")
    if failure:
        _fail(console, failure)


def _read(path: Path, console: Console) -> Bundle:
    try:
        return read_bundle(path)
    except BundleError as error:
        hint = "" if path != BUILT_BUNDLE else "; with no arguments: python export/build_engines.py"
        _fail(console, f"{error}{hint}")


def _fail(console: Console, text: str) -> NoReturn:
    console.print(f"[bold red]error:[/] {text}", soft_wrap=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
