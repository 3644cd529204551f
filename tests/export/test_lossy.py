"""A build whose rounding costs too much is refused, and the manifest carries what calibration measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from rtap.export import build_engines
from rtap.export.precision import PrecisionError, PrecisionPlan, read_plan
from rtap.export.static_engines import calibrated, refuse_lossy
from rtap.runtime.bundle import read_bundle

DEMO = Path(build_engines.__file__).resolve().parents[1] / "runtime" / "demo"


def plan_file(path: Path, window: dict[str, float], *, graphs: dict[str, str] | None = None) -> Path:
    """The packaged plan with what calibration would have found."""
    packaged = json.loads((Path(build_engines.__file__).with_name("default_precision.json")).read_text())
    own = {name: graph.sha256 for name, graph in read_bundle(DEMO).manifest.graphs.items()}
    packaged["expected"] = {"graphs": graphs or own, "precision": "float16", "window": window}
    path.write_text(json.dumps(packaged))
    return path


def build(out: Path, *arguments: object):
    base = ["--bundle", DEMO, "--out", out, "--engines", "ort-cuda", "--r", "0.125", *arguments]
    return CliRunner().invoke(build_engines.main, [str(argument) for argument in base])


def test_what_calibration_found_lossy_is_refused_unless_forced(tmp_path):
    plan = plan_file(tmp_path / "p.json", {"audio_snr_db": 24.31, "latent_snr_db": 44.0, "spectral_distance": 0.02})
    refused = build(tmp_path / "out", "--precision-plan", plan)
    assert refused.exit_code == 1
    assert (
        "float16: audio SNR of calibration's windows is 24.3 dB, expected at least 30; run `rtap-calibrate precision` "
        "and give its precision.json as --precision-plan, or --force to build it anyway"
    ) in refused.output
    assert not (tmp_path / "out").exists()
    forced = build(tmp_path / "out", "--precision-plan", plan, "--force")
    assert forced.exit_code == 0, forced.output
    parity = read_bundle(tmp_path / "out").manifest.parity["ort-cuda"]
    assert parity["calibrated_audio_snr_db"] == 24.31
    assert parity["calibrated_spectral_distance"] == 0.02
    assert parity["audio_snr_db"] > 30  # the self-check's window alone would have passed


def test_another_bundles_calibration_says_nothing_here(tmp_path):
    manifest = read_bundle(DEMO).manifest
    found = {"audio_snr_db": 24.0}
    own = read_plan(plan_file(tmp_path / "own.json", found))
    assert calibrated(own, manifest) == {"calibrated_audio_snr_db": 24.0}
    assert calibrated(own.with_default("bfloat16"), manifest) == {}
    assert calibrated(read_plan(plan_file(tmp_path / "other.json", found, graphs={"step": "0"})), manifest) == {}


@pytest.mark.parametrize("audio_snr_db", [29.9, -150.0, float("nan")])
def test_the_self_checks_window_counts_too(audio_snr_db):
    plan = PrecisionPlan("float16", ())
    with pytest.raises(PrecisionError, match="float16: audio SNR of the self-check's window is"):
        refuse_lossy({"audio_snr_db": audio_snr_db}, plan)
    refuse_lossy({"audio_snr_db": 30.0, "calibrated_audio_snr_db": 31.0}, plan)
