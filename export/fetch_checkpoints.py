"""Download the published checkpoints: python export/fetch_checkpoints.py

What is verified: the paper's archive against the md5 that Zenodo's record lists, Music2Latent's weights against the
sha256 by which Hugging Face stores them. Both come from the same host as the file: they prove that nothing was
damaged on the way, not who made it.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import shutil
import sys
import tarfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

ZENODO = "https://zenodo.org/api/records/19045462"
ZENODO_FILE = "checkpoints.tar.gz"
HUGGING_FACE = "https://huggingface.co"
MUSIC2LATENT = ("SonyCSLParis/music2latent", "music2latent.pt")

CHUNK_BYTES = 1 << 18
TIMEOUT_S = 30
ATTEMPTS = 6
"""In a row without a single new byte; a connection that makes progress may be cut as often as it likes."""

NETWORK_ERRORS = (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError)
OnProgress = Callable[[int, int | None], None]
"""(bytes so far, bytes in all if known)"""


class FetchError(Exception):
    """One line: what could not be fetched, why, what to do."""


@dataclass(frozen=True)
class Remote:
    """A file on a server with what the server says it must be."""

    url: str
    name: str
    algorithm: str
    """hashlib's name: md5 or sha256."""
    digest: str
    size: int


def zenodo_file(record_url: str, name: str) -> Remote:
    """A file of a Zenodo record, with size and md5 from the record."""
    record = _get_json(record_url)
    try:
        entry = next(entry for entry in record["files"] if entry["key"] == name)
        algorithm, digest = entry["checksum"].split(":")
        return Remote(entry["links"]["self"], name, algorithm, digest, int(entry["size"]))
    except StopIteration:
        raise FetchError(f"{record_url}: lists no {name}; the record may have a newer version") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FetchError(f"{record_url}: not the answer of a Zenodo record ({error!r})") from None


def hugging_face_file(host: str, repository: str, name: str) -> Remote:
    """A large file of a model repository, with size and sha256 from its listing."""
    url = f"{host}/api/models/{repository}/tree/main"
    listing = _get_json(url)
    try:
        entry = next(entry for entry in listing if entry["path"] == name)
        address = f"{host}/{repository}/resolve/main/{name}"
        return Remote(address, name, "sha256", entry["lfs"]["oid"], int(entry["lfs"]["size"]))
    except StopIteration:
        raise FetchError(f"{url}: lists no {name}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise FetchError(f"{url}: not the listing of a Hugging Face repository ({error!r})") from None


def download(remote: Remote, directory: Path, on_progress: OnProgress, retry_s: float = 2.0) -> Path:
    """Fetch `remote` into `directory` and check it; the file has its name only when it is whole and right.

    An earlier, interrupted download is continued where the server can. Raises FetchError.
    """
    directory.mkdir(parents=True, exist_ok=True)
    path, part = directory / remote.name, directory / f"{remote.name}.part"
    if path.is_file() and path.stat().st_size == remote.size and file_digest(path, remote.algorithm) == remote.digest:
        on_progress(remote.size, remote.size)
        return path
    _check_space(directory, remote, part)
    fruitless = 0
    while (have := _size(part)) < remote.size:
        try:
            _continue(remote, part, on_progress)
            problem = "the connection was cut"
        except urllib.error.HTTPError as error:
            if error.code == 416:  # what is here is not a beginning of what is there
                part.unlink(missing_ok=True)
            elif error.code < 500 and error.code != 429:
                raise FetchError(f"{remote.url}: the server answers {error.code} {error.reason}") from None
            problem = f"the server answers {error.code}"
        except NETWORK_ERRORS as error:
            problem = str(getattr(error, "reason", error)) or type(error).__name__
        fruitless = 0 if _size(part) > have else fruitless + 1
        if fruitless >= ATTEMPTS:
            raise FetchError(
                f"{remote.url}: {problem}, {ATTEMPTS} times in a row; run this again to continue from here"
            )
        if _size(part) < remote.size:
            time.sleep(retry_s * fruitless)
    got = file_digest(part, remote.algorithm)
    if got != remote.digest:
        part.unlink()
        raise FetchError(
            f"{remote.url}: {remote.algorithm} {got}, expected {remote.digest}; the download was deleted, try again"
        )
    part.replace(path)
    return path


def _continue(remote: Remote, part: Path, on_progress: OnProgress) -> None:
    """Append what the server sends to `part`, or start over where it cannot continue. Returns when the stream ends."""
    have = _size(part)
    request = urllib.request.Request(remote.url, headers={"Range": f"bytes={have}-"} if have else {})
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
        resumed = response.status == 206
        if resumed and not str(response.headers.get("Content-Range", "")).startswith(f"bytes {have}-"):
            raise FetchError(f"{remote.url}: the server continues at another place than asked; delete {part} and retry")
        have = have if resumed else 0
        with part.open("ab" if resumed else "wb") as file:
            while chunk := response.read1(CHUNK_BYTES):
                have += len(chunk)
                if have > remote.size:
                    raise FetchError(
                        f"{remote.url}: sends more than the {remote.size} bytes that it lists; not trusted"
                    )
                file.write(chunk)
                on_progress(have, remote.size)


def extract(archive: Path, directory: Path) -> list[Path]:
    """Unpack a tar archive below `directory`; nothing is written outside it, whatever the archive says."""
    work = directory / f".{archive.name}.unpacking"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        with tarfile.open(archive) as tar:
            # The data filter refuses absolute paths, "..", links that leave the folder, and devices.
            tar.extractall(work, filter="data")
        files = sorted(path.relative_to(work) for path in work.rglob("*") if path.is_file())
        for file in files:
            (directory / file).parent.mkdir(parents=True, exist_ok=True)
            (work / file).replace(directory / file)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise FetchError(f"{archive}: cannot be unpacked ({error})") from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return [directory / file for file in files]


def file_digest(path: Path, algorithm: str) -> str:
    digest = hashlib.new(algorithm, usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _get_json(url: str) -> Any:
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_S) as response:
            return json.load(response)
    except (*NETWORK_ERRORS, ValueError) as error:
        raise FetchError(f"{url}: {getattr(error, 'reason', error)}; is there a network?") from None


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _check_space(directory: Path, remote: Remote, part: Path) -> None:
    missing, free = remote.size - _size(part), shutil.disk_usage(directory).free
    if missing > free:
        raise FetchError(f"{directory}: {remote.name} needs {missing / 1e9:.1f} GB more, {free / 1e9:.1f} GB are free")


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.argument("what", type=click.Choice(["all", "models", "codec"]), default="all")
@click.option("--out", type=click.Path(path_type=Path), default=Path("checkpoints"), help="Where to put them.")
@click.option("--zenodo", default=ZENODO, hidden=True)
@click.option("--hugging-face", default=HUGGING_FACE, hidden=True)
def main(what: str, out: Path, zenodo: str, hugging_face: str) -> None:
    """Download the published checkpoints: the paper's models (Zenodo) and Music2Latent (Hugging Face, CC BY-NC 4.0)."""
    console = Console(stderr=True)
    try:
        if what in ("all", "models"):
            archive = _download_with_progress(console, zenodo_file(zenodo, ZENODO_FILE), out)
            for path in extract(archive, out):
                console.print(f"  {path}")
        if what in ("all", "codec"):
            _download_with_progress(console, hugging_face_file(hugging_face, *MUSIC2LATENT), out)
            console.print("  Music2Latent's weights are CC BY-NC 4.0; a bundle made from them inherits that.")
    except (FetchError, OSError) as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        console.print("Interrupted; the same command continues from here.")
        sys.exit(130)


def _download_with_progress(console: Console, remote: Remote, out: Path) -> Path:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(remote.name, total=remote.size)
        path = download(remote, out, lambda have, total: progress.update(task, completed=have, total=total))
    console.print(f"{path}: {remote.size} bytes, {remote.algorithm} {remote.digest} verified")
    return path


if __name__ == "__main__":
    main()
