"""The Max package: its files, and everything about its patches that can be known without Max.

py2max brings the reference data of every Max object. The patches are read as Max would read them, from the files.
"""

from __future__ import annotations

import importlib
import itertools
import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from py2max.core import Patcher
from py2max.core.common import text_width
from py2max.core.factory import unknown_attrs
from py2max.lint import ERROR, lint
from py2max.maxref import get_object_info, porttypes

MAX_FOLDER = Path(__file__).parents[2] / "max"
PACKAGE = MAX_FOLDER / "rtap"
PATCHES = {"v8": "patchers/rtap.maxpat", "js": "patchers/rtap-max8.maxpat"}
EVERY_PATCH = (*PATCHES.values(), "help/rtap.maxhelp")
FILES = (
    *EVERY_PATCH,
    "package-info.json",
    "docs/rtap.maxref.xml",
    "docs/rtap-server.maxref.xml",
    "media/rtap-loop.wav",
)
UNKNOWN_TO_THE_DATA = {"node.script": (1, 2), "p": None}
"""Objects that Max has and the reference data do not; `p` has the ports that it holds."""
PORTS_FROM_MAX = {"index~": (2, 1), "poke~": (3, 0), "sfrecord~": (2, 1), "v8": (1, 3), "js": (1, 3)}
"""As the boxes say that Max wrote; our script's own."""
ATTRIBUTES_FROM_MAX = {"filename", "textfile", "num_lines_patching", "num_lines_presentation"}
"""Written by Max into its files, not in the data."""
TAKE_TIMES_FOR_ANYTHING = {"groove~", "line~", "snapshot~"}
"""Their method `anything` is for bars and beats: a word that is no message of theirs is an error all the same."""


@pytest.fixture(scope="module")
def modules() -> Iterator[Mapping[str, Any]]:
    """The scripts in max/, which are not of a package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(MAX_FOLDER))
        yield {name: importlib.import_module(name) for name in ("generate_rtap", "rtap_interface", "draw_rtap")}


def read(name: str) -> dict[str, Any]:
    return json.loads((PACKAGE / name).read_text(encoding="utf-8"))["patcher"]


def boxes_of(patcher: dict[str, Any]) -> list[dict[str, Any]]:
    return [item["box"] for item in patcher["boxes"]]


def levels(patcher: dict[str, Any], name: str = "top") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every patcher and what it is called, sub-patchers too."""
    yield name, patcher
    for box in boxes_of(patcher):
        if "patcher" in box:
            yield from levels(box["patcher"], f"{name}/{box['text']}")


def object_name(box: dict[str, Any]) -> str:
    return box["text"].split()[0] if box["maxclass"] == "newobj" else box["maxclass"]


def by_id(patcher: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {box["id"]: box for box in boxes_of(patcher)}


def cords(patcher: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int, dict[str, Any], int]]:
    boxes = by_id(patcher)
    for item in patcher["lines"]:
        line = item["patchline"]
        yield boxes[line["source"][0]], line["source"][1], boxes[line["destination"][0]], line["destination"][1]


def ports_inside(patcher: dict[str, Any], maxclass: str) -> list[dict[str, Any]]:
    """Inlets or outlets of a sub-patcher in Max's order, which is from left to right."""
    return sorted((box for box in boxes_of(patcher) if box["maxclass"] == maxclass), key=lambda b: b["patching_rect"])


def words_out(patcher: dict[str, Any], box: dict[str, Any], outlet: int) -> set[str]:
    """First words of the messages that an outlet can send: "int" for a number, "*" where anything may come."""
    name = object_name(box)
    if name == "message":
        return {_kind(part.split()[0]) for part in box["text"].split(", ")}
    if name == "prepend":
        return {box["text"].split()[1]}
    if name == "p":
        inner = box["patcher"]
        target = ports_inside(inner, "outlet")[outlet]
        return words_into(inner, target, 0)
    if name == "udpreceive":
        return {"(OSC)"}
    if name == "t":
        return {_kind(box["text"].split()[1 + outlet])}
    return {"*"}


def _kind(word: str) -> str:
    return "int" if re.fullmatch(r"-?\d+\.?\d*|\$\d", word) else {"b": "bang", "i": "int"}.get(word, word)


def words_into(patcher: dict[str, Any], box: dict[str, Any], inlet: int) -> set[str]:
    found: set[str] = set()
    for source, outlet, target, at in cords(patcher):
        if target is box and at == inlet:
            found |= words_out(patcher, source, outlet)
    return found


def script_of(patcher: dict[str, Any]) -> dict[str, Any]:
    return next(box for box in boxes_of(patcher) if object_name(box) in ("v8", "js"))


def named(patcher: dict[str, Any], varname: str) -> dict[str, Any]:
    return next(box for box in boxes_of(patcher) if box.get("varname") == varname)


def sub(patcher: dict[str, Any], name: str) -> dict[str, Any]:
    return next(box["patcher"] for box in boxes_of(patcher) if box.get("text") == f"p {name}")


def routed_from(patcher: dict[str, Any], source: dict[str, Any], outlet: int) -> set[str]:
    """Words that `route` takes from an outlet, in sub-patchers too."""
    found: set[str] = set()
    for start, at, target, inlet in cords(patcher):
        if start is not source or at != outlet:
            continue
        if object_name(target) == "route":
            found |= set(target["text"].split()[1:])
        elif object_name(target) == "p":
            inner = target["patcher"]
            found |= routed_from(inner, ports_inside(inner, "inlet")[inlet], 0)
    return found


# ---- the files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_a_committed_file_is_what_the_generator_writes(modules, name):
    assert (PACKAGE / name).read_bytes() == modules["generate_rtap"].package()[name], "run python max/generate_rtap.py"


def test_the_generator_writes_these_files_and_no_others(modules):
    assert sorted(modules["generate_rtap"].package()) == sorted(FILES)


def test_check_tells_a_changed_and_a_missing_file(modules, tmp_path, monkeypatch, capsys):
    generate = modules["generate_rtap"]
    copy = tmp_path / "rtap"
    shutil.copytree(PACKAGE, copy)
    monkeypatch.setattr(generate, "PACKAGE", copy)
    monkeypatch.setattr(sys, "argv", ["generate_rtap.py", "--check"])
    assert generate.main() == 0
    patch = copy / "patchers" / "rtap.maxpat"
    patch.write_text(patch.read_text(encoding="utf-8").replace("step", "stop", 1), encoding="utf-8")
    (copy / "package-info.json").unlink()
    assert generate.main() == 1
    assert [line.split()[0] for line in capsys.readouterr().err.splitlines()] == [
        "package-info.json",
        "patchers/rtap.maxpat",
    ]


def test_package_info(modules):
    info = json.loads((PACKAGE / "package-info.json").read_text(encoding="utf-8"))
    project = (MAX_FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert info["name"] == PACKAGE.name == "rtap"
    assert f'version = "{info["version"]}"' in project.splitlines()
    assert f'license = "{info["license"]}"' in project.splitlines()
    assert (PACKAGE / "patchers" / info["homepatcher"]).is_file()
    assert set(info["os"]) == {"macintosh", "windows"}
    assert info["os"]["macintosh"]["platform"] == ["x64", "aarch64"]
    assert info["max_version_min"] == "8.6"


def test_the_loop_is_the_pure_data_patch_s_own():
    assert (PACKAGE / "media" / "rtap-loop.wav").read_bytes() == (MAX_FOLDER / "pd" / "loop.wav").read_bytes()


# ---- boxes and cords ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY_PATCH)
def test_every_object_is_one_of_max_and_has_its_ports(name):
    for level, patcher in levels(read(name)):
        for box in boxes_of(patcher):
            word = object_name(box)
            declared = (box["numinlets"], box["numoutlets"])
            assert len(box.get("outlettype", [])) == declared[1], (level, box)
            if word == "p":
                inside = tuple(len(ports_inside(box["patcher"], kind)) for kind in ("inlet", "outlet"))
                assert declared == inside, (level, box["text"])
                continue
            if word in ("inlet", "outlet"):
                assert declared == ((0, 1) if word == "inlet" else (1, 0))
                continue
            if word in UNKNOWN_TO_THE_DATA:
                assert declared == UNKNOWN_TO_THE_DATA[word]
                continue
            assert get_object_info(word) is not None, f"{level}: {word} is no object of Max"
            expected = PORTS_FROM_MAX.get(word) or porttypes.port_counts(word, box.get("text"))
            for kind, have, want in zip(("inlets", "outlets"), declared, expected, strict=True):
                assert want is None or have == want, f"{level}: {box.get('text', word)} has {want} {kind}, not {have}"


@pytest.mark.parametrize("name", EVERY_PATCH)
def test_every_cord_has_its_outlet_and_inlet_once(name):
    for level, patcher in levels(read(name)):
        ends = [json.dumps([line["patchline"][end] for end in ("source", "destination")]) for line in patcher["lines"]]
        assert len(set(ends)) == len(ends), level
        for source, outlet, target, inlet in cords(patcher):
            assert outlet < source["numoutlets"], (level, source)
            assert inlet < target["numinlets"], (level, target)


@pytest.mark.parametrize("name", EVERY_PATCH)
def test_py2max_finds_no_fault(name):
    faults = [str(finding) for finding in lint(Patcher.from_file(PACKAGE / name)) if finding.severity == ERROR]
    # The data give sfrecord~ one inlet whatever its channels, and the script as many outlets as any script.
    assert [fault for fault in faults if "sfrecord~" not in fault and "'v8'" not in fault and "'js'" not in fault] == []


@pytest.mark.parametrize("name", EVERY_PATCH)
def test_signals_go_where_signals_are_understood_and_messages_where_messages_are(name):
    for level, patcher in levels(read(name)):
        for source, outlet, target, inlet in cords(patcher):
            signal = source["outlettype"][outlet] == "signal"
            word, where = object_name(target), f"{level}: {source.get('text')} -> {target.get('text')} {inlet}"
            if word == "outlet":
                continue
            if word == "p":
                inside = ports_inside(target["patcher"], "inlet")[inlet]
                assert (inside["outlettype"] == ["signal"]) == signal, where
                continue
            accepts, sure = porttypes.inlet_acceptance(word, inlet)
            if signal:
                assert word.endswith("~"), where
                assert accepts & {"signal", "any"}, where
            elif sure:
                assert accepts != {"signal"}, where


@pytest.mark.parametrize("name", EVERY_PATCH)
def test_every_message_is_one_that_its_receiver_understands(name):
    for level, patcher in levels(read(name)):
        for source, outlet, target, inlet in cords(patcher):
            info = (
                get_object_info(object_name(target)) if object_name(target) not in ("p", "outlet", "v8", "js") else None
            )
            if info is None or inlet > 0:
                continue
            methods = set(info["methods"]) | set(info.get("attributes", {}))
            if object_name(target) in TAKE_TIMES_FOR_ANYTHING:
                methods.discard("anything")
            for word in words_out(patcher, source, outlet) - {"*", "(OSC)"}:
                fine = word in methods or "anything" in methods or (word == "int" and "float" in methods)
                assert fine, f"{level}: {object_name(target)} does not know {word}"


@pytest.mark.parametrize("name", EVERY_PATCH)
def test_every_attribute_is_one_of_its_object(name):
    for level, patcher in levels(read(name)):
        for box in boxes_of(patcher):
            keys = set(box) - {"id", "maxclass", "numinlets", "numoutlets", "outlettype", "patcher", "text"}
            if object_name(box) in ("p", "node.script"):
                continue
            assert set(unknown_attrs(object_name(box), keys)) <= ATTRIBUTES_FROM_MAX, (level, object_name(box))
            typed = re.findall(r" @(\w+)", box.get("text", "")) if box["maxclass"] == "newobj" else []
            assert set(typed) <= set(get_object_info(object_name(box))["attributes"] if typed else ()), box["text"]


@pytest.mark.parametrize("name", EVERY_PATCH)
def test_ids_and_scripting_names_are_there_once(name):
    for level, patcher in levels(read(name)):
        ids = [box["id"] for box in boxes_of(patcher)]
        names = [box["varname"] for box in boxes_of(patcher) if "varname" in box]
        assert len(set(ids)) == len(ids), level
        assert len(set(names)) == len(names), level


# ---- where things lie -----------------------------------------------------------------------------------------------


def overlapping(places: Mapping[str, list[float]]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for (a, p), (b, q) in itertools.combinations(places.items(), 2)
        if p[0] < q[0] + q[2] and q[0] < p[0] + p[2] and p[1] < q[1] + q[3] and q[1] < p[1] + p[3]
    ]


def label(box: dict[str, Any]) -> str:
    return f"{box['id']} {box['maxclass']} {box.get('varname') or box.get('text', '')}"


@pytest.mark.parametrize("name", EVERY_PATCH)
def test_no_boxes_overlap_in_the_patching_view(name):
    for level, patcher in levels(read(name)):
        assert overlapping({label(box): box["patching_rect"] for box in boxes_of(patcher)}) == [], level


@pytest.mark.parametrize("name", PATCHES.values())
def test_the_presentation_lies_inside_its_window_and_nothing_overlaps_but_backgrounds(name):
    patcher = read(name)
    shown = [box for box in boxes_of(patcher) if box.get("presentation")]
    width, height = patcher["rect"][2:]
    assert (width, height, patcher["openinpresentation"], patcher["toolbarvisible"]) == (1080, 672, 1, 0)
    for box in shown:
        x, y, w, h = box["presentation_rect"]
        assert min(x, y, width - x - w, height - y - h) >= 0, label(box)
    front = {label(box): box["presentation_rect"] for box in shown if not box.get("background")}
    assert overlapping(front) == []
    assert {box["maxclass"] for box in shown if box.get("background")} == {"panel"}


@pytest.mark.parametrize("name", PATCHES.values())
def test_every_control_lies_on_one_panel(name):
    patcher = read(name)
    shown = [box for box in boxes_of(patcher) if box.get("presentation")]
    panels = [box["presentation_rect"] for box in shown if box.get("background")]
    for box in shown:
        if not box.get("background"):
            x, y, w, h = box["presentation_rect"]
            on = [p for p in panels if p[0] <= x and p[1] <= y and x + w <= p[0] + p[2] and y + h <= p[1] + p[3]]
            assert len(on) == 1, label(box)


@pytest.mark.parametrize("name", EVERY_PATCH)
def test_no_text_is_clipped(name):
    for level, patcher in levels(read(name)):
        for box in boxes_of(patcher):
            size = box.get("fontsize", 12.0)
            width = text_width(box.get("text", ""), size) * (1.06 if box.get("fontface") else 1)
            lines = max(1, int(box["patching_rect"][3] / (1.15 * size)))
            if box["maxclass"] == "comment" and not box.get("varname"):
                for view in ("patching_rect", "presentation_rect"):
                    assert width + 4 <= box.get(view, [0, 0, 1e9])[2], (level, box["text"])
            elif box["maxclass"] == "textbutton":
                assert width + 8 <= box["presentation_rect"][2], (level, box["text"])
            elif box["maxclass"] in ("newobj", "message", "textedit"):
                assert width + 6 <= box["patching_rect"][2] * lines, (level, box["text"])


# ---- what goes to the script, and comes from it ---------------------------------------------------------------------


@pytest.mark.parametrize(("engine", "name"), PATCHES.items())
def test_the_patch_sends_the_script_every_message_of_the_interface_and_no_other(modules, engine, name):
    patcher = read(name)
    script = script_of(patcher)
    assert script["text"] == f"{engine} rtap.js"
    wanted = {message.name for message in modules["rtap_interface"].TO_JS}
    assert words_into(patcher, script, 0) == wanted | {"(OSC)"}


@pytest.mark.parametrize("name", PATCHES.values())
def test_every_message_of_the_script_has_its_place(modules, name):
    interface, patcher = modules["rtap_interface"], read(name)
    script = script_of(patcher)
    assert routed_from(patcher, script, 2) == {message.name for message in interface.TO_PANEL}
    network = sub(patcher, "network")
    inlets = ports_inside(network, "inlet")
    ends = {source["index"]: object_name(target) for source, _, target, _ in cords(network) if source in inlets}
    assert ends == {1: "udpsend", 2: "udpreceive"}
    targets = {(outlet, inlet) for source, outlet, target, inlet in cords(patcher) if source is script and outlet < 2}
    assert targets == {(0, 0), (1, 1)}


@pytest.mark.parametrize("name", PATCHES.values())
def test_lists_are_taken_apart_into_as_many_values_as_the_interface_says(modules, name):
    interface, patcher = modules["rtap_interface"], read(name)
    wanted = {m.name: len(m.arguments) for m in interface.TO_PANEL if len(m.arguments) > 1 and m.name != "points"}
    found = {}
    for _, level in levels(patcher):
        for source, outlet, target, _ in cords(level):
            if object_name(source) == "route" and object_name(target) == "unpack":
                found[source["text"].split()[1 + outlet]] = target["numoutlets"]
    assert found == wanted


@pytest.mark.parametrize("name", PATCHES.values())
def test_the_server_s_script_gets_and_gives_the_interface_s_messages(modules, name):
    interface, server = modules["rtap_interface"], sub(read(name), "server")
    node = next(box for box in boxes_of(server) if object_name(box) == "node.script")
    assert node["text"] == "node.script rtap-server.js @autostart 0"
    assert words_into(server, node, 0) == {message.name for message in interface.TO_SERVER}
    assert routed_from(server, node, 0) == {message.name for message in interface.FROM_SERVER}


@pytest.mark.parametrize("name", PATCHES.values())
def test_what_the_script_shows_does_not_come_back(name):
    """A control that the script moves is moved by `set`: its outlet, which leads to the script, stays silent."""
    patcher = read(name)
    moved = {}
    for source, outlet, target, _ in cords(patcher):
        if source.get("text") == "p play-shown" and target.get("varname") in ("play", "step", "look-ahead"):
            moved[target["varname"]] = words_out(patcher, source, outlet)
    assert moved == {"play": {"set"}, "step": {"set"}, "look-ahead": {"set"}}
    menu = [b for b in boxes_of(sub(patcher, "play-shown")) if b.get("text") == "route choose"]
    assert len(menu) == 1


@pytest.mark.parametrize("name", PATCHES.values())
def test_what_the_panel_holds_when_it_opens(modules, name):
    interface, patcher = modules["rtap_interface"], read(name)
    setting = next(box for box in boxes_of(patcher) if box.get("text") == "p defaults")
    inner = setting["patcher"]
    trigger = next(box for box in boxes_of(inner) if object_name(box) == "t")
    texts = {}
    for source, outlet, target, _ in cords(inner):
        if source is trigger:
            texts[outlet] = target["text"] if target["maxclass"] == "message" else "bang"
    held = []
    for source, outlet, target, _ in sorted(
        (cord for cord in cords(patcher) if cord[0] is setting),
        key=lambda cord: (cord[1], cord[2].get("varname", "")),
    ):
        assert source is setting
        held.append((target.get("varname") or target["text"], texts[outlet]))
    assert held == [
        ("p dsp", "bang"),
        ("p connect", "bang"),
        ("listen-at", "8000"),
        ("port", "7000"),
        ("step", "8"),
        ("look-ahead", "2"),
        ("stem-1", "1"),
        ("hear-the-context", "0.5"),
        ("accompaniment", "0.8"),
        ("source", "1"),
        *((lamp, "oncolor 0.72 0.72 0.74 1.0, set 1") for lamp in ("44.1-kHz", "latency", "runtime")),
        ("p network", f"maxpacketsize {interface.DATAGRAM_BYTES}"),
        ("p context", "bang"),
    ]
    every_loadbang = [level for level, p in levels(patcher) for box in boxes_of(p) if object_name(box) == "loadbang"]
    assert every_loadbang == ["top/p defaults"]
    assert named(patcher, "host")["text"] == "127.0.0.1"
    assert named(patcher, "command-line")["text"] == "rtap-runtime"


@pytest.mark.parametrize("name", PATCHES.values())
def test_presets_hold_objects_that_exist_and_the_three_points(name):
    patcher = read(name)
    boxes = by_id(patcher)
    preset = named(patcher, "presets")
    connected = [target["id"] for source, outlet, target, _ in cords(patcher) if source is preset and outlet == 0]
    points = []
    for number, entry in enumerate(preset["preset_data"], 1):
        assert entry["number"] == number
        rows = [entry["data"][i : i + 5] for i in range(0, len(entry["data"]), 5)]
        assert [row[1] for row in rows] == connected
        for count, key, maxclass, message, _ in rows:
            assert (count, maxclass) == (5, boxes[key]["maxclass"])
            assert message in get_object_info(maxclass)["methods"]
        held = {boxes[row[1]]["varname"]: row[4] for row in rows}
        points.append((held["step"], held["look-ahead"]))
    assert points == [(8, 1), (8, 2), (16, 16)]


@pytest.mark.parametrize("name", EVERY_PATCH)
def test_rings_are_as_long_as_the_counter_counts(modules, name):
    ring = modules["rtap_interface"].RING_SAMPLES
    texts = [box["text"] for _, p in levels(read(name)) for box in boxes_of(p) if box["maxclass"] == "newobj"]
    assert [text for text in texts if text.startswith("count~")] == [f"count~ 0 {ring} 1 1"]
    names = ("rtap-context", *(f"rtap-answer-{slot}" for slot in range(1, 5)))
    buffers = {text for text in texts if text.startswith("buffer~")}
    assert buffers == {f"buffer~ {name} @samps {ring}" for name in names} | {"buffer~ rtap-loop rtap-loop.wav"}


@pytest.mark.parametrize("name", EVERY_PATCH)
def test_the_ring_s_index_goes_where_an_index_belongs(name):
    patcher = read(name)
    ring = next(box for box in boxes_of(patcher) if object_name(box) == "count~")
    ends = {(target["text"], inlet) for source, _, target, inlet in cords(patcher) if source is ring}
    assert ends == {("p context", 0), ("p answers", 0), ("snapshot~ 5", 0)}
    inside = sub(patcher, "context")
    into_poke = {inlet: source for source, _, target, inlet in cords(inside) if object_name(target) == "poke~"}
    assert into_poke[0]["text"] == "+~"  # poke~ takes the sample left and the index in the middle, not as peek~ does
    assert into_poke[1] is ports_inside(inside, "inlet")[0]
    readers = {t["text"]: inlet for _, _, t, inlet in cords(sub(patcher, "answers")) if object_name(t) == "index~"}
    assert readers == {f"index~ rtap-answer-{slot}": 0 for slot in range(1, 5)}


@pytest.mark.parametrize("name", EVERY_PATCH)
def test_dspstate_s_outlets_have_their_names(name):
    digests = [outlet["digest"] for outlet in get_object_info("dspstate~")["outlets"]]
    assert [digest.split()[-2:] for digest in digests] == [
        ["Turns", "Off"],
        ["Sampling", "Rate"],
        ["Vector", "Size"],
        ["Vector", "Size"],
    ]
    words = {
        outlet: target["text"]
        for source, outlet, target, _ in cords(sub(read(name), "dsp"))
        if object_name(source) == "dspstate~"
    }
    names = ("dsp", "samplerate", "vectorsize", "iovectorsize")
    assert words == {i: f"prepend {word}" for i, word in enumerate(names)}


def test_both_patches_differ_in_the_script_s_engine_alone():
    new, old = (
        "\n".join(f"{level} {label(box)}" for level, p in levels(read(name)) for box in boxes_of(p))
        for name in PATCHES.values()
    )
    assert new.replace("v8 rtap.js", "js rtap.js") == old


@pytest.mark.parametrize(
    ("name", "presentation"), [*((name, True) for name in PATCHES.values()), *((name, False) for name in EVERY_PATCH)]
)
def test_every_object_is_drawn(modules, name, presentation):
    patcher = read(name)
    svg, width, height = modules["draw_rtap"].Drawer(patcher, presentation).svg()
    assert not presentation or (width, height) == (1080, 672)
    drawn = list(ElementTree.fromstring(svg).itertext())
    buttons = [box["text"] for box in boxes_of(patcher) if box["maxclass"] == "textbutton"]
    assert [text for text in buttons if text not in drawn] == []


# ---- reference pages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "received", "outlets"),
    [
        ("rtap", "TO_JS", ("TO_UDPSEND", "TO_UDPRECEIVE", "TO_PANEL")),
        ("rtap-server", "TO_SERVER", ("FROM_SERVER",)),
    ],
)
def test_a_reference_page_has_every_message_and_argument(modules, page, received, outlets):
    interface = modules["rtap_interface"]
    root = ElementTree.parse(PACKAGE / "docs" / f"{page}.maxref.xml").getroot()
    assert (root.tag, root.get("name")) == ("c74object", page)
    methods = {
        method.get("name"): [(arg.get("name"), arg.get("type")) for arg in method.iter("arg")]
        for method in root.iterfind("methodlist/method")
    }
    methods.pop("(OSC)", None)
    wanted = getattr(interface, received)
    assert methods == {m.name: [(a.name, a.kind) for a in m.arguments] for m in wanted}
    assert len(root.findall("inletlist/inlet")) == 1
    described = [outlet.findtext("description", "") for outlet in root.iterfind("outletlist/outlet")]
    assert len(described) == len(outlets)
    entries = {entry.get("name") for entry in root.iterfind("misc[@name='Output']/entry")}
    for index, (text, group) in enumerate(zip(described, outlets, strict=True)):
        for message in getattr(interface, group):
            signature = " ".join((message.name, *(f"<{a.name}>" for a in message.arguments)))
            assert f"{signature} - {message.says}" in text
            assert f"outlet {index}: {signature}" in entries
            assert all(argument.meaning in text for argument in message.arguments)


@pytest.mark.parametrize("page", ["rtap", "rtap-server"])
def test_every_part_of_a_page_has_a_digest_and_a_description(page):
    root = ElementTree.parse(PACKAGE / "docs" / f"{page}.maxref.xml").getroot()
    for part in (root, *root.iter("method"), *root.iter("inlet"), *root.iter("outlet")):
        assert part.findtext("digest"), part.attrib
        assert part.findtext("description"), part.attrib


def test_the_scripts_know_the_interface_s_messages(modules):
    interface = modules["rtap_interface"]
    glue, performance = (
        (PACKAGE / "javascript" / name).read_text(encoding="utf-8") for name in ("rtap.js", "rtap-performance.js")
    )
    functions = set(re.findall(r"^function (\w+)\(", glue, re.MULTILINE))
    assert {message.name for message in interface.TO_JS} <= functions
    shown = set(re.findall(r'_show\(\["(\w+)"', performance)) | set(re.findall(r'= \["(\w+)"\];', performance))
    assert shown == {message.name for message in interface.TO_PANEL}
