"""Which file of a bundle an engine opens for a graph at given shapes.

Engines of static shapes are named by them: `encoder@b1`, `step@b4`, `decoder@b1c17`. Files whose axes are free are
named by the graph alone and serve every shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from rtap.runtime.bundle import Bundle, EngineFile
from rtap.runtime.engines.base import EngineError

_STATIC = re.compile(r"(?P<graph>encoder|step|decoder)@b(?P<batch>\d+)(?:c(?P<columns>\d+))?")


class EngineFiles:
    """The files of one backend in a bundle's manifest."""

    def __init__(self, bundle: Bundle, backend: str) -> None:
        """Raises EngineError when the bundle holds none."""
        files = bundle.manifest.engines.get(backend)
        if not files:
            raise EngineError(
                f"{bundle.directory} holds no {backend} engine; "
                f"build one with export/build_engines.py --engines {backend}"
            )
        self._directory = bundle.directory
        self._files: Mapping[str, EngineFile] = files
        self._backend = backend
        self._step_batches: set[int] = set()
        self._decoders: set[tuple[int, int]] = set()
        for key in files:
            if match := _STATIC.fullmatch(key):
                if match["graph"] == "step":
                    self._step_batches.add(int(match["batch"]))
                elif match["graph"] == "decoder" and match["columns"]:
                    self._decoders.add((int(match["batch"]), int(match["columns"])))

    @property
    def precision(self) -> str:
        return " ".join(dict.fromkeys(file.precision for file in self._files.values()))

    @property
    def parity(self) -> float:
        """The largest error of any graph against float32 that the builder measured; 0 where it measured none."""
        return max((file.parity or 0.0 for file in self._files.values()), default=0.0)

    def batch_for(self, stems: int) -> int:
        """The smallest batch of step and decoder that holds `stems`."""
        if "step" in self._files and "decoder" in self._files:
            return stems
        built = sorted(b for b in self._step_batches if any(batch == b for batch, _ in self._decoders))
        for batch in built:
            if batch >= stems:
                return batch
        raise EngineError(
            f"{self._backend}: built for {_list(built)} stem(s) and {stems} are asked for; "
            f"build it again with --batch {stems}"
        )

    def columns_for(self, stems: int, columns: int) -> int:
        """The smallest number of columns, at least `columns`, that a decoder was built for."""
        if "decoder" in self._files:
            return columns
        batch = self.batch_for(stems)
        built = sorted(n for b, n in self._decoders if b == batch)
        for n in built:
            if n >= columns:
                return n
        raise EngineError(
            f"{self._backend}: its decoder was built for {_list(built)} columns and {columns} are needed; "
            "build it again with the r that you play at in --r"
        )

    def find(self, graph: str, batch: int, columns: int | None = None) -> tuple[str, Path]:
        """The key and the path for exactly these shapes. Raises EngineError when there is none."""
        static = f"{graph}@b{batch}" + (f"c{columns}" if graph == "decoder" else "")
        for key in (static, graph):
            if key in self._files:
                return key, self._directory / self._files[key].file
        raise EngineError(
            f"{self._backend}: {static} was not built ({_list(sorted(self._files))} were); "
            "build it again with the --batch and --r that you play with"
        )

    def built_for(self, key: str) -> Mapping[str, object]:
        return self._files[key].built_for


def _list(items: list[int] | list[str]) -> str:
    return ", ".join(map(str, items)) or "none"
