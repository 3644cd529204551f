"""One tiny untrained bundle for the whole run: real graphs of the real exporter, small enough to build in seconds."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tiny_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An untrained tiny bundle with both engines. Read only."""
    from rtap.export.build import Options, build  # imported here: the runtime's own tests need no torch

    out = tmp_path_factory.mktemp("bundles") / "tiny"
    build(out, Options(untrained_seed=3, size="tiny", name="tiny"), lambda step: None)
    return out


@pytest.fixture(autouse=True, scope="session")
def own_configuration_folder(tmp_path_factory: pytest.TempPathFactory):
    """What the user of this machine has calibrated is no matter of the tests', and the other way round."""
    folder = str(tmp_path_factory.mktemp("configuration"))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "APPDATA"):
            patch.setenv(name, folder)
        yield
