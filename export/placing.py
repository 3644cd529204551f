"""A directory that appears all at once or not at all, and what a killed build leaves behind is cleared away."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rtap.runtime.bundle import MANIFEST_NAME


class PlaceError(Exception):
    """One line: why a directory is not replaced."""


@contextmanager
def place_atomically(out: Path) -> Iterator[Path]:
    """A directory to fill, which takes the place of `out` when the block ends well; else `out` stays what it was.

    Raises PlaceError where `out` holds something else than a bundle.
    """
    check_replaceable(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    remove_abandoned(out)
    work = out.parent / f".{out.name}.building-{os.getpid()}"
    work.mkdir()
    try:
        yield work
        put_in_place(work, out)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def check_replaceable(out: Path) -> None:
    """A directory that holds something else than a bundle is not ours to replace."""
    if out.exists() and not (out / MANIFEST_NAME).is_file() and not (out.is_dir() and not any(out.iterdir())):
        raise PlaceError(f"{out} exists and is no bundle; choose another --out or remove it")


def remove_abandoned(out: Path) -> None:
    """Delete what builds left here that were killed before they could clean up."""
    for path in out.parent.glob(f".{out.name}.building-*"):
        pid = path.name.rsplit("-", 1)[1]
        if pid.isdigit() and not _alive(int(pid)):
            shutil.rmtree(path)


def put_in_place(work: Path, out: Path) -> None:
    """Two renames: a reader finds the old bundle, for an instant none, then the new one; never half of one."""
    old = out.parent / f".{out.name}.replaced-{os.getpid()}"
    if out.exists():
        out.rename(old)
    try:
        work.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def link_or_copy(source: Path, target: Path) -> None:
    """A large file under a second name where the file system can, a copy of a small one, which may be rewritten."""
    if source.stat().st_size >= 1 << 20:
        try:
            os.link(source, target)
            return
        except OSError:  # another file system, or one without links
            pass
    shutil.copyfile(source, target)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, and running
        return True
    return True
