"""The PyTorch fallback: `.pt2` programs of the bundle, run without model code. Only this module imports torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rtap.runtime.bundle import Bundle
from rtap.runtime.engines.base import F32, EngineError

try:
    import torch
except ImportError as error:
    raise EngineError("PyTorch is not installed; pip install 'rtap[torch]', or use --engine ort") from error


class TorchStages:
    name = "torch"

    def __init__(self, bundle: Bundle, threads: int | None = None) -> None:
        files = bundle.manifest.engines.get("torch")
        if not files:
            raise EngineError(
                f"{bundle.directory}: holds no torch programs; build them with export/build_engines.py --engines torch"
            )
        self.precision = files["step"].precision
        if threads:
            torch.set_num_threads(threads)
        self._encoder, self._step, self._decoder = (
            _open(bundle.engine_path("torch", graph)) for graph in ("encoder", "step", "decoder")
        )

    def encode(self, audio: F32) -> F32:
        return self._run(self._encoder, audio)[0]

    def step(
        self,
        x: F32,
        base: F32,
        source: F32,
        noise_in: F32,
        noise_out: F32,
        mixture: F32,
        keep: F32,
        label: F32,
        coef: F32,
    ) -> tuple[F32, F32]:
        x_out, y_out = self._run(self._step, x, base, source, noise_in, noise_out, mixture, keep, label, coef)
        return x_out, y_out

    def decode(self, latent: F32, noise: F32 | None) -> F32:
        return self._run(self._decoder, latent)[0] if noise is None else self._run(self._decoder, latent, noise)[0]

    def close(self) -> None:
        del self._encoder, self._step, self._decoder

    def _run(self, program: torch.nn.Module, *arrays: F32) -> tuple[np.ndarray, ...]:
        try:
            with torch.inference_mode():
                result = program(*(torch.from_numpy(array) for array in arrays))
        except RuntimeError as error:
            shapes = ", ".join(str(list(array.shape)) for array in arrays)
            raise EngineError(f"torch failed on inputs {shapes}: {str(error).splitlines()[0]}") from error
        tensors = result if isinstance(result, tuple | list) else (result,)
        return tuple(tensor.float().numpy() for tensor in tensors)


def _open(path: Path) -> torch.nn.Module:
    """A `.pt2` archive holds a graph and tensors; loading it runs no code from it."""
    try:
        return torch.export.load(str(path)).module()
    except Exception as error:  # torch.export documents no common base for what load raises
        raise EngineError(f"{path}: torch {torch.__version__} cannot load it: {str(error).splitlines()[0]}") from error
