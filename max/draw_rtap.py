"""Draws the panel of the Max package from its file, `rtap/rtap.png`: not a screenshot of Max, which has none here.

    python max/draw_rtap.py [--patching] [PATCH [PNG]]

Needs Chromium. Positions, sizes, colours and texts are the file's; the looks of toggles, menus and numbers are ours.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "rtap"
STYLE = """
* { box-sizing: border-box; }
body { margin: 0; font: 12px Arial, "Liberation Sans", sans-serif; background: #e7e7e9; color: #2a2c33; }
body { position: relative; }
.box { position: absolute; overflow: hidden; white-space: nowrap; }
.comment { padding: 2px 3px; }
.message, .number, .flonum, .textedit, .umenu, .textbutton { border-radius: 5px; padding: 0 7px; line-height: 21px; }
.message, .textedit, .number, .flonum { background: #f7f7f8; border: 1px solid #c3c5cb; }
.number, .flonum { text-align: right; }
.umenu { background: #454954; color: #fff; }
.umenu::after { content: "▾"; position: absolute; right: 8px; }
.textbutton { background: #5a6070; color: #fff; text-align: center; padding: 0 2px; }
.toggle { background: #f7f7f8; border: 1px solid #a9acb5; border-radius: 4px; }
.toggle.on { background: linear-gradient(45deg, transparent 46%, #2e6bbf 46% 54%, transparent 54%),
  linear-gradient(-45deg, transparent 46%, #2e6bbf 46% 54%, transparent 54%), #f7f7f8; }
.preset { background: radial-gradient(circle, #b9bcc4 5px, transparent 5.5px) 0 0 / 16px 16px; }
.led { border-radius: 50%; border: 1px solid #8a8d96; background: #73757f; }
.slider { background: linear-gradient(to right, #2e6bbf var(--at), #d7d9de var(--at)); border-radius: 9px; }
.waveform { border: 1px solid #c3c5cb; }
.meter { background: linear-gradient(to right, #3aa655 60%, #dfe1e5 60%); border-radius: 3px; }
.ezdac { background: #454954; color: #fff; border-radius: 6px; text-align: center; font-size: 22px; line-height: 44px; }
.inlet, .outlet { background: #fff; border: 1px solid #9a9da6; border-radius: 3px; }
.inlet::after, .outlet::after { content: "▾"; display: block; text-align: center; }
.newobj { background: #fff; border: 1px solid #9a9da6; border-radius: 3px; padding: 2px 5px; }
"""
EXAMPLE = {
    "says": "playing", "engine": "ort", "bundle": "demo", "port-in": "7000", "listen-in": "8000", "step-in": "8",
    "lookahead-in": "2", "step-ms": "743.0", "lookahead-ms": "185.8", "window-ms": "41.2", "p50-ms": "40.6",
    "p99-ms": "52.3", "budget-ms": "165.4", "answer-ms": "47.", "package": "13056", "r": "0.125", "w": "0.25",
    "sent": "81", "whole": "81", "late": "0", "lost": "0", "dropped": "0", "unheard": "0",
}  # fmt: skip
"""What stands in the drawing where the patch would show what happens, by the name that it is received by."""
ON = {"stem-1-in", "play-shown"}
GREEN = {"lamp-runtime", "lamp-rate", "lamp-latency"}


def draw(patch: dict[str, Any], *, patching: bool) -> str:
    """An HTML page of a patcher's presentation, or of its patching view."""
    boxes = [entry["box"] for entry in patch["boxes"]]
    key = "patching_rect" if patching else "presentation_rect"
    seen = [box for box in boxes if patching or box.get("presentation")]
    seen.sort(key=lambda box: not box.get("background", 0))
    names: dict[str, str] = {}
    for line in patch["lines"]:
        fed_by = _text(boxes, line["patchline"]["source"][0])
        names.setdefault(line["patchline"]["destination"][0], fed_by)
    width = max(box[key][0] + box[key][2] for box in seen) + (20 if patching else 0)
    height = max(box[key][1] + box[key][3] for box in seen) + (20 if patching else 0)
    drawn = "".join(_box(box, box[key], names.get(box["id"], "")) for box in seen)
    cords = _cords(patch, boxes, width, height) if patching else ""
    return (
        f"<!doctype html><meta charset=utf-8><style>{STYLE} body {{ width: {width}px; height: {height}px }}</style>"
        f"{cords}{drawn}"
    )


def _text(boxes: list[dict[str, Any]], box_id: str) -> str:
    return next((box.get("text", "").removeprefix("r rtap-") for box in boxes if box["id"] == box_id), "")


def _box(box: dict[str, Any], rect: list[float], fed_by: str) -> str:
    x, y, w, h = rect
    kind = box["maxclass"].rstrip("~")
    style = f"left:{x}px;top:{y}px;width:{w}px;height:{h}px;"
    if kind == "panel":
        style += f"background:{_colour(box['bgfillcolor'])};border-radius:{box.get('rounded', 0)}px;"
    if kind == "comment":
        weight = "bold" if box.get("fontface") else "normal"
        colour = _colour(box.get("textcolor", [0.16, 0.17, 0.2, 1]))
        style += f"font-size:{box.get('fontsize', 12)}px;font-weight:{weight};color:{colour};"
    if kind == "slider":
        style += f"--at:{80 if 'volume' in fed_by else 50}%;"
    if kind == "waveform":
        style += f"background:{_wave(box, w, h)};"
    text = EXAMPLE.get(fed_by) or box.get("text", "")
    if kind == "led" and fed_by in GREEN:
        style += "background:#3aa655;"
    if kind == "umenu":
        text = next((item for item in reversed(box.get("items", [])) if item != ","), "")
    if kind == "ezdac":
        text = "◁)"
    on = " on" if kind == "toggle" and fed_by in ON else ""
    return f'<div class="box {kind}{on}" style="{escape(style)}">{escape(str(text))}</div>'


def _colour(rgba: list[float]) -> str:
    return f"rgba({', '.join(str(round(255 * part)) for part in rgba[:3])}, {rgba[3]})"


def _wave(box: dict[str, Any], w: float, h: float) -> str:
    """A stand-in for a sound, so that the colours can be seen."""
    colour = _colour(box["waveformcolor"])
    bars = "".join(
        f"<rect x='{i * 4}' width='2' y='{h / 2 - a}' height='{2 * a}' fill='{colour}'/>"
        for i in range(int(w // 4))
        for a in [h * 0.42 * abs(((i * 37) % 29) / 29 - 0.5) * 2]
    )
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='{w}' height='{h}'>{bars}</svg>"
    return '#fff url("data:image/svg+xml,' + svg.replace("#", "%23").replace('"', "'") + '")'


def _cords(patch: dict[str, Any], boxes: list[dict[str, Any]], width: float, height: float) -> str:
    by_id = {box["id"]: box for box in boxes}

    def port(box_id: str, index: int, count_key: str, bottom: bool) -> tuple[float, float]:
        x, y, w, h = by_id[box_id]["patching_rect"]
        count = by_id[box_id].get(count_key) or 1
        share = 0 if count == 1 else index / (count - 1)
        return x + 8 + share * (w - 16), y + (h if bottom else 0)

    lines = []
    for entry in patch["lines"]:
        (source, outlet), (target, inlet) = entry["patchline"]["source"], entry["patchline"]["destination"]
        (x1, y1), (x2, y2) = port(source, outlet, "numoutlets", True), port(target, inlet, "numinlets", False)
        bend = max(abs(y2 - y1) / 2, 12)
        lines.append(
            f"<path d='M{x1} {y1} C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}' fill='none' stroke='#777a84'/>"
        )
    return f"<svg style='position:absolute' width='{width}' height='{height}'>{''.join(lines)}</svg>"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patch", nargs="?", type=Path, default=FOLDER / "patchers" / "rtap.maxpat")
    parser.add_argument("png", nargs="?", type=Path, default=FOLDER / "rtap.png")
    parser.add_argument("--patching", action="store_true", help="the patching view instead of the presentation")
    parser.add_argument("--sub", help="the subpatcher of this name")
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("chromium is not installed: it draws the page", file=sys.stderr)
        return 1
    patch = json.loads(arguments.patch.read_text(encoding="utf-8"))["patcher"]
    if arguments.sub:
        patch = next(e["box"]["patcher"] for e in patch["boxes"] if e["box"].get("text") == f"p {arguments.sub}")
    patching = arguments.patching or arguments.sub is not None
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "panel.html"
        html = draw(patch, patching=patching)
        page.write_text(html, encoding="utf-8")
        width, height = (float(part.split("px")[0]) for part in html.split("body { width: ")[1].split("height: ", 1))
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"]
        command += ["--disable-background-networking", "--disable-sync", f"--user-data-dir={folder}/profile"]
        command += [f"--window-size={round(width)},{round(height)}", "--force-device-scale-factor=2"]
        command += [f"--screenshot={arguments.png.resolve()}", page.as_uri()]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL, timeout=60)
    return 0


if __name__ == "__main__":
    sys.exit(main())
