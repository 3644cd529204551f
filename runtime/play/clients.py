"""The two clients of `rtap-play`: itself, from one socket and with any look-ahead, and the external imitated."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS
from rtap.runtime.play import wire
from rtap.runtime.play.answers import AnswerBuffer, Refused, Report, interpret
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.external import SETTER_GAP_S, External, Outgoing
from rtap.runtime.play.settings import PlaySettings
from rtap.runtime.play.wire import Samples

# The whole client is one source: the server may see that one port for as long as it plays.
SOURCE = 0


class Client(Protocol):
    """What a player needs of a client, whichever it imitates. Nothing is sent here: the caller owns the sockets."""

    answers: AnswerBuffer
    context: Samples
    """[frames]: what the server will be sent, step by step. A sound card fills it while playing."""

    def configure(self) -> list[Outgoing]:
        """Reset, every parameter, load: what makes the server ready for this performance."""

    def predict(self, cursor: int) -> list[Outgoing]:
        """Opens the next batch and returns its burst."""

    def receive(self, datagram: bytes) -> list[Report]:
        """Writes what the datagram brings and says what happened."""


class RtapClient:
    """Sends `context` [frames] step by step and writes answers into a channel per stem."""

    def __init__(self, context: Samples, settings: PlaySettings) -> None:
        self.settings = settings
        self.answers = AnswerBuffer(np.zeros((len(settings.stems), len(context)), np.float32))
        self.context = context
        self._targets = [settings.stems.index(target) for target in settings.targets]

    def configure(self) -> list[Outgoing]:
        datagrams = [wire.control("/reset", "i", 1), *parameters(self.settings), wire.control("/load_model", "")]
        # The authors' server starts a thread for each control message: without pauses they overtake each other.
        return [Outgoing(datagram, SOURCE, SETTER_GAP_S) for datagram in datagrams]

    def predict(self, cursor: int) -> list[Outgoing]:
        settings = self.settings
        batch = self.answers.open_batch(
            cursor + settings.look_ahead_samples, settings.step_samples, settings.fade_samples, self._targets
        )
        step = self._step(cursor)
        starts = range(0, len(step), settings.package_size)
        # Once per target, as the external does: servers infer from `total` how many chunks a plane has.
        total = len(starts) * len(self._targets)
        plane = [
            Outgoing(wire.audio("/context", (batch, start, total), step[start : start + settings.package_size]), SOURCE)
            for start in starts
        ]
        return plane * len(self._targets)

    def _step(self, cursor: int) -> Samples:
        """The context's step that ends at `cursor`; shorter near the start."""
        return self.context[max(cursor - self.settings.step_samples, 0) : cursor]

    def receive(self, datagram: bytes) -> list[Report]:
        try:
            messages = wire.decode(datagram)
        except wire.WireError as error:
            return [Refused(str(error))]
        settings = self.settings
        reports = [interpret(message, settings.stems, self.answers, settings.package_size) for message in messages]
        return [report for report in reports if report is not None]


def past(stem: int, samples: Samples, package_size: int) -> list[Outgoing]:
    """`/rtap/past`: what stem number `stem` has played, `samples` [n] that end where its first answer begins."""
    samples = samples[-COLUMNS * COLUMN_SAMPLES :]
    return [
        Outgoing(wire.audio("/rtap/past", (stem, at, len(samples)), samples[at : at + package_size]), SOURCE)
        for at in range(0, len(samples), package_size)
    ]


def parameters(settings: PlaySettings) -> list[bytes]:
    """The messages that set all of `settings` on a server, without making it forget anything."""
    flags = settings.target_flags
    return [
        wire.control("/update_package_size", "i", settings.package_size),
        wire.control("/update_r", "d", settings.r),
        wire.control("/w", "d", settings.look_ahead),
        wire.control("/update_fade", "d", settings.fade_s),
        wire.control("/predict_instruments", "i" * len(flags), *flags),
    ]


class ImitatedExternal:
    """The external as a `Client`: the context sits in a channel of its buffer that is not a target."""

    def __init__(self, context: Samples, settings: PlaySettings) -> None:
        """Raises `PlayError` for what the external cannot be told."""
        contexts = [stem for stem in settings.stems if stem not in settings.targets]
        if not contexts:
            raise PlayError(
                "--client external sends silence when every stem is a target: leave one out, or --client rtap"
            )
        audio = np.zeros((len(settings.stems), len(context)), np.float32)
        self.context = audio[settings.stems.index(contexts[0])]
        self.context[:] = context
        self._external = External(audio, settings.stems)
        self.answers = self._external.answers
        self._setup = [
            f"T {settings.window_samples}",
            f"packet_size {settings.package_size}",
            f"r {settings.r!r}",
            f"w {settings.look_ahead!r}",
            f"fade {settings.fade_s!r}",
            "predict_instruments " + " ".join(str(flag) for flag in settings.target_flags),
            "reset",
            "load_model",
        ]

    def configure(self) -> list[Outgoing]:
        return [outgoing for command in self._setup for outgoing in self._external.command(command)]

    def predict(self, cursor: int) -> list[Outgoing]:
        return self._external.predict(cursor)

    def receive(self, datagram: bytes) -> list[Report]:
        return self._external.receive(datagram)[0]
