"""The operating point: r and look-ahead that `rtap-calibrate point` found playable, read by runtime and client.

A point holds for one bundle, one engine, one server as seen from one machine; its file is named after those four, in
the user's configuration folder, so that a point measured for another bundle is never taken by mistake. Its fields:

`format`, `bundle`, `bundle_sha256` (of manifest.json), `engine`, `precision`, `server` (`local`, or the host measured
against), `machine`, `measured` (date, UTC), `windows` (how many were measured), `stems`; `r`, `look_ahead_columns`,
`package_size` (floats a datagram); `needed_ms` (p99.9 of window, network and client, the client's audio block, and
`margin_ms`), `budget_ms` (what the look-ahead grants); `quality` (metric, value, source; value null where the table has
no row), `max` (`T`, `r`, `w` for the paper's external and what is lost there), `rows` (every point measured), `network`
(every package size tried).
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import click

from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS, MANIFEST_NAME, SAMPLE_RATE_HZ, Bundle, file_sha256

FORMAT = "rtap-operating-point-1"
LOCAL = "local"
COLUMN_MS = 1e3 * COLUMN_SAMPLES / SAMPLE_RATE_HZ


class PointError(ValueError):
    """One line: what is wrong with a file of an operating point, and what to do."""


@dataclass(frozen=True)
class OperatingPoint:
    bundle: str
    bundle_sha256: str
    engine: str
    server: str
    r: float
    look_ahead_columns: int
    margin_ms: float
    needed_ms: float
    budget_ms: float
    windows: int
    stems: tuple[str, ...] = ()
    precision: str = ""
    machine: str = ""
    measured: str = ""
    package_size: int | None = None
    quality: Mapping[str, Any] = field(default_factory=dict)
    max: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[Mapping[str, Any], ...] = ()
    network: tuple[Mapping[str, Any], ...] = ()
    format: str = FORMAT

    @property
    def look_ahead(self) -> float:
        """In steps, the paper's w."""
        return self.look_ahead_columns / (self.r * COLUMNS)

    @property
    def playable(self) -> list[tuple[int, int]]:
        """Step and look-ahead in columns of every playable row for one stem on this engine; the chosen one first."""
        chosen = (round(self.r * COLUMNS), self.look_ahead_columns)
        mine = [row for row in self.rows if row.get("engine") == self.engine and row.get("stems") == 1]
        rows = [row for row in mine if not row.get("refusal")]
        points = [(round(row["r"] * COLUMNS), int(row["look_ahead_columns"])) for row in rows]
        return [chosen, *(point for point in points if point != chosen)]

    def line(self) -> str:
        columns = self.look_ahead_columns
        look_ahead = f"look-ahead {counted_columns(columns)} ({columns * COLUMN_MS:.0f} ms)"
        return f"r = {self.r:g}, {look_ahead}, measured {self.measured or 'at an unknown time'}"


def counted_columns(columns: int) -> str:
    """`1 column`, `2 columns`, `-1 column`."""
    return f"{columns} column{'s' * (abs(columns) != 1)}"


def bundle_sha256(bundle: Bundle | None) -> str:
    """What a bundle is recognised by: its manifest names the hash of every other file. Empty where there is none."""
    return file_sha256(bundle.directory / MANIFEST_NAME) if bundle else ""


def server_key(host: str) -> str:
    """What a server is told apart by: the loopback is this machine's own."""
    return LOCAL if host.startswith("127.") else host


def default_path(sha256: str, engine: str, server: str = LOCAL) -> Path:
    """Where the point of this bundle and engine lies, for a server as seen from this machine."""
    key = hashlib.sha256("\n".join((sha256, engine, server, platform.node())).encode()).hexdigest()[:16]
    return Path(click.get_app_dir("rtap")) / "operating_points" / f"{key}.json"


def write_point(path: Path, point: OperatingPoint) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(point), indent=1, allow_nan=False) + "\n", encoding="utf-8")


def read_point(path: Path) -> OperatingPoint:
    """Raises PointError, one line."""
    again = "measure it again: rtap-calibrate point"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PointError(f"{path}: {error.strerror or error}; {again}") from None
    except ValueError as error:
        raise PointError(f"{path}: not valid JSON ({error}); {again}") from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise PointError(f"{path}: not an operating point ({FORMAT}); {again}")
    try:
        for name in ("stems", "rows", "network"):
            raw[name] = tuple(raw.get(name, ()))
        point = OperatingPoint(**raw)
        step, ahead = point.r * COLUMNS, point.look_ahead_columns
        valid = step == int(step) and step >= 1 and isinstance(ahead, int) and ahead >= 0 and step + ahead < COLUMNS
    except TypeError as error:
        raise PointError(f"{path}: a field is missing or of the wrong kind ({error}); {again}") from None
    if not valid:
        raise PointError(f"{path}: r = {point.r}, look-ahead {ahead} columns cannot be played; {again}")
    return point


def find_point(sha256: str, engine: str, server: str = LOCAL) -> OperatingPoint | None:
    """The point measured for exactly these, None where none was. Raises PointError for a broken file."""
    path = default_path(sha256, engine, server)
    return read_point(path) if path.is_file() else None
