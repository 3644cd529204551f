"""`rtap-monitor`: serves the page. Exit codes: 0 ended, 2 bad input or a missing package (one line says which)."""

from __future__ import annotations

import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.transport import Address

OURS = ("starlette", "uvicorn", "websockets", "anyio")


@click.command(
    help="Serves a page that shows a running rtap-runtime, and /play, where the browser is the instrument.",
    context_settings={"show_default": True, "help_option_names": ["-h", "--help"]},
)
@click.option("--runtime", default="127.0.0.1:7000", help="Where the runtime listens.")
@click.option("--host", default="127.0.0.1", help="Address to serve on; 0.0.0.0 for phones on the same network.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8080, help="TCP port to serve on; 0 takes a free one.")
@click.option("--control", is_flag=True, help="The page may also set r, look-ahead and stems, and reset.")
@click.option(
    "--client-port", type=click.IntRange(0, 65_535), default=8000, help="Where /play gets answers: the runtime's own."
)
@click.option("--certificate", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="PEM, for https.")
@click.option("--key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="PEM of the certificate.")
def command(
    runtime: str,
    host: str,
    port: int,
    control: bool,
    client_port: int,
    certificate: Path | None,
    key: Path | None,
) -> None:
    import uvicorn

    from rtap.runtime.monitor.app import Monitor

    if (certificate is None) != (key is None):
        raise PlayError("--certificate and --key belong together: give both for https, or none")
    monitor = Monitor(address_of(runtime), runtime, client_port, control, host)
    config = uvicorn.Config(
        monitor.app(),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
        ws_max_size=1 << 20,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    sock = listen(host, port)
    scheme = "http" if certificate is None else "https"
    shown = socket.gethostname() if host == "0.0.0.0" else host
    url = f"{scheme}://{shown}:{sock.getsockname()[1]}"
    click.echo(f"watching {runtime}: open {url}/ to watch, {url}/play to play", err=True)
    uvicorn.Server(config).run(sockets=[sock])


def address_of(text: str) -> Address:
    """`host:port`. Raises `PlayError`."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65_536:
        raise PlayError(f"--runtime {text}: give host:port, as in 127.0.0.1:7000")
    try:
        return socket.gethostbyname(host), int(port)
    except OSError as error:
        raise PlayError(f"--runtime {text}: {host} has no address here ({error.strerror})") from error


def listen(host: str, port: int) -> socket.socket:
    """A TCP socket bound to `host:port`. Raises `PlayError`."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(64)  # another listener is noticed here where REUSEADDR let the bind pass
    except OSError as error:
        sock.close()
        reason = error.strerror or error
        raise PlayError(f"cannot serve on {host}:{port}: {reason}; choose another --port or --host") from error
    return sock


def main(args: Sequence[str] | None = None) -> None:
    """The console script."""
    try:
        command.main(list(sys.argv[1:] if args is None else args), "rtap-monitor", standalone_mode=False)
    except PlayError as error:
        _fail(str(error), 2)
    except click.ClickException as error:
        _fail(error.format_message(), 2)
    except ModuleNotFoundError as error:
        if error.name not in OURS:
            raise
        _fail(f"{error.name} is missing: pip install 'rtap[monitor]'", 2)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(130)


def _fail(line: str, code: int) -> None:
    print(f"rtap-monitor: {line}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
