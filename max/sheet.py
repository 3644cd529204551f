"""A patcher that lays itself out: py2max writes the file, this places boxes under what feeds them.

An object stands one row below its lowest source and, where there is room, under its first one. A control has a place in
the presentation besides: that is the panel which the musician sees.
"""

from __future__ import annotations

from typing import Any

from py2max import Box, Patcher
from py2max.core.common import Rect
from py2max.maxref import MAXCLASS_DEFAULTS

ROW = 34.0
LEFT = 24.0
GAP = 14.0
TEXT_HEIGHT = 22.0
PORTS = ("numinlets", "numoutlets", "outlettype")
POINTS_PER_CHARACTER = 6.9
"""Arial of 12 points, on the safe side."""


class Sheet:
    """`width` and `height` are the window's. Cords that do not fit their boxes' ports raise py2max's error."""

    def __init__(self, width: float = 640, height: float = 480, presentation: bool = False) -> None:
        self.patcher = Patcher(
            layout="grid", auto_layout=False, on_invalid="raise", openinpresentation=1 if presentation else 0
        )
        self.patcher.rect = Rect(60.0, 100.0, float(width), float(height))
        self._boxes: list[Box] = []
        self._next_y = LEFT

    def note(self, text: str) -> Box:
        """A line of explanation at the top."""
        rect = Rect(LEFT, self._next_y, text_width(text), TEXT_HEIGHT)
        self._next_y += TEXT_HEIGHT + 2
        return self._keep(self.patcher.add_comment(text, patching_rect=rect))

    def obj(self, text: str, *sources: Any, at: tuple[float, float] | None = None, **attributes: Any) -> Box:
        """`text` fed by `sources`: the i-th goes to inlet i; it is a box, (box, outlet), several in a list, or None."""
        rect = self._place(sources, at, text_width(text), TEXT_HEIGHT)
        return self._connected(self._keep(self.patcher.add_textbox(text, patching_rect=rect, **attributes)), sources)

    def msg(self, text: str, *sources: Any, at: tuple[float, float] | None = None, **attributes: Any) -> Box:
        rect = self._place(sources, at, text_width(text) + 8, TEXT_HEIGHT)
        return self._connected(self._keep(self.patcher.add_message(text, patching_rect=rect, **attributes)), sources)

    def ui(
        self,
        maxclass: str,
        *sources: Any,
        size: tuple[float, float],
        shown: tuple[float, float] | None = None,
        at: tuple[float, float] | None = None,
        **attributes: Any,
    ) -> Box:
        """A user interface object, at `shown` in the presentation where it is part of the panel."""
        rect = self._place(sources, at, *size)
        if shown is not None:
            attributes |= {"presentation": 1, "presentation_rect": [*map(float, shown), *map(float, size)]}
        ports = {name: MAXCLASS_DEFAULTS[maxclass][name] for name in PORTS if name in MAXCLASS_DEFAULTS[maxclass]}
        box = Box(maxclass=maxclass, id=self.patcher.get_id(), patching_rect=rect, **ports, **attributes)
        return self._connected(self._keep(self.patcher.add_box(box)), sources)

    def sub(self, name: str, sheet: Sheet, *sources: Any, at: tuple[float, float] | None = None) -> Box:
        """`sheet` as the subpatcher `p name`; its inlets and outlets are those of its `inlet` and `outlet` objects."""
        ports = [box.text.split()[0] for box in sheet._boxes if isinstance(box.text, str) and box.text]
        rect = self._place(sources, at, text_width(f"p {name}"), TEXT_HEIGHT)
        sheet.patcher._parent = self.patcher  # it was made before it had one; else it is written as a file of its own
        box = self.patcher.add_subpatcher(
            f"p {name}",
            patcher=sheet.patcher,
            patching_rect=rect,
            numinlets=ports.count("inlet"),
            numoutlets=ports.count("outlet"),
        )
        return self._connected(self._keep(box), sources)

    def cord(self, source: Any, destination: Box, inlet: int = 0) -> None:
        box, outlet = source if isinstance(source, tuple) else (source, 0)
        self.patcher.add_line(box, destination, inlet=inlet, outlet=outlet)

    def _connected(self, box: Box, sources: tuple[Any, ...]) -> Box:
        for inlet, source in enumerate(sources):
            for one in source if isinstance(source, list) else [source]:
                if one is not None:
                    self.cord(one, box, inlet)
        return box

    def _place(self, sources: tuple[Any, ...], at: tuple[float, float] | None, width: float, height: float) -> Rect:
        if at is not None:
            return Rect(float(at[0]), float(at[1]), width, height)
        flat = [one for source in sources for one in (source if isinstance(source, list) else [source]) if one]
        above = [(one[0] if isinstance(one, tuple) else one).patching_rect for one in flat]
        x = above[0].x if above else LEFT
        y = max(rect.y + rect.h for rect in above) + ROW - TEXT_HEIGHT if above else self._next_y + 8
        while any(_meet(Rect(x, y, width, height), box.patching_rect) for box in self._boxes):
            x += GAP
        return Rect(x, y, width, height)

    def _keep(self, box: Box) -> Box:
        self._boxes.append(box)
        return box


def text_width(text: str) -> float:
    """Of an object box that holds `text`."""
    return round(len(text) * POINTS_PER_CHARACTER + 18.0)


def _meet(a: Rect, b: Rect) -> bool:
    """Whether the two come nearer than a few points."""
    return a.x < b.x + b.w + 6 and b.x < a.x + a.w + 6 and a.y < b.y + b.h + 4 and b.y < a.y + a.h + 4
