"""Reference vectors, and the networks made of them. The tiny bundle is in tests/conftest.py."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from rtap.export.checkpoints import ModelCheckpoint, read_model

# Small networks gain nothing from threads, and threads that spin waiting for each other lose much on a busy machine.
torch.set_num_threads(1)

VECTORS = Path(__file__).resolve().parents[1] / "vectors"


class Vectors:
    """Arrays of `tests/vectors` as float32 tensors: `vectors("unet_forward")["x"]`."""

    def __call__(self, name: str) -> dict[str, torch.Tensor]:
        with np.load(VECTORS / f"{name}.npz") as arrays:
            return {key: torch.from_numpy(arrays[key].astype(np.float32)) for key in arrays}


@pytest.fixture(scope="session")
def vectors() -> Vectors:
    return Vectors()


@pytest.fixture(scope="session")
def vector_model() -> ModelCheckpoint:
    """The tiny random U-Net of the vectors."""
    return read_model(VECTORS / "unet.safetensors", "consistency")
