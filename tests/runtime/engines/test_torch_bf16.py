"""`--engine torch-bf16`: bfloat16 programs whose convolutions are laid out once for oneDNN."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from rtap.export.graphs import GraphSource
from rtap.export.precision import read_plan
from rtap.export.static_engines import StaticOptions, build_static
from rtap.runtime.bundle import graph_contract, read_bundle
from rtap.runtime.engines import ENGINES, ORDER, open_stages, torch_program
from rtap.runtime.engines.base import EngineError
from rtap.runtime.selfcheck import snr_db

CONTRACT = graph_contract(4, True)
needs_bfloat16 = pytest.mark.skipif(
    not torch_program.computes_bfloat16(), reason="this processor has no bfloat16 instructions (AVX-512 at least)"
)


def silent(*_: object) -> None:
    pass


@pytest.fixture(scope="module")
def bundle(tiny_bundle, tmp_path_factory):
    """A tiny bundle with bfloat16 programs, whatever precision is asked for the engines of a card."""
    out = tmp_path_factory.mktemp("bf16") / "tiny"
    build_static(out, tiny_bundle, StaticOptions(("torch-bf16",), read_plan(), accept_loss=True), silent, silent)
    return read_bundle(out)


def operators(program: torch.fx.GraphModule) -> list[str]:
    return [str(node.target) for node in program.graph.nodes if node.op == "call_function"]


def test_its_programs_are_bfloat16_and_their_rounding_is_in_the_manifest(bundle):
    files = bundle.manifest.engines["torch-bf16"]
    assert {name: file.precision for name, file in files.items()} == dict.fromkeys(CONTRACT, "bfloat16")
    assert set(bundle.manifest.parity["torch-bf16"]) == {"encoder_snr_db", "latent_snr_db", "audio_snr_db"}


@needs_bfloat16
@pytest.mark.parametrize("graph", ["encoder", "step", "decoder"])
def test_packed_convolutions_answer_as_unpacked_ones(bundle, graph):
    path = bundle.engine_path("torch-bf16", graph)
    plain, packed = torch_program._open(path), torch_program.pack_convolutions(torch_program._open(path))
    convolutions = operators(plain).count("aten.conv2d.default")
    assert convolutions > (20 if graph == "step" else -1)  # this codec's convolutions have one axis
    assert operators(packed).count("mkldnn._convolution_pointwise.default") == convolutions
    inputs = list(GraphSource(graph, torch.nn.Identity(), CONTRACT[graph]).example(2, 3).values())
    with torch.inference_mode():
        expected, got = plain(*inputs), packed(*inputs)
    for one, other in zip(torch.utils._pytree.tree_leaves(expected), torch.utils._pytree.tree_leaves(got), strict=True):
        # Both round to 8 bits at every layer, in another order of sums.
        assert snr_db(other.numpy(), one.numpy()) > 30


@needs_bfloat16
@pytest.mark.parametrize("arguments", [{"bias": False, "padding": 2, "dilation": 2}, {"stride": 2, "groups": 4}])
def test_every_form_of_a_convolution_is_packed_as_it_was(arguments):
    torch.manual_seed(0)
    layer = torch.nn.Conv2d(8, 12, 3, **arguments).to(torch.bfloat16)
    x = torch.randn(2, 8, 9, 10, dtype=torch.bfloat16)
    program = torch.export.export(layer, (x,)).module()
    with torch.inference_mode():
        expected = layer(x)
        packed = torch_program.pack_convolutions(program)
        assert operators(packed) == ["mkldnn._convolution_pointwise.default"]
        torch.testing.assert_close(packed(x), expected, atol=2e-2, rtol=2e-2)
    assert "weight" not in dict(program.named_parameters())  # held once, as packed


@needs_bfloat16
def test_it_plays_and_passes_the_self_check(bundle):
    stages, _ = open_stages("torch-bf16", bundle, threads=1)
    assert (stages.name, stages.precision) == ("torch-bf16", "bfloat16")
    audio = np.random.default_rng(0).standard_normal((1, 263_680), np.float32)
    plain, _ = open_stages("torch", bundle, threads=1)
    assert snr_db(stages.encode(audio), plain.encode(audio)) > 15


def test_it_is_taken_on_request_only():
    assert "torch-bf16" in ENGINES
    assert "torch-bf16" not in ORDER


def test_a_processor_without_bfloat16_is_told(bundle, monkeypatch):
    monkeypatch.setattr(torch_program, "computes_bfloat16", lambda: False)
    with pytest.raises(EngineError, match=r"--engine torch-bf16: this processor has no bfloat16 .*use --engine ort"):
        open_stages("torch-bf16", bundle)


def test_a_bundle_without_such_programs_says_how_to_get_them(tiny_bundle):
    with pytest.raises(EngineError, match=r"holds no torch-bf16 programs; .*--engines torch-bf16 --bundle"):
        open_stages("torch-bf16", read_bundle(tiny_bundle))
