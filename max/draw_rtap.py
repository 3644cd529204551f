"""Draws the package's patches from their files into PNGs, as a browser draws SVG: not a screenshot of Max.

    python max/draw_rtap.py [--view presentation|patching] [PATCH OUT]

Without arguments: the panel into rtap/rtap.png and the help patch into rtap/rtap-help.png. Needs chromium. The panel's
values are examples, those of a performance that is in time.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import shutil
import subprocess
import sys
import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from py2max.core.common import text_width

PACKAGE = Path(__file__).parent / "rtap"
FONT = "Arial, 'Liberation Sans', sans-serif"
INK = "rgb(51,51,56)"
EXAMPLES: dict[str, str] = {
    "port": "7000",
    "listen-at": "8000",
    "step": "8",
    "look-ahead": "2",
    "step-ms": "743.0",
    "look-ahead-ms": "185.8",
    "r": "0.125",
    "w": "0.25",
    "hear-shown": "0.50",
    "volume-shown": "0.80",
    "hear-the-context": "0.5",
    "accompaniment": "0.8",
    "window": "48.6",
    "p50": "47.9",
    "p99": "61.3",
    "budget": "185.8",
    "first-answer-after": "50.2",
    "package-floats": "1024",
    "sent": "42",
    "whole": "42",
    "late": "0",
    "lost": "0",
    "dropped": "0",
    "unheard": "0",
    "source": "1",
    "play": "1",
    "stem-1": "1",
    "engine": "ort",
    "bundle": "demo",
    "the-loop": "rtap-loop.wav at 44100 Hz",
    "the-line-on-top": "playing",
    "audio-on-off": "1",
    "context-level": "0.6",
    "answer-1-level": "0.45",
    "output": "0.55",
}
"""By scripting name."""
LIT = ("runtime", "44.1-kHz", "latency")
GREEN, OFF = "rgb(58,166,85)", "rgb(184,184,189)"


def css(colour: Sequence[float] | None, otherwise: str) -> str:
    if colour is None:
        return otherwise
    red, green, blue = (round(255 * part) for part in colour[:3])
    return f"rgba({red},{green},{blue},{colour[3]:g})"


def rect(place: Sequence[float], fill: str, edge: str = "none", rounded: float = 0.0) -> str:
    x, y, w, h = place
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{rounded}" fill="{fill}" stroke="{edge}"/>'


def words(
    x: float, y: float, text: str, size: float = 12.0, fill: str = INK, anchor: str = "start", bold: bool = False
) -> str:
    """Text whose middle is at height y."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x}" y="{y + 0.35 * size}" font-family="{FONT}" font-size="{size}" fill="{fill}" '
        f'text-anchor="{anchor}"{weight} xml:space="preserve">{html.escape(text)}</text>'
    )


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Lines no wider than `width`, by the width of Arial's letters."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def loop_peaks(count: int) -> np.ndarray:
    """count peaks of the package's loop, repeated as often as the ring holds it."""
    with wave.open(str(PACKAGE / "media" / "rtap-loop.wav")) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32_768
    ring = np.resize(samples, 524_288)
    return np.abs(ring[: len(ring) // count * count].reshape(count, -1)).max(axis=1)


class Drawer:
    def __init__(self, patch: dict[str, Any], presentation: bool) -> None:
        self.patch = patch
        self.presentation = presentation

    def place(self, box: dict[str, Any]) -> list[float]:
        return box["presentation_rect"] if self.presentation else box["patching_rect"]

    def svg(self) -> tuple[str, int, int]:
        boxes = [item["box"] for item in self.patch["boxes"]]
        if self.presentation:
            boxes = [box for box in boxes if box.get("presentation")]
            width, height = self.patch["rect"][2:]
        else:
            width = max(box["patching_rect"][0] + box["patching_rect"][2] for box in boxes) + 20
            height = max(box["patching_rect"][1] + box["patching_rect"][3] for box in boxes) + 20
        paper = css(self.patch.get("locked_bgcolor"), "rgb(242,242,244)")
        parts = [rect((0, 0, width, height), paper)]
        parts += [self.box(box) for box in sorted(boxes, key=lambda box: not box.get("background"))]
        if not self.presentation:
            parts += self.cords()
        body = "\n".join(parts)
        head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        return f"{head}{body}</svg>", math.ceil(width), math.ceil(height)

    def cords(self) -> list[str]:
        by_id = {item["box"]["id"]: item["box"] for item in self.patch["boxes"]}
        parts = []
        for item in self.patch["lines"]:
            (source, outlet), (target, inlet) = item["patchline"]["source"], item["patchline"]["destination"]
            a, b = by_id[source], by_id[target]
            x1, y1 = _port(a["patching_rect"], outlet, a["numoutlets"]), a["patching_rect"][1] + a["patching_rect"][3]
            x2, y2 = _port(b["patching_rect"], inlet, b["numinlets"]), b["patching_rect"][1]
            signal = a.get("outlettype", [""])[outlet] == "signal"
            style = 'stroke="#8a9a2c" stroke-width="2" stroke-dasharray="4 2"' if signal else 'stroke="#8b8b95"'
            bend = max(14.0, abs(y2 - y1) / 3)
            curve = f"M{x1},{y1} C{x1},{y1 + bend} {x2},{y2 - bend} {x2},{y2}"
            parts.append(f'<path d="{curve}" fill="none" {style} opacity="0.75"/>')
        return parts

    def box(self, box: dict[str, Any]) -> str:
        draw = getattr(self, "draw_" + box["maxclass"].replace("~", "_signal"), None)
        if draw is None:
            raise SystemExit(f"{box['maxclass']} is not drawn yet: add draw_{box['maxclass']}")
        return draw(box, self.place(box), EXAMPLES.get(box.get("varname", "")) if self.presentation else None)

    def draw_panel(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        edge = css(box.get("bordercolor"), "none") if box.get("border") else "none"
        return rect(place, css(box.get("bgcolor"), "white"), edge, box.get("rounded", 0))

    def draw_comment(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        size, text = box.get("fontsize", 12.0), value or box.get("text", "")
        fill, bold = css(box.get("textcolor"), INK), box.get("fontface") == 1
        lines = wrapped(text, size, place[2] - 4)
        return "".join(
            words(place[0] + 4, place[1] + size * (0.85 + 1.15 * i), line, size, fill, bold=bold)
            for i, line in enumerate(lines)
        )

    def draw_newobj(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        sub = "patcher" in box
        return rect(place, "rgb(225,232,240)" if sub else "white", "rgb(150,155,165)", 3) + words(
            place[0] + 5, place[1] + place[3] / 2, box["text"]
        )

    def draw_message(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        return rect(place, "rgb(232,232,236)", "rgb(170,170,178)", 6) + words(
            place[0] + 6, place[1] + place[3] / 2, box["text"]
        )

    def draw_inlet(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, w, h = place
        return rect(place, "rgb(225,232,240)", "rgb(120,125,135)", 4) + words(
            x + w / 2, y + h / 2, str(box["index"]), anchor="middle"
        )

    draw_outlet = draw_inlet

    def draw_toggle(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, w, h = place
        ink = css(box.get("checkedcolor" if value == "1" else "uncheckedcolor"), INK)
        cross = ""
        if value == "1":
            m, thick = 0.24 * w, max(2.0, w / 9)
            d = f"M{x + m},{y + m} L{x + w - m},{y + h - m} M{x + w - m},{y + m} L{x + m},{y + h - m}"
            cross = f'<path d="{d}" stroke="{ink}" stroke-width="{thick}" stroke-linecap="round"/>'
        return rect(place, css(box.get("bgcolor"), "white"), "rgb(190,190,196)", 3) + cross

    def draw_number(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, _, h = place
        mark, left = "", 7.0
        if box.get("triangle", 1):
            tip = f"{x + 4},{y + 5} {x + 11},{y + h / 2} {x + 4},{y + h - 5}"
            mark, left = f'<polygon points="{tip}" fill="{css(box.get("tricolor"), INK)}"/>', 16.0
        return (
            rect(place, css(box.get("bgcolor"), "white"), "rgb(200,200,206)", 3)
            + mark
            + words(x + left, y + h / 2, value or "0", fill=css(box.get("textcolor"), INK))
        )

    draw_flonum = draw_number

    def draw_slider(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, w, h = place
        at = x + 6 + float(value or 0) * (w - 12)
        return (
            rect(place, css(box.get("bgcolor"), "white"), "rgb(200,200,206)", 3)
            + rect((x + 6, y + h / 2 - 1.5, w - 12, 3), css(box.get("elementcolor"), OFF), rounded=1.5)
            + rect((at - 4, y + 2, 8, h - 4), css(box.get("knobcolor"), INK), rounded=3)
        )

    def draw_textedit(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, w, h = place
        size = box.get("fontsize", 12.0)
        lines = wrapped(box["text"], size, w - 10)
        top = y + (h - 1.15 * size * (len(lines) - 1)) / 2
        return rect(place, css(box.get("bgcolor"), "white"), css(box.get("bordercolor"), INK), 3) + "".join(
            words(x + 6, top + 1.15 * size * i, line, size) for i, line in enumerate(lines)
        )

    def draw_textbutton(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, w, h = place
        return rect(place, css(box.get("bgcolor"), "white"), css(box.get("bordercolor"), INK), 6) + words(
            x + w / 2, y + h / 2, box["text"], anchor="middle"
        )

    def draw_tab(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, w, h = place
        each = w / len(box["tabs"])
        parts = []
        for i, name in enumerate(box["tabs"]):
            on = str(i) == (value or "0")
            fill = css(box["htabcolor" if on else "tabcolor"], "white")
            ink = css(box["htextcolor" if on else "textcolor"], INK)
            parts.append(rect((x + i * each + 1, y, each - 2, h), fill, "rgb(200,200,206)", 6))
            parts.append(words(x + (i + 0.5) * each, y + h / 2, name, fill=ink, anchor="middle"))
        return "".join(parts)

    def draw_umenu(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, w, h = place
        shown = " ".join(str(item) for item in box["items"]).split(" , ")[0]
        arrow = f"{x + w - 15},{y + h / 2 - 3} {x + w - 5},{y + h / 2 - 3} {x + w - 10},{y + h / 2 + 4}"
        return (
            rect(place, css(box.get("bgcolor"), "white"), "rgb(200,200,206)", 3)
            + words(x + 7, y + h / 2, shown)
            + f'<polygon points="{arrow}" fill="rgb(46,107,158)"/>'
        )

    def draw_preset(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, w, h = place
        size, gap, margin = box.get("bubblesize", 12), box.get("spacing", 2), box.get("margin", 2)
        parts = [rect(place, css(box.get("bgcolor"), "white"), "rgb(200,200,206)", 3)]
        stored = len(box.get("preset_data", []))
        for i in range(int((w - 2 * margin + gap) // (size + gap))):
            fill = css(box["stored1" if i < stored else "emptycolor"], OFF)
            bubble = (x + margin + i * (size + gap), y + (h - size) / 2, size, size)
            parts.append(rect(bubble, fill, rounded=3))
        return "".join(parts)

    def draw_led(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, w, h = place
        lit = self.presentation and box.get("varname") in LIT
        fill = GREEN if lit else OFF
        return f'<circle cx="{x + w / 2}" cy="{y + h / 2}" r="{w / 2 - 2}" fill="{fill}" stroke="rgb(150,150,156)"/>'

    def draw_ezdac_signal(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, w, h = place
        fill, ink = ("rgb(46,107,158)", "white") if value == "1" else ("white", INK)
        cx, cy, u = x + w / 2, y + h / 2, w / 40
        horn = f"{cx - 11 * u},{cy - 4 * u} {cx - 6 * u},{cy - 4 * u} {cx},{cy - 10 * u} {cx},{cy + 10 * u} "
        horn += f"{cx - 6 * u},{cy + 4 * u} {cx - 11 * u},{cy + 4 * u}"
        arcs = "".join(
            f'<path d="M{cx + a * u},{cy - a * u} A{1.4 * a * u},{1.4 * a * u} 0 0 1 {cx + a * u},{cy + a * u}" '
            f'fill="none" stroke="{ink}" stroke-width="{2 * u}"/>'
            for a in (4, 7)
        )
        return rect(place, fill, "rgb(170,170,178)", 4) + f'<polygon points="{horn}" fill="{ink}"/>' + arcs

    def draw_meter_signal(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, w, h = place
        parts = [rect(place, css(box.get("bgcolor"), "white"), "rgb(200,200,206)", 2)]
        count = 24
        each = (w - 4) / count
        for i in range(round(count * float(value or 0))):
            fill = GREEN if i < 0.7 * count else "rgb(224,160,32)"
            parts.append(rect((x + 2 + i * each, y + 2, each - 1, h - 4), fill))
        return "".join(parts)

    def draw_waveform_signal(self, box: dict[str, Any], place: list[float], value: str | None) -> str:
        x, y, w, h = place
        middle, ink = y + h / 2, css(box.get("waveformcolor"), INK)
        parts = [rect(place, css(box.get("bgcolor"), "white"), "rgb(200,200,206)", 2)]
        count = int(w) - 4
        if self.presentation and box["buffername"] in ("rtap-context", "rtap-answer-1"):
            peaks = loop_peaks(count)
            if box["buffername"] != "rtap-context":
                t = np.arange(count)
                peaks = 0.5 * np.exp(-(t % 12) / 7) * (0.7 + 0.3 * np.cos(t / 9))
            bars = "".join(f"M{x + 2.5 + i},{middle - p * h / 2 * 0.92} v{p * h * 0.92}" for i, p in enumerate(peaks))
            parts.append(f'<path d="{bars}" stroke="{ink}" stroke-width="1"/>')
            parts.append(f'<path d="M{x + 0.62 * w},{y} v{h}" stroke="{css(box.get("linecolor"), INK)}"/>')
        else:
            parts.append(f'<path d="M{x + 2},{middle} h{w - 4}" stroke="{ink}"/>')
        return "".join(parts)


def _port(place: Sequence[float], index: int, count: int) -> float:
    x, _, w, _ = place
    return x + 9 if count < 2 else x + 9 + (w - 18) * index / (count - 1)


def draw(patch: Path, out: Path, presentation: bool) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("not found: chromium, which draws the SVG")
    svg, width, height = Drawer(json.loads(patch.read_text(encoding="utf-8"))["patcher"], presentation).svg()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "patch.html"
        page.write_text(f"<body style='margin:0'>{svg}</body>", encoding="utf-8")
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/profile",
        ]
        flags += [f"--window-size={width},{height}", "--force-device-scale-factor=1", f"--screenshot={out}"]
        subprocess.run([chromium, *flags, page.as_uri()], check=True, capture_output=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--view", choices=("presentation", "patching"), default="presentation")
    parser.add_argument("patch", type=Path, nargs="?")
    parser.add_argument("out", type=Path, nargs="?")
    arguments = parser.parse_args()
    if arguments.patch:
        draw(arguments.patch, arguments.out.resolve(), arguments.view == "presentation")
    else:
        draw(PACKAGE / "patchers" / "rtap.maxpat", PACKAGE / "rtap.png", True)
        draw(PACKAGE / "help" / "rtap.maxhelp", PACKAGE / "rtap-help.png", False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
