"""How far two results are apart, in the two words the project uses: SNR in dB, and largest relative error."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def snr_db(result: NDArray[np.floating], reference: NDArray[np.floating]) -> float:
    """Power of `reference` over power of the difference, in dB, over all elements; inf where they are equal.

    -inf where `result` holds a number that is not finite: nothing is further away. Raises ValueError on shapes.
    """
    if result.shape != reference.shape:
        raise ValueError(f"shape {result.shape}, expected {reference.shape}")
    if not np.isfinite(result).all():
        return -math.inf
    reference64 = reference.astype(np.float64)
    noise = float(np.square(result.astype(np.float64) - reference64).sum())
    signal = float(np.square(reference64).sum())
    if noise == 0:
        return math.inf
    return 10 * math.log10(signal / noise) if signal else -math.inf


def relative_error(result: NDArray[np.floating], reference: NDArray[np.floating]) -> float:
    """Largest absolute difference relative to the largest absolute value of `reference`. Raises ValueError on shapes."""
    if result.shape != reference.shape:
        raise ValueError(f"shape {result.shape}, expected {reference.shape}")
    return float(np.abs(result - reference).max() / np.abs(reference).max())
