"""The patches of the Max package: `rtap.maxpat` and the help patch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import rtap_interface as interface
from max_patch import BOX_HEIGHT, FONT_SIZE, MAX_INK, Box, Canvas, Colour, Place, Source
from py2max.core.common import text_width

WIDTH, HEIGHT = 1080, 672
"""Of the presentation, which is the window."""

WHITE: Colour = (1.0, 1.0, 1.0, 1.0)
PAPER: Colour = (0.957, 0.957, 0.965, 1.0)
HEADER: Colour = (0.188, 0.204, 0.235, 1.0)
FIELD: Colour = (0.93, 0.933, 0.945, 1.0)
EDGE: Colour = (0.82, 0.82, 0.84, 1.0)
FAINT: Colour = (0.45, 0.46, 0.5, 1.0)
ACCENT: Colour = (0.18, 0.42, 0.62, 1.0)
PALE: Colour = (0.784, 0.8, 0.83, 1.0)
GREEN: Colour = (0.227, 0.651, 0.333, 1.0)
AMBER: Colour = (0.878, 0.627, 0.125, 1.0)
RED: Colour = (0.816, 0.227, 0.227, 1.0)
GREY: Colour = (0.72, 0.72, 0.74, 1.0)

STEM_NAMES = ("bass", "drums", "guitar", "piano")
"""Of the demo bundle; `names` sets them."""
COMMAND = "rtap-runtime"
SSH_COMMAND = "ssh USER@SERVER /path/to/venv/bin/rtap-runtime --ip 0.0.0.0 --client-ip ADDRESS-OF-MAX"
LOOP = "rtap-loop.wav"
"""Named so that no loop.wav of the user's is taken for it: Max looks a file up by its name alone."""
RAMP_MS = 20
DEFAULT_STEP, DEFAULT_LOOK_AHEAD = 8, 2
DEFAULT_VOLUME, DEFAULT_HEAR = 0.8, 0.5
FACTORY_PRESETS = (("shortest", 8, 1), ("demo", 8, 2), ("the paper's", 16, 16))
"""Name, step and look-ahead in columns."""


def _colour(colour: Colour) -> str:
    return " ".join(f"{part:g}" if part % 1 else f"{part:.1f}" for part in colour)


def _lit(colour: Colour) -> str:
    """A message for a led: its colour while on, and on."""
    return f"oncolor {_colour(colour)}, set 1"


# ---- sub-patchers -------------------------------------------------------------------------------------------------


def defaults(parent: Canvas) -> Canvas:
    c = Canvas("defaults", parent=parent)
    c.note(
        "What the panel holds when the patch opens. deferlow: after every other loadbang, the script's own included."
    )
    c.note("From right to left: first the faces, then connect, last dspstate~, so that the script knows all of it.")
    values = (
        ("bang", "dspstate~"),
        ("bang", "connect"),
        (str(interface.CLIENT_PORT), "listen"),
        (str(interface.SERVER_PORT), "port"),
        (str(DEFAULT_STEP), "step"),
        (str(DEFAULT_LOOK_AHEAD), "look-ahead"),
        ("1", "first stem"),
        (f"{DEFAULT_HEAR}", "hear the context"),
        (f"{DEFAULT_VOLUME}", "accompaniment"),
        ("1", "the loop as source"),
        (_lit(GREY), "lamps"),
        (f"maxpacketsize {interface.DATAGRAM_BYTES}", "udpsend"),
        ("bang", "asks for the loop's name and rate"),
    )
    start = c.obj("t " + " ".join("b" for _ in values), c.obj("deferlow", c.obj("loadbang")))
    for outlet, (value, name) in enumerate(values):
        source: Source = (start, outlet)
        c.outlet(name, source if value == "bang" else c.msg(value, source))
    return c.finish()


def connect(parent: Canvas) -> Canvas:
    c = Canvas("connect", parent=parent)
    c.note("Host, port and listening port count when connect is pressed (or Enter in the host).")
    host, port, listen, go, load, reset = (
        c.inlet(name) for name in ("host", "port", "listen at", "connect", "load", "reset")
    )
    text = c.obj("route text", host, why="textedit says: text ...")
    packed = c.obj(f"pack s {interface.SERVER_PORT} {interface.CLIENT_PORT}", text, port, listen)
    text.to(packed, 1, 0)  # if this Max leaves the word out
    out = c.obj("prepend connect", packed)
    loading = c.msg("load", c.obj("t b", load))
    resetting = c.msg("reset", c.obj("t b", reset))
    asked = c.obj("t b", go, why="asks the host for its text")
    to_js = c.outlet("to the script", out)
    loading.to(to_js)
    resetting.to(to_js)
    c.outlet("to the host's textedit", asked)
    return c.finish()


def play_commands(parent: Canvas) -> Canvas:
    c = Canvas("play-commands", parent=parent)
    c.note("Every control of `3 play` becomes one message to the script.")
    words = ["play", *(f"stem {slot}" for slot in range(1, interface.STEMS + 1)), "step", "lookahead", "point", "adapt"]
    inlets = [c.inlet(word) for word in words]
    messages = [c.obj(f"prepend {word}", inlet) for word, inlet in zip(words, inlets, strict=True)]
    out = c.outlet("to the script", messages[0])
    for message in messages[1:]:
        message.to(out)
    return c.finish()


def server(parent: Canvas) -> Canvas:
    c = Canvas("server", parent=parent)
    c.note("Node needs a moment to start: the command goes to it when it says loadend (right outlet), not before.")
    start, stop, command = c.inlet("start"), c.inlet("stop"), c.inlet("command line from its textedit")
    loaded = c.obj("i 0", c.obj("t b", start), why="is the script loaded?")
    which = c.obj("sel 0 1", loaded)
    both = c.obj("t b b", which)
    once = c.obj("onebang", why="launches only if start was pressed")
    both.to(once, 1, 1)
    starting = c.msg("script start", both)
    launch = c.obj("t b b", (which, 1), why="first the command, then launch")
    once.to(launch)
    go = c.msg("launch", launch)
    halt = c.msg("halt", c.obj("t b", stop))
    text = c.obj("route text", command)
    line = c.obj("prepend command", text)
    text.to(line, 1, 0)
    node = c.obj("node.script rtap-server.js @autostart 0", starting, saved_object_attributes=_node_attributes())
    for message in (go, halt, line):
        message.to(node)
    said = c.obj("route says running", node)
    life = c.obj("route loadend terminated", (node, 1), why="what becomes of the script itself")
    ended = c.obj("route success error", life)
    ready = c.obj("t b 1", ended)
    ready.to(loaded, 1, 1)
    ready.to(once, 0, 0)
    over = c.obj("t 0 0", (life, 1))
    over.to(loaded, 0, 1)
    broken = c.msg("set the server script cannot be loaded: see the Max Console", (ended, 1))
    c.outlet("asks the command line's textedit", (launch, 1))
    running = c.outlet("running: 0 or 1", (said, 1))
    over.to(running, 1, 0)
    line_out = c.outlet("what it says", c.obj("prepend set", said))
    broken.to(line_out)
    return c.finish()


def _node_attributes() -> dict[str, Any]:
    return {"autostart": 0, "defer": 0, "node_bin_path": "", "npm_bin_path": "", "watch": 0}


def use_ssh(parent: Canvas) -> Canvas:
    c = Canvas("use-ssh", parent=parent)
    c.note("The ssh line becomes the command line.")
    use, ssh = c.inlet("use"), c.inlet("text of the ssh line")
    line = c.obj("route text", ssh)
    copied = c.obj("prepend set", line)
    line.to(copied, 1, 0)
    c.outlet("asks for the ssh line", c.obj("t b", use))
    c.outlet("to the command line", copied)
    return c.finish()


def recall(parent: Canvas) -> Canvas:
    c = Canvas("recall", parent=parent)
    c.note("A number recalls the preset of that number.")
    names = enumerate((name for name, _, _ in FACTORY_PRESETS), 1)
    _through_one_outlet(
        c, "to the preset object", (c.msg(str(number), c.obj("t b", c.inlet(name))) for number, name in names)
    )
    return c.finish()


def network(parent: Canvas) -> Canvas:
    c = Canvas("network", parent=parent)
    c.note(
        "udpsend sends no more than 5096 bytes until told (maxpacketsize, by p defaults): a chunk of context is more."
    )
    c.note("udpreceive: the script sends port and maxqueuesize. @defer 1: not in the scheduler's thread.")
    to_send, to_receive = c.inlet("OSC; host, port, maxpacketsize"), c.inlet("port, maxqueuesize")
    c.obj(f"udpsend 127.0.0.1 {interface.SERVER_PORT}", to_send)
    received = c.obj(f"udpreceive {interface.CLIENT_PORT} @defer 1", to_receive)
    c.outlet("every message, unchanged, to the script", received)
    return c.finish()


def dsp(parent: Canvas) -> Canvas:
    c = Canvas("dsp", parent=parent)
    c.note("dspstate~ reports when audio goes on or off, and when banged: on or off comes last.")
    state = c.obj("dspstate~", c.inlet("bang: report"))
    words = enumerate(("dsp", "samplerate", "vectorsize", "iovectorsize"))
    _through_one_outlet(c, "to the script", (c.obj(f"prepend {word}", (state, outlet)) for outlet, word in words))
    return c.finish()


def _through_one_outlet(c: Canvas, comment: str, boxes: Iterable[Box]) -> None:
    out: Box | None = None
    for box in boxes:
        out = box.to(out) if out else c.outlet(comment, box)


def context(parent: Canvas) -> Canvas:
    c = Canvas("context", parent=parent)
    c.note(
        "What is heard: the microphone (source 0) or the loop (1), each behind a ramp of 20 ms; written into the ring."
    )
    c.note("groove~ plays a loop of another rate at its right pitch; a signal of 1 at its inlet is its speed.")
    names = ("index of the ring", "source: 0 microphone, 1 loop", "begin", "ended", "open a loop", "loop's state")
    index, source, begin, ended, choose, asked = (
        c.inlet(name, "signal" if name.startswith("index") else "") for name in names
    )
    both = c.obj("t i i", source)
    mic_gain = c.obj("line~ 0.", c.msg(f"$1 {RAMP_MS}", c.obj("!- 1", (both, 1))))
    loop_gain = c.obj("line~ 0.", c.msg(f"$1 {RAMP_MS}", both))
    begun = c.obj("t b b b", begin)
    running = c.obj("line~ 0.", c.msg(f"1. {RAMP_MS}", begun))
    over = c.obj("t b b", ended)
    c.msg(f"0. {RAMP_MS}", (over, 1)).to(running)
    stopping = c.obj(f"delay {RAMP_MS + 10}", over, why="stops when it is silent")
    c.msg("stop", (begun, 2)).to(stopping)
    groove = c.obj("groove~ rtap-loop @loop 1", c.obj("sig~ 1."), why="first channel")
    c.msg("startloop", (begun, 1)).to(groove)
    c.msg("stop", stopping).to(groove)
    mic = c.obj("*~", c.obj("adc~ 1"), mic_gain)
    loop = c.obj("*~", c.obj("*~", groove, loop_gain), running)
    heard = c.obj("+~", mic, loop)
    c.obj("poke~ rtap-context 1", heard, index)
    c.obj(f"buffer~ rtap-context @samps {interface.RING_SAMPLES}", why="the ring of what is heard")
    dialog = c.obj("opendialog", c.msg("sound", c.obj("t b", choose)))
    read = c.obj(f"buffer~ rtap-loop {LOOP}", c.obj("prepend replace", dialog))
    about = c.obj("info~ rtap-loop", (read, 1))
    c.obj("t b", asked).to(about)
    described = c.obj("pack 0 s", about, (about, 7))
    c.outlet("what is heard", heard, "signal")
    c.outlet("name and rate of the loop", c.msg("set $2 at $1 Hz", described))
    return c.finish()


def answers(parent: Canvas) -> Canvas:
    c = Canvas("answers", parent=parent)
    c.note(
        "index~ reads what the script has written, by the ring's index: no interpolation, nothing to be punctual about."
    )
    index = c.inlet("index of the ring", "signal")
    heard = [c.obj(f"index~ rtap-answer-{slot}", index) for slot in range(1, interface.STEMS + 1)]
    both = [c.obj("+~", heard[0], heard[1]), c.obj("+~", heard[2], heard[3])]
    total = c.obj("+~", *both)
    for slot in range(1, interface.STEMS + 1):
        c.obj(f"buffer~ rtap-answer-{slot} @samps {interface.RING_SAMPLES}")
    for slot, answer in enumerate(heard, 1):
        c.outlet(f"answer {slot}", answer, "signal")
    c.outlet("all answers", total, "signal")
    return c.finish()


def sound_out(parent: Canvas) -> Canvas:
    c = Canvas("sound-out", parent=parent)
    c.note("As much of the context and of the accompaniment as wanted; recorded apart, before their volumes.")
    heard, answered = c.inlet("what is heard", "signal"), c.inlet("all answers", "signal")
    hear, volume, choose, record = (
        c.inlet(name) for name in ("hear the context", "accompaniment", "choose a file", "record: 0 or 1")
    )
    gains = [c.obj("line~ 0.", c.msg(f"$1 {RAMP_MS}", wanted)) for wanted in (hear, volume)]
    out = c.obj("+~", c.obj("*~", heard, gains[0]), c.obj("*~", answered, gains[1]))
    c.obj("dac~ 1 2", out, out)
    recorder = c.obj("sfrecord~ 2", heard, answered)
    c.msg("samptype float32, open wave", c.obj("t b", choose)).to(recorder)
    record.to(recorder)
    c.outlet("what goes out", out, "signal")
    return c.finish()


def says(parent: Canvas) -> Canvas:
    c = Canvas("says-shown", parent=parent)
    said = c.obj("route says", c.inlet("from the script"))
    c.outlet("the line on top", c.obj("prepend set", said))
    return c.finish()


def runtime_shown(parent: Canvas) -> Canvas:
    c = Canvas("runtime-shown", parent=parent)
    c.note("Colours of the lamps, and words.")
    routed = c.obj("route runtime rate engine bundle trained", c.inlet("from the script"))
    _lamp(c, (routed, 0), "runtime: grey, amber, green", (GREY, AMBER, GREEN))
    _lamp(c, (routed, 1), "sample rate: red, green", (RED, GREEN))
    c.outlet("engine", c.obj("prepend set", (routed, 2)))
    c.outlet("bundle", c.obj("prepend set", (routed, 3)))
    known = c.obj("sel 0 1", (routed, 4))
    untrained = c.outlet("untrained", c.msg("set untrained: what you hear is noise", known))
    c.msg("set", (known, 1)).to(untrained)
    return c.finish()


def _lamp(c: Canvas, state: Source, name: str, colours: tuple[Colour, ...]) -> None:
    which = c.obj("sel " + " ".join(str(i) for i in range(len(colours))), state)
    messages = [c.msg(_lit(colour), (which, i)) for i, colour in enumerate(colours)]
    out = c.outlet(name, messages[0])
    for message in messages[1:]:
        message.to(out)


def play_shown(parent: Canvas) -> Canvas:
    c = Canvas("play-shown", parent=parent)
    c.note("The toggle follows by `set`, so that nothing comes back. After a point was chosen, step and look-ahead")
    c.note("follow r and w, until one of them is touched.")
    said, chosen, touched = (
        c.inlet(name) for name in ("from the script", "a point was chosen", "step or look-ahead was touched")
    )
    routed = c.obj("route playing rw names points begin ended", said)
    playing = c.obj("prepend set", routed)
    rw = c.obj("unpack 0. 0.", (routed, 1))
    names = c.obj("unpack s s s s", (routed, 2))
    menu = c.obj("route choose", (routed, 3))
    gate = c.obj("gate 1", why="open: a point was chosen")
    c.msg("1", c.obj("t b", chosen)).to(gate)
    c.msg("0", c.obj("t b", touched)).to(gate)
    routed.to(gate, 1, 1)
    step = c.obj("expr int($f1 * 64. + 0.5)", c.obj("unpack 0. 0.", gate))
    look = c.obj("expr int($f1 * $f2 * 64. + 0.5)", gate)
    c.outlet("the play toggle", playing)
    c.outlet("r", rw)
    c.outlet("w", (rw, 1))
    for slot in range(interface.STEMS):
        c.outlet(f"name of stem {slot + 1}", c.obj("prepend set", (names, slot)))
    points = c.outlet("the menu of points", c.obj("prepend set", menu))
    menu.to(points, 1, 0)
    c.outlet("step", c.obj("prepend set", step))
    c.outlet("look-ahead", c.obj("prepend set", look))
    c.outlet("begin", (routed, 4))
    c.outlet("ended", (routed, 5))
    return c.finish()


def latency_shown(parent: Canvas) -> Canvas:
    c = Canvas("latency-shown", parent=parent)
    routed = c.obj("route latency window answer package", c.inlet("from the script"))
    _lamp(c, routed, "nothing yet, in time, close, too late", (GREY, GREEN, AMBER, RED))
    window = c.obj("unpack 0. 0. 0. 0.", (routed, 1))
    for outlet, name in enumerate(("window", "p50", "p99", "budget")):
        c.outlet(f"{name}, ms", (window, outlet))
    c.outlet("first answer after, ms", (routed, 2))
    c.outlet("package size, floats", (routed, 3))
    return c.finish()


WINDOW_COUNTS = ("sent", "whole", "late", "lost", "dropped", "unheard")


def windows_shown(parent: Canvas) -> Canvas:
    c = Canvas("windows-shown", parent=parent)
    counts = c.obj("unpack 0 0 0 0 0 0", c.obj("route windows", c.inlet("from the script")))
    for outlet, name in enumerate(WINDOW_COUNTS):
        c.outlet(name, (counts, outlet))
    return c.finish()


def cursor_line(parent: Canvas) -> Canvas:
    c = Canvas("cursor-line", parent=parent)
    c.note("A line where the ring is being played, ten times a second: drawing must not keep the script waiting.")
    slow = c.obj("speedlim 100", c.inlet("cursor, samples"))
    milliseconds = c.obj(f"/ {interface.SAMPLE_RATE_HZ / 1000}", slow)
    c.outlet("to every waveform~", c.obj("prepend line", milliseconds))
    return c.finish()


# ---- the panel ----------------------------------------------------------------------------------------------------

COLUMN_X = (20, 380, 740, 1220, 1640, 2060)
"""Of the patching view: runtime, server, play, sound; then the machinery."""


COMMENT_INSET = 4
"""From the left of a comment's box to its letters, so that text stands over the edges of the fields below."""


class Panel:
    """Puts objects with a face on a canvas, each twice: in a column of the patching view, and in the presentation."""

    def __init__(self, canvas: Canvas, top: float, slope: float = 0.0, room: float = 0.0) -> None:
        """`slope`: how far right each object of a column lies of the one above, so that its cord passes beside them:
        above 0 where cords leave, below 0 where they arrive. `room`: what a column begins right of its left."""
        self.canvas = canvas
        self.slope = slope
        self.next_x = {x: x + room for x in COLUMN_X}
        self.next_y = dict.fromkeys(COLUMN_X, top)
        self.words: list[tuple[str, Place, dict[str, Any]]] = []
        self.origin = (0.0, 0.0)

    def area(self, place: Place, title: str) -> None:
        """A background with its title. What follows is placed from its corner."""
        self.origin = place[:2]
        self.words.append(("panel", place, _background(WHITE, 8, EDGE)))
        self.word(title, (12, 8), fontsize=14.0, fontface=1)

    def rule(self, y: float) -> None:
        """A thin line across a panel, before its background whatever the order of the file."""
        place = self._shown((12, y, 312, 1))
        self.words.append(("panel", place, _background(EDGE, 0) | {"background": 0}))

    def word(self, text: str, at: tuple[float, float], width: float | None = None, **more: Any) -> None:
        """Text that nothing changes."""
        size = more.get("fontsize", FONT_SIZE)
        shown = (width or text_width(text, size) * (1.1 if more.get("fontface") else 1) + 9, round(size * 1.7))
        at = (at[0] - COMMENT_INSET, at[1])
        self.words.append(("comment", self._shown((*at, *shown)), {"text": text, "textcolor": MAX_INK, **more}))

    def put(
        self,
        column: int,
        name: str,
        maxclass: str,
        shown: Place,
        *sources: Source | None,
        drawn: tuple[float, float] | None = None,
        **more: Any,
    ) -> Box:
        """The next object of a column of the patching view, with its name beside it."""
        x, y = self.next_x[COLUMN_X[column]], self.next_y[COLUMN_X[column]]
        width, height = drawn or shown[2:]
        self.next_x[COLUMN_X[column]] = x + self.slope
        self.next_y[COLUMN_X[column]] = y + max(height, BOX_HEIGHT) + 12
        self.canvas.note(name, at=(x + width + 8, y))
        more["varname"] = name.replace(", ", "-").replace(" ", "-")
        return self.canvas.face(maxclass, (x, y, width, height), self._shown(shown), *sources, **more)

    def lay_words(self, y: float) -> None:
        """Backgrounds and labels, which have no cords, in rows of the patching view."""
        canvas = self.canvas
        canvas.note("Backgrounds and labels of the presentation:", at=(20, y - 26))
        x = 20.0
        for maxclass, shown, more in sorted(self.words, key=lambda item: item[0] != "panel"):
            width = 60.0 if maxclass == "panel" else max(shown[2], 30.0)
            height = BOX_HEIGHT if maxclass == "panel" else max(shown[3], 20.0)
            if x + width > 1900:
                x, y = 20.0, y + 44
            canvas.face(maxclass, (x, y, width, height), shown, **more)
            x += width + 10

    def _shown(self, place: Place) -> Place:
        return (place[0] + self.origin[0], place[1] + self.origin[1], place[2], place[3])


def _background(colour: Colour, rounded: int, edge: Colour | None = None) -> dict[str, Any]:
    border = {"border": 1, "bordercolor": edge} if edge else {"border": 0}
    return {"mode": 0, "bgcolor": colour, "rounded": rounded, "background": 1, "ignoreclick": 1, **border}


READ_ONLY: dict[str, Any] = {"ignoreclick": 1, "triangle": 0, "bgcolor": FIELD, "textcolor": MAX_INK}
EDITABLE: dict[str, Any] = {"bgcolor": FIELD, "textcolor": MAX_INK, "tricolor": ACCENT}
TOGGLE: dict[str, Any] = {"bgcolor": FIELD, "checkedcolor": ACCENT, "uncheckedcolor": PALE}
SLIDER: dict[str, Any] = {
    "floatoutput": 1,
    "size": 1.0,
    "orientation": 1,
    "bgcolor": FIELD,
    "elementcolor": PALE,
    "knobcolor": ACCENT,
}
SHOWN_TEXT: dict[str, Any] = {"textcolor": MAX_INK}
LAMP: dict[str, Any] = {"oncolor": GREY, "offcolor": GREY, "ignoreclick": 1}
METER: dict[str, Any] = {"bgcolor": FIELD}
WAVEFORM: dict[str, Any] = {
    "bgcolor": FIELD,
    "waveformcolor": ACCENT,
    "linecolor": RED,
    "labels": 0,
    "ticks": 0,
    "ruler": 0,
    "allowdrag": 0,
    "ignoreclick": 1,
}


def _typed(text: str, **more: Any) -> dict[str, Any]:
    """A textedit of one line: Enter sends it, as one symbol, so that backslashes and quotes stay as typed."""
    colours = {"bgcolor": FIELD, "textcolor": MAX_INK, "bordercolor": EDGE, "border": 1.0, "rounded": 3.0}
    return {"text": text, "keymode": 1, "outputmode": 1, "nosymquotes": 1, **colours, **more}


def _button(text: str, **more: Any) -> dict[str, Any]:
    colours = {"bgcolor": FIELD, "textcolor": MAX_INK, "bordercolor": EDGE, "border": 1, "rounded": 6.0}
    return {"text": text, "mode": 0, "fontsize": FONT_SIZE, **colours, **more}


def script_box(canvas: Canvas, engine: str, at: tuple[float, float], *sources: Source) -> Box:
    """The script, in v8 (Max 9) or js (Max 8)."""
    file = {"filename": "rtap.js", "flags": 0, "embed": 0, "autowatch": 1}
    more: dict[str, Any] = {"filename": "rtap.js", "textfile": file} if engine == "v8" else {}
    attributes = {"parameter_enable": 0}
    ports = (interface.JS_INLETS, interface.JS_OUTLETS)
    return canvas.obj(f"{engine} rtap.js", *sources, at=at, ports=ports, saved_object_attributes=attributes, **more)


def main_patch(engine: str) -> Canvas:
    """`rtap.maxpat` with engine v8, `rtap-max8.maxpat` with js."""
    c = Canvas("rtap", (WIDTH, HEIGHT))
    c.patcher.openinpresentation = 1
    c.patcher.toolbarvisible = 0  # it would lie over the edges of a panel that fills its window
    c.patcher.appversion |= {"major": 9, "minor": 0, "revision": 0} if engine == "v8" else {"major": 8, "minor": 6}
    for name in ("locked_bgcolor", "editing_bgcolor"):
        setattr(c.patcher, name, list(PAPER))
    for line in (
        "rtap: live accompaniment by latent diffusion. The panel is this patch's presentation; here is how it works.",
        "Controls (top) go through a sub-patcher each to the script; what it says comes back to the displays (below).",
        "Sound never waits for the script: count~, poke~ and index~ on rings of 11.9 s. Written by generate_rtap.py.",
    ):
        c.note(line)
    for x, title in zip(COLUMN_X, ("1 runtime", "a server", "3 play, presets", "2 sound", "the ring"), strict=False):
        c.note(title, at=(x, 134), fontsize=14.0, fontface=1)
    controls = Panel(c, 170, slope=16)
    faces = put_controls(controls)
    commands_y = max(controls.next_y.values()) + 30
    script_y, shown_y = commands_y + 80, commands_y + 200
    displays = Panel(c, shown_y + 90, slope=-16, room=190)
    faces |= put_displays(displays)
    words = Panel(c, 0)
    put_words(words)
    words.lay_words(max(displays.next_y.values()) + 50)
    wire(c, engine, faces, (commands_y, script_y, shown_y))
    return c


RUNTIME_AREA, SOUND_AREA, PLAY_AREA = (20, 104, 336, 268), (372, 104, 336, 268), (724, 104, 336, 268)
LATENCY_AREA, WINDOWS_AREA, LEVELS_AREA = (20, 384, 688, 92), (724, 384, 336, 92), (20, 488, 1040, 164)
LATENCIES = ("window", "p50", "p99", "budget", "first answer after", "package, floats")
TILES = ("context", "answer 1", "answer 2", "answer 3", "answer 4")
LATENCY_PITCH, WINDOWS_PITCH, TILE_PITCH = 112, 53, 206


def put_controls(p: Panel) -> dict[str, Box]:
    """What is clicked, dragged or typed into."""
    f: dict[str, Box] = {}
    ports: dict[str, Any] = {"minimum": 1, "maximum": 65_535, **EDITABLE}
    p.origin = RUNTIME_AREA[:2]
    f["host"] = p.put(0, "host", "textedit", (48, 38, 160, 22), **_typed("127.0.0.1"))
    f["port"] = p.put(0, "port", "number", (256, 38, 68, 22), **ports)
    f["listen"] = p.put(0, "listen at", "number", (72, 68, 62, 22), **ports)
    f["connect"] = p.put(0, "connect", "textbutton", (144, 68, 66, 22), **_button("connect"))
    f["load"] = p.put(0, "load", "textbutton", (216, 68, 50, 22), **_button("load"))
    f["reset"] = p.put(0, "reset", "textbutton", (272, 68, 52, 22), **_button("reset"))
    f["command"] = p.put(1, "command line", "textedit", (12, 174, 178, 22), **_typed(COMMAND))
    f["start"] = p.put(1, "start", "textbutton", (196, 174, 50, 22), **_button("start"))
    f["stop"] = p.put(1, "stop", "textbutton", (252, 174, 46, 22), **_button("stop"))
    f["ssh"] = p.put(1, "by ssh", "textedit", (12, 204, 264, 34), **_typed(SSH_COMMAND, fontsize=10.0))
    f["use"] = p.put(1, "use it", "textbutton", (282, 210, 42, 22), **_button("use"))
    p.origin = SOUND_AREA[:2]
    f["audio"] = p.put(3, "audio on, off", "ezdac~", (12, 38, 40, 40))
    tabs = {"tabs": ["microphone", "loop"], "num_lines_patching": 1, "num_lines_presentation": 1}
    colours = {"tabcolor": FIELD, "htabcolor": ACCENT, "textcolor": MAX_INK, "htextcolor": WHITE, "rounded": 6.0}
    f["source"] = p.put(3, "source", "tab", (12, 90, 190, 24), **tabs, **colours)
    f["open"] = p.put(3, "open a loop", "textbutton", (214, 91, 110, 22), **_button("open a loop"))
    for name, title, y in (("hear", "hear the context", 150), ("volume", "accompaniment", 180)):
        more = {"numdecimalplaces": 2, "format": 6, **READ_ONLY}
        f[name] = p.put(3, title, "slider", (122, y, 144, 18), **SLIDER)
        f[f"{name} shown"] = p.put(3, f"{name} shown", "flonum", (274, y - 2, 50, 22), **more)
    f["file"] = p.put(3, "choose a file", "textbutton", (64, 218, 100, 22), **_button("choose a file"))
    f["record"] = p.put(3, "record", "toggle", (176, 217, 24, 24), **TOGGLE)
    p.origin = PLAY_AREA[:2]
    for i, (name, _, _) in enumerate(FACTORY_PRESETS):
        place = (92 + 78 * i, 218, 72, 22)
        f[f"preset {i + 1}"] = p.put(2, f"preset {i + 1}", "textbutton", place, **_button(name))
    p.next_y[COLUMN_X[2]] += 50
    colours = {"bgcolor": FIELD, "emptycolor": PALE, "stored1": ACCENT, "active1": AMBER}
    f["presets"] = p.put(2, "presets", "preset", (92, 245, 232, 16), bubblesize=12, margin=2, spacing=2, **colours)
    p.next_y[COLUMN_X[2]] += 30
    f["play"] = p.put(2, "play", "toggle", (12, 36, 56, 56), **TOGGLE)
    for slot in range(1, interface.STEMS + 1):
        f[f"stem {slot}"] = p.put(2, f"stem {slot}", "toggle", (12 + 79 * (slot - 1), 104, 20, 20), **TOGGLE)
    for y, name, (low, high) in (
        (134, "step", interface.STEP_COLUMNS),
        (162, "look-ahead", interface.LOOK_AHEAD_COLUMNS),
    ):
        f[name] = p.put(2, name, "number", (92, y, 52, 22), minimum=low, maximum=high, **EDITABLE)
    menu: dict[str, Any] = {"items": ["calibrate", "first"], "bgcolor": FIELD, "textcolor": MAX_INK}
    f["points"] = p.put(2, "points", "umenu", (92, 190, 152, 22), **menu)
    f["adapt"] = p.put(2, "adapt", "toggle", (256, 191, 20, 20), **TOGGLE)
    f["presets"].made._kwds["preset_data"] = _preset_data(f)
    return f


def _preset_data(faces: dict[str, Box]) -> list[dict[str, Any]]:
    """As Max itself writes it: for each object how many atoms follow and itself, its id, class, message and value."""
    data = []
    for number, (_, step, look_ahead) in enumerate(FACTORY_PRESETS, 1):
        values: dict[str, tuple[str, float]] = {
            "step": ("int", step),
            "look-ahead": ("int", look_ahead),
            **{f"stem {slot}": ("int", int(slot == 1)) for slot in range(1, interface.STEMS + 1)},
            "source": ("int", 1),
            "hear": ("float", DEFAULT_HEAR),
            "volume": ("float", DEFAULT_VOLUME),
        }
        row: list[Any] = []
        for name, (message, value) in values.items():
            row += [5, faces[name].made.id, faces[name].made.maxclass, message, value]
        data.append({"number": number, "data": row})
    return data


PRESET_FACES = ("step", "look-ahead", *(f"stem {slot}" for slot in range(1, 5)), "source", "hear", "volume")


def put_displays(p: Panel) -> dict[str, Box]:
    """What only shows."""
    f: dict[str, Box] = {}
    text = SHOWN_TEXT
    p.origin = (0, 0)
    sentence = "press the loudspeaker, then the large toggle"
    f["says"] = p.put(
        0, "the line on top", "comment", (32, 67, 1016, 24), text=sentence, fontsize=14.0, drawn=(180, 24)
    )
    f["says"].made._kwds["textcolor"] = MAX_INK
    p.origin = RUNTIME_AREA[:2]
    f["runtime lamp"] = p.put(0, "runtime", "led", (306, 9, 18, 18), **LAMP)
    f["engine"] = p.put(0, "engine", "comment", (60, 98, 80, 20), text="-", **text)
    f["bundle"] = p.put(0, "bundle", "comment", (194, 98, 130, 20), text="-", **text)
    f["untrained"] = p.put(0, "untrained", "comment", (8, 119, 312, 20), text="", textcolor=AMBER)
    f["server lamp"] = p.put(1, "server runs", "led", (306, 176, 18, 18), **LAMP | {"oncolor": GREEN})
    small = {"textcolor": FAINT, "fontsize": 11.0}
    f["server says"] = p.put(1, "server says", "comment", (8, 243, 312, 19), text="", drawn=(170, 19), **small)
    p.origin = SOUND_AREA[:2]
    f["rate lamp"] = p.put(3, "44.1 kHz", "led", (306, 9, 18, 18), **LAMP)
    f["loop"] = p.put(3, "the loop", "comment", (8, 120, 312, 20), text="", drawn=(170, 20), textcolor=FAINT)
    f["meter out"] = p.put(3, "output", "meter~", (204, 52, 120, 12), **METER)
    p.origin = PLAY_AREA[:2]
    for name, y in (("r", 36), ("w", 66)):
        more = {"numdecimalplaces": 4, "format": 6, **READ_ONLY}
        f[name] = p.put(2, name, "flonum", (254, y, 70, 22), **more)
    for slot, name in enumerate(STEM_NAMES, 1):
        f[f"name {slot}"] = p.put(2, f"name {slot}", "comment", (34 + 79 * (slot - 1), 104, 54, 20), text=name, **text)
    for name, y in (("step", 134), ("look-ahead", 162)):
        more = {"numdecimalplaces": 1, "format": 6, **READ_ONLY}
        f[f"{name} ms"] = p.put(2, f"{name}, ms", "flonum", (218, y, 64, 22), **more)
    p.origin = LATENCY_AREA[:2]
    f["latency lamp"] = p.put(4, "latency", "led", (658, 9, 18, 18), **LAMP)
    for i, name in enumerate(LATENCIES):
        place = (12 + LATENCY_PITCH * i, 56, 92, 22)
        if name == "package, floats":
            f[name] = p.put(4, name, "number", place, **READ_ONLY)
        else:
            f[name] = p.put(4, name, "flonum", place, numdecimalplaces=1, format=6, **READ_ONLY)
    p.origin = WINDOWS_AREA[:2]
    for i, name in enumerate(WINDOW_COUNTS):
        f[name] = p.put(4, name, "number", (12 + WINDOWS_PITCH * i, 56, 47, 22), **READ_ONLY)
    p.origin = LEVELS_AREA[:2]
    for i, name in enumerate(TILES):
        x = 12 + TILE_PITCH * i
        buffer = "rtap-context" if i == 0 else f"rtap-answer-{i}"
        place = (x, 56, 192, 72)
        f[f"wave {i}"] = p.put(5, name, "waveform~", place, drawn=(150, 48), buffername=buffer, **WAVEFORM)
        f[f"meter {i}"] = p.put(5, f"{name}, level", "meter~", (x, 136, 192, 12), **METER, drawn=(150, 12))
        if i:
            f[f"title {i}"] = p.put(
                5, f"{name}, name", "comment", (x - COMMENT_INSET, 33, 120, 20), text=STEM_NAMES[i - 1], **text
            )
    return f


def put_words(p: Panel) -> None:
    """Backgrounds and labels of the presentation."""
    p.words.append(("panel", (0, 0, WIDTH, 52), _background(HEADER, 0)))
    p.word("rtap", (18, 8), fontsize=22.0, fontface=1, textcolor=WHITE)
    p.word("live accompaniment by latent diffusion", (88, 16), fontsize=14.0, textcolor=PALE)
    p.words.append(("panel", (20, 64, 1040, 30), _background(WHITE, 8, EDGE)))
    faint: dict[str, Any] = {"textcolor": FAINT}
    p.area(RUNTIME_AREA, "1 runtime")
    p.word("host", (12, 39))
    p.word("port", (220, 39))
    p.word("listen at", (12, 69))
    p.word("engine", (12, 98), **faint)
    p.word("bundle", (146, 98), **faint)
    p.rule(145)
    p.word("a server from here, or on another machine by ssh", (12, 150), **faint)
    p.area(SOUND_AREA, "2 sound")
    p.word("44.1 kHz", (252, 8), **faint)
    p.word("audio on, off", (58, 48))
    p.word("output", (158, 48), **faint)
    p.word("hear the context", (12, 149))
    p.word("accompaniment", (12, 179))
    p.rule(208)
    p.word("record", (12, 219))
    p.word("on, off", (204, 219))
    p.word("two channels: context, accompaniment before its volume", (12, 243), fontsize=11.0, **faint)
    p.area(PLAY_AREA, "3 play")
    p.word("play", (76, 35), fontsize=22.0, fontface=1)
    p.word("and again to end", (76, 72), **faint)
    p.word("r", (232, 37), **faint)
    p.word("w", (230, 67), **faint)
    for name, y in (("step", 135), ("look-ahead", 163)):
        p.word(name, (12, y))
        p.word("columns", (148, y))
        p.word("ms", (286, y))
    p.word("points", (12, 191))
    p.word("adapt", (280, 191))
    p.word("presets", (12, 219))
    p.word("your own", (12, 243), **faint)
    p.area(LATENCY_AREA, "4 latency in ms")
    for i, name in enumerate(LATENCIES):
        p.word(name, (12 + LATENCY_PITCH * i, 35), fontsize=11.0, **faint)
    p.area(WINDOWS_AREA, "5 windows")
    for i, name in enumerate(WINDOW_COUNTS):
        p.word(name, (12 + WINDOWS_PITCH * i, 35), fontsize=11.0, **faint)
    p.area(LEVELS_AREA, "6 levels and waveforms of the last 11.9 s")
    p.word("context", (12, 33))


def wire(c: Canvas, engine: str, f: dict[str, Box], rows: tuple[float, float, float]) -> None:
    """The machinery between controls and displays, and every cord."""
    x0, x1, x2, _, x4, _ = COLUMN_X
    commands_y, script_y, shown_y = rows

    # the script and what it talks to
    connecting = c.sub(
        connect(c), f["host"], f["port"], f["listen"], f["connect"], f["load"], f["reset"], at=(x0, commands_y)
    )
    connecting.to(f["host"], 1, 0)
    serving = c.sub(server(c), f["start"], f["stop"], f["command"], at=(x1, commands_y))
    serving.to(f["command"], 0, 0)
    serving.to(f["server lamp"], 1, 0)
    serving.to(f["server says"], 2, 0)
    copying = c.sub(use_ssh(c), f["use"], f["ssh"], at=(x1 + 150, commands_y))
    copying.to(f["ssh"])
    copying.to(f["command"], 1, 0)
    stems = [f[f"stem {slot}"] for slot in range(1, interface.STEMS + 1)]
    sources = (f["play"], *stems, f["step"], f["look-ahead"], f["points"], f["adapt"])
    commanding = c.sub(play_commands(c), *sources, at=(x2, commands_y))
    script = script_box(c, engine, (x2, script_y), connecting)
    c.note("the script: outlets to udpsend, to udpreceive, to the panel", at=(x2 + 90, script_y))
    commanding.to(script)
    networking = c.sub(network(c), script, (script, 1), at=(x2, script_y + 50))
    networking.to(script)

    # sound: the ring
    ring = c.obj(
        f"count~ 0 {interface.RING_SAMPLES} 1 1", at=(x4, 170), why="index of the ring, from 0 when audio goes on"
    )
    samples = c.obj("snapshot~ 5", ring, at=(x4 + 60, 210))
    cursor = c.obj("prepend cursor", samples, at=(x4 + 60, 260), why="to the script")
    cursor.to(script)
    sampling = c.sub(dsp(c), at=(x4 + 60, 310), why="rate and vectors, to the script")
    sampling.to(script)
    drawn = c.sub(cursor_line(c), samples, at=(x4 + 250, 260))
    loop = c.sub(
        context(c), ring, f["source"], None, None, f["open"], at=(x4 + 60, 440), why="what is heard, into the ring"
    )
    answering = c.sub(answers(c), ring, at=(x4, 520), why="what the script wrote, out of the rings")
    f["hear"].to(f["hear shown"])
    f["volume"].to(f["volume shown"])
    output = c.sub(
        sound_out(c),
        loop,
        (answering, interface.STEMS),
        f["hear shown"],
        f["volume shown"],
        f["file"],
        f["record"],
        at=(x4, 610),
        why="volumes, dac~, recorder",
    )
    output.to(f["meter out"])
    loop.to(f["loop"], 1, 0)
    loop.to(f["meter 0"])
    for slot in range(1, interface.STEMS + 1):
        answering.to(f[f"meter {slot}"], slot - 1, 0)
    for i in range(len(TILES)):
        drawn.to(f[f"wave {i}"])

    # what is shown
    said = c.sub(says(c), (script, 2), at=(x0, shown_y))
    said.to(f["says"])
    about = c.sub(runtime_shown(c), (script, 2), at=(x0 + 150, shown_y))
    for outlet, name in enumerate(("runtime lamp", "rate lamp", "engine", "bundle", "untrained")):
        about.to(f[name], outlet, 0)
    playing = c.sub(play_shown(c), (script, 2), f["points"], f["step"], at=(x2, shown_y))
    f["look-ahead"].to(playing, 0, 2)
    for outlet, name in enumerate(("play", "r", "w")):
        playing.to(f[name], outlet, 0)
    for slot in range(1, interface.STEMS + 1):
        playing.to(f[f"name {slot}"], 2 + slot, 0)
        playing.to(f[f"title {slot}"], 2 + slot, 0)
    for outlet, name in enumerate(("points", "step", "look-ahead"), 7):
        playing.to(f[name], outlet, 0)
    playing.to(loop, 10, 2)
    playing.to(loop, 11, 3)
    times = c.sub(latency_shown(c), (script, 2), at=(x4, shown_y))
    for outlet, name in enumerate(("latency lamp", *LATENCIES)):
        times.to(f[name], outlet, 0)
    counts = c.sub(windows_shown(c), (script, 2), at=(x4 + 160, shown_y))
    for outlet, name in enumerate(WINDOW_COUNTS):
        counts.to(f[name], outlet, 0)
    for i, name in enumerate(("step", "look-ahead")):
        milliseconds = c.obj(f"* {interface.COLUMN_MS:.4f}", f[name], at=(x2 + 220 + 110 * i, commands_y))
        milliseconds.to(f[f"{name} ms"])
    c.note("columns in ms", at=(x2 + 430, commands_y))

    # presets and what the panel holds at first
    buttons = [f[f"preset {i}"] for i in range(1, len(FACTORY_PRESETS) + 1)]
    below = buttons[-1].place
    c.sub(recall(c), *buttons, at=(x2 + 60, below.y + below.h + 18)).to(f["presets"])
    for name in PRESET_FACES:
        f["presets"].to(f[name])
    setting = c.sub(defaults(c), at=(x2, 102), why="what the panel holds when the patch opens")
    first: tuple[tuple[Box, int], ...] = (
        (sampling, 0),
        (connecting, 3),
        (f["listen"], 0),
        (f["port"], 0),
        (f["step"], 0),
        (f["look-ahead"], 0),
        (f["stem 1"], 0),
        (f["hear"], 0),
        (f["volume"], 0),
        (f["source"], 0),
    )
    for outlet, (box, inlet) in enumerate(first):
        setting.to(box, outlet, inlet)
    for name in ("runtime lamp", "rate lamp", "latency lamp"):
        setting.to(f[name], 10, 0)
    setting.to(networking, 11, 0)
    setting.to(loop, 12, 5)


# ---- help ---------------------------------------------------------------------------------------------------------


HELP_MESSAGES = (
    ("connect 127.0.0.1 7000 8000", "host and port of the runtime, port of its answers"),
    ("load", "asks the runtime to load its model"),
    ("stem 1 1", "stem 1 to 4, off or on"),
    ("step 8", "1 to 32 columns of 92.9 ms"),
    ("lookahead 2", "0 to 62 columns"),
    ("point 0", "a point that calibration found playable"),
    ("adapt 1", "further ahead while windows are slow"),
    ("reset", "the runtime forgets"),
    ("play 1", "begin"),
    ("play 0", "end"),
)


def help_patch() -> Canvas:
    """`rtap.maxhelp`: the smallest patch around the script. It plays one stem."""
    c = Canvas("rtap")
    c.patcher.appversion |= {"major": 9, "minor": 0, "revision": 0}
    c.note("rtap", fontsize=22.0, fontface=1)
    c.top += 18
    for line in (
        "Plays with an rtap-runtime: the script sends what is heard and writes answers ahead of where they are played.",
        "The smallest patch around it, to build your own from. It shares the panel's rings and ports: close that.",
        "Every message, with its units, is in the reference page; how it plays is in README.md.",
    ):
        c.note(line)
    panel = c.msg("load rtap.maxpat", at=(20, 136))
    c.obj("pcontrol", panel, at=(20, 176), why="opens the panel (rtap-max8.maxpat in Max 8)")
    c.note("1  messages to the script", at=(20, 226), fontsize=14.0, fontface=1)
    messages = []
    for i, (text, meaning) in enumerate(HELP_MESSAGES):
        messages.append(c.msg(text, at=(20 + 14 * i, 260 + 32 * i), why=meaning))
    script = script_box(c, "v8", (20, 640), *messages[:1])
    c.note("js rtap.js in Max 8", at=(120, 640))
    for message in messages[1:]:
        message.to(script)
    networking = c.sub(network(c), script, (script, 1), at=(20, 700), why="udpsend, udpreceive")
    networking.to(script)
    shown = c.obj("route begin ended", (script, 2), at=(250, 700))
    c.obj("print rtap", (shown, 2), at=(320, 750), why="what the panel would show")

    x = 560
    c.note("2  sound", at=(x, 226), fontsize=14.0, fontface=1)
    c.face("ezdac~", (x, 260, 40, 40), None)
    c.note("audio on: at 44100 Hz only", at=(x + 48, 270))
    ring = c.obj(f"count~ 0 {interface.RING_SAMPLES} 1 1", at=(x, 330), why="index of the ring")
    cursor = c.obj(
        "prepend cursor", c.obj("snapshot~ 5", ring, at=(x + 20, 370)), at=(x + 20, 410), why="to the script"
    )
    cursor.to(script)
    begin = c.obj("deferlow", c.obj("loadbang", at=(x + 230, 330)), at=(x + 230, 370))
    order = c.obj("t b b b", begin, at=(x + 230, 410), why="when the patch opens")
    loop = c.sub(context(c), ring, None, shown, (shown, 1), at=(x + 60, 530), why="loop into the ring rtap-context")
    source = c.msg("1", (order, 1), at=(x + 130, 470), why="source: the loop")
    source.to(loop, 0, 1)
    packets = c.msg(f"maxpacketsize {interface.DATAGRAM_BYTES}", (order, 2), at=(x + 290, 470))
    packets.to(networking)
    sampling = c.sub(dsp(c), order, at=(x + 230, 600), why="dspstate~, to the script")
    sampling.to(script)
    answering = c.sub(answers(c), ring, at=(x, 590), why="rtap-answer-1 ... -4")
    half = c.obj("*~ 0.5", loop, at=(x + 60, 650))
    out = c.obj("dac~ 1 2", half, half, at=(x, 710), why="half of the loop, and all answers")
    answering.to(out, interface.STEMS, 0)
    answering.to(out, interface.STEMS, 1)
    return c.finish()
