"""Pure arithmetic of the sliding window: r, w, T -> samples and columns. No arrays, no state, no I/O.

All positions are absolute samples on one axis whose zero is the cursor of the client's first batch. Columns lie on a
fixed grid of 4096 samples on that axis, so a latent generated once keeps its place in time for as long as it is used,
whatever the length of the client's step. That is what makes both known clients exact:

* T = 262 144: a step is a whole number of columns, every boundary lies on the grid.
* T = 264 600 (the paper's): a step of 66 150 samples is 16.15 columns. The window ends at the first grid line at or
  after the answer's end, so it generates 16 or 17 new columns, and the answer is cut out of the decoded block at its
  own exact samples. Residual error of an answer's position: 0 samples for both. (Only above
  r = 61/64 does a step of this T need more than the model's 64 columns; what lies before them is then silence.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS, TAIL_SAMPLES

KNOWN_WINDOW_SAMPLES = (264_600, 262_144)
"""T of the paper's external and the T that is a whole number of columns."""


def step_columns_of(r: float) -> int:
    """`r` as columns of 64. Raises ValueError, one line, when the step is not 1…64 whole columns."""
    columns = r * COLUMNS
    if not (columns == columns and abs(columns) < 1e6):  # NaN and infinities come over the wire too
        raise ValueError(f"r = {r}: a step is k/64 of the window; send k/64 (0.25 is 16/64)")
    whole = round(columns)
    if abs(columns - whole) > 1e-3 or not 1 <= whole <= COLUMNS:
        raise ValueError(
            f"r = {r:g}: a step is whole columns and {r:g} is {columns:.4g} of 64; send k/64 (0.25 is 16/64)"
        )
    return whole


def step_samples_of(window_samples: int, r: float) -> int:
    """Samples of a step as the paper's client truncates it: T = 264 600 and r = 0.0625 give 16 537."""
    return int(window_samples * r)


def look_ahead_samples_of(window_samples: int, r: float, look_ahead: float) -> int:
    """Look-ahead of `look_ahead` steps in samples, truncated as the paper's client truncates it.

    A fraction of a step comes over the wire in single precision: what is within 0.05 samples of a whole number is meant
    to be it (r = 3/64 and w = 1/3 are one column).
    """
    samples = look_ahead * r * window_samples
    nearest = round(samples)
    return nearest if abs(samples - nearest) < 0.05 else int(samples)


@dataclass(frozen=True)
class Geometry:
    """What the client has set, in samples."""

    window_samples: int
    """The client's T."""
    step_samples: int
    look_ahead_samples: int
    """From the cursor to the first sample of the step that is played. Negative: retrospective."""
    fade_samples: int

    @classmethod
    def from_client(cls, window_samples: int, r: float, look_ahead: float, fade_samples: int) -> Geometry:
        step = step_samples_of(window_samples, r)
        return cls(window_samples, step, look_ahead_samples_of(window_samples, r, look_ahead), fade_samples)

    @property
    def answer_samples(self) -> int:
        return self.fade_samples + self.step_samples

    @property
    def budget_samples(self) -> int:
        """From the cursor to the first sample of the answer: the crossfade is heard too, so it has to be there."""
        return self.look_ahead_samples - self.fade_samples

    @property
    def decode_columns_max(self) -> int:
        """Columns to decode when the cursor lies anywhere on the grid: what a fixed-shape decoder is built for."""
        return -(-(self.answer_samples + TAIL_SAMPLES + COLUMN_SAMPLES - 1) // COLUMN_SAMPLES)


@dataclass(frozen=True)
class WindowPlan:
    """Where everything of one window lies. Columns are absolute (sample // 4096), not relative to the window."""

    cursor: int
    """First sample not yet heard."""
    window_column: int
    """First column of the 64 that the model sees."""
    known_columns: int
    """Columns of the mixture that lie wholly before the cursor; from there on it is set to 0 after encoding."""
    new_column: int
    """Columns before this one are kept where they were generated; this one and later are generated now."""
    answer_start: int
    """First sample sent: `fade_samples` before the step that is played."""
    answer_samples: int
    fade_samples: int
    """The answer's first samples, which the client crossfades with what it has."""
    decode_column: int
    decode_columns: int

    @property
    def play_start(self) -> int:
        """First sample of the step being generated; where the budget ends."""
        return self.answer_start + self.fade_samples

    @property
    def window_start(self) -> int:
        return self.window_column * COLUMN_SAMPLES

    @property
    def end_column(self) -> int:
        return self.window_column + COLUMNS

    @property
    def answer_offset(self) -> int:
        """Index of the answer's first sample in the decoded block; at least 1536, where overlap is complete."""
        return self.answer_start - self.decode_column * COLUMN_SAMPLES


def plan_window(geometry: Geometry, cursor: int, ahead_columns: int = 0) -> WindowPlan:
    """The window for a client whose cursor is at absolute sample `cursor`, generated `ahead_columns` further ahead than
    the client plays it (see `ahead.py`).

    T = 262 144, r = 1/4, w = 1 at cursor 0: the model sees [-131 072, 131 072), knows 32 columns, keeps 48, and the
    answer is [65 536 - fade, 131 072) out of 17 decoded columns.
    """
    play_start = cursor + geometry.look_ahead_samples + ahead_columns * COLUMN_SAMPLES
    play_end = play_start + geometry.step_samples
    end_column = _ceil_column(play_end)
    window_column = end_column - COLUMNS
    known_columns = min(max(cursor // COLUMN_SAMPLES - window_column, 0), COLUMNS)
    answer_start = play_start - geometry.fade_samples
    # The first 1536 samples of a decoded block lack overlap: begin early enough that the answer lies after them.
    decode_column = (answer_start - TAIL_SAMPLES) // COLUMN_SAMPLES
    return WindowPlan(
        cursor=cursor,
        window_column=window_column,
        known_columns=known_columns,
        new_column=_ceil_column(play_start),
        answer_start=answer_start,
        answer_samples=geometry.answer_samples,
        fade_samples=geometry.fade_samples,
        decode_column=decode_column,
        decode_columns=end_column - decode_column,
    )


def begin_at(plan: WindowPlan, play_start: int) -> WindowPlan:
    """The same window, its answer begun at an earlier sample: for where nothing was generated before it."""
    answer_start = play_start - plan.fade_samples
    decode_column = (answer_start - TAIL_SAMPLES) // COLUMN_SAMPLES
    return replace(
        plan,
        new_column=_ceil_column(play_start),
        answer_start=answer_start,
        answer_samples=plan.answer_samples + plan.play_start - play_start,
        decode_column=decode_column,
        decode_columns=plan.end_column - decode_column,
    )


def _ceil_column(sample: int) -> int:
    return -(-sample // COLUMN_SAMPLES)
