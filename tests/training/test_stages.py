"""All stages at toy size through the command line, and the exporter's readers on what they wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from rtap.export.checkpoints import read_codec, read_model
from rtap.training.__main__ import CONFIGS, main


@pytest.mark.usefixtures("soundfont")
@pytest.mark.parametrize("config", ["smoke.yaml", "smoke_music2latent.yaml"])
def test_a_toy_run_goes_through_and_its_weights_can_be_exported(tmp_path: Path, config: str) -> None:
    arguments = ["all", "--config", str(CONFIGS / config), "--out", str(tmp_path), "--device", "cpu"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    codec = read_codec(tmp_path / "codec.safetensors")
    assert codec.trained
    assert codec.codec.kind == yaml.safe_load((CONFIGS / config).read_text())["codec"]["kind"]
    model = read_model(tmp_path / "consistency.safetensors")
    assert model.kind == "consistency"
    assert (model.sampler.steps, model.sampler.sigma_max, model.sampler.rho) == (2, 80.0, 9.0)
    assert model.stems == ("bass", "drums", "guitar", "piano")
    assert read_model(tmp_path / "diffusion.safetensors").kind == "diffusion"
    assert not list(tmp_path.rglob("*.pt")), "checkpoints are safetensors, never pickles"


@pytest.mark.parametrize("config", sorted(CONFIGS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_run_has_all_its_sections(config: Path) -> None:
    assert {"band", "codec", "encode", "diffusion", "distill"} <= set(yaml.safe_load(config.read_text()))
