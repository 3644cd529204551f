"""The messages between the Max patch and its two scripts: the one list that the reference pages are made from and that
the patch is tested against.

`rtap.js` (in `v8`, or in `js` for Max 8) has one inlet and three outlets; `rtap-server.js` (in `node.script`) starts
and stops a runtime.
"""

from __future__ import annotations

from dataclasses import dataclass

RING_SAMPLES = 524_288
"""Of `rtap-context` and of `rtap-answer-1` to `-4`: 128 columns, 11.9 s."""
COLUMN_SAMPLES = 4096
SAMPLE_RATE_HZ = 44_100
COLUMN_MS = 1000 * COLUMN_SAMPLES / SAMPLE_RATE_HZ
STEMS = 4
STEP_COLUMNS = (1, 32)
LOOK_AHEAD_COLUMNS = (0, 62)
SERVER_PORT, CLIENT_PORT = 7000, 8000
DATAGRAM_BYTES = 65_507
"""The largest that UDP has. `udpsend` sends 5096 bytes until told; a chunk of 1024 floats is more."""
JS_INLETS, JS_OUTLETS = 1, 3


@dataclass(frozen=True)
class Argument:
    """One argument. `kind` is Max's: int, float, symbol or list; `meaning` holds unit and range."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True)
class Message:
    """A message by its first word. `says` is what it does, or where the panel shows it."""

    name: str
    says: str
    arguments: tuple[Argument, ...] = ()


def _flag(name: str, meaning: str) -> Argument:
    return Argument(name, "int", f"0 or 1: {meaning}")


def _milliseconds(name: str, meaning: str) -> Argument:
    return Argument(name, "float", f"milliseconds: {meaning}")


TO_JS: tuple[Message, ...] = (
    Message(
        "play",
        "Begins or ends a performance. Refused at any sample rate but 44100 Hz, at which all would be heard at the "
        "wrong speed; the reason is in `says`.",
        (_flag("on", "end, begin"),),
    ),
    Message(
        "stem",
        "Chooses what is generated, from the next step on.",
        (Argument("slot", "int", f"1 to {STEMS}: place among the bundle's stems"), _flag("on", "leave out, generate")),
    ),
    Message(
        "step",
        "Length of a step, from the next one on. r is step / 64.",
        (Argument("columns", "int", f"{STEP_COLUMNS[0]} to {STEP_COLUMNS[1]} columns of {COLUMN_MS:.1f} ms"),),
    ),
    Message(
        "lookahead",
        "From what was last heard to where its answer begins, from the next step on. w is look-ahead / step. With the "
        "step at most 63 columns.",
        (
            Argument(
                "columns", "int", f"{LOOK_AHEAD_COLUMNS[0]} to {LOOK_AHEAD_COLUMNS[1]} columns of {COLUMN_MS:.1f} ms"
            ),
        ),
    ),
    Message(
        "point",
        "Takes step and look-ahead of a point that calibration found playable on the runtime's machine.",
        (Argument("index", "int", "from 0: place in the menu that `points` fills"),),
    ),
    Message(
        "adapt",
        "While on, the runtime generates further ahead when its windows become slow, and less when they are fast "
        "again.",
        (_flag("on", "as set, adapt"),),
    ),
    Message("load", "Asks the runtime to load its model, which one of ours has done when it answers."),
    Message("reset", "The runtime forgets what it heard and played."),
    Message(
        "connect",
        "Where the runtime is, and where its answers come to. Everything before this message is for 127.0.0.1 "
        f"{SERVER_PORT} {CLIENT_PORT}.",
        (
            Argument("host", "symbol", "address of the runtime's machine"),
            Argument("port", "int", "1 to 65535: port that the runtime listens on"),
            Argument("listen", "int", "1 to 65535: port on this machine that answers come to (--client-port)"),
        ),
    ),
    Message(
        "cursor",
        "Where the ring is being played. The patch sends it every 5 ms while audio is on.",
        (Argument("sample", "int", f"0 to {RING_SAMPLES - 1} samples from the start of the ring"),),
    ),
    Message("dsp", "From dspstate~.", (_flag("on", "audio off, audio on"),)),
    Message("samplerate", "From dspstate~.", (Argument("hz", "float", "Hz; only 44100 plays"),)),
    Message("vectorsize", "From dspstate~.", (Argument("samples", "int", "samples of a signal vector"),)),
    Message("iovectorsize", "From dspstate~.", (Argument("samples", "int", "samples of an I/O vector"),)),
)
"""Besides these, every OSC message from `udpreceive`, unchanged: its first word begins with a slash."""

TO_UDPSEND: tuple[Message, ...] = (
    Message("host", "Where datagrams go from now on.", (Argument("host", "symbol", "address"),)),
    Message("port", "The port they go to.", (Argument("port", "int", "1 to 65535"),)),
)
"""Outlet 0, besides OSC."""

TO_UDPRECEIVE: tuple[Message, ...] = (
    Message("port", "The port to listen on.", (Argument("port", "int", "1 to 65535"),)),
    Message("maxqueuesize", "Messages that may wait.", (Argument("messages", "int", "4096 messages"),)),
)
"""Outlet 1."""

TO_PANEL: tuple[Message, ...] = (
    Message("says", "The line on top: what is the matter.", (Argument("sentence", "symbol", "one sentence"),)),
    Message(
        "runtime",
        "Lamp of `1 runtime`: grey, amber, green.",
        (Argument("state", "int", "0 none answers, 1 loading, 2 ready"),),
    ),
    Message("rate", "Lamp of `2 sound`: red, green.", (Argument("right", "int", "0 not 44100 Hz, 1 right"),)),
    Message(
        "latency",
        "Lamp of `4 latency`: grey, green, amber, red.",
        (Argument("state", "int", "0 nothing yet, 1 green, 2 amber, 3 red"),),
    ),
    Message("engine", "The runtime's engine.", (Argument("name", "symbol", "as /rtap/status says"),)),
    Message("bundle", "The runtime's bundle.", (Argument("name", "symbol", "as /rtap/status says"),)),
    Message("trained", "0 shows that what is heard is noise.", (_flag("trained", "random weights, trained"),)),
    Message(
        "names",
        "Labels of the four stems.",
        tuple(Argument(f"stem-{i}", "symbol", "name, - where the bundle has fewer") for i in range(1, STEMS + 1)),
    ),
    Message(
        "window",
        "The runtime's time for a window.",
        (
            _milliseconds("last", "the last window"),
            _milliseconds("p50", "median since the start"),
            _milliseconds("p99", "99th percentile since the start"),
            _milliseconds("budget", "what there is"),
        ),
    ),
    Message(
        "windows",
        "Counts since the start.",
        (
            Argument("sent", "int", "windows sent"),
            Argument("whole", "int", "answered without a gap"),
            Argument("late", "int", "of which some came too late"),
            Argument("lost", "int", "chunks that never came"),
            Argument("dropped", "int", "windows that the runtime was too busy for"),
            Argument("unheard", "int", "chunks of context that the runtime missed"),
        ),
    ),
    Message("answer", "First answer after.", (_milliseconds("ms", "from the last context sent to the first answer"),)),
    Message(
        "package", "Package size in use.", (Argument("floats", "int", "floats of audio in a datagram of an answer"),)
    ),
    Message(
        "rw",
        "r and w that are sent.",
        (Argument("r", "float", "step / 64"), Argument("w", "float", "look-ahead / step")),
    ),
    Message("playing", "The large toggle, without coming back.", (_flag("on", "ended, playing"),)),
    Message("begin", "A performance begins: the loop starts from its first sample."),
    Message("ended", "It has ended: the loop fades."),
    Message(
        "points",
        "The menu of playable points: `points clear`, `points append TEXT`, `points choose INDEX`.",
        (
            Argument("what", "symbol", "clear, append or choose"),
            Argument("value", "symbol", "text of an item to append, or index of the one to show"),
        ),
    ),
)
"""Outlet 2."""

TO_SERVER: tuple[Message, ...] = (
    Message("script", "node.script's own.", (Argument("what", "symbol", "start or stop"),)),
    Message("command", "The command line to launch.", (Argument("line", "symbol", "as typed in a terminal"),)),
    Message("launch", "Starts it."),
    Message("halt", "Ends it."),
)
FROM_SERVER: tuple[Message, ...] = (
    Message("says", "What the command printed, or why it cannot start.", (Argument("line", "symbol", "one line"),)),
    Message("running", "Lamp beside start and stop.", (_flag("on", "ended, running"),)),
)
