"""Fixtures of the training tests: a SoundFont, and a few seconds of the band."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import torch

from rtap.training.band.render import SOUNDFONT_VARIABLE, find_soundfont
from rtap.training.band.store import StoredSong, open_store, render_band


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Networks here are tiny, and threads that wait for each other on a busy machine take ten times as long."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def soundfont() -> Iterator[Path]:
    """The band's own SoundFont, or the small one inside pretty_midi where that is not installed."""
    if find_spec("tinysoundfont") is None:
        pytest.skip("tinysoundfont is missing: pip install --no-deps tinysoundfont")
    patch = pytest.MonkeyPatch()
    try:
        found = find_soundfont()
    except FileNotFoundError:
        spec = find_spec("pretty_midi")
        if spec is None or spec.origin is None:
            pytest.skip("no SoundFont: `apt install fluidr3mono-gm-soundfont` or `pip install pretty_midi`")
        found = Path(spec.origin).parent / "TimGM6mb.sf2"
    patch.setenv(SOUNDFONT_VARIABLE, str(found))
    yield found
    patch.undo()


@pytest.fixture(scope="session")
def songs(tmp_path_factory: pytest.TempPathFactory, soundfont: Path) -> list[StoredSong]:
    """Two songs of 12 s."""
    folder = tmp_path_factory.mktemp("band")
    render_band(folder, first_seed=0, songs=2, duration_s=12.0)
    return open_store(folder)
