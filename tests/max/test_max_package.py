"""The Max package as files: Max itself cannot open them here, so everything that can be known of a patch is checked."""

from __future__ import annotations

import gzip
import importlib
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

MAX_FOLDER = Path(__file__).parents[2] / "max"
PACKAGE = MAX_FOLDER / "rtap"
PATCHES = ("patchers/rtap.maxpat", "patchers/rtap-max8.maxpat", "help/rtap.maxhelp")
OF_THE_PACKAGE = {"v8": (1, 3), "js": (1, 3), "node.script": (1, 2)}
"""Objects whose ports are the script's, or that the reference does not hold."""
SHORT_NAMES = {"t": "trigger", "s": "send", "r": "receive", "p": "patcher", "sel": "select"}
OPERATORS = {"*": "times", "/": "div", "==": "equals", "*~": "times~", "+~": "plus~"}
BEHIND = {"panel"}


@pytest.fixture(scope="module")
def generate() -> Iterator[Any]:
    """max/generate_rtap.py, which is a script and not of a package."""
    pytest.importorskip("py2max", reason="py2max writes the patches: pip install '.[test]'")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(MAX_FOLDER))
        yield importlib.import_module("generate_rtap")


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    """What Max's own reference pages say of every object, as py2max brings it."""
    py2max = pytest.importorskip("py2max")
    data = Path(py2max.__file__).parent / "maxref" / "data" / "bundle.json.gz"
    objects: dict[str, Any] = json.loads(gzip.decompress(data.read_bytes()))["objects"]
    return objects


def patchers(name: str) -> list[tuple[str, dict[str, Any]]]:
    """A patch and its subpatchers, with where they are."""
    found = []

    def walk(where: str, patcher: dict[str, Any]) -> None:
        found.append((where, patcher))
        for entry in patcher["boxes"]:
            if "patcher" in entry["box"]:
                walk(f"{where}/{entry['box']['text']}", entry["box"]["patcher"])

    walk(name, json.loads((PACKAGE / name).read_text(encoding="utf-8"))["patcher"])
    return found


def boxes(patcher: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry["box"] for entry in patcher["boxes"]]


def kind(box: dict[str, Any]) -> str:
    name = box["text"].split()[0] if box["maxclass"] == "newobj" else box["maxclass"]
    return str((SHORT_NAMES | OPERATORS).get(name, name))


every_patcher = pytest.mark.parametrize(
    ("where", "patcher"), [one for name in PATCHES for one in patchers(name)], ids=lambda v: v if type(v) is str else ""
)


def test_the_committed_files_are_what_the_generator_writes(generate):
    for name, text in generate.files().items():
        assert (PACKAGE / name).read_text(encoding="utf-8") == text, f"{name}: run python max/generate_rtap.py"
    assert (PACKAGE / "media" / "loop.wav").read_bytes() == (MAX_FOLDER / "pd" / "loop.wav").read_bytes()


@every_patcher
def test_every_object_is_known_to_max(where, patcher, reference):
    for box in boxes(patcher):
        assert kind(box) in reference or kind(box) in OF_THE_PACKAGE or kind(box) in ("send", "receive"), box


@every_patcher
def test_every_cord_has_two_ends_that_are_there(where, patcher):
    by_id = {box["id"]: box for box in boxes(patcher)}
    assert len(by_id) == len(patcher["boxes"])
    for entry in patcher["lines"]:
        (source, outlet), (target, inlet) = entry["patchline"]["source"], entry["patchline"]["destination"]
        assert outlet < by_id[source].get("numoutlets", 0), (where, by_id[source])
        assert inlet < by_id[target]["numinlets"], (where, by_id[target])


@every_patcher
def test_boxes_have_the_ports_that_max_gives_them(where, patcher, reference):
    porttypes = importlib.import_module("py2max.maxref.porttypes")
    for box in boxes(patcher):
        name = kind(box)
        ports = (box["numinlets"], box.get("numoutlets", 0))
        if name in OF_THE_PACKAGE:
            assert ports == OF_THE_PACKAGE[name], box
        elif name == "sfrecord~":
            assert ports == (2, 1)  # one inlet a channel
        elif box["maxclass"] == "newobj" and "patcher" not in box:
            inlets, outlets = porttypes.port_counts(box["text"].split()[0], box["text"])
            assert inlets in (None, ports[0]), box
            assert outlets in (None, ports[1]), box


@every_patcher
def test_sound_goes_where_sound_is_taken(where, patcher, reference):
    by_id = {box["id"]: box for box in boxes(patcher)}
    for entry in patcher["lines"]:
        (source, outlet), (target, _) = entry["patchline"]["source"], entry["patchline"]["destination"]
        gives = by_id[source].get("outlettype", [])
        if outlet < len(gives) and gives[outlet] == "signal":
            name = kind(by_id[target])
            takes = name.endswith("~") or name in ("outlet", "patcher")
            assert takes, (where, by_id[source].get("text"), name)


def overlapping(placed: list[tuple[str, list[float]]]) -> list[tuple[str, str]]:
    def meet(a: list[float], b: list[float]) -> bool:
        return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]

    return [(a, b) for i, (a, one) in enumerate(placed) for b, other in placed[i + 1 :] if meet(one, other)]


def named(box: dict[str, Any]) -> str:
    return f"{box['id']} {box['maxclass']} {box.get('text', '')}"


@every_patcher
def test_no_boxes_overlap(where, patcher):
    assert overlapping([(named(box), box["patching_rect"]) for box in boxes(patcher)]) == []
    shown = [box for box in boxes(patcher) if box.get("presentation") and box["maxclass"] not in BEHIND]
    # An empty comment is as large as the text that will stand there, and a title lies above its lamp's row.
    assert overlapping([(named(box), box["presentation_rect"]) for box in shown]) == []


@pytest.mark.parametrize("name", PATCHES[:2])
def test_the_panel_fits_its_window_and_opens_in_presentation(name):
    ((_, home), *_) = patchers(name)
    assert home["openinpresentation"] == 1
    _, _, width, height = home["rect"]
    shown = [box["presentation_rect"] for box in boxes(home) if box.get("presentation")]
    assert len(shown) > 80
    for x, y, w, h in shown:
        assert x >= 0
        assert y >= 0
        assert x + w <= width
        assert y + h <= height


def test_max_9_has_v8_and_max_8_js_and_nothing_else_differs():
    nine, eight = ((PACKAGE / name).read_text(encoding="utf-8") for name in PATCHES[:2])
    assert nine.count('"v8 rtap.js"') == 1
    assert nine.replace('"v8 rtap.js"', '"js rtap.js"') == eight


def named_messages() -> tuple[set[str], set[str]]:
    """Names that are sent to, and that are received by, in the whole home patch."""
    sent, received = set(), set()
    for _, patcher in patchers(PATCHES[0]):
        for box in boxes(patcher):
            text = box.get("text", "")
            words = text.split()
            if box["maxclass"] == "newobj" and words[0] in ("s", "send"):
                sent.add(words[1])
            elif box["maxclass"] == "newobj" and words[0] in ("r", "receive"):
                received.add(words[1])
            elif box["maxclass"] == "message":
                sent |= set(re.findall(r"; ?(rtap-[a-z0-9-]+)", text))
    return sent, received


def test_whatever_is_sent_is_received_and_the_other_way_round():
    sent, received = named_messages()
    assert sent - received == set()
    assert received - sent == set()


def test_the_patch_sends_the_script_every_message_of_the_interface_and_no_other(generate):
    sent = set()
    for _, patcher in patchers(PATCHES[0]):
        by_id = {box["id"]: box for box in boxes(patcher)}
        for entry in patcher["lines"]:
            source, target = (by_id[entry["patchline"][end][0]] for end in ("source", "destination"))
            if target.get("text") == "s rtap-js":
                words = source["text"].split()
                sent.add(words[1] if words[0] == "prepend" else words[0])
    assert sent == {message.name for message in generate.MESSAGES}


def test_the_script_has_a_function_for_every_message_and_shows_every_output(generate):
    script = (PACKAGE / "javascript" / "rtap.js").read_text(encoding="utf-8")
    functions = set(re.findall(r"^function (\w+)\(", script, re.MULTILINE))
    assert {message.name for message in generate.MESSAGES} <= functions
    performance = (PACKAGE / "javascript" / "rtap-performance.js").read_text(encoding="utf-8")
    shown = set(re.findall(r'_show\(\["(\w+)"', performance)) | set(re.findall(r'= \["(\w+)"\];', performance))
    assert shown == {message.name for message in generate.OUTPUT}


def test_the_panel_takes_every_output(generate):
    ((_, routes),) = [one for one in patchers(PATCHES[0]) if one[0].endswith("p panel-routes")]
    (route,) = [box for box in boxes(routes) if box.get("text", "").startswith("route ")]
    assert route["text"].split()[1:] == [message.name for message in generate.OUTPUT]
    taken = {
        entry["patchline"]["source"][1] for entry in routes["lines"] if entry["patchline"]["source"][0] == route["id"]
    }
    assert taken == set(range(len(generate.OUTPUT)))  # and not the outlet of what matches nothing


def test_rings_and_columns_are_those_of_the_script():
    time = (PACKAGE / "javascript" / "rtap-time.js").read_text(encoding="utf-8")
    assert "2 * exports.WINDOW_COLUMNS * exports.COLUMN_SAMPLES" in time
    texts = [box.get("text", "") for _, patcher in patchers(PATCHES[0]) for box in boxes(patcher)]
    rings = sorted(text for text in texts if text.startswith("buffer~ ") and "@samps" in text)
    assert rings == sorted(
        f"buffer~ rtap-{name} @samps {2 * 64 * 4096}" for name in ("context", *(f"answer-{i}" for i in range(1, 5)))
    )
    assert f"count~ 0 {2 * 64 * 4096} 1 1" in texts


def test_package_info_names_what_is_there():
    info = json.loads((PACKAGE / "package-info.json").read_text(encoding="utf-8"))
    assert info["name"] == PACKAGE.name
    assert (PACKAGE / "patchers" / info["homepatcher"]).is_file()
    project = (MAX_FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{info["version"]}"' in project
    assert {"macintosh", "windows"} == set(info["os"])


def test_the_reference_page_has_every_message(generate):
    root = ElementTree.parse(PACKAGE / "docs" / "rtap.js.maxref.xml").getroot()
    methods = {method.get("name"): method for method in root.iter("method")}
    assert list(methods) == [message.name for message in generate.MESSAGES]
    for message in generate.MESSAGES:
        arguments = [argument.get("name") for argument in methods[message.name].iter("arg")]
        assert arguments == [argument.name for argument in message.arguments]
        assert methods[message.name].findtext("digest")
    assert [entry.get("name") for entry in root.iter("entry")] == [message.name for message in generate.OUTPUT]
