"""`rtap-calibrate point`: how short a look-ahead this machine, this network and this bundle can play.

Plays the demo loop (or --input) through the client of `rtap-play`, in real time, at each r, and tries `/packet_test`
at each package size. The look-ahead is then the smallest whole number of columns whose time covers p99.9 of window,
network and client, the client's audio block and a margin; r is the one of the best expected quality (`quality.py`).
"""

from __future__ import annotations

import math
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from rtap.calibration.choice import (
    Margins,
    Measured,
    Row,
    assess,
    best_package_size,
    choose,
    for_external,
    samples_ms,
)
from rtap.calibration.measure import PACKAGE_SIZES, WARM_WINDOWS, play_windows, probe_network
from rtap.calibration.quality import QualityTable, TableError, table_for
from rtap.runtime.bundle import COLUMNS, SAMPLE_RATE_HZ, BundleError, read_bundle
from rtap.runtime.cli import default_bundle
from rtap.runtime.engines import ENGINES
from rtap.runtime.operating_point import (
    LOCAL,
    OperatingPoint,
    bundle_sha256,
    default_path,
    server_key,
    write_point,
)
from rtap.runtime.play.child_server import ChildServer
from rtap.runtime.play.connection import Connection
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.player import BLOCK_SAMPLES, NextEvent
from rtap.runtime.play.settings import PlaySettings, check_package_size, check_r, check_stems
from rtap.runtime.play.transport import Address, resolve

READY_S = 300.0
DEFAULT_R = (1 / 32, 1 / 16, 1 / 8, 1 / 4)
FADE_S = 0.02
LOOP = Path(__file__).parents[1] / "runtime" / "play" / "assets" / "loop.flac"


@dataclass(frozen=True)
class Request:
    """The command line, checked."""

    bundle: Path
    engines: tuple[str, ...]
    server: Address | None
    """None: a runtime of our own per engine."""
    client_port: int
    r: tuple[float, ...]
    stems: tuple[str, ...]
    windows: int
    probes: int
    package_size: int | None
    margins: Margins
    input: Path
    wait_s: float


@dataclass(frozen=True)
class Session:
    """What was measured against one runtime."""

    status: dict[str, str]
    network: list[dict[str, Any]]
    measured: list[Measured]
    package_size: int


@click.command("point", help=__doc__, context_settings={"show_default": True})
@click.option("--bundle", type=click.Path(path_type=Path), help="For the runtime started here.  [default: the demo's]")
@click.option("--engine", "engines", multiple=True, type=click.Choice(ENGINES), default=("auto",), help="Repeatable.")
@click.option("--server", help="Measure against the runtime that listens at HOST:PORT instead of starting one.")
@click.option("--client", "client_only", is_flag=True, help="Only the performer's side: the server is --server's.")
@click.option("--client-port", type=click.IntRange(1, 65535), default=8000, help="With --server: its --clientport.")
@click.option("--r", "steps", type=float, multiple=True, default=DEFAULT_R, help="Steps to try; repeatable.")
@click.option("--stem", "stems", multiple=True, default=("bass",), help="Stem to generate; repeat for several at once.")
@click.option("--windows", type=click.IntRange(3), default=200, help="Windows to play at each r, in real time.")
@click.option("--probes", type=click.IntRange(1), default=100, help="/packet_test packets for each package size.")
@click.option("--package-size", type=int, help="Floats a datagram.  [default: the largest that always comes back]")
@click.option("--margin", "margin_ms", type=click.FloatRange(min=0), default=5.0, help="Reserve in ms.")
@click.option("--block", type=click.IntRange(1), default=BLOCK_SAMPLES, help="The client's audio block in samples.")
@click.option("--fade", "fade_s", type=click.FloatRange(0, 0.5), default=FADE_S, help="The client's crossfade in s.")
@click.option(
    "--input", "song", type=click.Path(path_type=Path), default=None, help="What is played.  [default: a loop]"
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to write it; runtime and client look for the default."
)
@click.option("--plot", type=click.Path(path_type=Path), help="PNG.  [default: beside --out]")
@click.option("--wait", "wait_s", type=float, default=5.0, help="Seconds to wait for the server's first word.")
def command(
    bundle: Path | None,
    engines: tuple[str, ...],
    server: str | None,
    client_only: bool,
    client_port: int,
    steps: tuple[float, ...],
    stems: tuple[str, ...],
    windows: int,
    probes: int,
    package_size: int | None,
    margin_ms: float,
    block: int,
    fade_s: float,
    song: Path | None,
    out: Path | None,
    plot: Path | None,
    wait_s: float,
) -> None:
    console = Console(highlight=False)
    try:
        if client_only and server is None:
            raise PlayError("--client measures against a runtime elsewhere: say where it listens, --server HOST:PORT")
        if server is not None and (bundle is not None or engines != ("auto",)):
            raise PlayError("--bundle and --engine are for a runtime started here: leave them out with --server")
        if out is not None and out.is_dir():
            raise PlayError(f"--out {out}: a folder; name a file in it, {out / 'point.json'}")
        for r in steps:
            check_r(r)
        if package_size is not None:
            check_package_size(package_size)
        request = Request(
            bundle=bundle or default_bundle(),
            engines=engines,
            server=resolve(server) if server else None,
            client_port=client_port,
            r=tuple(sorted(set(steps))),
            stems=tuple(dict.fromkeys(stems)),
            windows=windows,
            probes=probes,
            package_size=package_size,
            margins=Margins(margin_ms, samples_ms(block), 1e3 * fade_s),
            input=song or LOOP,
            wait_s=wait_s,
        )
        point = calibrate(request, console, plot, out)
    except (PlayError, BundleError, TableError, OSError) as error:
        raise Mistake(str(error)) from error
    except ModuleNotFoundError as error:
        if error.name not in ("soundfile", "soxr", "matplotlib"):
            raise
        raise Mistake(f"{error.name} is missing: pip install 'rtap[play]'") from error
    if point is None:
        raise Mistake("no point is playable: the table says why; fewer stems or a faster engine may help")


class Mistake(click.ClickException):
    """One line for whatever the person at the keyboard can mend."""

    exit_code = 2


def calibrate(request: Request, console: Console, plot: Path | None, out: Path | None) -> OperatingPoint | None:
    """Measures, prints, draws and writes. None where nothing is playable; then only the plot is written."""
    from rtap.calibration.point_plot import draw

    sessions = measure(request, console)
    table = _table(request, sessions[0].status)
    rows = [assess(measured, request.margins, table) for session in sessions for measured in session.measured]
    chosen = choose(rows)
    console.print(rows_table(rows, chosen, table))
    for line in refusals(rows):
        console.print(line, soft_wrap=True)
    console.print(network_table(sessions[0].network))
    session = next((s for s in sessions if chosen and chosen.measured in s.measured), sessions[0])
    point = _point(request, session, rows, chosen, table) if chosen else None
    path = out or (_default_path(point) if point else Path("operating_point.json"))
    picture = plot or path.with_suffix(".png")
    picture.parent.mkdir(parents=True, exist_ok=True)
    draw(picture, rows, chosen, request.margins)
    console.print(f"drawn: {picture}", soft_wrap=True)
    if point is not None:
        write_point(path, point)
        console.print(f"chosen: {point.line()}", soft_wrap=True)
        console.print(f"written: {path}", soft_wrap=True)
        _say_max(console, point)
    return point


def measure(request: Request, console: Console) -> list[Session]:
    """One session a runtime: the one at --server, or one of each engine started here."""
    from rtap.runtime.play.audio_file import read_input

    song, notes = read_input(request.input)
    for note in notes:
        console.print(note, soft_wrap=True)
    if request.server is None:
        read_bundle(request.bundle)  # one line now rather than the words of a runtime that ended
    sessions = []
    for engine in request.engines if request.server is None else ("",):
        with _runtime(request, engine, console) as (connection, next_event):
            connection.await_server(request.wait_s)
            status = connection.observer.status
            check_stems(request.stems, connection.observer.stems)
            with console.status("packet tests"):
                network = probe_network(connection, request.probes, PACKAGE_SIZES)
            package_size = request.package_size or best_package_size(network)
            if package_size is None:
                raise PlayError(
                    "no package size came back every time: a loss in each of them; try a cable, or --package-size"
                )
            measured = []
            for r in request.r:
                settings = PlaySettings(
                    r=r,
                    look_ahead=1 / (r * COLUMNS),  # a window takes as long at any other
                    fade_s=request.margins.fade_ms / 1e3,
                    package_size=package_size,
                    targets=request.stems,
                )
                seconds = (request.windows + WARM_WINDOWS) * settings.step_samples / SAMPLE_RATE_HZ
                with console.status(f"r = {r:g}: {request.windows} windows, {seconds:.0f} s") as spinner:

                    def on_window(count: int, r: float = r, spinner: Any = spinner) -> None:
                        spinner.update(f"r = {r:g}: window {count} of {request.windows + WARM_WINDOWS}")

                    measured.append(play_windows(connection, next_event, settings, song, request.windows, on_window))
            sessions.append(Session(dict(status), network, measured, package_size))
    return sessions


@contextmanager
def _runtime(request: Request, engine: str, console: Console) -> Iterator[tuple[Connection, NextEvent]]:
    with ExitStack() as stack:
        if request.server is not None:
            connection = stack.enter_context(Connection(request.server, request.client_port, fresh_ports=False))
            yield connection, connection.next_event
            return
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        child = stack.enter_context(
            ChildServer(["--bundle", str(request.bundle), "--engine", engine], folder / "server.log")
        )
        with console.status("starting the runtime"):
            child.await_ready(READY_S, lambda line: None)
        connection = stack.enter_context(Connection(child.address, child.client_port, fresh_ports=False))
        yield connection, child.watch(connection.next_event)


def _table(request: Request, status: dict[str, str]) -> QualityTable:
    """The bundle's own table where this machine has the bundle that the server plays."""
    try:
        bundle = read_bundle(request.bundle, verify_hashes=False)
    except BundleError:
        return table_for(None)
    same = status.get("bundle_sha256") == bundle_sha256(bundle)
    return table_for(bundle.directory if same else None, request.stems)


def _point(request: Request, session: Session, rows: Sequence[Row], chosen: Row, table: QualityTable) -> OperatingPoint:
    status = session.status
    return OperatingPoint(
        bundle=status.get("bundle", "unknown"),
        bundle_sha256=status.get("bundle_sha256", ""),
        engine=chosen.measured.engine,
        precision=status.get("precision", ""),
        server=LOCAL if request.server is None else server_key(request.server[0]),
        r=chosen.measured.r,
        look_ahead_columns=chosen.look_ahead_columns,
        margin_ms=request.margins.margin_ms,
        needed_ms=round(chosen.needed_ms, 3),
        budget_ms=round(chosen.budget_ms, 3),
        windows=len(chosen.measured.whole_ms),
        stems=request.stems,
        machine=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        measured=datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        package_size=session.package_size,
        quality={"metric": table.metric, "value": chosen.quality, "source": table.source},
        max=for_external(chosen, [row for row in rows if row.measured.engine == chosen.measured.engine], table),
        rows=tuple(map(_row_dict, rows)),
        network=tuple(session.network),
    )


def _default_path(point: OperatingPoint) -> Path:
    return default_path(point.bundle_sha256, point.engine, point.server)


def _row_dict(row: Row) -> dict[str, Any]:
    m = row.measured
    return {
        "engine": m.engine,
        "r": m.r,
        "stems": m.stems,
        "windows": len(m.whole_ms),
        "unanswered": m.unanswered,
        **{f"whole_{name}_ms": value for name, value in _distribution(m.whole_ms).items()},
        **{f"window_{name}_ms": value for name, value in _distribution(m.window_ms).items()},
        **{f"client_{name}_ms": value for name, value in _distribution(m.client_ms).items()},
        "needed_ms": round(row.needed_ms, 3) if math.isfinite(row.needed_ms) else None,
        "look_ahead_columns": row.look_ahead_columns,
        "budget_ms": round(row.budget_ms, 3),
        "quality": row.quality,
        "refusal": row.refusal,
    }


def _distribution(values: Sequence[float]) -> dict[str, float | None]:
    import numpy as np

    names, percentiles = ("p50", "p99", "p999", "max"), (50, 99, 99.9, 100)
    if not len(values):
        return dict.fromkeys(names)
    return {name: round(float(v), 3) for name, v in zip(names, np.percentile(values, percentiles), strict=True)}


def rows_table(rows: Sequence[Row], chosen: Row | None, table: QualityTable) -> Table:
    title = "What is playable, in ms (whole: end of the step to last packet of the answer)"
    shown = Table(title=title, box=None, pad_edge=False, padding=(0, 1))
    shown.caption = f"expected {table.metric}: {table.source}"
    shown.title_justify = shown.caption_justify = "left"
    names = ("engine, r", "server p50", "whole p50", "p99.9", "needed", "ahead", "budget", table.metric)
    for name in names:
        shown.add_column(name, justify="left" if name == "engine, r" else "right", no_wrap=True)
    shown.add_column("")
    for row in rows:
        m = row.measured
        window, whole = _distribution(m.window_ms), _distribution(m.whole_ms)
        known = row.look_ahead_columns > 0
        shown.add_row(
            f"{m.engine} {m.step_columns}/64" + (f" x{m.stems}" if m.stems > 1 else ""),
            *(_ms(value) for value in (window["p50"], whole["p50"], whole["p999"])),
            _ms(row.needed_ms if known else None),
            f"{row.look_ahead_columns} col" if known else "-",
            _ms(row.budget_ms if known else None),
            "-" if row.quality is None else f"{row.quality:.3f}",
            "no" if row.refusal else "chosen" if row is chosen else "yes",
            style="bold" if row is chosen else "dim" if row.refusal else "",
        )
    return shown


def refusals(rows: Sequence[Row]) -> list[str]:
    """Why the rest is not playable, a line each."""
    return [f"not r = {row.measured.r:g} on {row.measured.engine}: {row.refusal}" for row in rows if row.refusal]


def network_table(network: Sequence[dict[str, Any]]) -> Table:
    shown = Table(title="/packet_test", title_justify="left")
    for name in ("package size", "sent", "lost", "p50", "p99.9", "max"):
        shown.add_column(name, justify="right")
    shown.add_column("")
    for row in network:
        shown.add_row(
            str(row["package_size"]),
            str(row["sent"]),
            str(row["lost"]),
            *(_ms(row[name], 2) for name in ("p50_ms", "p999_ms", "max_ms")),
            row["refused"],
        )
    return shown


def _ms(value: float | None, digits: int = 1) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _say_max(console: Console, point: OperatingPoint) -> None:
    told = point.max
    if told["r"] is None:
        console.print(f"Max: {told['lost']}: try longer steps, --r 0.5", soft_wrap=True)
        return
    console.print(
        f"type into Max:  T {told['T']}   r {told['r']:g}   w {told['w']}   packet_size {point.package_size}"
        f"   (lost there: {told['lost']})",
        soft_wrap=True,
    )
