"""Messages through the Max patch, followed box by box as Max would: depth first, outlets and cords from right to left.

`Running` knows the message objects that the patch uses, by their reference pages; whatever else a message reaches is
only noted. It is no Max: it shows that the cords say what is meant.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).parents[2] / "max" / "rtap"
PATCHES = ("patchers/rtap.maxpat", "patchers/rtap-max8.maxpat")
Message = list[Any]
BANG: Message = ["bang"]


def atoms(text: str) -> Message:
    return [
        float(a) if re.fullmatch(r"-?\d+\.\d*", a) else int(a) if re.fullmatch(r"-?\d+", a) else a for a in text.split()
    ]


class Running:
    """A patch with the state of its boxes. `noted` is what arrived where nothing is known of the object."""

    def __init__(self, patcher: dict[str, Any], text_first: bool = True) -> None:
        self.top = patcher
        self.text_first = text_first
        """Whether a textedit says `text` before its text."""
        self.noted: list[tuple[str, int, Message]] = []
        self.values: dict[int, Any] = {}
        self.owner: dict[int, dict[str, Any]] = {}
        self.holder: dict[int, dict[str, Any]] = {}
        self.cords: dict[tuple[int, int], list[tuple[dict[str, Any], int]]] = defaultdict(list)
        self._read(patcher)

    def _read(self, patcher: dict[str, Any]) -> None:
        boxes = {item["box"]["id"]: item["box"] for item in patcher["boxes"]}
        for box in boxes.values():
            self.owner[id(box)] = patcher
            if "patcher" in box:
                self.holder[id(box["patcher"])] = box
                self._read(box["patcher"])
        for item in patcher["lines"]:
            (source, outlet), (target, inlet) = item["patchline"]["source"], item["patchline"]["destination"]
            self.cords[id(boxes[source]), outlet].append((boxes[target], inlet))
        for targets in self.cords.values():
            targets.sort(key=lambda end: end[0]["patching_rect"], reverse=True)

    # ---- from outside

    def box(self, name: str) -> dict[str, Any]:
        """By scripting name or by the beginning of its text, anywhere."""
        found = [
            item["box"]
            for patcher in {id(p): p for p in self.owner.values()}.values()
            for item in patcher["boxes"]
            if item["box"].get("varname") == name
            or (item["box"]["maxclass"] == "newobj" and item["box"]["text"].startswith(name))
        ]
        exact = [box for box in found if box.get("varname") == name]
        return (exact or found)[0]

    def say(self, name: str, outlet: int, *message: Any) -> None:
        """As if this box sent a message."""
        self.send(self.box(name), outlet, list(message))

    def take(self, name: str, *message: Any) -> None:
        """As if this box got a message, or were clicked."""
        self.receive(self.box(name), 0, list(message))

    def value(self, name: str) -> Any:
        return self.values.get(id(self.box(name)))

    def got(self, name: str) -> list[Message]:
        """What this object was noted to get, since it was last asked."""
        found = [message for where, _, message in self.noted if where == name]
        self.noted = [entry for entry in self.noted if entry[0] != name]
        return found

    # ---- inside

    def send(self, box: dict[str, Any], outlet: int, message: Message) -> None:
        for target, inlet in self.cords[id(box), outlet]:
            self.receive(target, inlet, message)

    def receive(self, box: dict[str, Any], inlet: int, message: Message) -> None:
        words = box["text"].split() if box["maxclass"] == "newobj" else [box["maxclass"]]
        known = getattr(self, f"_{NAMES.get(words[0], words[0])}", None)
        if known is None:
            self.noted.append((box.get("varname") or words[0], inlet, message))
        else:
            known(box, inlet, message, atoms(" ".join(words[1:])))

    def _sub(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        inside = [item["box"] for item in box["patcher"]["boxes"] if item["box"]["maxclass"] == "inlet"]
        self.send(sorted(inside, key=lambda port: port["patching_rect"])[inlet], 0, message)

    def _outlet(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        patcher = self.owner[id(box)]
        inside = [item["box"] for item in patcher["boxes"] if item["box"]["maxclass"] == "outlet"]
        index = sorted(inside, key=lambda port: port["patching_rect"]).index(box)
        self.send(self.holder[id(patcher)], index, message)

    def _pass(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        self.send(box, 0, message)

    def _trigger(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        for outlet, kind in reversed(list(enumerate(arguments))):
            sent = {"b": BANG, "i": [int(message[0])] if isinstance(message[0], int | float) else [0]}.get(kind, [kind])
            self.send(box, outlet, sent)

    def _select(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        if message[0] in arguments:
            self.send(box, arguments.index(message[0]), BANG)
        else:
            self.send(box, len(arguments), message)

    def _route(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        if message[0] in arguments:
            self.send(box, arguments.index(message[0]), message[1:] or BANG)
        else:
            self.send(box, len(arguments), message)

    def _int(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        if message != BANG:
            self.values[id(box)] = int(message[0])
        if inlet == 0:
            self.send(box, 0, [self.values.get(id(box), arguments[0])])

    def _onebang(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        if inlet == 1:
            self.values[id(box)] = True
        else:
            self.send(box, 0 if self.values.pop(id(box), False) else 1, BANG)

    def _message(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        values = [] if message == BANG else message
        for part in box["text"].split(", "):
            sent = atoms(part)
            filled = [values[int(a[1:]) - 1] if isinstance(a, str) and a.startswith("$") else a for a in sent]
            self.send(box, 0, filled)

    def _prepend(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        self.send(box, 0, arguments + message)

    def _pack(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        slots = self.values.setdefault(id(box), list(arguments))
        slots[inlet] = message[0]
        if inlet == 0:
            self.send(box, 0, list(slots))

    def _unpack(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        for outlet in reversed(range(min(len(arguments), len(message)))):
            self.send(box, outlet, [message[outlet]])

    def _gate(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        if inlet == 0:
            self.values[id(box)] = message[0]
        elif self.values.get(id(box), 0):
            self.send(box, 0, message)

    def _expr(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        formula = re.sub(r"\$f(\d)", lambda found: repr(float(message[int(found[1]) - 1])), box["text"][len("expr ") :])
        self.send(box, 0, [eval(formula, {"__builtins__": {}, "int": int})])

    def _times(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        self.send(box, 0, [message[0] * arguments[0]])

    def _rminus(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        self.send(box, 0, [arguments[0] - message[0]])

    def _face(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        """number, flonum, toggle, slider, tab, umenu: shows; `set` keeps it from saying so."""
        if message[0] == "set":
            self.values[id(box)] = message[1] if len(message) > 1 else ""
        elif isinstance(message[0], str):
            self.noted.append((box["varname"], inlet, message))
        else:
            self.values[id(box)] = message[0]
            self.send(box, 0, message)

    def _comment(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        assert message[0] == "set", message
        self.values[id(box)] = " ".join(str(atom) for atom in message[1:])

    def _textedit(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        if message == BANG:
            text = self.values.get(id(box), box["text"])
            self.send(box, 0, ["text", text] if self.text_first else [text])
        else:
            assert message[0] == "set", message
            self.values[id(box)] = message[1]

    def _led(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        if message[0] == "oncolor":
            self.values[id(box)] = message[1:]
        else:
            self.noted.append((box["varname"], inlet, message))

    def _preset(self, box: dict[str, Any], inlet: int, message: Message, arguments: Message) -> None:
        boxes = {item["box"]["id"]: item["box"] for item in self.owner[id(box)]["boxes"]}
        data = box["preset_data"][message[0] - 1]["data"]
        for at in range(0, len(data), 5):
            self.receive(boxes[data[at + 1]], 0, [data[at + 4]])


NAMES = {
    "p": "sub",
    "t": "trigger",
    "sel": "select",
    "i": "int",
    "!-": "rminus",
    "*": "times",
    "deferlow": "pass",
    "loadbang": "pass",
    **dict.fromkeys(("number", "flonum", "toggle", "slider", "tab", "umenu"), "face"),
}
GREY, GREEN = [0.72, 0.72, 0.74, 1.0], [0.227, 0.651, 0.333, 1.0]
AMBER, RED = [0.878, 0.627, 0.125, 1.0], [0.816, 0.227, 0.227, 1.0]


@pytest.fixture(params=PATCHES)
def max_patch(request: pytest.FixtureRequest) -> Running:
    return Running(json.loads((PACKAGE / request.param).read_text(encoding="utf-8"))["patcher"])


def script(patch: Running) -> str:
    return "v8" if patch.top["appversion"]["major"] == 9 else "js"


def told(patch: Running) -> list[Message]:
    """What the script got since it was last asked."""
    return patch.got(script(patch))


def says(patch: Running, *message: Any) -> None:
    patch.say(f"{script(patch)} rtap.js", 2, *message)


def test_opening_sets_the_panel_then_connects_then_asks_for_the_sample_rate(max_patch):
    max_patch.take("loadbang", "bang")
    order = [where for where, _, _ in max_patch.noted]
    assert order[0] == "info~"
    assert order[1] == "udpsend"
    assert order[-1] == "dspstate~"
    assert max_patch.got("udpsend") == [["maxpacketsize", 65_507]]
    assert told(max_patch) == [
        ["stem", 1, 1],
        ["lookahead", 2],
        ["step", 8],
        ["connect", "127.0.0.1", 7000, 8000],
    ]
    shown = ("step", "look-ahead", "stem-1", "source", "hear-shown", "volume-shown", "port", "listen-at")
    assert [max_patch.value(name) for name in shown] == [8, 2, 1, 1, 0.5, 0.8, 7000, 8000]
    assert max_patch.value("step-ms") == pytest.approx(743.04, abs=0.01)
    assert max_patch.value("look-ahead-ms") == pytest.approx(185.76, abs=0.01)
    assert [max_patch.value(lamp) for lamp in ("runtime", "44.1-kHz", "latency")] == [GREY] * 3
    # microphone, loop, hear, volume; the loop is silent until `begin`
    assert sorted(max_patch.got("line~")) == sorted([[0, 20], [1, 20], [0.5, 20], [0.8, 20]])


def test_one_press_plays_and_a_refusal_does_not_come_back(max_patch):
    max_patch.take("play", 1)
    assert told(max_patch) == [["play", 1]]
    says(max_patch, "playing", 0)
    says(max_patch, "says", "audio runs at 48000 Hz: choose 44100")
    assert max_patch.value("play") == 0
    assert max_patch.value("the-line-on-top") == "audio runs at 48000 Hz: choose 44100"
    assert told(max_patch) == []


def test_the_loop_starts_from_its_first_sample_and_fades(max_patch):
    says(max_patch, "begin")
    assert [(where, message) for where, _, message in max_patch.noted] == [
        ("delay", ["stop"]),
        ("groove~", ["startloop"]),
        ("line~", [1.0, 20]),
    ]
    max_patch.noted.clear()
    says(max_patch, "ended")
    assert [(where, message) for where, _, message in max_patch.noted] == [("line~", [0.0, 20]), ("delay", BANG)]
    max_patch.noted.clear()
    max_patch.say("delay", 0, "bang")
    assert max_patch.noted == [("groove~", 0, ["stop"])]


@pytest.mark.parametrize(
    ("control", "value", "message"),
    [
        ("stem-1", 0, ["stem", 1, 0]),
        ("stem-4", 1, ["stem", 4, 1]),
        ("step", 16, ["step", 16]),
        ("look-ahead", 5, ["lookahead", 5]),
        ("points", 2, ["point", 2]),
        ("adapt", 1, ["adapt", 1]),
    ],
)
def test_a_control_is_one_message(max_patch, control, value, message):
    max_patch.take(control, value)
    assert told(max_patch) == [message]


@pytest.mark.parametrize("button", ["load", "reset"])
def test_a_button_is_one_message(max_patch, button):
    max_patch.say(button, 0, "bang")
    assert told(max_patch) == [[button]]


@pytest.mark.parametrize("text_first", [True, False])
def test_connect_takes_host_and_ports_as_they_stand(max_patch, text_first):
    max_patch.text_first = text_first
    max_patch.take("host", "set", "studio.local")
    max_patch.take("port", 7010)
    max_patch.take("listen-at", 8010)
    assert told(max_patch) == []
    max_patch.say("connect", 0, "bang")
    assert told(max_patch) == [["connect", "studio.local", 7010, 8010]]


def test_step_and_look_ahead_follow_a_chosen_point_until_one_is_touched(max_patch):
    says(max_patch, "rw", 0.125, 0.25)
    assert max_patch.value("step") is None
    max_patch.take("points", 3)
    says(max_patch, "rw", 0.25, 0.125)
    assert [max_patch.value(name) for name in ("step", "look-ahead", "r", "w")] == [16, 2, 0.25, 0.125]
    assert told(max_patch) == [["point", 3]]
    max_patch.take("step", 10)
    says(max_patch, "rw", 0.25, 0.125)
    assert max_patch.value("step") == 10
    assert told(max_patch) == [["step", 10]]


@pytest.mark.parametrize(("step", "look_ahead"), [(1, 62), (3, 7), (7, 1), (24, 39), (32, 0)])
def test_columns_come_back_whole_from_r_and_w(max_patch, step, look_ahead):
    max_patch.take("points", 0)
    says(max_patch, "rw", round(step / 64, 4), round(look_ahead / step, 4))
    assert (max_patch.value("step"), max_patch.value("look-ahead")) == (step, look_ahead)


def test_the_menu_of_points_is_filled_without_choosing(max_patch):
    says(max_patch, "points", "clear")
    says(max_patch, "points", "append", "r 1/8, 2 columns ahead")
    assert max_patch.got("points") == [["clear"], ["append", "r 1/8, 2 columns ahead"]]
    says(max_patch, "points", "choose", 0)
    assert max_patch.value("points") == 0
    assert told(max_patch) == []


@pytest.mark.parametrize("text_first", [True, False])
def test_the_server_is_told_the_command_when_its_script_is_there(max_patch, text_first):
    max_patch.text_first = text_first
    node = "node.script"
    max_patch.say(node, 1, "loadend", "success", "dictionary", "u1")
    max_patch.say(node, 1, "terminated", "success", "dictionary", "u1")
    assert max_patch.got(node) == []
    max_patch.say("start", 0, "bang")
    assert max_patch.got(node) == [["script", "start"]]
    max_patch.say(node, 1, "start", "success", "dictionary", "u1")
    assert max_patch.got(node) == []
    max_patch.say(node, 1, "loadend", "success", "dictionary", "u1")
    assert max_patch.got(node) == [["command", "rtap-runtime"], ["launch"]]
    max_patch.say("start", 0, "bang")
    assert max_patch.got(node) == [["command", "rtap-runtime"], ["launch"]]
    max_patch.say("stop", 0, "bang")
    assert max_patch.got(node) == [["halt"]]
    max_patch.got("server-runs")
    max_patch.say(node, 0, "running", 1)
    max_patch.say(node, 1, "terminated", "error", "dictionary", "u1")
    assert max_patch.got("server-runs") == [[1], [0]]
    max_patch.say("start", 0, "bang")
    assert max_patch.got(node) == [["script", "start"]]
    max_patch.say(node, 1, "loadend", "error", "dictionary", "u1")
    assert max_patch.value("server-says") == "the server script cannot be loaded: see the Max Console"
    max_patch.say(node, 0, "says", "listening on 127.0.0.1:7000")
    assert max_patch.value("server-says") == "listening on 127.0.0.1:7000"


@pytest.mark.parametrize("text_first", [True, False])
def test_the_ssh_line_becomes_the_command(max_patch, text_first):
    max_patch.text_first = text_first
    max_patch.say("use-it", 0, "bang")
    assert max_patch.value("command-line").startswith("ssh USER@SERVER /path/to/venv/bin/rtap-runtime --ip 0.0.0.0")


@pytest.mark.parametrize(("number", "step", "look_ahead"), [(1, 8, 1), (2, 8, 2), (3, 16, 16)])
def test_a_factory_preset(max_patch, number, step, look_ahead):
    max_patch.say(f"preset-{number}", 0, "bang")
    stems = [["stem", slot, int(slot == 1)] for slot in range(1, 5)]
    assert told(max_patch) == [["step", step], ["lookahead", look_ahead], *stems]
    assert (max_patch.value("hear-shown"), max_patch.value("volume-shown")) == (0.5, 0.8)


@pytest.mark.parametrize(
    ("word", "lamp", "colours"),
    [
        ("runtime", "runtime", (GREY, AMBER, GREEN)),
        ("rate", "44.1-kHz", (RED, GREEN)),
        ("latency", "latency", (GREY, GREEN, AMBER, RED)),
    ],
)
def test_lamps(max_patch, word, lamp, colours):
    for state, colour in enumerate(colours):
        says(max_patch, word, state)
        assert max_patch.value(lamp) == colour
        assert max_patch.got(lamp) == [["set", 1]]


def test_what_is_shown(max_patch):
    says(max_patch, "engine", "ort")
    says(max_patch, "bundle", "demo")
    says(max_patch, "trained", 0)
    says(max_patch, "names", "bass", "drums", "-", "-")
    says(max_patch, "window", 48.5, 47.5, 61.25, 185.75)
    says(max_patch, "windows", 42, 39, 2, 3, 1, 4)
    says(max_patch, "answer", 50.25)
    says(max_patch, "package", 1024)
    shown = {name: max_patch.value(name) for name in ("engine", "bundle", "untrained")}
    assert shown == {"engine": "ort", "bundle": "demo", "untrained": "untrained: what you hear is noise"}
    assert [max_patch.value(f"name-{slot}") for slot in range(1, 5)] == ["bass", "drums", "-", "-"]
    assert [max_patch.value(f"answer-{slot}-name") for slot in range(1, 5)] == ["bass", "drums", "-", "-"]
    assert [max_patch.value(name) for name in ("window", "p50", "p99", "budget")] == [48.5, 47.5, 61.25, 185.75]
    counts = ("sent", "whole", "late", "lost", "dropped", "unheard")
    assert [max_patch.value(name) for name in counts] == [42, 39, 2, 3, 1, 4]
    assert (max_patch.value("first-answer-after"), max_patch.value("package-floats")) == (50.25, 1024)
    says(max_patch, "trained", 1)
    assert max_patch.value("untrained") == ""
    assert told(max_patch) == []


def test_datagrams_come_in_unchanged(max_patch):
    max_patch.say("udpreceive", 0, "/bass", 3, 0, 9, 0.25)
    assert told(max_patch) == [["/bass", 3, 0, 9, 0.25]]


def test_recording_asks_for_a_float_wave(max_patch):
    max_patch.say("choose-a-file", 0, "bang")
    max_patch.take("record", 1)
    max_patch.take("record", 0)
    assert max_patch.got("sfrecord~") == [["samptype", "float32"], ["open", "wave"], [1], [0]]
