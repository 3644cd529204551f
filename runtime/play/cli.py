"""`rtap-play`: plays a file, or the sound card, against a server of the wire protocol, and reports what was heard.

Exit codes: 0 played, 2 bad input or no server (one line says which), 130 interrupted before anything was heard.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from rtap.runtime.operating_point import PointError, find_point, server_key
from rtap.runtime.play import wire
from rtap.runtime.play.child_server import ChildServer
from rtap.runtime.play.clients import Client, ImitatedExternal, RtapClient, past
from rtap.runtime.play.connection import Connection
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.external import Outgoing
from rtap.runtime.play.player import NextEvent, Player, await_stragglers, play_fast, play_live
from rtap.runtime.play.settings import (
    SAMPLE_RATE_HZ,
    PlaySettings,
    check_package_size,
    check_r,
    check_stems,
    parse_look_ahead,
)
from rtap.runtime.play.transport import Address, resolve

if TYPE_CHECKING:
    from rtap.runtime.play.report import Performance
    from rtap.runtime.play.wire import Samples

DEMO_INPUT = Path(__file__).parent / "assets" / "loop.flac"
DEMO_FOLDER = Path("out") / "demo"
DEMO_SECONDS = 20.0
DEMO_R, DEMO_LOOK_AHEAD = 0.125, "columns:2"
"""As close to the music as two busy cores play without a late window."""
DEFAULT_R = 0.25
DEFAULT_SECONDS_LIVE = 300.0
# The first start may export the embedded bundle.
CHILD_READY_S = 300.0
STRAGGLERS_S = 1.0
# A full-size encoder on a CPU takes 3 s.
PAST_TAKEN_S = 20.0
NEWS_S = 0.3
# macOS sends no datagram over 9216 bytes until told otherwise; 1024 floats cost 5.2 KB and pass everywhere.
DEFAULT_PACKAGE_SIZE = 1024 if sys.platform == "darwin" else 10_240


@dataclass(frozen=True)
class Request:
    """The command line, checked."""

    input: Path | None
    settings: PlaySettings
    out: Path
    report_dir: Path | None
    mix: Path | None
    server: Address
    client_port: int
    client: str
    fast: bool
    live: bool
    loops: int | None
    seconds: float | None
    start_server: bool
    server_args: tuple[str, ...]
    wait_s: float
    timeout_s: float
    adapt: bool
    takes_point: bool
    """r and look-ahead are nobody's wish: those that `rtap-calibrate point` found here are taken, where it has."""
    hot_start: Path | None

    @property
    def mode(self) -> str:
        return "live" if self.live else "fast" if self.fast else "real time"


@click.command(
    help="Plays INPUT (any audio file) in real time to a server of the wire protocol, as the paper's Max external "
    "would, and writes the accompaniment, the mix and a report. Arguments after -- go to the server of --start-server.",
    context_settings={"show_default": True},
)
@click.argument("input", required=False, type=click.Path(path_type=Path))
@click.option("--stem", "stems", multiple=True, default=("bass",), help="Stem to generate; repeat for several.")
@click.option("--r", type=float, help="Step as a fraction of the window: k/64.  [default: 0.25; --demo: 0.125]")
@click.option("--w", "w", default=None, help="Look-ahead in steps.  [default: 1; --demo: two columns, 186 ms]")
@click.option("--look-ahead", default=None, help="The same as 'columns:N' (93 ms each) or 'steps:N'.")
@click.option("--window-samples", default=262_144, help="T: 262144 is 64 columns; the paper's is 264600.")
@click.option("--fade", "fade_s", default=0.02, help="Crossfade between answers in seconds.")
@click.option("--package-size", default=DEFAULT_PACKAGE_SIZE, help="Floats a datagram, both directions.")
@click.option("--out", type=click.Path(path_type=Path), help="WAV of the accompaniment; OUT-mix.wav lies beside it.")
@click.option(
    "--report", "report_dir", type=click.Path(path_type=Path), help="Folder for the report.  [default: OUT-report]"
)
@click.option("--server", default="127.0.0.1:7000", help="Where the server listens.")
@click.option("--client-port", default=8000, help="Where answers are listened for.")
@click.option("--client", type=click.Choice(["rtap", "external"]), default="rtap", help="Whose datagrams are sent.")
@click.option("--fast", is_flag=True, help="As fast as the server answers; nothing is late.")
@click.option("--live", is_flag=True, help="The sound card instead of a file; ends after --seconds or Ctrl-C.")
@click.option("--loop", "loops", type=click.IntRange(min=1), default=None, help="Play the input so many times over.")
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), default=None, help="Loop or cut to this length."
)
@click.option("--start-server", is_flag=True, help="Start rtap-runtime on free ports and stop it at the end.")
@click.option(
    "--adapt", is_flag=True, help="Ask the runtime to generate further ahead while its windows take too long."
)
@click.option("--hot-start", type=click.Path(path_type=Path), help="A stem that the model takes as what it has played.")
@click.option("--demo", is_flag=True, help="Play the bundled loop to a server of its own, into out/demo/.")
@click.option("--wait", "wait_s", default=5.0, help="Seconds to wait for the server's first word.")
@click.option("--timeout", "timeout_s", default=60.0, help="With --fast: seconds to wait for an answer.")
@click.pass_obj
def command(
    server_args: tuple[str, ...],
    input: Path | None,
    stems: tuple[str, ...],
    r: float | None,
    w: str | None,
    look_ahead: str | None,
    window_samples: int,
    fade_s: float,
    package_size: int,
    out: Path | None,
    report_dir: Path | None,
    server: str,
    client_port: int,
    client: str,
    fast: bool,
    live: bool,
    loops: int | None,
    seconds: float | None,
    start_server: bool,
    adapt: bool,
    hot_start: Path | None,
    demo: bool,
    wait_s: float,
    timeout_s: float,
) -> None:
    if w is not None and look_ahead is not None:
        raise PlayError("--w and --look-ahead are the same thing: give one")
    if demo:
        input, start_server = input or DEMO_INPUT, True
        if r is None and w is None and look_ahead is None:
            r, look_ahead = DEMO_R, DEMO_LOOK_AHEAD
        seconds = DEMO_SECONDS if seconds is None and loops is None else seconds
        out = out or DEMO_FOLDER / "accompaniment.wav"
        report_dir = report_dir or out.parent
    takes_point = r is None and w is None and look_ahead is None
    r = DEFAULT_R if r is None else r
    if live == (input is not None):
        raise PlayError("give either an INPUT file or --live (or --demo)")
    if hot_start is not None and (live or len(set(stems)) != 1):
        raise PlayError(
            "--hot-start is one stem, as given beside an INPUT file: not for --live, nor for several --stem"
        )
    if live and (fast or loops is not None):
        raise PlayError("--live plays the sound card at its own pace: --fast and --loop are for files")
    if loops is not None and seconds is not None:
        raise PlayError("--loop and --seconds both set the length: give one")
    if out is None:
        raise PlayError("--out is missing: where shall the accompaniment go? (--out accompaniment.wav)")
    if out.is_dir():
        raise PlayError(f"--out {out}: a folder, expected a WAV file to write: --out {out / 'accompaniment.wav'}")
    if server_args and not start_server:
        raise PlayError(f"arguments after -- ({' '.join(server_args)}) are for the server of --start-server")
    check_r(r)
    check_package_size(package_size)
    if window_samples * r < 1 or not 0 <= fade_s <= 1:
        raise PlayError(f"--window-samples {window_samples}, --fade {fade_s:g}: a step needs samples, a fade 0 to 1 s")
    settings = PlaySettings(
        window_samples=window_samples,
        r=r,
        look_ahead=parse_look_ahead(look_ahead or w or "1", r),
        fade_s=fade_s,
        package_size=package_size,
        targets=tuple(dict.fromkeys(stems)),
    )
    play(
        Request(
            input=input,
            settings=settings,
            out=out,
            report_dir=report_dir,
            mix=out.with_name("mix.wav") if demo else None,
            server=resolve(server),
            client_port=client_port,
            client=client,
            fast=fast,
            live=live,
            loops=loops,
            seconds=seconds,
            start_server=start_server,
            server_args=server_args,
            wait_s=wait_s,
            timeout_s=timeout_s,
            adapt=adapt,
            takes_point=takes_point,
            hot_start=hot_start,
        ),
        Console(),
    )


def play(request: Request, console: Console) -> None:
    """Everything from the input to the table. Raises `PlayError`."""
    from rtap.runtime.play.report import Performance

    if request.live:
        from rtap.runtime.play.sound_card import import_sounddevice

        import_sounddevice()  # missing, it is said before a server is started or waited for
    context, notes = _context(request)
    for note in notes:
        console.print(note, highlight=False)
    with contextlib.ExitStack() as stack:
        server, client_port = request.server, request.client_port
        child = stack.enter_context(_child(request, console)) if request.start_server else None
        if child is not None:
            server, client_port = child.address, child.client_port
        connection = stack.enter_context(Connection(server, client_port, fresh_ports=request.client == "external"))
        next_event = child.watch(connection.next_event) if child is not None else connection.next_event
        player = _ready_player(request, connection, context, server, console)
        with _progress(console, player) as on_progress:
            try:
                _play(request, player, next_event, on_progress)
                for window in player.windows[-1:]:
                    connection.await_news(window.batch, NEWS_S)
            except KeyboardInterrupt:
                console.print("stopped; the report is of what was heard until here")
        ignored, overflowed = connection.ignored, connection.overflowed
    heard_samples = player.head.position
    if heard_samples == 0:
        raise KeyboardInterrupt
    performance = Performance(
        settings=player.settings,
        source=str(request.input or "sound card"),
        notes=notes,
        mode=request.mode,
        client=request.client,
        server=f"{server[0]}:{server[1]}",
        observer=connection.observer,
        windows=player.windows,
        refused=player.refused,
        ignored=ignored,
        overflowed=overflowed,
        context=player.client.context[:heard_samples],
        heard=player.heard[:, :heard_samples],
    )
    _write(request, performance, console)


def _context(request: Request) -> tuple[Samples, list[str]]:
    """What is played to the server, [frames]; for the sound card the room for it."""
    from rtap.runtime.play.audio_file import read_input, repeat

    if request.input is None:
        return np.zeros(round((request.seconds or DEFAULT_SECONDS_LIVE) * SAMPLE_RATE_HZ), np.float32), []
    samples, notes = read_input(request.input)
    context = repeat(samples, request.loops, request.seconds)
    settings = request.settings
    first_heard = settings.answer_start(settings.step_samples)
    if len(context) <= max(first_heard, settings.step_samples):
        raise PlayError(
            f"{request.input}: {len(context) / SAMPLE_RATE_HZ:.1f} s are too short, the first answer is heard at "
            f"{first_heard / SAMPLE_RATE_HZ:.1f} s: --loop it, or take a smaller --r or --w"
        )
    return context, notes


@contextlib.contextmanager
def _child(request: Request, console: Console) -> Iterator[ChildServer]:
    log_file = _outputs_folder(request) / "server.log"
    log_file.parent.mkdir(parents=True, exist_ok=True)
    # A performance that is terminated stops its server too.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with ChildServer(request.server_args, log_file) as child:
            with console.status("starting the server") as status:
                child.await_ready(CHILD_READY_S, lambda line: status.update(f"starting the server: {line}"))
            yield child
    finally:
        signal.signal(signal.SIGTERM, before)


def _ready_player(
    request: Request, connection: Connection, context: Samples, server: Address, console: Console
) -> Player:
    """Everything up to the first step: the server found, told the settings, its bundle loaded."""
    connection.await_server(request.wait_s)
    stems = connection.observer.stems
    check_stems(request.settings.targets, stems)
    if request.adapt:
        _ask_to_adapt(connection, console)
    settings = replace(request.settings, stems=stems)
    if request.takes_point:
        if not connection.await_loaded(CHILD_READY_S):  # which point holds depends on its engine
            raise PlayError(f"the server has not loaded its bundle after {CHILD_READY_S:g} s")
        external = request.client == "external"
        settings = _at_operating_point(settings, connection.observer.status, server, external, console)
    client = _client(request.client, context, settings)
    connection.send(client.configure())
    if not connection.await_loaded(CHILD_READY_S):
        raise PlayError(f"the server has not loaded its bundle after {CHILD_READY_S:g} s")
    if request.hot_start is not None:
        _start_hot(request.hot_start, connection, client, settings)
    return Player(client, settings, connection.send)


def _start_hot(path: Path, connection: Connection, client: Client, settings: PlaySettings) -> None:
    """The given stem is what has been played until the first answer, for the model and for whoever listens."""
    from rtap.runtime.play.audio_file import read_input

    if "adapt" not in connection.observer.status:
        raise PlayError(
            "--hot-start: this server does not know how; start rtap-runtime of this version, or leave it out"
        )
    samples, _ = read_input(path)
    first = settings.step_samples + settings.look_ahead_samples
    if len(samples) < first:
        raise PlayError(
            f"--hot-start {path}: {len(samples) / SAMPLE_RATE_HZ:.1f} s, and the first answer is heard at "
            f"{first / SAMPLE_RATE_HZ:.1f} s: give the stem of the whole song, from the same beginning as the input"
        )
    for target in settings.targets:
        stem = settings.stems.index(target)
        connection.send(past(stem, samples[:first], settings.package_size))
        client.answers.audio[stem, :first] = samples[:first]
    if not connection.await_log("of its own past", PAST_TAKEN_S):
        raise PlayError(f"--hot-start: the server has not taken the stem within {PAST_TAKEN_S:g} s; try again")


def _ask_to_adapt(connection: Connection, console: Console) -> None:
    """The runtime moves, not this client: it would play a hole of as many columns once (see `runtime/ahead.py`)."""
    if "adapt" not in connection.observer.status:
        raise PlayError("--adapt: this server does not know how; start rtap-runtime of this version, or leave it out")
    connection.send([Outgoing(wire.control("/rtap/adapt", "i", 1), 0)])
    console.print("the runtime adapts its look-ahead to how long windows take", highlight=False)


def _at_operating_point(
    settings: PlaySettings, status: dict[str, str], server: Address, external: bool, console: Console
) -> PlaySettings:
    """The settings at the point that `rtap-calibrate point` found for this bundle, engine and server; else as given."""
    try:
        point = find_point(status.get("bundle_sha256", ""), status.get("engine", ""), server_key(server[0]))
    except PointError as error:
        raise PlayError(f"{error}, or name --r and --look-ahead") from error
    if point is None:
        return settings
    if external:
        if point.max.get("r") is None:
            return settings
        r, w = float(point.max["r"]), float(point.max["w"])
        console.print(
            f"calibrated: r = {r:g}, w = {w:g} for the external; --r and --w choose otherwise", highlight=False
        )
        return replace(settings, r=r, look_ahead=w)
    console.print(f"calibrated: {point.line()}; --r and --look-ahead choose otherwise", highlight=False, soft_wrap=True)
    return replace(settings, r=point.r, look_ahead=point.look_ahead)


def _client(name: str, context: Samples, settings: PlaySettings) -> Client:
    return ImitatedExternal(context, settings) if name == "external" else RtapClient(context, settings)


def _play(request: Request, player: Player, next_event: NextEvent, on_progress: Callable[[], None]) -> None:
    if request.live:
        from rtap.runtime.play.sound_card import import_sounddevice, open_stream, play_sound_card

        stream, _ = open_stream(player, import_sounddevice())
        play_sound_card(player, stream, next_event, on_progress)
    elif request.fast:
        play_fast(player, next_event, request.timeout_s, on_progress)
    else:
        play_live(player, next_event, on_progress)
    await_stragglers(player, next_event, STRAGGLERS_S)


@contextlib.contextmanager
def _progress(console: Console, player: Player) -> Iterator[Callable[[], None]]:
    columns = (TextColumn("playing"), BarColumn(), TextColumn("{task.fields[seconds]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("playing", total=player.frames, seconds="")

        def update() -> None:
            seconds = f"{player.head.position / SAMPLE_RATE_HZ:.1f} s, window {len(player.windows)}"
            progress.update(task, completed=player.head.position, seconds=seconds)

        yield update


def _outputs_folder(request: Request) -> Path:
    from rtap.runtime.play.report import Outputs

    return Outputs.beside(request.out, request.report_dir).report_dir


def _write(request: Request, performance: Performance, console: Console) -> None:
    from rtap.runtime.play import plots, report

    outputs = report.Outputs.beside(request.out, request.report_dir)
    if request.mix is not None:
        outputs = replace(outputs, mix=request.mix)
    outputs.report_dir.mkdir(parents=True, exist_ok=True)
    written = report.write_audio(performance, outputs)
    report.write_json(outputs.report_dir / "report.json", report.as_dict(performance, written))
    with console.status("drawing figures"):
        plots.write_figures(performance, outputs.report_dir)
    console.print(report.table(performance, written, outputs.report_dir))
    for warning in performance.observer.warnings:
        console.print(f"server: {warning}", style="yellow", highlight=False)


def main(args: Sequence[str] | None = None) -> None:
    """The console script: one line on standard error and code 2 for whatever the person at the keyboard can mend."""
    given = list(sys.argv[1:] if args is None else args)
    # What follows -- is the server's; click would take it for INPUT.
    cut = given.index("--") if "--" in given else len(given)
    try:
        command.main(given[:cut], "rtap-play", standalone_mode=False, obj=tuple(given[cut + 1 :]))
    except PlayError as error:
        _fail(str(error), 2)
    except click.ClickException as error:
        _fail(error.format_message(), 2)
    except ModuleNotFoundError as error:
        if error.name not in ("soundfile", "soxr", "matplotlib"):
            raise
        _fail(f"{error.name} is missing: pip install 'rtap[play]'", 2)
    except (KeyboardInterrupt, click.Abort):
        _fail("interrupted before anything was heard", 130)


def _fail(line: str, code: int) -> None:
    print(f"rtap-play: {line}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
