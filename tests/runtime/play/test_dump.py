from __future__ import annotations

import numpy as np

from rtap.runtime.play.dump import main


def test_a_dump_is_drawn_beside_its_arrays(tmp_path):
    random = np.random.default_rng(0)
    arrays = tmp_path / "dump.npz"
    np.savez(
        arrays,
        context=random.uniform(-1, 1, 263_680),
        latents=random.standard_normal((2, 64, 64)),
        stems=["bass", "drums"],
    )
    assert main([str(arrays)]) == 0
    assert (tmp_path / "dump.png").read_bytes().startswith(b"\x89PNG")
