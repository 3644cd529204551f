"""Writes the Max package `rtap/`: patchers, help, reference pages and package-info.json.

    python max/generate_rtap.py            # write them (needs py2max)
    python max/generate_rtap.py --check    # exit 1 where a file differs from what would be written

The JavaScript in `rtap/javascript` is written by hand. What goes between it and the patch is told once, in `MESSAGES`
and `OUTPUT`: the patch, the reference page and the tests read it there.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from py2max import Box
from sheet import Sheet, text_width

FOLDER = Path(__file__).parent / "rtap"
PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
LOOP = Path(__file__).parent / "pd" / "loop.wav"
RING_SAMPLES = 524_288
COLUMN_MS = 92.87982
STEMS = 4
WIDTH, HEIGHT = 880, 690


@dataclass(frozen=True)
class Argument:
    name: str
    kind: str
    told: str


@dataclass(frozen=True)
class Message:
    """Of the script's inlet (`MESSAGES`) or of its third outlet (`OUTPUT`)."""

    name: str
    arguments: tuple[Argument, ...]
    told: str


def message(name: str, told: str, *arguments: tuple[str, str, str]) -> Message:
    return Message(name, tuple(Argument(*argument) for argument in arguments), told)


MESSAGES = (
    message("play", "Begins a performance, or ends it with a fade of 20 ms.", ("on", "int", "1 or 0")),
    message(
        "stem",
        "Asks for a stem, from the next step on.",
        ("slot", "int", "1 to 4, in the order of the bundle's stems"),
        ("on", "int", "1 or 0"),
    ),
    message("step", "Time between windows, from the next step on.", ("columns", "int", "1 to 32, of 92.9 ms each")),
    message(
        "lookahead",
        "From what was last heard to where its answer begins, from the next step on.",
        ("columns", "int", "0 to 62; with the step at most 63"),
    ),
    message("point", "Takes one of the playable points in the menu.", ("index", "int", "from 0 on")),
    message("adapt", "Whether the runtime plays from further ahead while windows take long.", ("on", "int", "1 or 0")),
    message("load", "Asks the runtime to load its bundle."),
    message("reset", "The runtime forgets what it heard and played."),
    message(
        "connect",
        "Where the runtime is.",
        ("host", "symbol", "a name or an address"),
        ("port", "int", "where the runtime listens, 7000 if nothing else was said"),
        ("listen", "int", "where its answers come to, 8000 if nothing else was said"),
    ),
    message("cursor", "The ring index of the sample that is heard now, every few ms.", ("index", "int", "samples")),
    message("dsp", "Whether the audio is on.", ("on", "int", "1 or 0")),
    message("samplerate", "Max's sample rate; only 44100 is played.", ("rate", "float", "Hz")),
    message("iovectorsize", "How much the sound card fetches at once.", ("samples", "int", "samples")),
)

OUTPUT = (
    message("says", "What is the matter, in a sentence.", ("sentence", "symbol", "for the line on top")),
    message("runtime", "Whether a runtime answers.", ("state", "int", "0 none, 1 loading, 2 ready")),
    message("rate", "Whether the sample rate is right.", ("right", "int", "1 or 0")),
    message(
        "latency",
        "How windows keep their time.",
        ("state", "int", "0 nothing yet, 1 well, 2 p99 is above 80 % of the budget, 3 late within the last 2 s"),
    ),
    message("engine", "What the runtime plays on.", ("name", "symbol", "such as ort or trt")),
    message("bundle", "What it plays.", ("name", "symbol", "of the bundle")),
    message("trained", "Whether the bundle is trained; if not, what it plays is noise.", ("trained", "int", "1 or 0")),
    message(
        "names",
        "The bundle's stems.",
        *((f"stem-{slot}", "symbol", "a name, or - where there are fewer") for slot in range(1, STEMS + 1)),
    ),
    message(
        "window",
        "How long windows take in the runtime.",
        ("last", "float", "ms"),
        ("p50", "float", "ms, of the last 1000"),
        ("p99", "float", "ms, of the last 1000"),
        ("budget", "float", "ms that there are for it"),
    ),
    message(
        "windows",
        "What became of them since Play.",
        ("sent", "int", "windows"),
        ("whole", "int", "answered without a gap"),
        ("late", "int", "of which some came too late"),
        ("lost", "int", "chunks of answers that had not come 2 s after their time"),
        ("dropped", "int", "the runtime was too busy for"),
        ("unheard", "int", "chunks of context that the runtime missed"),
    ),
    message("answer", "From the last context sent to the first answer that came.", ("time", "float", "ms")),
    message("package", "Floats in a datagram, found by the packet test.", ("floats", "int", "1024 to 13056")),
    message("rw", "What the runtime is told.", ("r", "float", "step / 64"), ("w", "float", "look-ahead in steps")),
    message("playing", "For the toggle.", ("on", "int", "1 or 0")),
    message("step", "Of the point that was chosen.", ("columns", "int", "1 to 32")),
    message("lookahead", "Of the point that was chosen.", ("columns", "int", "0 to 62")),
    message("points", "For the menu.", ("order", "list", "clear, or append and a text")),
    message("begin", "A performance begins: so shall the loop."),
    message("ended", "It has ended: the loop fades."),
)

Colour = list[float]
GREY, GREEN, AMBER, RED = ("0.45 0.46 0.5 1.", "0.23 0.65 0.33 1.", "0.93 0.67 0.15 1.", "0.85 0.22 0.22 1.")
INK, PAPER, PLATE, BAR = (
    [0.16, 0.17, 0.2, 1.0],
    [0.93, 0.93, 0.94, 1.0],
    [0.99, 0.99, 1.0, 1.0],
    [0.17, 0.19, 0.24, 1.0],
)
FIELD = [0.93, 0.93, 0.95, 1.0]
SOFT = [0.42, 0.44, 0.48, 1.0]
ACCENT = [0.18, 0.42, 0.75, 1.0]

COUNTS = ("sent", "whole", "late", "lost", "dropped", "unheard")
TIMES = ("window-ms", "p50-ms", "p99-ms", "budget-ms")


# ---- what is behind the panel ---------------------------------------------------------------------------------------


def network(script: str) -> Sheet:
    """The script and its two sockets. `script` is `v8` in Max 9, `js` in Max 8."""
    p = Sheet(620, 300)
    p.note("The script sends context and settings, and writes what comes back into the rings of answers.")
    p.note("Its sockets: datagrams of up to 65 507 bytes; the script sets their sizes as it is loaded.")
    received = p.obj("udpreceive 8000")
    brain = p.obj(f"{script} rtap.js", [received, p.obj("r rtap-js")], numinlets=1, numoutlets=3, outlettype=[""] * 3)
    p.obj("udpsend 127.0.0.1 7000", brain)
    p.obj("s rtap-panel", (brain, 2))
    p.obj("s rtap-udpreceive", (brain, 1))
    p.cord(p.obj("r rtap-udpreceive", at=(24, 200)), received)
    return p


def settings() -> Sheet:
    p = Sheet(760, 300)
    p.note("Each control of the panel as a message to the script.")
    for control in ("play", "step", "lookahead", "point", "adapt"):
        p.obj("s rtap-js", p.obj(f"prepend {control}", p.obj(f"r rtap-{control}")))
    for slot in range(1, STEMS + 1):
        p.obj("s rtap-js", p.obj(f"prepend stem {slot}", p.obj(f"r rtap-stem-{slot}")))
    for order in ("load", "reset"):
        p.obj("s rtap-js", p.msg(order, p.obj(f"r rtap-{order}")))
    return p


def connection() -> Sheet:
    p = Sheet(560, 340)
    p.note("Counts when `connect` is pressed: host, port and the port that answers come to.")
    pressed = p.obj("t b b b", p.obj("r rtap-connect"))
    listen = p.obj("int 8000", (pressed, 2), p.obj("r rtap-listen"))
    port = p.obj("int 7000", (pressed, 1), p.obj("r rtap-port"))
    p.obj("s rtap-host-ask", pressed)
    host = p.obj("tosymbol", p.obj("route text", p.obj("r rtap-host")))
    p.obj("s rtap-js", p.obj("prepend connect", p.obj("pack s 7000 8000", host, port, listen)))
    return p


def panel_routes() -> Sheet:
    """From the script's third outlet to what the panel shows."""
    p = Sheet(1500, 420)
    p.note("What the script shows. All of it by `set`, so that nothing that is shown comes back as a wish.")
    names = [one.name for one in OUTPUT]
    routed = p.obj("route " + " ".join(names), p.obj("r rtap-panel"))
    outlet = {name: (routed, i) for i, name in enumerate(names)}
    y = 150.0
    x = 24.0

    def place(width: float) -> tuple[float, float]:
        nonlocal x, y
        if x + width > 1460:
            x, y = 24.0, y + 110
        here = (x, y)
        x += width + 20
        return here

    def shown(name: str, target: str) -> None:
        at = place(150)
        p.obj(f"s rtap-{target}", p.obj("prepend set", outlet[name], at=at))

    def lamp(name: str, colours: tuple[str, ...]) -> None:
        at = place(262 * len(colours))
        chosen = p.obj("sel " + " ".join(map(str, range(len(colours)))), outlet[name], at=at)
        targets = [
            p.msg(f"oncolor {colour}, set 1", (chosen, i), at=(at[0] + 262 * i, at[1] + 34))
            for i, colour in enumerate(colours)
        ]
        p.obj(f"s rtap-lamp-{name}", targets, at=(at[0], at[1] + 68))

    def unpacked(name: str, kinds: str, targets: tuple[str, ...], *, as_text: bool = False) -> None:
        at = place(154 * len(targets))
        parts = p.obj(f"unpack {kinds}", outlet[name], at=at)
        for i, target in enumerate(targets):
            here = (at[0] + 154 * i, at[1] + 34)
            part = p.obj("prepend set", (parts, i), at=here) if as_text else (parts, i)
            p.obj(f"s rtap-{target}", part, at=(here[0], here[1] + (34 if as_text else 0)))

    shown("says", "says")
    shown("engine", "engine")
    shown("bundle", "bundle")
    shown("playing", "play-shown")
    lamp("runtime", (GREY, AMBER, GREEN))
    lamp("rate", (RED, GREEN))
    lamp("latency", (GREY, GREEN, AMBER, RED))
    at = place(390)
    trained = p.obj("sel 0 1", outlet["trained"], at=at)
    texts = ("set untrained: what you hear is noise", "set")
    p.obj(
        "s rtap-trained",
        [p.msg(text, (trained, i), at=(at[0] + 300 * i, at[1] + 34)) for i, text in enumerate(texts)],
        at=(at[0], at[1] + 68),
    )
    place(40)
    unpacked("names", " ".join("s" * STEMS), tuple(f"name-{slot}" for slot in range(1, STEMS + 1)), as_text=True)
    unpacked("window", "f f f f", TIMES)
    unpacked("windows", " ".join("0" * len(COUNTS)), COUNTS)
    unpacked("rw", "f f", ("r", "w"))
    for name, target in (("answer", "answer-ms"), ("package", "package"), ("points", "points-shown")):
        p.obj(f"s rtap-{target}", outlet[name], at=place(150))
    for name in ("begin", "ended"):
        p.obj(f"s rtap-{name}", outlet[name], at=place(100))
    for name in ("step", "lookahead"):
        at = place(160)
        p.obj(f"s rtap-{name}-shown", p.obj("prepend set", outlet[name], at=at), at=(at[0], at[1] + 34))
    for name in ("step", "lookahead"):
        at = place(210)
        columns = p.obj(f"r rtap-{name}", at=at)
        ms = p.obj(f"* {COLUMN_MS}", [columns, outlet[name]], at=(at[0], at[1] + 34))
        p.obj(f"s rtap-{name}-ms", ms, at=(at[0], at[1] + 68))
    return p


def context() -> Sheet:
    """What is heard, and the ring that it is written into."""
    p = Sheet(760, 520)
    p.note("What the runtime hears: the microphone or the loop. Outlets: its sound; the ring index that all follows.")
    p.note("count~ counts samples round the ring for as long as the audio is on, and the script is told where it is.")
    source = p.obj("t i i", p.obj("r rtap-source"))
    microphone = p.obj("*~", p.obj("adc~ 1"), p.obj("line~", p.msg("$1 20", p.obj("== 0", (source, 1)))))
    gain = p.obj("line~", p.msg("$1 20", source))
    begun = p.obj("r rtap-begin")
    running = p.obj("line~", [p.msg("1 20", begun), p.msg("0 20", p.obj("r rtap-ended"))])
    start = p.msg("0", begun)
    loop = p.obj("groove~ rtap-loop @loop 1", [p.obj("sig~ 1."), start])
    heard = p.obj("+~", microphone, p.obj("*~", p.obj("*~", loop, gain), running))
    index = p.obj(f"count~ 0 {RING_SAMPLES} 1 1", at=(520, 100))
    p.obj("poke~ rtap-context", heard, index)
    p.obj("s rtap-js", p.obj("prepend cursor", p.obj("snapshot~ 5", index)))
    p.obj("outlet", heard)
    p.obj("outlet", index)
    return p


def answers() -> Sheet:
    p = Sheet(560, 300)
    p.note("The rings that the script writes ahead of the cursor, joined and faded: they are only read here.")
    index = p.obj("inlet")
    for slot in range(1, STEMS + 1):
        p.obj("outlet", p.obj(f"index~ rtap-answer-{slot}", index))
    return p


def buffers() -> Sheet:
    p = Sheet(620, 420)
    p.note("Rings of two windows (11.9 s) at 44 100 Hz, and the loop.")
    for name in ("context", *(f"answer-{slot}" for slot in range(1, STEMS + 1))):
        p.obj(f"buffer~ rtap-{name} @samps {RING_SAMPLES}")
    p.obj("buffer~ rtap-loop loop.wav", p.msg("replace", p.obj("r rtap-open-loop")))
    return p


def sound_out() -> Sheet:
    p = Sheet(780, 460)
    p.note("Inlets: the context, four answers. Outlets: the accompaniment by itself, and all that is heard.")
    heard = p.obj("inlet")
    stems = [p.obj("inlet") for _ in range(STEMS)]
    played = p.obj("+~", p.obj("+~", stems[0], stems[1]), p.obj("+~", stems[2], stems[3]))
    volumes = {}
    for name in ("volume", "hear"):
        share = p.obj("/ 127.", p.obj(f"r rtap-{name}"))
        volumes[name] = p.obj("line~", p.msg("$1 20", share))
    loud = p.obj("*~", played, volumes["volume"])
    out = p.obj("+~", loud, p.obj("*~", heard, volumes["hear"]))
    orders = [p.msg("open", p.obj("r rtap-record-file")), p.obj("r rtap-record")]
    p.obj("sfrecord~ 2", [heard, *orders], played, numinlets=2)
    p.obj("outlet", loud)
    p.obj("outlet", out)
    return p


def audio_state() -> Sheet:
    p = Sheet(620, 300)
    p.note("On or off, sample rate, and how much the card fetches at once: told when it changes, and at the start.")
    state = p.obj("dspstate~", [p.obj("loadbang"), p.obj("r rtap-ask-audio")])
    told = ("dsp", "samplerate", None, "iovectorsize")
    parts = [p.obj(f"prepend {name}", (state, i)) for i, name in enumerate(told) if name is not None]
    p.obj("s rtap-js", parts)
    return p


SSH_LINE = "ssh USER@SERVER /path/to/venv/bin/rtap-runtime --ip 0.0.0.0 --client-ip ADDRESS-OF-MAX"


def server() -> Sheet:
    p = Sheet(720, 360)
    p.note("Starts and stops a runtime in a process of its own: what the command line says, without a shell.")
    start = p.obj("t b b", p.obj("r rtap-server-start"))
    p.obj("s rtap-command-ask", (start, 1))
    command = p.obj("prepend command", p.obj("route text", p.obj("r rtap-command")))
    orders = [command, p.msg("launch", start), p.msg("halt", p.obj("r rtap-server-stop"))]
    script = p.obj(
        "node.script rtap-server.js @autostart 1 @watch 0", orders, numinlets=1, numoutlets=2, outlettype=["", ""]
    )
    lines = {"here": "set rtap-runtime", "ssh": f"set {SSH_LINE}"}
    p.obj("s rtap-command-ask", [p.msg(line, p.obj(f"r rtap-command-{name}")) for name, line in lines.items()])
    said = p.obj("route says running", script)
    p.obj("s rtap-says", p.obj("prepend set", said))
    running = p.obj("sel 0 1", (said, 1))
    lamps = [p.msg(f"oncolor {colour}, set 1", (running, i)) for i, colour in enumerate((GREY, GREEN))]
    p.obj("s rtap-lamp-server", lamps)
    return p


LAMPS = ("runtime", "server", "rate", "latency")
DEFAULTS = {
    "port": 7000,
    "listen": 8000,
    "step": 8,
    "lookahead": 2,
    "stem-1": 1,
    "stem-2": 0,
    "stem-3": 0,
    "stem-4": 0,
    "source": 1,
    "volume": 102,
    "hear": 64,
}
STEM_NAMES = ("bass", "drums", "guitar", "piano")
"""Until the runtime says which its bundle has."""
PRESETS = (("nearest", 8, 1), ("demo", 8, 2), ("the paper's", 16, 16))


def defaults() -> Sheet:
    p = Sheet(560, 300)
    p.note("The demo loop at r = 1/8, two columns ahead: Play is all that is missing. Then the audio is asked for.")
    start = p.obj("t b b b", p.obj("loadbang"))
    p.msg(" ".join(f"; rtap-{name}-in {value}" for name, value in DEFAULTS.items()), (start, 2))
    lamps = [f"; rtap-lamp-{name} oncolor {GREY}; rtap-lamp-{name} set 1" for name in LAMPS]
    p.msg(" ".join(lamps), (start, 1))
    p.obj("s rtap-ask-audio", start)
    return p


# ---- the panel ------------------------------------------------------------------------------------------------------


class Panel:
    """Controls of the home patch: in the presentation where the musician sees them, below the machinery else."""

    def __init__(self, sheet: Sheet, left: float, top: float) -> None:
        self.sheet = sheet
        self._left = left
        self._x, self._y = left, top

    def _cell(self, width: float) -> tuple[float, float]:
        if self._x + width > 1240:
            self._x, self._y = self._left, self._y + 150
        at = (self._x, self._y)
        self._x += max(width, 130) + 26
        return at

    def plate(self, rect: tuple[float, float, float, float], colour: Colour = PLATE, rounded: int = 8) -> None:
        x, y, w, h = rect
        at = self._cell(40)
        self.sheet.ui(
            "panel",
            size=(40.0, 40.0),
            at=at,
            presentation=1,
            presentation_rect=[x, y, w, h],
            bgfillcolor=colour,
            bgcolor=colour,
            border=0,
            rounded=rounded,
            background=1,
            ignoreclick=1,
            mode=0,
        )

    def word(
        self, text: str, at: tuple[float, float], *, size: float = 12.0, bold: bool = False, colour: Colour = INK,
        width: float | None = None, receive: str | None = None,
    ) -> None:  # fmt: skip
        size_ = (width or len(text) * size * 0.58 + 10, size * 1.75)
        look = {"fontsize": size, "fontface": 1 if bold else 0, "textcolor": colour, "text": text}
        self.control("comment", at, size_, receive=(receive,) if receive else (), **look)

    def control(
        self,
        maxclass: str,
        at: tuple[float, float],
        size: tuple[float, float],
        *,
        receive: tuple[str, ...] = (),
        send: tuple[str, ...] = (),
        outlet: int = 0,
        **attributes: Any,
    ) -> Box:
        above, below = ([f"{letter} rtap-{name}" for name in names] for letter, names in (("r", receive), ("s", send)))
        widths = [sum(text_width(text) + 8 for text in texts) for texts in (above, below)]
        cell = self._cell(max(size[0], *widths))
        feeds, x = [], cell[0]
        for text in above:
            feeds.append(self.sheet.obj(text, at=(x, cell[1])))
            x += text_width(text) + 8
        box = self.sheet.ui(maxclass, feeds, size=size, shown=at, at=(cell[0], cell[1] + 30), **attributes)
        for text in below:
            self.sheet.obj(text, (box, outlet), at=(cell[0], cell[1] + 40 + size[1]))
        return box

    def shown(
        self, name: str, at: tuple[float, float], width: float, *, size: float = 12.0, colour: Colour = FIELD
    ) -> None:
        """A text that the script sets. A comment: a message box would put a sentence in quotation marks."""
        self.plate((at[0], at[1], width, 24 if size > 12 else 22), colour, 5)
        self.word("", (at[0] + 4, at[1]), size=size, width=width - 8, receive=name)

    def lamp(self, name: str, at: tuple[float, float]) -> None:
        self.control("led", at, (18.0, 18.0), receive=(f"lamp-{name}",), ignoreclick=1)

    def orders(self, name: str, values: dict[str, int]) -> None:
        """What a button sets elsewhere on the panel."""
        cell = self._cell(280)
        pressed = self.sheet.obj(f"r rtap-{name}", at=cell)
        text = " ".join(f"; rtap-{target} {value}" for target, value in values.items())
        self.sheet.msg(text, pressed, at=(cell[0], cell[1] + 34))

    def number(
        self, name: str, at: tuple[float, float], low: int, high: int, width: float, *, chosen: bool = False
    ) -> Box:
        """`chosen`: the script shows here what was chosen elsewhere."""
        receive = (f"{name}-in", f"{name}-shown") if chosen else (f"{name}-in",)
        return self.control("number", at, (width, 22.0), receive=receive, send=(name,), minimum=low, maximum=high)

    def figure(self, name: str, at: tuple[float, float], width: float = 56.0, *, whole: bool = False) -> None:
        attributes: dict[str, Any] = {} if whole else {"format": 6, "numdecimalplaces": 1}
        self.control(
            "number" if whole else "flonum", at, (width, 22.0), receive=(name,), ignoreclick=1, triangle=0, **attributes
        )

    def button(self, text: str, name: str, at: tuple[float, float], width: float) -> None:
        self.control("textbutton", at, (width, 22.0), send=(name,), text=text, rounded=6.0)

    def text(self, text: str, name: str, at: tuple[float, float], width: float) -> None:
        self.control(
            "textedit", at, (width, 22.0), receive=(f"{name}-ask",), send=(name,), text=text, keymode=1, lines=1,
            wordwrap=0,
        )  # fmt: skip


def home(script: str) -> Sheet:
    """The patch that opens: the panel in presentation, the machinery in the patching view."""
    p = Sheet(WIDTH, HEIGHT, presentation=True)
    p.note("The machinery: every box below is a subpatcher with one job. The controls of the panel stand further down.")
    heard = p.sub("context", context(), at=(24, 60))
    played = p.sub("answers", answers(), (heard, 1), at=(24, 110))
    out = p.sub("sound-out", sound_out(), heard, *((played, i) for i in range(STEMS)), at=(24, 160))
    x = 200.0
    for name, sheet in (
        ("network", network(script)),
        ("settings", settings()),
        ("connection", connection()),
        ("panel-routes", panel_routes()),
        ("buffers", buffers()),
        ("audio-state", audio_state()),
        ("server", server()),
        ("defaults", defaults()),
    ):
        x += p.sub(name, sheet, at=(x, 60)).patching_rect.w + 18
    panel = Panel(p, 24, 330)
    _meters(p, panel, heard, played, out)
    _top(panel)
    _runtime(panel)
    _sound(panel)
    _play(panel)
    _latency(panel)
    _windows(panel)
    _waveforms(panel)
    return p


def _heading(panel: Panel, rect: tuple[float, float, float, float], title: str) -> None:
    panel.plate(rect)
    panel.word(title, (rect[0] + 12, rect[1] + 8), size=14.0, bold=True)


def _top(panel: Panel) -> None:
    panel.plate((0, 0, WIDTH, HEIGHT), PAPER, 0)
    panel.plate((0, 0, WIDTH, 52), BAR, 0)
    panel.word("rtap", (16, 8), size=22.0, bold=True, colour=[1.0, 1.0, 1.0, 1.0], width=70)
    panel.word("live accompaniment by latent diffusion", (86, 18), size=12.0, colour=[0.75, 0.78, 0.84, 1.0])
    panel.shown("says", (16, 62), WIDTH - 32, size=13.0, colour=PLATE)


def _runtime(panel: Panel) -> None:
    x, y = 16, 98
    _heading(panel, (x, y, 284, 240), "1  runtime")
    panel.lamp("runtime", (x + 254, y + 10))
    panel.word("host", (x + 12, y + 38))
    panel.text("127.0.0.1", "host", (x + 66, y + 38), 120)
    panel.button("connect", "connect", (x + 192, y + 38), 80)
    panel.word("port", (x + 12, y + 66))
    panel.number("port", (x + 66, y + 66), 1, 65535, 58)
    panel.word("listens at", (x + 132, y + 66))
    panel.number("listen", (x + 214, y + 66), 1, 65535, 58)
    panel.word("plays", (x + 12, y + 96))
    panel.shown("engine", (x + 66, y + 96), 74)
    panel.shown("bundle", (x + 146, y + 96), 126)
    panel.word("", (x + 62, y + 118), colour=[0.8, 0.3, 0.1, 1.0], width=210, receive="trained")
    panel.button("load", "load", (x + 66, y + 142), 60)
    panel.button("reset", "reset", (x + 132, y + 142), 60)
    panel.word("server", (x + 12, y + 178))
    panel.text("rtap-runtime", "command", (x + 66, y + 178), 206)
    panel.button("here", "command-here", (x + 66, y + 206), 44)
    panel.button("by ssh", "command-ssh", (x + 116, y + 206), 52)
    panel.button("start", "server-start", (x + 174, y + 206), 46)
    panel.button("stop", "server-stop", (x + 226, y + 206), 46)
    panel.lamp("server", (x + 36, y + 208))


def _sound(panel: Panel) -> None:
    x, y = 312, 98
    _heading(panel, (x, y, 256, 240), "2  sound")
    panel.word("44.1 kHz", (x + 164, y + 9), width=60, colour=SOFT)
    panel.lamp("rate", (x + 226, y + 10))
    panel.word("on, off", (x + 64, y + 50))
    panel.word("hears", (x + 12, y + 96))
    panel.control(
        "umenu", (x + 64, y + 96), (92, 22), receive=("source-in",), send=("source",), items=["microphone", ",", "loop"]
    )
    panel.button("open a loop", "open-loop", (x + 162, y + 96), 82)
    panel.word("context", (x + 12, y + 130))
    panel.control("slider", (x + 110, y + 132), (134, 18), receive=("hear-in",), send=("hear",), orientation=1)
    panel.word("accompaniment", (x + 12, y + 160), width=98)
    panel.control("slider", (x + 110, y + 162), (134, 18), receive=("volume-in",), send=("volume",), orientation=1)
    panel.word("record", (x + 12, y + 206))
    panel.button("to file", "record-file", (x + 64, y + 206), 60)
    panel.control("toggle", (x + 132, y + 206), (22, 22), send=("record",))


def _play(panel: Panel) -> None:
    x, y = 580, 98
    _heading(panel, (x, y, 284, 240), "3  play")
    panel.control("toggle", (x + 12, y + 40), (50, 50), receive=("play-shown",), send=("play",))
    panel.word("start, stop", (x + 70, y + 54))
    kept = []
    for slot in range(1, STEMS + 1):
        at = (x + 178, y + 14 + 23 * (slot - 1))
        kept.append(panel.control("toggle", at, (18, 18), receive=(f"stem-{slot}-in",), send=(f"stem-{slot}",)))
        panel.word(STEM_NAMES[slot - 1], (at[0] + 24, at[1] - 2), width=76, receive=f"name-{slot}")
    for row, (name, title, low, high) in enumerate((("step", "step", 1, 32), ("lookahead", "look-ahead", 0, 62))):
        line = y + 108 + 28 * row
        panel.word(title, (x + 12, line), width=76)
        kept.append(panel.number(name, (x + 88, line), low, high, 50, chosen=True))
        panel.word("columns", (x + 142, line), width=56, colour=SOFT)
        panel.figure(f"{name}-ms", (x + 200, line), 52)
        panel.word("ms", (x + 254, line), width=26, colour=SOFT)
    panel.control("umenu", (x + 12, y + 166), (260, 22), receive=("points-shown",), send=("point",), items=["points"])
    for i, (title, step, look_ahead) in enumerate(PRESETS):
        panel.button(title, f"preset-{i + 1}", (x + 12 + (0, 60, 112)[i], y + 192), (56, 48, 74)[i])
        panel.orders(f"preset-{i + 1}", {"step-in": step, "lookahead-in": look_ahead})
    panel.control("toggle", (x + 212, y + 194), (18, 18), send=("adapt",))
    panel.word("adapt", (x + 232, y + 192), width=46)
    panel.word("yours", (x + 12, y + 216), colour=SOFT)
    presets = panel.control("preset", (x + 58, y + 218), (214, 16), bubblesize=13)
    for box in kept:
        panel.sheet.cord(presets, box)


def _latency(panel: Panel) -> None:
    x, y = 16, 350
    _heading(panel, (x, y, 420, 92), "4  latency in ms")
    panel.lamp("latency", (x + 390, y + 10))
    titles = ("window", "p50", "p99", "budget", "first answer", "floats a packet")
    for i, (title, name) in enumerate(zip(titles, (*TIMES, "answer-ms", "package"), strict=True)):
        column = x + 12 + (0, 58, 116, 174, 240, 318)[i]
        panel.word(title, (column - 4, y + 34), size=11.0, colour=SOFT, width=(58, 58, 58, 62, 76, 100)[i])
        panel.figure(name, (column, y + 56), 52 if i < 4 else 64, whole=name == "package")


def _windows(panel: Panel) -> None:
    x, y = 448, 350
    _heading(panel, (x, y, 416, 92), "5  windows since Play")
    panel.word("r", (x + 272, y + 9), width=16, colour=SOFT)
    panel.figure("r", (x + 290, y + 8), 50)
    panel.word("w", (x + 342, y + 9), width=17, colour=SOFT)
    panel.figure("w", (x + 360, y + 8), 46)
    for i, name in enumerate(COUNTS):
        column = x + 12 + 67 * i
        panel.word(name, (column - 4, y + 34), size=11.0, colour=SOFT, width=64)
        panel.figure(name, (column, y + 56), 56, whole=True)


def _waveforms(panel: Panel) -> None:
    x, y = 16, 454
    _heading(panel, (x, y, WIDTH - 32, 222), "6  what is heard: two windows, round and round")
    for i in range(STEMS + 1):
        row = y + 34 + 37 * i
        name = "context" if i == 0 else f"answer-{i}"
        title = "context" if i == 0 else STEM_NAMES[i - 1]
        panel.word(title, (x + 12, row + 6), width=64, receive=None if i == 0 else f"name-{i}")
        panel.control(
            "waveform~",
            (x + 80, row),
            (664.0, 33.0),
            buffername=f"rtap-{name}",
            ignoreclick=1,
            ruler=0,
            waveformcolor=ACCENT if i else INK,
            bgcolor=[1.0, 1.0, 1.0, 1.0],
        )


def _meters(p: Sheet, panel: Panel, heard: Box, played: Box, out: Box) -> None:
    """Signals go by cords, not by names: what is shown beside the waveforms, and the sound card."""
    x, y = 16, 454
    for i in range(STEMS + 1):
        source = heard if i == 0 else (played, i - 1)
        at = (200 + 110 * i, 230)
        p.ui("meter~", source, size=(96.0, 16.0), shown=(x + 748, y + 42 + 37 * i), at=at)
    p.ui("ezdac~", (out, 1), (out, 1), size=(44.0, 44.0), shown=(324, 138), at=(24, 230))
    p.ui("meter~", (out, 1), size=(112.0, 16.0), shown=(444, 152), at=(80, 230))


def help_patch() -> Sheet:
    p = Sheet(620, 360)
    p.note("rtap: live accompaniment by latent diffusion")
    p.note("")
    p.note("1  Start the runtime in a terminal: pip install . && rtap-runtime - or by `start` on the panel.")
    p.note("2  Open the panel: its runtime lamp turns green.")
    p.note("3  Turn the audio on, at 44100 Hz, and press the large toggle: a loop, and after a step a bass with it.")
    p.note("4  Choose the microphone instead of the loop, wear headphones, and play.")
    p.note("The reference page of rtap has every message between the patch and the script.")
    p.obj("pcontrol", p.msg("load rtap.maxpat"))
    return p


# ---- files ----------------------------------------------------------------------------------------------------------


def patch_text(sheet: Sheet) -> str:
    return json.dumps(sheet.patcher.to_dict(), indent=1, ensure_ascii=False) + "\n"


def package_info() -> str:
    version = re.search(r'^version = "(.+)"$', PYPROJECT.read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    info = {
        "name": "rtap",
        "displayname": "rtap",
        "version": version[1],
        "author": "rtap",
        "authors": ["rtap"],
        "description": "Live accompaniment by latent diffusion: a client of the rtap runtime.",
        "tags": ["accompaniment", "diffusion", "generative", "OSC"],
        "license": "Apache-2.0",
        "homepatcher": "rtap.maxpat",
        "max_version_min": "8.6",
        "max_version_max": "none",
        "os": {"macintosh": {"platform": ["x64", "aarch64"], "min_version": "none"}, "windows": {"platform": ["x64"]}},
        "package_extra": {"reverse_domain": "rtap"},
    }
    return json.dumps(info, indent=1) + "\n"


def reference_page() -> str:
    """The script's messages in the form of Max's own reference pages."""

    def port(kind: str, index: int, digest: str) -> str:
        return f'    <{kind} id="{index}" type="{kind.upper()}_TYPE"><digest>{digest}</digest></{kind}>'

    def arguments(one: Message) -> list[str]:
        lines = ["      <arglist>"]
        for argument in one.arguments:
            attributes = f'name={quoteattr(argument.name)} optional="0" type={quoteattr(argument.kind)}'
            lines.append(f"        <arg {attributes} /><!-- {escape(argument.told)} -->")
        return [*lines, "      </arglist>"]

    def told(one: Message) -> str:
        values = "; ".join(f"{argument.name}: {argument.told}" for argument in one.arguments)
        return escape(f"{one.told} {values[:1].upper()}{values[1:]}{'.' if values else ''}".strip())

    lines = [
        '<?xml version="1.0" encoding="utf-8" standalone="yes"?>',
        '<c74object name="rtap.js" module="rtap" category="rtap">',
        "  <digest>Plays with an rtap runtime</digest>",
        "  <description>The script of the rtap panel: sends the context that was heard to an rtap runtime by OSC and",
        "  writes the answers into the rings that the patch plays, ahead of the cursor, joined by one crossfade.",
        "  </description>",
        "  <inletlist>",
        port("inlet", 0, "Messages of the panel, and all that udpreceive receives"),
        "  </inletlist>",
        "  <outletlist>",
        port("outlet", 0, "To udpsend"),
        port("outlet", 1, "To udpreceive: its port and the length of its queue"),
        port("outlet", 2, "To the panel"),
        "  </outletlist>",
        "  <methodlist>",
    ]
    for one in MESSAGES:
        lines += [f'    <method name="{one.name}">', *arguments(one)]
        lines += [f"      <digest>{escape(one.told)}</digest>", f"      <description>{told(one)}</description>"]
        lines.append("    </method>")
    lines += ["  </methodlist>", '  <misc name="Output">']
    for one in OUTPUT:
        lines.append(f'    <entry name="{one.name}"><description>{told(one)}</description></entry>')
    lines += ["  </misc>", "  <seealsolist>", '    <seealso name="udpsend" />', '    <seealso name="udpreceive" />']
    return "\n".join([*lines, "  </seealsolist>", "</c74object>", ""])


def files() -> dict[str, str]:
    """Path inside the package -> contents."""
    return {
        "package-info.json": package_info(),
        "patchers/rtap.maxpat": patch_text(home("v8")),
        "patchers/rtap-max8.maxpat": patch_text(home("js")),
        "help/rtap.maxhelp": patch_text(help_patch()),
        "docs/rtap.js.maxref.xml": reference_page(),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 where a file differs")
    arguments = parser.parse_args()
    media = FOLDER / "media" / LOOP.name
    if arguments.check:
        stale = [name for name, text in files().items() if (FOLDER / name).read_text(encoding="utf-8") != text]
        stale += [] if media.read_bytes() == LOOP.read_bytes() else [f"media/{LOOP.name}"]
        for name in stale:
            print(f"rtap/{name} is not what generate_rtap.py writes: run python max/generate_rtap.py", file=sys.stderr)
        return 1 if stale else 0
    for name, text in files().items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_text(text, encoding="utf-8")
    media.parent.mkdir(exist_ok=True)
    shutil.copyfile(LOOP, media)
    return 0


if __name__ == "__main__":
    sys.exit(main())
