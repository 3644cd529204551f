"""The sound card as input and output: `--live`. sounddevice is imported only here, and only when asked for."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.player import BLOCK_SAMPLES, NextEvent, Player
from rtap.runtime.play.settings import SAMPLE_RATE_HZ
from rtap.runtime.play.wire import Samples

POLL_S = BLOCK_SAMPLES / SAMPLE_RATE_HZ / 2


class DuplexCallback:
    """What the sound card calls for each block: input into the context, what is heard out. Allocates nothing.

    It runs in the sound card's thread, moves the play head and touches nothing else; the steps that fall due are sent
    by the thread that plays. It stops writing at the end of the context, where the performance ends.
    """

    def __init__(self, player: Player) -> None:
        self.xruns = 0
        self._head = player.head
        self._context = player.client.context
        self._mixed = np.zeros(player.frames, np.float32)

    def __call__(self, indata: Samples, outdata: Samples, frames: int, _time: Any, status: Any) -> None:
        """`indata` [frames, inputs] of which the first is heard, `outdata` [frames, outputs] all the same."""
        if status:
            self.xruns += 1
        start = self._head.position
        stop = min(start + frames, len(self._context))
        count = stop - start
        self._context[start:stop] = indata[:count, 0]
        self._head.consume_to(stop)
        np.sum(self._head.heard[:, start:stop], axis=0, out=self._mixed[start:stop])
        outdata[:count] = self._mixed[start:stop, None]
        outdata[count:] = 0


def open_stream(player: Player, sounddevice: Any) -> tuple[Any, DuplexCallback]:
    """A duplex stream on the default devices. Raises `PlayError` where there are none, or none at 44 100 Hz."""
    callback = DuplexCallback(player)
    try:
        outputs = min(2, int(sounddevice.query_devices(kind="output")["max_output_channels"]))
        sounddevice.query_devices(kind="input")
        stream = sounddevice.Stream(
            samplerate=SAMPLE_RATE_HZ,
            blocksize=BLOCK_SAMPLES,
            channels=(1, outputs),
            dtype="float32",
            latency="low",
            callback=callback,
        )
    except (sounddevice.PortAudioError, ValueError) as error:
        raise PlayError(
            f"--live: no sound card takes and gives mono at {SAMPLE_RATE_HZ} Hz here ({error}); "
            f"python -m sounddevice lists what there is"
        ) from error
    return stream, callback


def import_sounddevice() -> Any:
    """Raises `PlayError` where the package or PortAudio is missing."""
    try:
        import sounddevice
    except ModuleNotFoundError as error:
        raise PlayError("--live needs sounddevice: pip install 'rtap[live]'") from error
    except OSError as error:
        raise PlayError(f"--live needs the PortAudio library ({error}): apt install libportaudio2") from error
    return sounddevice


def play_sound_card(player: Player, stream: Any, next_event: NextEvent, on_progress: Callable[[], None]) -> None:
    """Plays until the context is full: the stream's thread moves the play head, this one sends and receives."""
    with stream:
        while not player.finished:
            player.send_due()
            event = next_event(POLL_S)
            if event is not None and event.datagram is not None:
                player.receive(event.arrival_s, event.datagram)
            on_progress()
        time.sleep(POLL_S)
