"""Engines behind one small interface; see `base.Stages`."""

from __future__ import annotations

from rtap.runtime.bundle import Bundle
from rtap.runtime.engines.base import EngineError, Stages

ENGINES = ("auto", "ort", "torch", "echo")


def open_stages(
    engine: str, bundle: Bundle, *, threads: int | None = None, device: str = "cpu", skip: str | None = None
) -> tuple[Stages, list[str]]:
    """Open `engine` for `bundle`; `auto` takes the first of ort, torch that opens, other than `skip`.

    Returns the stages and one line for each engine that was tried and rejected. Raises EngineError when none opens.
    Modules are imported here, when asked for, so that no engine costs the others its dependencies.
    """
    if engine == "auto":
        rejected: list[str] = []
        for name in ("ort", "torch"):
            if name == skip:
                continue
            try:
                return open_stages(name, bundle, threads=threads, device=device)[0], rejected
            except EngineError as error:
                rejected.append(f"{name}: {error}")
        raise EngineError("no engine opens this bundle: " + "; ".join(rejected))
    if engine == skip:
        raise EngineError(f"--engine {engine} was asked for and no other")
    if engine == "ort":
        from rtap.runtime.engines.ort import OrtStages

        return OrtStages(bundle, threads), []
    if engine == "torch":
        from rtap.runtime.engines.torch_program import TorchStages

        return TorchStages(bundle, threads, device), []
    raise EngineError(f"--engine {engine}: unknown, expected one of {', '.join(ENGINES)}")
