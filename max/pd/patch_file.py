"""Writes Pure Data patches: boxes, cords, subpatches, and where they lie. Knows the file format, nothing of rtap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

FONT_SIZE = 12
CHARACTER_WIDTH = 7
BOX_HEIGHT = 21
ROW_HEIGHT = 34
GAP = 14
MARGIN = 16


@dataclass(eq=False)
class Box:
    """One box of a canvas. `line` is what follows `#X`, with {x} and {y} where its place belongs."""

    canvas: Canvas
    index: int
    line: str
    width: int
    height: int
    x: int = 0
    y: int = 0
    row: int = 0
    restore: Canvas | None = None
    decoration: bool = False
    """A background or a comment: it may lie under or beside other boxes."""

    def to(self, other: Box, outlet: int = 0, inlet: int = 0) -> Box:
        """A cord to `other`; returns it, so that chains read left to right."""
        self.canvas.cords.append((self.index, outlet, other.index, inlet))
        return other


Source = Box | tuple[Box, int]


@dataclass(eq=False)
class Canvas:
    """A patch or a subpatch. Boxes without a given place are laid out in rows, each below all that feed it."""

    name: str = ""
    size: tuple[int, int] = (700, 500)
    boxes: list[Box] = field(default_factory=list)
    cords: list[tuple[int, int, int, int]] = field(default_factory=list)
    coords: str | None = None
    """The `#X coords` line of a canvas that shows a graph."""

    def obj(self, text: str, *sources: Source, at: tuple[int, int] | None = None, row: int | None = None) -> Box:
        """An object. Source n is corded to inlet n: a box means its outlet 0."""
        return self._text_box("obj", text, sources, at, row)

    def msg(self, text: str, *sources: Source, at: tuple[int, int] | None = None, row: int | None = None) -> Box:
        """A message box. Commas, semicolons and dollars are meant as Pd's own."""
        return self._text_box("msg", text, sources, at, row)

    def note(self, text: str, at: tuple[int, int] | None = None) -> Box:
        """A comment. Without a place it goes to the top, below the comments before it."""
        width = min(max(len(text), 1), 90)
        lines = -(-len(text) // 90)
        box = self._add(
            f"text {{x}} {{y}} {_escaped(text)}, f {width}", width * CHARACTER_WIDTH + 4, 16 * lines + 5, at, None
        )
        box.decoration = True
        if at is None:
            box.row = -1
        return box

    def gui(self, line: str, width: int, height: int, at: tuple[int, int], decoration: bool = False) -> Box:
        """A box of the panel by its whole line, e.g. `obj {x} {y} tgl …`, and the size it has on screen."""
        box = self._add(line, width, height, at, None)
        box.decoration = decoration
        return box

    def sub(self, child: Canvas, *sources: Source, at: tuple[int, int] | None = None) -> Box:
        """A subpatch."""
        box = self._text_box("restore", f"pd {child.name}", sources, at, None)
        box.restore = child
        return box

    def graph(self, child: Canvas, width: int, height: int, at: tuple[int, int]) -> Box:
        box = self._add("restore {x} {y} graph", width, height, at, None)
        box.restore = child
        return box

    def array(self, name: str, size: int) -> None:
        """Memory for numbers, not drawn."""
        self.obj(f"array define {name} {size}")

    def text(self) -> str:
        """The file's contents."""
        return "".join(f"{line};\n" for line in self._lines(nested=False))

    def canvases(self) -> Iterable[Canvas]:
        yield self
        for box in self.boxes:
            if box.restore is not None:
                yield from box.restore.canvases()

    def _text_box(
        self, kind: str, text: str, sources: tuple[Source, ...], at: tuple[int, int] | None, row: int | None
    ) -> Box:
        pairs = [source if isinstance(source, tuple) else (source, 0) for source in sources]
        if row is None:
            row = 1 + max((box.row for box, _ in pairs), default=-1)
        escaped = _escaped(text)
        width = len(text) * CHARACTER_WIDTH + (14 if kind == "msg" else 8)
        box = self._add(f"{kind} {{x}} {{y}} {escaped}", max(width, 28), BOX_HEIGHT, at, row)
        for inlet, (source, outlet) in enumerate(pairs):
            source.to(box, outlet, inlet)
        return box

    def _add(self, line: str, width: int, height: int, at: tuple[int, int] | None, row: int | None) -> Box:
        box = Box(self, len(self.boxes), line, width, height, row=0 if row is None else row)
        if at is not None:
            box.x, box.y = at
            box.row = -2
        self.boxes.append(box)
        return box

    def lay_out(self) -> None:
        """Gives every box without a place one, row by row."""
        y = MARGIN
        for box in (box for box in self.boxes if box.row == -1):
            box.x, box.y = MARGIN, y
            y += box.height + 2
        y += GAP
        right = 0
        for row in sorted({box.row for box in self.boxes if box.row >= 0}):
            x = MARGIN
            for box in (box for box in self.boxes if box.row == row):
                if x > MARGIN and x + box.width > 1350:
                    x, y = MARGIN, y + ROW_HEIGHT
                box.x, box.y = x, y
                x += box.width + GAP
                right = max(right, x)
            y += ROW_HEIGHT
        if any(box.row >= -1 for box in self.boxes):
            notes = max((box.x + box.width for box in self.boxes if box.row == -1), default=0)
            self.size = (max(right, notes, 320) + MARGIN, y + MARGIN)

    def _lines(self, nested: bool) -> Iterable[str]:
        self.lay_out()
        width, height = self.size
        tail = f"{self.name} 0" if nested else str(FONT_SIZE)
        yield f"#N canvas 60 60 {width} {height} {tail}"
        for box in self.boxes:
            if box.restore is not None:
                yield from box.restore._lines(nested=True)
            yield "#X " + box.line.replace("{x}", str(box.x)).replace("{y}", str(box.y))
        for cord in self.cords:
            yield "#X connect " + " ".join(map(str, cord))
        if self.coords is not None:
            yield f"#X coords {self.coords}"


def _escaped(text: str) -> str:
    return text.replace(",", " \\,").replace(";", " \\;").replace("$", "\\$").lstrip()


def overlaps(canvas: Canvas) -> list[tuple[str, str]]:
    """Pairs of boxes that lie on each other, decorations apart."""
    boxes = [box for box in canvas.boxes if not box.decoration]
    return [
        (a.line, b.line)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height
    ]
