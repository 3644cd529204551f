"""A sampler as a table of coefficients.

Every update of both samplers is a linear combination of tensors the step graph already holds, so one exported graph
runs them all (the derivation is in the bundle contract):

    y     = (keep*merge) * (source + sigma*noise_in) + (1 - keep*merge) * x
    x_out = k_base*base + k_y*y + k_F*F(c_in*y, c_noise, label, mixture) + k_noise*noise_out
    y_out = y

This module is plain arithmetic on numbers: no engine, no random state, no I/O.

Sources: Karras et al. 2022 (schedule, preconditioning); Song et al. 2023 (consistency boundary); the samplers inside
the mask are those of the RTAP paper's public programs (arXiv 2604.07612).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
StepGraph = Callable[[F32, F32, F32, F32, F32, F32], tuple[F32, F32]]
"""(x, base, source, noise_in, noise_out, coef) -> (x_out, y_out); mixture, keep and label are bound by the caller."""

COEF_NAMES = ("sigma", "merge", "c_in", "c_noise", "k_base", "k_y", "k_F", "k_noise")


@dataclass(frozen=True)
class Call:
    """One call of the step graph."""

    coef: F32
    """`[8]`, in the order of `COEF_NAMES`."""
    base_is_previous_y: bool
    """`base` is the previous call's `y_out`; otherwise `base` is unused (its coefficient is 0)."""
    noise_in: int
    """Index of the draw merged into the kept columns; shared by the resamples of one schedule step."""
    noise_out: tuple[tuple[int, float], ...]
    """Draws added at the end as (index, weight). The squared weights sum to 1, so the graph sees unit variance."""


@dataclass(frozen=True)
class Sampler:
    """A whole sampler: start from `start_scale * draw 0`, make the calls in order, keep what the mask keeps."""

    kind: str
    sigmas: tuple[float, ...]
    start_scale: float
    calls: tuple[Call, ...]
    draws: int
    """How many unit Gaussian draws `[S, 1, 64, 64]` one window consumes, in the order in which they are indexed."""


def karras_schedule(points: int, sigma_min: float, sigma_max: float, rho: float) -> list[float]:
    """`points` values from `sigma_max` down to `sigma_min` (Karras et al. 2022, eq. 5, without the final 0)."""
    if points < 2:
        raise ValueError(f"a schedule needs at least 2 points, got {points}")
    low, high = sigma_min ** (1 / rho), sigma_max ** (1 / rho)
    return [(high + i / (points - 1) * (low - high)) ** rho for i in range(points)]


def _preconditioning(sigma: float) -> tuple[float, float]:
    """c_in and c_noise for sigma_data = 1."""
    return 1 / math.sqrt(sigma**2 + 1), math.log(sigma) / 4


def _coef(
    sigma: float, merge: float, *, sigma_net: float, k_base: float, k_y: float, k_f: float, k_noise: float
) -> F32:
    c_in, c_noise = _preconditioning(sigma_net)
    return np.array([sigma, merge, c_in, c_noise, k_base, k_y, k_f, k_noise], dtype=np.float32)


def consistency_sampler(steps: int = 2, sigma_min: float = 1e-4, sigma_max: float = 80.0, rho: float = 9.0) -> Sampler:
    """Multi-step consistency sampling inside the mask: `steps` calls of the graph.

    rho 9 is the published checkpoint's own (second sigma of 2 steps: 0.941), rho 7 what the authors' live server uses.
    """
    if steps < 1:
        raise ValueError(f"a consistency sampler makes at least 1 step, got {steps}")
    sigmas = karras_schedule(steps + 1, sigma_min, sigma_max, rho)
    calls = []
    draw = 1
    for i in range(steps):
        sigma, last = sigmas[i], i == steps - 1
        c_skip = 1 / ((sigma - sigma_min) ** 2 + 1)
        c_out = (sigma - sigma_min) / math.sqrt(sigma**2 + 1)
        k_noise = 0.0 if last else math.sqrt(sigmas[i + 1] ** 2 - sigma_min**2)
        coef = _coef(sigma, 1.0, sigma_net=sigma, k_base=0.0, k_y=c_skip, k_f=c_out, k_noise=k_noise)
        calls.append(Call(coef, False, draw, () if last else ((draw + 1, 1.0),)))
        draw += 1 if last else 2
    return Sampler("consistency", tuple(sigmas), sigmas[0], tuple(calls), draw)


def adpm2_sampler(
    points: int = 5, resamples: int = 2, sigma_min: float = 1e-4, sigma_max: float = 50.0, rho: float = 9.0
) -> Sampler:
    """ADPM2 with resampling (RePaint) inside the mask: `points` schedule points are `points - 1` steps.

    Each resample of each step is two calls; the paper's live setting (5 points, 2 resamples) makes 16.
    """
    if resamples < 1:
        raise ValueError(f"the ADPM2 sampler makes at least 1 resample, got {resamples}")
    sigmas = karras_schedule(points, sigma_min, sigma_max, rho)
    calls: list[Call] = []
    draw = 1
    for sigma, sigma_next in pairwise(sigmas):
        sigma_up = math.sqrt(sigma_next**2 * (sigma**2 - sigma_next**2) / sigma**2)
        sigma_down = math.sqrt(sigma_next**2 - sigma_up**2)
        sigma_mid = (sigma + sigma_down) / 2
        noise_in, draw = draw, draw + 1
        for resample in range(resamples):
            calls.append(_adpm2_first_half(sigma, sigma_mid, noise_in))
            terms = [(draw, sigma_up)]
            draw += 1
            if resample < resamples - 1:  # back to the step's own noise level, to be resampled from there
                terms.append((draw, math.sqrt(sigma**2 - sigma_next**2)))
                draw += 1
            calls.append(_adpm2_second_half(sigma, sigma_mid, sigma_down, noise_in, terms))
    return Sampler("adpm2", tuple(sigmas), sigmas[0], tuple(calls), draw)


def _adpm2_first_half(sigma: float, sigma_mid: float, noise_in: int) -> Call:
    """x_mid = y + (y - D(y))/sigma * (sigma_mid - sigma), with D = c_skip*y + c_out*F."""
    c_skip, c_out = 1 / (sigma**2 + 1), sigma / math.sqrt(sigma**2 + 1)
    step = (sigma_mid - sigma) / sigma
    coef = _coef(sigma, 1.0, sigma_net=sigma, k_base=0.0, k_y=1 + (1 - c_skip) * step, k_f=-c_out * step, k_noise=0.0)
    return Call(coef, False, noise_in, ())


def _adpm2_second_half(
    sigma: float, sigma_mid: float, sigma_down: float, noise_in: int, terms: Sequence[tuple[int, float]]
) -> Call:
    """x = base + (x_mid - D(x_mid))/sigma_mid * (sigma_down - sigma) + noise; base is the first half's y."""
    c_skip, c_out = 1 / (sigma_mid**2 + 1), sigma_mid / math.sqrt(sigma_mid**2 + 1)
    step = (sigma_down - sigma) / sigma_mid
    k_noise = math.hypot(*(weight for _, weight in terms))
    noise_out = tuple((index, weight / k_noise) for index, weight in terms)
    k_y, k_f = (1 - c_skip) * step, -c_out * step
    coef = _coef(sigma, 0.0, sigma_net=sigma_mid, k_base=1.0, k_y=k_y, k_f=k_f, k_noise=k_noise)
    return Call(coef, True, noise_in, noise_out)


def mix_noise_out(call: Call, draws: F32, out: F32) -> F32:
    """The call's `noise_out` from draws `[D, S, 1, 64, 64]` into `out` `[S, 1, 64, 64]`; zeros when it adds none."""
    out.fill(0.0)
    for index, weight in call.noise_out:
        out += np.float32(weight) * draws[index]
    return out


def run_sampler(sampler: Sampler, step: StepGraph, draws: F32, source: F32, keep: F32) -> F32:
    """The whole sampler in plain numpy, the reference for engines and the tool of tests.

    draws `[D, S, 1, 64, 64]`, source `[S, 1, 64, 64]`, keep broadcastable to it -> latent `[S, 1, 64, 64]`.
    """
    x = np.float32(sampler.start_scale) * draws[0]
    y = x
    noise_out = np.empty_like(x)
    for call in sampler.calls:
        base = y if call.base_is_previous_y else x
        x, y = step(x, base, source, draws[call.noise_in], mix_noise_out(call, draws, noise_out), call.coef)
    return keep * source + (1 - keep) * x
