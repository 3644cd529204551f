"""Pure arithmetic of one performance: window, step, look-ahead and fade in samples."""

from __future__ import annotations

from dataclasses import dataclass

from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS, SAMPLE_RATE_HZ
from rtap.runtime.geometry import look_ahead_samples_of, step_columns_of, step_samples_of
from rtap.runtime.osc import MAX_CHUNK_FLOATS, MIN_CHUNK_FLOATS
from rtap.runtime.play.errors import PlayError

DEFAULT_STEMS = ("bass", "drums", "guitar", "piano")


@dataclass(frozen=True)
class PlaySettings:
    """What the client and the server have to agree on, and what follows from it.

    `look_ahead` is the paper's w, in steps; everything named `_samples` is at 44 100 Hz.
    """

    window_samples: int = COLUMNS * COLUMN_SAMPLES
    r: float = 0.25
    look_ahead: float = 1.0
    fade_s: float = 0.02
    package_size: int = 10_240
    targets: tuple[str, ...] = ("bass",)
    stems: tuple[str, ...] = DEFAULT_STEMS

    @property
    def step_samples(self) -> int:
        """Truncated as the external does: r 0.0625 of 264 600 is 16 537."""
        return step_samples_of(self.window_samples, self.r)

    @property
    def look_ahead_samples(self) -> int:
        """From the cursor to the first sample that an answer is for."""
        return look_ahead_samples_of(self.window_samples, self.r, self.look_ahead)

    @property
    def fade_samples(self) -> int:
        return int(self.fade_s * SAMPLE_RATE_HZ)

    @property
    def answer_samples(self) -> int:
        """Length of one stem's answer: the crossfade and the step."""
        return self.fade_samples + self.step_samples

    @property
    def answer_chunks(self) -> int:
        """Chunks of one stem's answer."""
        return -(-self.answer_samples // self.package_size)

    @property
    def budget_samples(self) -> int:
        """From the cursor to the first sample of the answer: the crossfade is heard too, so it has to be there."""
        return self.look_ahead_samples - self.fade_samples

    @property
    def budget_ms(self) -> float:
        return 1000 * self.budget_samples / SAMPLE_RATE_HZ

    @property
    def target_flags(self) -> tuple[int, ...]:
        """`/predict_instruments`: 1 for each stem to be generated, in the order of `stems`."""
        return tuple(int(stem in self.targets) for stem in self.stems)

    def answer_start(self, cursor: int) -> int:
        """First sample that the answer to the context up to `cursor` is written to; negative near the start."""
        return cursor + self.budget_samples


def parse_look_ahead(text: str, r: float) -> float:
    """`1` or `-0.5` is in steps, `columns:1` in columns. Returns steps (the paper's w).

    Raises `PlayError` for anything that is not a whole number of columns, or leaves the model nothing to listen to.
    """
    kind, _, number = text.rpartition(":")
    try:
        value = float(number)
    except ValueError:
        raise PlayError(f"--look-ahead {text}: not a number; say steps (1) or columns (columns:1)") from None
    if kind not in ("", "columns", "steps"):
        raise PlayError(f"--look-ahead {text}: {kind} is not a unit; say steps (1) or columns (columns:1)")
    columns = value if kind == "columns" else value * r * COLUMNS
    if not abs(columns) < 1e6 or abs(columns - round(columns)) > 1e-6:  # NaN and infinities are floats too
        raise PlayError(
            f"--look-ahead {text}: that is {columns:g} columns of {COLUMNS}; a look-ahead is whole columns "
            f"(at r = {r:g} one column is w = {1 / (r * COLUMNS):g}, or say columns:1)"
        )
    step = round(r * COLUMNS)
    most = COLUMNS - 1 - step
    if not -step <= round(columns) <= most:
        raise PlayError(
            f"--look-ahead {text}: that is {columns:.4g} columns; with steps of {step} (r = {r:g}) it is {-step} to "
            f"{most}, or the model has nothing to listen to"
        )
    return round(columns) / (r * COLUMNS)


def check_r(r: float) -> None:
    """Raises `PlayError` unless a step of `r` windows is 1 to 64 whole columns."""
    try:
        step_columns_of(r)
    except ValueError as error:
        raise PlayError(f"--{error}") from error


def check_package_size(package_size: int) -> None:
    """Raises `PlayError` where no datagram holds that many floats, or the protocol allows no chunk that small."""
    if not MIN_CHUNK_FLOATS <= package_size <= MAX_CHUNK_FLOATS:
        raise PlayError(
            f"--package-size {package_size}: give {MIN_CHUNK_FLOATS} to {MAX_CHUNK_FLOATS} floats "
            f"(a datagram holds 65 507 bytes, a float costs 5)"
        )


def check_stems(targets: tuple[str, ...], stems: tuple[str, ...]) -> None:
    """Raises `PlayError` for a target that the server's bundle has no stem for."""
    for target in targets:
        if target not in stems:
            raise PlayError(f"--stem {target}: the server's stems are {', '.join(stems)}")
