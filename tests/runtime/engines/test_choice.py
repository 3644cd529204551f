"""Which engine `--engine` gets, what is said of those that it does not get, and the self-check between the two."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from rtap.runtime import engines, selfcheck
from rtap.runtime.bundle import Bundle
from rtap.runtime.engines import ORDER, check_window, device_index, open_stages
from rtap.runtime.engines.base import EngineError
from rtap.runtime.engines.card import Card, find_card
from rtap.runtime.engines.trt import open_flavour

NO_DRIVER = "no NVIDIA driver on this machine (libnone.so.1 is not found); install it to play on a card"
RTX_4090 = Card(0, "NVIDIA GeForce RTX 4090", (8, 9))


@pytest.fixture
def no_driver(monkeypatch):
    monkeypatch.setattr("rtap.runtime.engines.card.driver_library", lambda: "libnone.so.1")


@pytest.fixture
def card(monkeypatch):
    """A driver with one card, as far as anybody asks."""
    monkeypatch.setattr(engines, "find_card", lambda index: RTX_4090)


class Stub:
    """Stages of some name that pass whatever is asked, since no graph is run."""

    precision = "none"

    def __init__(self, name: str) -> None:
        self.name = name
        self.closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def openers(monkeypatch):
    """Engines that open or fail as a test says, and no self-check."""
    opened: list[str] = []

    def set_up(**failures: str) -> list[str]:
        def opener(name):
            def open_it(wish):
                opened.append(name)
                if name in failures:
                    raise EngineError(failures[name])
                return Stub(name)

            return open_it

        monkeypatch.setattr(engines, "_OPENERS", {name: opener(name) for name in ORDER})
        monkeypatch.setattr(engines, "check_window", lambda stages, bundle: None)
        return opened

    return set_up


def test_auto_takes_the_first_in_order(bundle, openers):
    opened = openers()
    stages, rejected = open_stages("auto", bundle)
    assert (stages.name, rejected, opened) == ("trt", [], ["trt"])
    assert ORDER == ("trt", "ort-cuda", "torch-cuda", "ort", "torch")


def test_every_rejection_is_one_line_and_a_shared_reason_is_said_once(bundle, openers):
    opened = openers(**{"trt": "no plan; build one", "ort-cuda": "no provider", "torch-cuda": "no plan; build one"})
    stages, rejected = open_stages("auto", bundle)
    assert stages.name == "ort"
    assert opened == ["trt", "ort-cuda", "torch-cuda", "ort"]
    assert rejected == ["trt, torch-cuda: no plan; build one", "ort-cuda: no provider"]


def test_auto_without_a_card_lands_on_ort_with_one_line(bundle, no_driver):
    stages, rejected = open_stages("auto", bundle, threads=1)
    assert stages.name == "ort"
    assert rejected == [f"trt, ort-cuda, torch-cuda: {NO_DRIVER}"]


def test_device_cpu_leaves_cards_out_and_says_so(bundle, card):
    stages, rejected = open_stages("auto", bundle, threads=1, device="cpu")
    assert stages.name == "ort"
    assert rejected == ["trt, ort-cuda, torch-cuda: --device cpu leaves out the engines of a card"]


@pytest.mark.parametrize("engine", ["trt", "ort-cuda", "torch-cuda"])
def test_an_engine_asked_for_by_name_is_that_one_or_a_clear_failure(bundle, no_driver, engine):
    with pytest.raises(EngineError) as failure:
        open_stages(engine, bundle)
    assert str(failure.value) == f"--engine {engine}: {NO_DRIVER}"


def test_what_was_skipped_is_neither_opened_nor_mentioned(bundle, openers):
    opened = openers()
    stages, rejected = open_stages("auto", bundle, skip=("trt", "ort-cuda"))
    assert (stages.name, rejected, opened) == ("torch-cuda", [], ["torch-cuda"])


def test_when_nothing_opens_every_reason_is_in_the_error(bundle, openers):
    openers(**{name: f"reason of {name}" for name in ORDER})
    with pytest.raises(EngineError, match=r"trt: reason of trt; .*; torch: reason of torch"):
        open_stages("auto", bundle)


@pytest.mark.parametrize(("device", "index"), [("auto", 0), ("cuda", 0), ("cuda:0", 0), ("cuda:3", 3), ("cpu", None)])
def test_devices(device, index):
    assert device_index(device) == index


@pytest.mark.parametrize("device", ["tpu", "cuda:", "cuda:x", "cuda:-1", ""])
def test_a_device_that_makes_no_sense_gets_one_line(device):
    with pytest.raises(EngineError, match="expected auto, cpu, cuda or cuda:N"):
        device_index(device)


def test_finding_out_that_there_is_no_card_imports_nothing_heavy():
    code = (
        "import sys; from rtap.runtime.engines import card\n"
        "card.driver_library = lambda: 'libnone.so.1'\n"
        "try: card.find_card()\n"
        "except Exception as error: print(error)\n"
        "heavy = ('torch', 'onnxruntime', 'tensorrt', 'tensorrt_rtx', 'cuda')\n"
        "print([m for m in sys.modules if m.split('.')[0] in heavy])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines() == [NO_DRIVER, "[]"]


class FakeDriver:
    """libcuda as ctypes sees it."""

    def __init__(self, status: int = 0, cards: int = 1) -> None:
        self._status, self._cards = status, cards

    def cuInit(self, flags):
        return self._status

    def cuDeviceGetCount(self, out):
        out._obj.value = self._cards

    def cuDeviceGet(self, out, index):
        out._obj.value = index

    def cuDeviceGetName(self, out, size, device):
        out.value = b"NVIDIA GeForce RTX 4090"

    def cuDeviceGetAttribute(self, out, attribute, device):
        out._obj.value = {75: 8, 76: 9}[attribute]


@pytest.mark.parametrize(
    ("driver", "said"),
    [
        (FakeDriver(status=999), "the NVIDIA driver does not start (cuInit says 999); see whether nvidia-smi runs"),
        (FakeDriver(cards=0), "there is no card cuda:0, the driver has 0; choose another --device"),
    ],
)
def test_a_driver_without_a_card_gets_one_line(monkeypatch, driver, said):
    monkeypatch.setattr("ctypes.CDLL", lambda name: driver)
    with pytest.raises(EngineError) as failure:
        find_card()
    assert str(failure.value) == said


def test_a_card_is_described(monkeypatch):
    monkeypatch.setattr("ctypes.CDLL", lambda name: FakeDriver())
    assert find_card() == RTX_4090
    assert str(find_card()) == "NVIDIA GeForce RTX 4090 (compute capability 8.9)"


# ---- the flavours of TensorRT


def with_engine(bundle: Bundle, backend: str, keys=("encoder@b1", "step@b1", "decoder@b1c17"), **built_for) -> Bundle:
    """`bundle` as if it held engines of `backend`."""
    file = replace(bundle.manifest.engines["onnx"]["step"], precision="float16", built_for=built_for)
    files = {**bundle.manifest.engines, backend: dict.fromkeys(keys, file)}
    return Bundle(bundle.directory, replace(bundle.manifest, engines=files))


@pytest.fixture
def installed(monkeypatch):
    def install(**versions: str) -> None:
        for module in ("tensorrt", "tensorrt_rtx"):
            found = SimpleNamespace(__version__=versions[module]) if module in versions else None
            monkeypatch.setitem(sys.modules, module, found)  # None: an import of it fails

    return install


def test_a_bundle_without_plans_says_how_to_build_one(bundle):
    with pytest.raises(EngineError, match=r"holds no TensorRT engine; build one with .* --engines rtx"):
        open_flavour(bundle, RTX_4090)


def test_a_flavour_that_is_not_installed_says_how_to_install_it(bundle, installed):
    installed()
    with pytest.raises(EngineError, match=r"tensorrt_rtx is not installed .*; pip install 'rtap\[rtx\]'"):
        open_flavour(with_engine(bundle, "rtx"), RTX_4090)


def test_a_plan_of_another_version_is_never_used(bundle, installed):
    installed(tensorrt_rtx="1.7.1")
    with pytest.raises(EngineError, match=r"built with tensorrt_rtx 1\.6, this is 1\.7\.1; build it again here"):
        open_flavour(with_engine(bundle, "rtx", builder="tensorrt_rtx 1.6"), RTX_4090)


def test_a_plan_for_other_cards_is_never_used(bundle, installed):
    installed(tensorrt_rtx="1.7.1")
    plans = with_engine(bundle, "rtx", **{"compute capabilities": ["8.0", "8.6"]})
    with pytest.raises(EngineError, match=r"for compute capability 8\.0, 8\.6, this is NVIDIA GeForce RTX 4090"):
        open_flavour(plans, RTX_4090)


def test_tensorrt_goes_before_its_rtx_flavour_and_either_alone_will_do(bundle, installed):
    both = with_engine(with_engine(bundle, "rtx"), "trt")
    installed(tensorrt="11.0", tensorrt_rtx="1.7.1")
    assert open_flavour(both, RTX_4090)[0] == "trt"
    installed(tensorrt_rtx="1.7.1")
    assert open_flavour(both, RTX_4090)[0] == "rtx"


# ---- the self-check


@pytest.fixture
def checked(bundle, tmp_path) -> Bundle:
    """The tiny bundle with stored answers, whatever version of the exporter made it."""
    folder = tmp_path / "checked"
    folder.mkdir()
    for path in bundle.directory.iterdir():
        (folder / path.name).symlink_to(path)
    (folder / selfcheck.FILE_NAME).unlink(missing_ok=True)
    stages = open_stages("ort", bundle, threads=1)[0]
    given = selfcheck.inputs(bundle.manifest)
    answers = selfcheck.play(stages, bundle.manifest, given, (9,))
    selfcheck.write(folder / selfcheck.FILE_NAME, given, answers)
    return Bundle(folder, bundle.manifest)


def test_an_engine_that_answers_as_float32_passes(checked, monkeypatch):
    compared = []
    original = selfcheck.compare

    def compare(*arguments):
        compared.append(original(*arguments))
        return compared[-1]

    monkeypatch.setattr(selfcheck, "compare", compare)
    assert open_stages("ort", checked, threads=1)[0].name == "ort"
    assert compared[0].passed


def test_an_engine_that_answers_otherwise_is_rejected_with_the_figures_and_the_next_one_plays(checked, monkeypatch):
    from rtap.runtime.engines.ort import OrtStages

    original = OrtStages.decode
    monkeypatch.setattr(OrtStages, "decode", lambda self, latent, noise: 1.5 * original(self, latent, noise))
    stages, rejected = open_stages("auto", checked, threads=1, device="cpu")
    assert stages.name == "torch"
    assert rejected[1].startswith("ort: the self-check failed: latent SNR ")
    assert "audio SNR 6 dB (expected 30)" in rejected[1]
    assert rejected[1].endswith("; build its engine again on this machine")


def test_an_engine_whose_numbers_are_not_finite_fails_the_check(checked, monkeypatch):
    from rtap.runtime.engines.ort import OrtStages

    monkeypatch.setattr(OrtStages, "encode", lambda self, audio: np.full((1, 64, 64), np.nan, np.float32))
    with pytest.raises(EngineError, match="--engine ort: the self-check failed: latent SNR -150 dB"):
        open_stages("ort", checked)


def test_an_engine_that_breaks_in_the_check_is_closed_and_rejected(checked, monkeypatch):
    from rtap.runtime.engines.ort import OrtStages

    closed = []
    monkeypatch.setattr(OrtStages, "encode", lambda self, audio: 1 / 0)
    monkeypatch.setattr(OrtStages, "close", lambda self: closed.append(self))
    with pytest.raises(EngineError, match="--engine ort: fails in the self-check: ZeroDivisionError: "):
        open_stages("ort", checked)
    assert len(closed) == 1


def test_no_engine_of_a_card_plays_a_bundle_that_it_cannot_be_checked_against(bundle, tmp_path):
    unchecked = Bundle(tmp_path, bundle.manifest)
    check_window(Stub("ort"), unchecked)  # its graphs were compared when they were exported
    with pytest.raises(EngineError, match=r"holds no selfcheck\.npz to check this engine against; export it again"):
        check_window(Stub("trt"), unchecked)
