"""Every sampler runs through the one exported step graph, on both engines, and equals the published samplers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from rtap.export import graphs
from rtap.export.networks.step import StepGraph
from rtap.export.networks.unet import SongUNet
from rtap.runtime.bundle import graph_contract
from rtap.runtime.sampling import COEF_NAMES, Sampler, adpm2_sampler, consistency_sampler, run_sampler

CASES = {
    "cd_sampler_1step": consistency_sampler(1, rho=7),
    "cd_sampler_2step": consistency_sampler(2, rho=7),
    "cd_sampler_4step": consistency_sampler(4, rho=7),
    "adpm2_3step_1resample": adpm2_sampler(3, 1),
    "adpm2_5step_2resample": adpm2_sampler(5, 2),
}


@pytest.fixture(scope="module")
def step_files(vector_model, tmp_path_factory) -> Path:
    """step.onnx and step.pt2 of the vectors' U-Net."""
    directory = tmp_path_factory.mktemp("step")
    unet = SongUNet.from_state_dict(vector_model.network.state_dict())
    unet.pack_for_inference()
    source = graphs.GraphSource("step", StepGraph(unet), graph_contract(4, True)["step"])
    program = graphs.trace(source)
    graphs.write_torch(program, directory / "step.pt2")
    graphs.write_onnx(program, source.spec, directory / "step.onnx")
    return directory


@pytest.fixture(scope="module")
def runners(step_files, vector_model):
    """Per engine a function from the step graph's inputs (name -> array) to its two outputs."""
    session = onnxruntime.InferenceSession(str(step_files / "step.onnx"), providers=["CPUExecutionProvider"])

    def torch_runner(module):
        def run(feeds):
            with torch.no_grad():
                return [output.numpy() for output in module(*map(torch.from_numpy, feeds.values()))]

        return run

    return {
        "onnx": lambda feeds: session.run(None, feeds),
        "torch": torch_runner(torch.export.load(step_files / "step.pt2").module()),
        "definition": torch_runner(StepGraph(vector_model.network)),
    }


def sample(run, sampler: Sampler, v: dict[str, np.ndarray]) -> np.ndarray:
    keep = v["keep_mask"][:1, :, :1]

    def step(x, base, source, noise_in, noise_out, coef):
        feeds = {"x": x, "base": base, "source": source, "noise_in": noise_in, "noise_out": noise_out}
        return run({**feeds, "mixture": v["mixture"], "keep": keep, "label": v["class_label"], "coef": coef})

    return run_sampler(sampler, step, v["noise"], v["source"], keep)


@pytest.mark.parametrize("engine", ["definition", "onnx", "torch"])
@pytest.mark.parametrize("case", CASES)
def test_sampler_equals_the_published_one(vectors, runners, case, engine):
    v = {name: tensor.numpy() for name, tensor in vectors(case).items()}
    assert len(v["noise"]) == CASES[case].draws
    latent = sample(runners[engine], CASES[case], v)
    assert np.abs(latent - v["latent"]).max() / np.abs(v["latent"]).max() < 1e-4


def test_step_graph_merges_and_combines_as_the_contract_says(vector_model):
    """Each coefficient by hand, with the network's share taken from the network itself."""
    step = StepGraph(vector_model.network)
    spec = graph_contract(4, True)["step"]
    i = graphs.GraphSource("step", step, spec).example(2, 1)
    coef = dict(zip(COEF_NAMES, i["coef"], strict=True))
    with torch.no_grad():
        x_out, y_out = step(*i.values())
        y = torch.where(i["keep"] == 1, i["source"] + coef["sigma"] * i["noise_in"], i["x"])
        f = vector_model.network(coef["c_in"] * y, coef["c_noise"].repeat(2), i["label"], i["mixture"])
    expected = coef["k_base"] * i["base"] + coef["k_y"] * y + coef["k_F"] * f + coef["k_noise"] * i["noise_out"]
    torch.testing.assert_close(y_out, y)
    torch.testing.assert_close(x_out, expected)
