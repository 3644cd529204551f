"""Downloads against a local server that cuts connections, ignores ranges, lies and fails."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from rtap.export import fetch_checkpoints
from rtap.export.fetch_checkpoints import FetchError, Remote, download, extract

CONTENT = bytes(range(256)) * 4096  # 1 MiB


class Server(ThreadingHTTPServer):
    """Serves `files`; the other attributes say how badly."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.cut_after: list[int] = []
        """Bytes after which the next answers break off, one entry an answer."""
        self.ranges = True
        self.failures: list[int] = []
        """Status codes of the next answers."""
        self.asked: list[str | None] = []
        """Range header of each request for a file."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def remote(self, content: bytes = CONTENT, **changes: object) -> Remote:
        self.files["/file.bin"] = content
        facts = {"algorithm": "md5", "digest": hashlib.md5(content).hexdigest(), "size": len(content)}
        return Remote(**{"url": f"{self.url}/file.bin", "name": "file.bin", **facts, **changes})


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        content = self.server.files.get(self.path)
        requested = self.headers.get("Range")
        self.server.asked.append(requested)
        if self.server.failures:
            return self.send_error(self.server.failures.pop(0))
        if content is None:
            return self.send_error(404)
        start = int(requested.removeprefix("bytes=").rstrip("-")) if requested and self.server.ranges else 0
        if start and start >= len(content):
            return self.send_error(416)
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        body = content[start:]
        if self.server.cut_after:
            body = body[: self.server.cut_after.pop(0)]
            self.close_connection = True
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def fetch(remote: Remote, directory, progress=lambda have, total: None):
    return download(remote, directory, progress, retry_s=0.0)


def test_a_file_arrives_with_progress(server, tmp_path):
    seen = []
    path = fetch(server.remote(), tmp_path / "new", lambda have, total: seen.append((have, total)))
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert seen == sorted(seen)
    assert [p.name for p in path.parent.iterdir()] == ["file.bin"]


def test_a_file_that_is_there_is_not_fetched_again(server, tmp_path):
    fetch(server.remote(), tmp_path)
    fetch(server.remote(), tmp_path)
    assert len(server.asked) == 1


def test_a_file_that_is_there_but_wrong_is_fetched_again(server, tmp_path):
    (tmp_path / "file.bin").write_bytes(b"x" * len(CONTENT))
    assert fetch(server.remote(), tmp_path).read_bytes() == CONTENT


def test_cut_connections_are_continued_where_they_broke(server, tmp_path):
    server.cut_after = [300_000, 0, 1, 200_000]
    assert fetch(server.remote(), tmp_path).read_bytes() == CONTENT
    assert server.asked == [None, "bytes=300000-", "bytes=300000-", "bytes=300001-", "bytes=500001-"]


def test_an_interrupted_download_is_continued_by_the_next_run(server, tmp_path):
    (tmp_path / "file.bin.part").write_bytes(CONTENT[:1000])
    assert fetch(server.remote(), tmp_path).read_bytes() == CONTENT
    assert server.asked == ["bytes=1000-"]


def test_a_server_without_ranges_starts_over(server, tmp_path):
    server.ranges = False
    server.cut_after = [300_000]
    assert fetch(server.remote(), tmp_path).read_bytes() == CONTENT


def test_a_server_that_fails_for_a_while_is_asked_again(server, tmp_path):
    server.failures = [503, 500, 429]
    assert fetch(server.remote(), tmp_path).read_bytes() == CONTENT


def test_a_server_that_keeps_failing_is_given_up(server, tmp_path):
    server.failures = [503] * 99
    with pytest.raises(FetchError, match="answers 503, 6 times in a row; run this again"):
        fetch(server.remote(), tmp_path)


def test_a_wrong_checksum_is_reported_and_the_file_deleted(server, tmp_path):
    with pytest.raises(FetchError, match=r"md5 [0-9a-f]{32}, expected 0000; the download was deleted"):
        fetch(server.remote(digest="0000"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_longer_file_than_listed_is_not_trusted(server, tmp_path):
    with pytest.raises(FetchError, match="sends more than the 10 bytes"):
        fetch(server.remote(size=10), tmp_path)


def test_a_missing_file_is_reported_at_once(server, tmp_path):
    with pytest.raises(FetchError, match="the server answers 404"):
        fetch(server.remote(url=f"{server.url}/other"), tmp_path)
    assert len(server.asked) == 1


def tar_of(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def link(name: str, target: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, target
    return info


@pytest.mark.parametrize(
    "info",
    [tarfile.TarInfo("../out.txt"), tarfile.TarInfo("a/../../out.txt"), link("a", "/etc/passwd"), link("a", "../../b")],
)
def test_an_archive_that_leaves_its_folder_is_refused(tmp_path, info):
    (tmp_path / "x.tar.gz").write_bytes(tar_of((info, b"")))
    with pytest.raises(FetchError, match=r"x\.tar\.gz: cannot be unpacked"):
        extract(tmp_path / "x.tar.gz", tmp_path / "in")
    assert not (tmp_path / "out.txt").exists()
    assert list((tmp_path / "in").iterdir()) == []


def test_the_command_fetches_and_unpacks_both(server, tmp_path):
    archive = tar_of((tarfile.TarInfo("consistency/last.ckpt"), b"model"))
    codec = b"codec weights"
    record = {
        "key": "checkpoints.tar.gz",
        "size": len(archive),
        "checksum": f"md5:{hashlib.md5(archive).hexdigest()}",
        "links": {"self": f"{server.url}/content"},
    }
    lfs = {"oid": hashlib.sha256(codec).hexdigest(), "size": len(codec)}
    repository = "/SonyCSLParis/music2latent"
    server.files = {
        "/record": json.dumps({"files": [record]}).encode(),
        "/content": archive,
        f"/api/models{repository}/tree/main": json.dumps([{"path": "music2latent.pt", "lfs": lfs}]).encode(),
        f"{repository}/resolve/main/music2latent.pt": codec,
    }
    arguments = ["--out", str(tmp_path), "--zenodo", f"{server.url}/record", "--hugging-face", server.url]
    result = CliRunner().invoke(fetch_checkpoints.main, arguments)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "consistency" / "last.ckpt").read_bytes() == b"model"
    assert (tmp_path / "music2latent.pt").read_bytes() == codec
    assert result.output.count("verified") == 2


@pytest.mark.parametrize("answer", [b"not json", b"{}", b'{"files": []}'])
def test_an_unexpected_record_gets_one_line(server, tmp_path, answer):
    server.files["/record"] = answer
    result = CliRunner().invoke(
        fetch_checkpoints.main, ["models", "--out", str(tmp_path), "--zenodo", f"{server.url}/record"]
    )
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {server.url}/record: ")
    assert len(result.output.splitlines()) == 1
