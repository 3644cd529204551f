"""The small accompaniment network: read back from its tensors, traced as it computes, deaf to nothing it is given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from rtap.export.checkpoints import randomise, read_model, write_safetensors
from rtap.export.networks.column_transformer import ColumnTransformer
from rtap.export.networks.registry import network_from_tensors
from rtap.export.networks.unet import ArchitectureError


def small_network(seed: int = 0) -> ColumnTransformer:
    network = ColumnTransformer(width=128, blocks=2, hidden=192, label_dim=4, embedding=32)
    randomise(network, seed)
    return network.eval().requires_grad_(False)


def inputs(batch: int = 2) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(1)
    x, mixture = (torch.randn(batch, 1, 64, 64, generator=generator) for _ in range(2))
    mixture[..., 48:] = 0
    return {"x": x, "c_noise": torch.linspace(-2, 1, batch), "label": torch.eye(4)[:batch], "mixture": mixture}


def test_its_tensors_say_all_its_widths():
    network = small_network()
    again = network_from_tensors(network.state_dict())
    assert isinstance(again, ColumnTransformer)
    assert torch.equal(again(**inputs()), network(**inputs()))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.pop("blocks.1.down.bias"), "blocks.1.down.bias.* is missing"),
        (lambda t: t.update({"write.bias": torch.zeros(7)}), r"has shape \(7,\)"),
        (lambda t: t.update({"surplus": torch.zeros(1)}), "1 tensors it should not, the first 'surplus'"),
        (lambda t: t.pop("position"), "no tensor 'position'"),
    ],
)
def test_tensors_that_do_not_fit_are_named(change, message):
    tensors = small_network().state_dict()
    change(tensors)
    with pytest.raises(ArchitectureError, match=message):
        ColumnTransformer.from_state_dict(tensors)


def test_a_width_that_heads_do_not_divide_is_refused():
    with pytest.raises(ArchitectureError, match="multiple of 64"):
        ColumnTransformer(width=100)


def test_every_input_matters():
    network, given = small_network(), inputs()
    answer = network(**given)
    changes = {
        "x": given["x"] + 0.1,
        "c_noise": given["c_noise"] + 0.1,
        "label": given["label"].roll(1, 1),
        "mixture": given["mixture"] + 0.1 * (given["mixture"] != 0),
    }
    for name, changed in changes.items():
        assert (network(**given | {name: changed}) - answer).abs().max() > 1e-3, name


def test_unknown_is_told_from_silent():
    """A column of the context that is exactly zero was not heard; one that is nearly zero was heard, and silent."""
    network, given = small_network(), inputs()
    heard = given["mixture"].clone()
    heard[..., 48:] = 1e-12
    assert (network(**given | {"mixture": heard}) - network(**given)).abs().max() > 1e-2


def test_windows_of_a_batch_do_not_mix():
    network, given = small_network(), inputs(2)
    alone = network(**{name: tensor[:1] for name, tensor in given.items()})
    assert (network(**given)[:1] - alone).abs().max() < 1e-5


def test_onnx_runtime_agrees(tmp_path: Path):
    network, given = small_network(), inputs()
    path = tmp_path / "network.onnx"
    torch.onnx.export(network, tuple(given.values()), path, dynamo=True, input_names=list(given), verbose=False)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    answer = session.run(None, {name: tensor.numpy() for name, tensor in given.items()})[0]
    np.testing.assert_allclose(answer, network(**given).numpy(), atol=1e-4)


def test_a_trained_file_of_it_is_read_as_a_model(tmp_path: Path):
    network = small_network()
    facts = {"kind": "consistency", "sigma_min": 1e-4, "sigma_max": 80.0, "rho": 9.0, "steps": 2, "trained": True}
    half = {name: tensor.half() for name, tensor in network.state_dict().items()}
    write_safetensors(tmp_path / "m.safetensors", half, facts | {"stems": ["bass", "drums", "guitar", "piano"]})
    model = read_model(tmp_path / "m.safetensors")
    assert isinstance(model.network, ColumnTransformer)
    assert model.stems == ("bass", "drums", "guitar", "piano")
    assert (model.network(**inputs()) - network(**inputs())).abs().max() < 0.05
