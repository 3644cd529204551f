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
