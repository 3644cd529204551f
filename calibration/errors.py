"""The one exception whose text is meant for the person at the keyboard, and a check that every command begins with."""

from __future__ import annotations

from pathlib import Path


class CalibrationError(Exception):
    """One line: what is wrong, what was expected, what to do. `rtap-calibrate` prints it and exits with 1."""


def check_folder(out: Path) -> None:
    """Raises CalibrationError where `out` can be no folder: before what takes minutes, not after."""
    in_the_way = next((path for path in (out, *out.parents) if path.exists() and not path.is_dir()), None)
    if in_the_way is not None:
        raise CalibrationError(f"--out {out}: {in_the_way} is a file; give a folder")
