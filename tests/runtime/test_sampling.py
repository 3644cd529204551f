"""The coefficient tables against the samplers written out as formulas, on a network that is a formula too."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from rtap.runtime.sampling import adpm2_sampler, consistency_sampler, karras_schedule, run_sampler

SHAPE = (2, 1, 64, 64)


def network(x, c_noise):
    """Any function will do, as long as it is not linear in x."""
    return np.tanh(x + c_noise).astype(np.float32)


def step_graph(keep):
    """The step graph of the bundle contract, in numpy."""

    def step(x, base, source, noise_in, noise_out, coef):
        sigma, merge, c_in, c_noise, k_base, k_y, k_f, k_noise = coef
        y = keep * merge * (source + sigma * noise_in) + (1 - keep * merge) * x
        return k_base * base + k_y * y + k_f * network(c_in * y, c_noise) + k_noise * noise_out, y

    return step


def consistency_by_the_book(draws, source, keep, steps, rho):
    sigma_min = 1e-4
    sigmas = karras_schedule(steps + 1, sigma_min, 80.0, rho)
    noise = iter(draws)
    x = sigmas[0] * next(noise)
    for i in range(steps):
        s = sigmas[i]
        x = keep * (source + s * next(noise)) + (1 - keep) * x
        c_skip, c_out = 1 / ((s - sigma_min) ** 2 + 1), (s - sigma_min) / math.sqrt(s**2 + 1)
        x = c_skip * x + c_out * network(x / math.sqrt(s**2 + 1), math.log(s) / 4)
        if i < steps - 1:
            x = x + math.sqrt(sigmas[i + 1] ** 2 - sigma_min**2) * next(noise)
    return keep * source + (1 - keep) * x


def adpm2_by_the_book(draws, source, keep, points, resamples):
    sigmas = karras_schedule(points, 1e-4, 50.0, 9.0)
    noise = iter(draws)

    def denoised(x, s):
        return x / (s**2 + 1) + s / math.sqrt(s**2 + 1) * network(x / math.sqrt(s**2 + 1), math.log(s) / 4)

    x = sigmas[0] * next(noise)
    for s, s_next in pairwise(sigmas):
        noisy_source = source + s * next(noise)
        for resample in range(resamples):
            x = keep * noisy_source + (1 - keep) * x
            up = math.sqrt(s_next**2 * (s**2 - s_next**2) / s**2)
            down = math.sqrt(s_next**2 - up**2)
            mid = (s + down) / 2
            x_mid = x + (x - denoised(x, s)) / s * (mid - s)
            x = x + (x_mid - denoised(x_mid, mid)) / mid * (down - s) + up * next(noise)
            if resample < resamples - 1:
                x = x + math.sqrt(s**2 - s_next**2) * next(noise)
    return keep * source + (1 - keep) * x


@pytest.fixture
def tensors():
    random = np.random.default_rng(0)
    source = random.standard_normal(SHAPE).astype(np.float32)
    keep = (np.arange(64) < 48).astype(np.float32).reshape(1, 1, 1, 64)
    return source, keep, random


@pytest.mark.parametrize("steps", [1, 2, 4])
@pytest.mark.parametrize("rho", [7.0, 9.0])
def test_consistency_table_is_the_sampler(tensors, steps, rho):
    source, keep, random = tensors
    sampler = consistency_sampler(steps, rho=rho)
    draws = random.standard_normal((sampler.draws, *SHAPE)).astype(np.float32)
    got = run_sampler(sampler, step_graph(keep), draws, source, keep)
    want = consistency_by_the_book(draws, source, keep, steps, rho)
    assert len(sampler.calls) == steps
    np.testing.assert_allclose(got, want, atol=1e-4 * np.abs(want).max())


@pytest.mark.parametrize(("points", "resamples"), [(3, 1), (5, 2), (4, 3)])
def test_adpm2_table_is_the_sampler(tensors, points, resamples):
    source, keep, random = tensors
    sampler = adpm2_sampler(points, resamples)
    draws = random.standard_normal((sampler.draws, *SHAPE)).astype(np.float32)
    got = run_sampler(sampler, step_graph(keep), draws, source, keep)
    want = adpm2_by_the_book(draws, source, keep, points, resamples)
    assert len(sampler.calls) == (points - 1) * resamples * 2
    np.testing.assert_allclose(got, want, atol=1e-4 * np.abs(want).max())


def test_the_paper_settings():
    assert len(adpm2_sampler().calls) == 16
    assert len(consistency_sampler().calls) == 2
    assert consistency_sampler(2, rho=9.0).sigmas[1] == pytest.approx(0.941, abs=5e-4)
    assert consistency_sampler(2, rho=7.0).sigmas[1] == pytest.approx(1.597, abs=5e-4)


def test_the_graph_sees_noise_of_unit_variance():
    for sampler in (consistency_sampler(4), adpm2_sampler()):
        for call in sampler.calls:
            if call.noise_out:
                assert sum(weight**2 for _, weight in call.noise_out) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "build", [lambda: consistency_sampler(0), lambda: adpm2_sampler(5, 0), lambda: adpm2_sampler(1)]
)
def test_a_sampler_without_steps_is_refused(build):
    with pytest.raises(ValueError, match="at least"):
        build()
