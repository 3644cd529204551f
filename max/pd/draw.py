"""Draws rtap.pd as Pd itself shows it, into rtap.png: Pd with its window on a display that nobody sees.

    python max/pd/draw.py [--play] [--out FILE]

Needs pd with its GUI, Xvfb and ImageMagick's `import` (Debian: puredata, xvfb, imagemagick). `--play` starts a runtime
(`rtap-runtime`, its default bundle) and plays the loop for 15 s first.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from rtap.runtime.play.transport import free_ports

FOLDER = Path(__file__).parent
DISPLAY = ":87"
CROP = "842x640+60+60"
"""The canvas opens at 60, 60; there is no window manager that would move it."""
START_S, PLAY_S = 6, 15
STARTER = r"""#N canvas 1000 0 300 200 12;
#X obj 10 10 loadbang;
#X obj 10 40 t b b;
#X obj 10 70 delay 4000;
#X msg 10 100 \; rtap-play 1;
#X msg 90 100 \; rtap-port SERVER \; rtap-listen CLIENT \; rtap-connect bang;
#X connect 0 0 1 0;
#X connect 1 0 2 0;
#X connect 1 1 4 0;
#X connect 2 0 3 0;
"""


@contextlib.contextmanager
def running(command: Sequence[str], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--play", action="store_true")
    parser.add_argument("--out", type=Path, default=FOLDER / "rtap.png")
    arguments = parser.parse_args()
    missing = [tool for tool in ("pd", "Xvfb", "import") if shutil.which(tool) is None]
    if missing:
        print(f"not found: {', '.join(missing)}; Debian has them in puredata, xvfb and imagemagick", file=sys.stderr)
        return 1
    environment = {**os.environ, "DISPLAY": DISPLAY}
    pd = ["pd", "-noaudio", "-r", "44100", "-open", str(FOLDER / "rtap.pd")]
    with contextlib.ExitStack() as stack:
        stack.enter_context(running(["Xvfb", DISPLAY, "-screen", "0", "1400x900x24"], environment))
        time.sleep(1)
        if arguments.play:
            starter = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "start.pd"
            server, client = (str(port) for port in free_ports(2))
            starter.write_text(STARTER.replace("SERVER", server).replace("CLIENT", client), encoding="utf-8")
            pd += ["-open", str(starter)]
            runtime = [sys.executable, "-m", "rtap.runtime.cli", "--port", server, "--client-port", client]
            stack.enter_context(running(runtime, environment))
        stack.enter_context(running(pd, environment))
        time.sleep(START_S + (PLAY_S if arguments.play else 0))
        subprocess.run(["import", "-window", "root", "-crop", CROP, str(arguments.out)], env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
