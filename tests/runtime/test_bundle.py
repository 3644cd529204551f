"""A bundle that breaks the contract is refused before anything is loaded, in one line that says what to do."""

from __future__ import annotations

import json
import shutil

import pytest

from rtap.runtime.bundle import BundleError, StepMemory, of_whole_windows, read_bundle
from rtap.runtime.engines import open_stages


@pytest.fixture
def copy(tiny_bundle, tmp_path):
    shutil.copytree(tiny_bundle, tmp_path / "bundle")
    return tmp_path / "bundle"


def edit(bundle, change) -> None:
    path = bundle / "manifest.json"
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


def test_a_good_bundle_says_what_it_is(tiny_bundle):
    manifest = read_bundle(tiny_bundle).manifest
    assert (manifest.trained, manifest.stems) == (False, ("bass", "drums", "guitar", "piano"))
    assert manifest.sampler.build().sigmas[1] == pytest.approx(0.941, abs=1e-3)
    assert set(manifest.engines) == {"onnx", "torch"}
    for backend, errors in manifest.parity.items():
        assert max(errors.values()) < 1e-3, backend


@pytest.mark.parametrize("change", [lambda m: m["codec"].pop("features"), lambda m: m["codec"].update(features=None)])
def test_a_bundle_that_says_nothing_of_column_features_encodes_whole_windows(copy, change):
    edit(copy, change)
    bundle = read_bundle(copy)
    assert bundle.manifest.codec.features is None
    assert open_stages("ort", bundle, threads=1)[0].parts is None


def test_a_bundle_says_whether_its_step_graph_takes_parts_of_a_window(tiny_bundle, past_bundle):
    bundle = read_bundle(past_bundle)
    assert bundle.manifest.memory == StepMemory(blocks=2, heads=2, channels=64)
    assert open_stages("ort", bundle, threads=1)[0].step_parts is not None
    assert of_whole_windows(bundle.manifest).memory is None
    without = read_bundle(tiny_bundle)
    assert without.manifest.memory is None
    assert open_stages("ort", without, threads=1)[0].step_parts is None


def test_one_flipped_bit_is_noticed(copy):
    path = copy / "step.onnx"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    with pytest.raises(BundleError, match=r"step\.onnx: its sha256 is not the manifest's; export the bundle again"):
        read_bundle(copy)


def set_shape(manifest) -> None:
    manifest["graphs"]["encoder"]["inputs"]["audio"]["shape"] = ["B", 264_600]


def escape(manifest) -> None:
    manifest["graphs"]["step"]["file"] = "../../etc/passwd"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (set_shape, r"encoder inputs are audio\[B,264600\], expected audio\[B,263680\]"),
        (escape, "outside the bundle; refused"),
        (lambda m: m.update(format="rtap-bundle-9"), "format 'rtap-bundle-9', expected 'rtap-bundle-1'"),
        (lambda m: m.pop("sampler"), "a field is missing or of the wrong kind"),
        (lambda m: m["graphs"].pop("decoder"), "graph 'decoder' is missing"),
        (lambda m: m.update(column_samples=4134), "this runtime plays"),
        (lambda m: m.update(stems=["../x"]), "expected names such as bass"),
        (lambda m: m["codec"].update(join="abrupt"), "expected linear or equal_power"),
        (lambda m: m["codec"]["features"].update(reach_columns=0), "reach_columns=0.*expected whole numbers from 1 on"),
        (lambda m: m["codec"]["features"].pop("width"), "a field is missing or of the wrong kind"),
        (lambda m: m.update(memory={"blocks": 2, "heads": 0, "channels": 64}), "heads=0.*expected whole numbers"),
        (lambda m: m.update(memory={"blocks": 2}), "a field is missing or of the wrong kind"),
        (lambda m: m["sampler"].update(kind="magic"), "expected consistency or adpm2"),
    ],
)
def test_a_manifest_that_breaks_the_contract_is_refused(copy, change, said):
    edit(copy, change)
    with pytest.raises(BundleError, match=said) as caught:
        read_bundle(copy)
    assert "\n" not in str(caught.value)


def test_what_is_no_bundle_is_refused(tmp_path, copy):
    with pytest.raises(BundleError, match=r"no manifest\.json there; give --bundle"):
        read_bundle(tmp_path)
    (copy / "manifest.json").write_text("{")
    with pytest.raises(BundleError, match="not valid JSON"):
        read_bundle(copy)
    (copy / "manifest.json").write_text("[]")
    with pytest.raises(BundleError, match="format 'list'"):
        read_bundle(copy)


def test_a_missing_file_is_named(copy):
    (copy / "decoder.onnx").unlink()
    with pytest.raises(BundleError, match=r"decoder\.onnx: missing; export the bundle again"):
        read_bundle(copy)
