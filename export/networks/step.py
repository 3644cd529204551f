"""The step graph: everything a sampler does on the device between two noise draws.

Schedules, preconditioning and solver are eight numbers computed on the host, so one graph runs every sampler.
"""

from __future__ import annotations

from torch import Tensor, nn

from rtap.export.networks.registry import AccompanimentNetwork

STEP_INPUTS = ("x", "base", "source", "noise_in", "noise_out", "mixture", "keep", "label", "coef")
STEP_OUTPUTS = ("x_out", "y_out")
COEFFICIENTS = ("sigma", "merge", "c_in", "c_noise", "k_base", "k_y", "k_F", "k_noise")


class StepGraph(nn.Module):
    """One network evaluation with its linear combinations.

    `y = (keep·merge)·(source + sigma·noise_in) + (1 - keep·merge)·x`
    `x_out = k_base·base + k_y·y + k_F·F(c_in·y, c_noise, label, mixture) + k_noise·noise_out`; `y_out = y`.

    Maps are `[B, 1, 64, 64]`, `keep [1, 1, 1, 64]` (1 where a column is kept), `label [B, S]`, `coef [8]` in the order
    of COEFFICIENTS.
    """

    def __init__(self, network: AccompanimentNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(
        self,
        x: Tensor,
        base: Tensor,
        source: Tensor,
        noise_in: Tensor,
        noise_out: Tensor,
        mixture: Tensor,
        keep: Tensor,
        label: Tensor,
        coef: Tensor,
    ) -> tuple[Tensor, Tensor]:
        sigma, merge, c_in, c_noise, k_base, k_y, k_f, k_noise = coef.split(1)  # each [1], broadcasts over the maps
        merged = keep * merge
        # neg and not "1 - merged", a reversed subtraction, which has no ONNX converter of its own.
        y = merged * (source + sigma * noise_in) + (1.0 + merged.neg()) * x
        # c_noise stays [1]: one embedding row serves the whole batch.
        f = self.network(c_in * y, c_noise, label, mixture)
        return k_base * base + k_y * y + k_f * f + k_noise * noise_out, y
