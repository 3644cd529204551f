"""Writes Max patches with py2max: boxes, cords, sub-patchers, and where they lie. Knows nothing of rtap.

A box that is not told where it lies goes into the row below its sources, under the first of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from py2max.core import Box as MaxBox
from py2max.core import Patcher
from py2max.core.common import Rect, box_width_for, text_width
from py2max.maxref import porttypes

Colour = tuple[float, float, float, float]
Place = tuple[float, float, float, float]
"""x, y, width, height in pixels."""

FONT_SIZE = 12.0
BOX_HEIGHT = 22
PORT_SIZE = 30
ROW_HEIGHT = 44
GAP = 18
MARGIN = 20
MAX_INK: Colour = (0.2, 0.2, 0.22, 1.0)

PORTS: dict[str, tuple[int, int]] = {
    "index~": (2, 1),
    "poke~": (3, 0),
    "groove~": (3, 2),
    "node.script": (1, 2),
    "udpsend": (1, 0),
    "udpreceive": (1, 1),
}
"""Inlets and outlets where the reference data have none, or others than the boxes that Max itself wrote into patches:
the data give index~ a second outlet and poke~ a first one."""
INTERFACE_PORTS: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "toggle": (1, 1, ("int",)),
    "led": (1, 1, ("int",)),
    "number": (1, 2, ("", "bang")),
    "flonum": (1, 2, ("", "bang")),
    "slider": (1, 1, ("",)),
    "textedit": (1, 4, ("", "int", "", "")),
    "textbutton": (1, 3, ("", "", "int")),
    "tab": (1, 3, ("int", "", "")),
    "umenu": (1, 3, ("int", "", "")),
    "preset": (1, 5, ("preset", "int", "preset", "int", "")),
    "meter~": (1, 1, ("float",)),
    "waveform~": (5, 6, ("float", "float", "float", "float", "list", "")),
    "ezdac~": (2, 0, ()),
    "comment": (1, 0, ()),
    "panel": (1, 0, ()),
}
"""Inlets, outlets and what comes out, of the objects with a face."""


@dataclass(eq=False)
class Box:
    """One box of a canvas."""

    canvas: Canvas
    made: MaxBox
    row: int = 0

    @property
    def place(self) -> Rect:
        return self.made.patching_rect

    def to(self, other: Box, outlet: int = 0, inlet: int = 0) -> Box:
        """A cord to `other`; returns it, so that chains read left to right."""
        self.canvas.patcher.add_line(self.made, other.made, outlet=outlet, inlet=inlet)
        return other


Source = Box | tuple[Box, int]


def overlap(a: Sequence[float], b: Sequence[float]) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


class Canvas:
    """A patcher or sub-patcher. py2max refuses a cord whose outlet or inlet is not there, or that takes a signal to
    where only messages are understood."""

    def __init__(self, name: str, size: tuple[int, int] = (900, 600), parent: Canvas | None = None) -> None:
        self.name = name
        self.parent = parent
        self.patcher = Patcher(parent=parent.patcher if parent else None, on_invalid="raise", validate_attrs=False)
        self.patcher.rect = Rect(85.0, 104.0, float(size[0]), float(size[1]))
        self.patcher.gridonopen = 0
        self.taken: list[Place] = []
        self.top = MARGIN
        self.ports: list[tuple[str, str]] = []
        """inlet or outlet, and what passes, in order."""

    # ---- boxes --------------------------------------------------------------------------------------------------

    def obj(
        self,
        text: str,
        *sources: Source | None,
        at: tuple[float, float] | None = None,
        why: str = "",
        ports: tuple[int, int] | None = None,
        **more: Any,
    ) -> Box:
        """An object; the i-th source goes into its i-th inlet. `why` is written beside it. `ports`: inlets and outlets
        of a script, which only its author knows."""
        name = text.split()[0]
        inlets, outlets = ports or self._ports(name, text)
        kinds = [_emits(name, outlet, text) for outlet in range(outlets)]
        width = max(box_width_for(text, max(inlets, outlets)), 34.0)
        return self._place("newobj", (width, BOX_HEIGHT), sources, at, why, inlets, outlets, kinds, text=text, **more)

    def msg(self, text: str, *sources: Source | None, at: tuple[float, float] | None = None, why: str = "") -> Box:
        width = max(box_width_for(text) + 6, 34.0)
        return self._place("message", (width, BOX_HEIGHT), sources, at, why, 2, 1, [""], text=text)

    def inlet(self, comment: str, kind: str = "") -> Box:
        """The next inlet of this sub-patcher, right of those before: Max numbers them by where they lie."""
        return self._port("inlet", comment, kind)

    def outlet(self, comment: str, source: Source, kind: str = "") -> Box:
        """The next outlet. They are laid out by `finish`, below everything."""
        box = self._port("outlet", comment, kind)
        self._cord(source, box, 0)
        return box

    def note(self, text: str, at: tuple[float, float] | None = None, width: float | None = None, **more: Any) -> Box:
        """A line of text; without a place, the next line at the top."""
        size = more.get("fontsize", FONT_SIZE)
        width = width or text_width(text, size) + 14
        if at is None:
            at = (MARGIN, self.top)
            self.top += 22
        return self._add("comment", (*at, width, round(size * 1.7)), 1, 0, [], text=text, **more)

    def face(self, maxclass: str, place: Place, shown: Place | None, *sources: Source | None, **more: Any) -> Box:
        """An object with a face at `place` of the patching view and, if `shown`, there in the presentation."""
        inlets, outlets, kinds = INTERFACE_PORTS[maxclass]
        if shown:
            more |= {"presentation": 1, "presentation_rect": Rect(*shown)}
        if maxclass not in ("comment", "panel", "ezdac~", "meter~", "waveform~", "preset"):
            more |= {"parameter_enable": 0}
        box = self._add(maxclass, place, inlets, outlets, list(kinds), **more)
        for inlet, source in enumerate(sources):
            if source is not None:
                self._cord(source, box, inlet)
        return box

    def sub(self, child: Canvas, *sources: Source | None, at: tuple[float, float] | None = None, why: str = "") -> Box:
        """A finished child as a box of this canvas."""
        text = f"p {child.name}"
        inlets, outlets = len(child.kinds("inlet")), child.kinds("outlet")
        width = max(box_width_for(text, max(inlets, len(outlets))), 60.0)
        return self._place(
            "newobj",
            (width, BOX_HEIGHT),
            sources,
            at,
            why,
            inlets,
            len(outlets),
            outlets,
            text=text,
            patcher=child.patcher,
        )

    # ---- end ----------------------------------------------------------------------------------------------------

    def kinds(self, maxclass: str) -> list[str]:
        """What passes through each inlet or outlet: "signal" or nothing known."""
        return [kind for made, kind in self.ports if made == maxclass]

    def finish(self) -> Canvas:
        """Lays the outlets out below everything, and makes the window fit."""
        boxes = [box for box in self.patcher._boxes if box.maxclass != "outlet"]
        bottom = max(box.patching_rect.y + box.patching_rect.h for box in boxes)
        x = float(MARGIN)
        for outlet in (box for box in self.patcher._boxes if box.maxclass == "outlet"):
            sources = [line.src for line in self.patcher._lines if line.dst == outlet.id]
            x = max(x, min(self.patcher._objects[source].patching_rect.x for source in sources))
            outlet.patching_rect = Rect(x, bottom + GAP, PORT_SIZE, PORT_SIZE)
            x += PORT_SIZE + GAP
        right = max(box.patching_rect.x + box.patching_rect.w for box in self.patcher._boxes)
        low = max(box.patching_rect.y + box.patching_rect.h for box in self.patcher._boxes)
        self.patcher.rect = Rect(85.0, 104.0, right + MARGIN, low + MARGIN)
        return self

    def as_json(self) -> str:
        patch = self.patcher.to_dict()
        _mark_signals(patch["patcher"])
        return json.dumps(_rounded(patch), indent="\t", ensure_ascii=False) + "\n"

    # ---- inside -------------------------------------------------------------------------------------------------

    def _ports(self, name: str, text: str) -> tuple[int, int]:
        inlets, outlets = porttypes.port_counts(name, text)
        by_text = porttypes.arg_port_counts(name, text)
        if name in PORTS:
            inlets, outlets = PORTS[name]
        inlets = by_text[0] or inlets
        outlets = by_text[1] or outlets
        if name == "sfrecord~":  # a signal inlet a channel, as its box in Max
            inlets = int(text.split()[1])
        if inlets is None or outlets is None:
            raise ValueError(
                f"{text}: the reference data do not say how many inlets and outlets it has: add it to PORTS"
            )
        return inlets, outlets

    def _place(
        self,
        maxclass: str,
        size: tuple[float, float],
        sources: Sequence[Source | None],
        at: tuple[float, float] | None,
        why: str,
        inlets: int,
        outlets: int,
        kinds: list[str],
        **more: Any,
    ) -> Box:
        given = [source for source in sources if source is not None]
        row = 1 + max((_box(source).row for source in given), default=0)
        room = size[0] + (text_width(why, FONT_SIZE) + 20 if why else 0)
        if at is None:
            wanted = _box(given[0]).place.x if given else MARGIN
            at = self._free(wanted, self._row_y(row), room, size[1])
        box = self._add(maxclass, (*at, *size), inlets, outlets, kinds, **more)
        box.row = row
        if why:
            self.note(why, at=(at[0] + size[0] + 6, at[1]))
        for inlet, source in enumerate(sources):
            if source is not None:
                self._cord(source, box, inlet)
        return box

    def _row_y(self, row: int) -> float:
        return self.top + 8 + row * ROW_HEIGHT

    def _free(self, x: float, y: float, width: float, height: float) -> tuple[float, float]:
        """The first place right of x in this row where nothing lies."""
        while True:
            wanted = (x - GAP / 2, y, width + GAP, height)
            hit = [place for place in self.taken if overlap(place, wanted)]
            if not hit:
                return x, y
            x = max(place[0] + place[2] for place in hit) + GAP

    def _add(self, maxclass: str, place: Place, inlets: int, outlets: int, kinds: list[str], **more: Any) -> Box:
        self.taken.append(place)
        made = MaxBox(
            id=self.patcher.get_id(),
            maxclass=maxclass,
            numinlets=inlets,
            numoutlets=outlets,
            patching_rect=Rect(*(float(value) for value in place)),
            **({"outlettype": kinds} if outlets else {}),
            **more,
        )
        return Box(self, self.patcher.add_box(made))

    def _port(self, maxclass: str, comment: str, kind: str) -> Box:
        self.ports.append((maxclass, kind))
        inlet = maxclass == "inlet"
        x, y = self._free(MARGIN, self._row_y(0) - 8, PORT_SIZE, PORT_SIZE) if inlet else (-1e4, -1e4)
        place = (x, y, PORT_SIZE, PORT_SIZE)
        index = len(self.kinds(maxclass))
        kinds = [kind] if inlet else []
        return self._add(maxclass, place, 0 if inlet else 1, 1 if inlet else 0, kinds, index=index, comment=comment)

    def _cord(self, source: Source, box: Box, inlet: int) -> None:
        outlet = source[1] if isinstance(source, tuple) else 0
        _box(source).to(box, outlet, inlet)


def _box(source: Source) -> Box:
    return source[0] if isinstance(source, tuple) else source


def _emits(name: str, outlet: int, text: str) -> str:
    return "signal" if porttypes.outlet_emits(porttypes.ALIASES.get(name, name), outlet) == "signal" else ""


def _mark_signals(patcher: dict[str, Any]) -> list[str]:
    """What comes out of each outlet of this sub-patcher. py2max calls all of them messages: set right on its box."""
    boxes = {item["box"]["id"]: item["box"] for item in patcher["boxes"]}
    for box in boxes.values():
        if "patcher" in box:
            box["outlettype"] = _mark_signals(box["patcher"])
    outlets = sorted((box for box in boxes.values() if box["maxclass"] == "outlet"), key=lambda box: box["index"])
    cords = [item["patchline"] for item in patcher["lines"]]
    kinds = []
    for outlet in outlets:
        sources = [cord["source"] for cord in cords if cord["destination"][0] == outlet["id"]]
        kinds.append("signal" if any(boxes[i]["outlettype"][n] == "signal" for i, n in sources) else "")
    return kinds


def _rounded(value: Any) -> Any:
    """Places at half pixels at most, so that a file is the same wherever it is written."""
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
