"""Draw what `run.py` measured: python -m rtap.benchmarks.gpu.plot RESULT.json"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def draw(path: Path) -> Path:
    """A PNG beside the JSON: per kind of window the stages of every engine on a logarithmic axis, and the floor."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    results = json.loads(path.read_text())
    parts = {name: part["windows"] for name, part in results["parts"].items() if part.get("windows")}
    if not parts:
        raise SystemExit("nothing was measured")
    windows = list(next(iter(parts.values())))
    figure, axes = plt.subplots(1, len(windows), figsize=(3.4 * len(windows), 1.6 + 0.45 * len(parts)), sharey=True)
    floors = results["parts"]["floor"].get("window_ms", {})
    for axis, window in zip(axes, windows, strict=True):
        _draw_window(axis, parts, window, floors.get(window))
    axes[0].invert_yaxis()
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="lower center", ncol=len(labels), frameon=False)
    machine = results["machine"]
    what = machine["gpu"].split(",")[0] or "CPU"
    figure.suptitle(f"One window, {machine['size']} untrained networks, {what}, {machine['date'][:10]}")
    figure.tight_layout(rect=(0, 0.07, 1, 1))
    out = path.with_suffix(".png")
    figure.savefig(out, dpi=130)
    return out


def _draw_window(axis: Any, parts: dict[str, Any], window: str, floor_ms: float | None) -> None:
    engines = [name for name, measured in parts.items() if window in measured]
    p50 = [parts[name][window]["p50_ms"] for name in engines]
    p99 = [parts[name][window]["p99_ms"] for name in engines]
    axis.barh(engines, p50, color="#4878a8", label="p50")
    axis.plot(p99, engines, "k|", markersize=9, label="p99")
    for name, ms, slow_ms in zip(engines, p50, p99, strict=True):
        axis.text(slow_ms * 1.15, name, f"{ms:.0f}" if ms >= 100 else f"{ms:.3g}", va="center", fontsize=8)
    if floor_ms:
        axis.axvline(floor_ms, color="#c04040", linewidth=1, label="floor")
    axis.set_xscale("log")
    axis.set_xlim(min([*p50, floor_ms or p50[0]]) / 2, 4 * max(p99))
    axis.set_title(window, fontsize=10)
    axis.set_xlabel("ms")


if __name__ == "__main__":
    print(draw(Path(sys.argv[1])))
