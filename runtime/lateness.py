"""Whether answers still come in time with a margin, and which look-ahead they need. Arithmetic on a caller's clock.

The runtime's main thread gives every window it has reported to a `LatenessWatch` and gets an `Advice` back where
something has changed. Columns here are columns *beyond* what the client asked for: 0 is the client's own look-ahead.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from rtap.runtime.operating_point import COLUMN_MS

WINDOWS = 100
"""p99 is of so many last windows: the second longest, so that a single hiccup is none."""
PATIENCE = 20
"""Windows in a row whose p99 eats the margin before anything is said."""
MOST_COLUMNS = 8
"""Beyond the client's look-ahead; more than 0.7 s later than it plays, a musician should choose another point."""
SAFE_S = 60.0
"""Windows that would all have fitted a shorter look-ahead for so long let it come back."""


@dataclass(frozen=True)
class Advice:
    """What `/rtap/point` says."""

    playable: bool
    """Whether the client's own look-ahead covers p99 and the margin."""
    columns: int
    """The next look-ahead that does, beyond the client's."""
    p99_ms: float
    budget_ms: float
    """Of the look-ahead in use."""
    p50_ms: float = math.nan
    """What most windows take: where that is more than a step, no look-ahead helps for long."""


class LatenessWatch:
    """Watches the runtime's own times: last context packet in to last answer packet out."""

    def __init__(self, margin_ms: float, safe_s: float = SAFE_S) -> None:
        self.margin_ms = margin_ms
        self._safe_s = safe_s
        self.columns = 0
        """Beyond the client's look-ahead, in use: what was advised last, where the runtime follows."""
        self.playable = True
        """Whether the client's own look-ahead covers what windows take: False while the runtime is further out."""
        self._client_budget_ms = math.nan
        self._totals_ms: deque[float] = deque(maxlen=WINDOWS)
        self._unsafe_in_a_row = 0
        self._exceeded_s = [-math.inf] * (MOST_COLUMNS + 1)
        """When a window last did not fit the look-ahead of so many columns."""

    def stay(self) -> None:
        """The runtime no longer follows: it is back at the client's look-ahead."""
        self._move(0)

    def add(
        self, total_ms: float, client_budget_ms: float, now_s: float, *, adapts: bool, most_columns: int = MOST_COLUMNS
    ) -> Advice | None:
        """One more window. `client_budget_ms` is that of the client's own look-ahead; `adapts`: the runtime follows
        what is advised here, else it stays at 0 columns and the advice is for whoever listens; `most_columns`: how far
        beyond the client's look-ahead there is anywhere to go."""
        if client_budget_ms != self._client_budget_ms:
            self._start_over(client_budget_ms, now_s)
        if client_budget_ms < 0:  # retrospective or immediate: no answer has any time, and none can be made
            return None
        self._totals_ms.append(total_ms)
        for columns in range(MOST_COLUMNS + 1):
            if total_ms > self._safe_ms(columns):
                self._exceeded_s[columns] = now_s
        p99_ms = self.p99_ms
        self._unsafe_in_a_row = self._unsafe_in_a_row + 1 if p99_ms > self._safe_ms(self.columns) else 0
        if self._unsafe_in_a_row >= PATIENCE and (self.playable or adapts):
            return self._unsafe(p99_ms, adapts, min(most_columns, MOST_COLUMNS))
        return self._safe_again(p99_ms, now_s, adapts)

    @property
    def p99_ms(self) -> float:
        return self._quantile_ms(0.99)

    def _quantile_ms(self, share: float) -> float:
        ordered = sorted(self._totals_ms)
        return ordered[int(share * (len(ordered) - 1))] if ordered else math.nan

    def _safe_ms(self, columns: int) -> float:
        """The longest that a window may take at so many columns beyond the client's look-ahead."""
        return self._client_budget_ms + columns * COLUMN_MS - self.margin_ms

    def _start_over(self, client_budget_ms: float, now_s: float) -> None:
        """The client has set another point: what was measured for the old one says nothing of it."""
        self._client_budget_ms = client_budget_ms
        self.columns, self.playable = 0, True
        self._totals_ms.clear()
        self._unsafe_in_a_row = 0
        self._exceeded_s = [now_s] * (MOST_COLUMNS + 1)

    def _unsafe(self, p99_ms: float, adapts: bool, most_columns: int) -> Advice | None:
        budget_ms = self._client_budget_ms + self.columns * COLUMN_MS
        further = range(self.columns + 1, most_columns + 1)
        if not further:  # as far out as there is
            return None
        columns = next((n for n in further if p99_ms <= self._safe_ms(n)), further[-1])
        self.playable, p50_ms = False, self._quantile_ms(0.5)
        if adapts:
            self._move(columns)
        return Advice(False, columns, p99_ms, budget_ms, p50_ms)

    def _safe_again(self, p99_ms: float, now_s: float, adapts: bool) -> Advice | None:
        if self.playable:
            return None
        budget_ms = self._client_budget_ms + self.columns * COLUMN_MS
        safe = (columns for columns in range(self.columns) if now_s - self._exceeded_s[columns] >= self._safe_s)
        back = next(safe, None)
        if adapts and back is not None:
            self._move(back)
            self.playable = back == 0
            return Advice(self.playable, back, p99_ms, budget_ms)
        if not adapts and now_s - self._exceeded_s[0] >= self._safe_s:
            self.playable = True
            self._move(0)  # the long windows are `safe_s` old
            return Advice(True, 0, p99_ms, budget_ms)
        return None

    def _move(self, columns: int) -> None:
        self.columns = columns
        self._totals_ms.clear()
        self._unsafe_in_a_row = 0
