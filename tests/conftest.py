"""For all tests: one tiny untrained bundle of the real exporter, small enough to build in seconds; a real server on a
free port; a configuration folder of their own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rtap.runtime.record import WindowLog
from rtap.runtime.server import Server, ServerConfig


@pytest.fixture(scope="session")
def tiny_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An untrained tiny bundle with both engines. Read only."""
    from rtap.export.build import Options, build  # imported here: the runtime's own tests need no torch

    out = tmp_path_factory.mktemp("bundles") / "tiny"
    build(out, Options(untrained_seed=3, size="tiny", name="tiny"), lambda step: None)
    return out


@pytest.fixture(scope="session")
def past_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a network that is given its past, whose step graph takes parts of a window. ONNX only."""
    from rtap.export.build import Options, build
    from rtap.export.checkpoints import randomise, write_safetensors
    from rtap.export.networks.column_transformer import ColumnTransformer

    folder = tmp_path_factory.mktemp("past")
    network = ColumnTransformer(width=128, blocks=2, hidden=128, embedding=32, past=True, harmony=32)
    randomise(network, 4)
    facts = {"kind": "consistency", "sigma_min": 1e-4, "sigma_max": 80.0, "rho": 9.0, "steps": 3, "trained": False}
    facts["stems"] = ["bass", "drums", "guitar", "piano"]
    write_safetensors(folder / "past.safetensors", dict(network.state_dict()), facts)
    options = Options(folder / "past.safetensors", untrained_seed=3, size="tiny", name="past", engines=("onnx",))
    build(folder / "past", options, lambda step: None)
    return folder / "past"


@pytest.fixture(autouse=True, scope="session")
def own_configuration_folder(tmp_path_factory: pytest.TempPathFactory):
    """What the user of this machine has calibrated is no matter of the tests', and the other way round."""
    folder = str(tmp_path_factory.mktemp("configuration"))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "APPDATA"):
            patch.setenv(name, folder)
        yield


@contextmanager
def serving(config: ServerConfig, bundle=None) -> Iterator[Server]:
    """A real server on a free port, with its threads and its receiving process, until the end of the block."""
    messages: list[tuple[str, str]] = []
    server = Server(config, bundle, lambda level, text: messages.append((level, text)))
    server.messages = messages
    server.windows = WindowLog()
    failures: list[str | None] = []
    thread = threading.Thread(target=lambda: failures.append(server.run(server.windows)))
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(timeout=30)
        assert failures == [None]


@pytest.fixture
def serve():
    return serving
