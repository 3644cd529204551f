"""The step graph: everything a sampler does on the device between two noise draws.

Schedules, preconditioning and solver are eight numbers computed on the host, so one graph runs every sampler.
"""

from __future__ import annotations

from torch import Tensor, nn

from rtap.export.networks.column_transformer import Columns, ColumnTransformer
from rtap.export.networks.registry import AccompanimentNetwork, takes_past

STEP_OUTPUTS = ("x_out", "y_out")
COEFFICIENTS = ("sigma", "merge", "c_in", "c_noise", "k_base", "k_y", "k_F", "k_noise")


class StepGraph(nn.Module):
    """One network evaluation with its linear combinations.

    `y = (keep·merge)·(source + sigma·noise_in) + (1 - keep·merge)·x`
    `x_out = k_base·base + k_y·y + k_F·F(c_in·y, c_noise, label, mixture) + k_noise·noise_out`; `y_out = y`.

    Maps are `[B, 1, 64, 64]`, `keep [1, 1, 1, 64]` (1 where a column is kept), `label [B, S]`, `coef [8]` in the order
    of COEFFICIENTS.

    A network that takes its past gets kept columns as they are, without noise and unscaled, whatever `merge` says.
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
        y = _merge(x, source, noise_in, keep, coef)
        _, _, c_in, c_noise, _, _, _, _ = coef.split(1)  # c_noise stays [1]: one embedding row serves the whole batch
        if takes_past(self.network):
            f = self.network(_with_past(c_in * y, source, keep), c_noise, label, mixture, keep, source)
        else:
            f = self.network(c_in * y, c_noise, label, mixture)
        return _combine(base, y, f, noise_out, coef), y


class PartStep(nn.Module):
    """The step graph for some of a window's columns, what the others said being remembered (see `bundle.StepMemory`).

    For a network that takes its past. x, base and noises are of t columns, those after the m that `remembered` tells
    of; source, mixture and keep are the whole window's.
    """

    def __init__(self, network: ColumnTransformer) -> None:
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
        remembered: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        at = Columns(remembered.shape[3], x.shape[3])
        own, kept = at.of(source, 3), at.of(keep, 3)
        y = _merge(x, own, noise_in, kept, coef)
        _, _, c_in, c_noise, _, _, _, _ = coef.split(1)
        given = _with_past(c_in * y, own, kept)
        f, fresh = self.network.evaluate_columns(given, c_noise, label, mixture, keep, source, remembered)
        return _combine(base, y, f, noise_out, coef), y, fresh


def _merge(x: Tensor, source: Tensor, noise_in: Tensor, keep: Tensor, coef: Tensor) -> Tensor:
    sigma, merge, _, _, _, _, _, _ = coef.split(1)  # each [1], broadcasts over the maps
    merged = keep * merge
    # neg and not "1 - merged", a reversed subtraction, which has no ONNX converter of its own.
    return merged * (source + sigma * noise_in) + (1.0 + merged.neg()) * x


def _with_past(scaled: Tensor, source: Tensor, keep: Tensor) -> Tensor:
    return keep * source + (1.0 + keep.neg()) * scaled


def _combine(base: Tensor, y: Tensor, f: Tensor, noise_out: Tensor, coef: Tensor) -> Tensor:
    _, _, _, _, k_base, k_y, k_f, k_noise = coef.split(1)
    return k_base * base + k_y * y + k_f * f + k_noise * noise_out
