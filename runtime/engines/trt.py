"""TensorRT and TensorRT-RTX plans on an executor's buffers: `--engine trt`, with cuda-bindings and no framework.

Both flavours share one API. What differs at run time: TensorRT-RTX compiles its kernels on the card when a context is
first made (15 to 30 s) and keeps them in a cache, which is stored per user and engine and restored.

Never run on a card yet: written against the documented calls, and tested against a stand-in that has them.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rtap.runtime.bundle import Bundle
from rtap.runtime.engines.base import EngineError, EngineLost
from rtap.runtime.engines.card import Card
from rtap.runtime.engines.device import Device, DeviceArray, Operation
from rtap.runtime.engines.files import EngineFiles

MODULES = {"trt": "tensorrt", "rtx": "tensorrt_rtx"}
"""Backend of the manifest -> module that loads its plans."""
HOW_TO_INSTALL = {
    "trt": "pip install 'rtap[trt]' with NVIDIA's own package index as extra index",
    "rtx": "pip install 'rtap[rtx]'",
}


def open_flavour(bundle: Bundle, card: Card) -> tuple[str, Any]:
    """The backend (`trt` or `rtx`) and its module that can play this bundle on this card, TensorRT first.

    Raises EngineError, one line with the reason for each flavour that the bundle holds.
    """
    held = [backend for backend in MODULES if bundle.manifest.engines.get(backend)]
    if not held:
        raise EngineError(
            f"{bundle.directory} holds no TensorRT engine; build one with export/build_engines.py --engines rtx "
            "(or trt, on this machine)"
        )
    reasons = []
    for backend in held:
        try:
            return backend, _module_for(bundle, backend, card)
        except EngineError as error:
            reasons.append(str(error))
    raise EngineError("; ".join(reasons))


def _module_for(bundle: Bundle, backend: str, card: Card) -> Any:
    again = f"build it again here with export/build_engines.py --engines {backend}"
    built_for = next(iter(bundle.manifest.engines[backend].values())).built_for
    capabilities = [str(c) for c in built_for.get("compute capabilities", ())]
    here = ".".join(map(str, card.compute_capability))
    if capabilities and here not in capabilities and "current" not in capabilities:
        raise EngineError(
            f"{backend} engines are for compute capability {', '.join(capabilities)}, this is {card}; {again}"
        )
    try:
        module = importlib.import_module(MODULES[backend])
        version = str(module.__version__)
    except (ImportError, AttributeError, OSError) as error:
        first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EngineError(f"{MODULES[backend]} is not installed ({first_line}); {HOW_TO_INSTALL[backend]}") from None
    built_with = str(built_for.get("builder", "")).rpartition(" ")[2]
    if built_with and built_with != version:
        raise EngineError(
            f"{backend} engines were built with {MODULES[backend]} {built_with}, this is {version}; {again}"
        )
    return module


class TrtBinder:
    """Plans of a bundle, each deserialised once with one execution context."""

    name = "trt"
    capturable = True

    def __init__(
        self, bundle: Bundle, device: Device, backend: str, trt: Any, cache_folder: Path | None = None
    ) -> None:
        """`cache_folder`: where TensorRT-RTX's kernels are kept; None: `default_cache_folder()`."""
        self._files = EngineFiles(bundle, backend)
        self.backend = backend
        self.precision = f"{self._files.precision} ({MODULES[backend]} {trt.__version__})"
        self.parity = self._files.parity
        self._trt = trt
        self._device = device
        self._cache_folder = cache_folder or default_cache_folder()
        self._logger = _logger(trt)
        self._runtime = trt.Runtime(self._logger)
        self._contexts: dict[str, Any] = {}
        self._engines: dict[str, Any] = {}
        """An execution context is only valid while its engine is."""

    def batch_for(self, stems: int) -> int:
        return self._files.batch_for(stems)

    def columns_for(self, stems: int, columns: int) -> int:
        return self._files.columns_for(stems, columns)

    def bind(self, graph: str, tensors: Mapping[str, DeviceArray]) -> Operation:
        first = tensors["audio" if graph == "encoder" else "latent" if graph == "decoder" else "x"]
        key, path = self._files.find(graph, first.shape[0], first.shape[-1])
        context = self._context(key, path)
        self._check(key, self._engines[key], tensors)
        addresses = [(name, array.address) for name, array in tensors.items()]
        stream = self._device.stream

        def run() -> None:
            for name, address in addresses:  # one context serves every call of a graph: kernels of a call are enqueued
                context.set_tensor_address(name, address)  # with the addresses that stand then
            if not context.execute_async_v3(stream):
                raise EngineLost(f"trt: {key} failed: {self._logger.last or 'no reason given'}")

        return run

    def close(self) -> None:
        self._contexts.clear()
        self._engines.clear()

    def _check(self, key: str, engine: Any, tensors: Mapping[str, DeviceArray]) -> None:
        """Names and shapes of the plan against the buffers: a wrong one would write over its neighbours."""
        names = [engine.get_tensor_name(i) for i in range(engine.num_io_tensors)]
        if sorted(names) != sorted(tensors):
            raise EngineError(f"trt: {key} has tensors {sorted(names)}, expected {sorted(tensors)}; build it again")
        for name in names:
            shape, dtype = tuple(engine.get_tensor_shape(name)), engine.get_tensor_dtype(name)
            if shape != tensors[name].shape or dtype != self._trt.float32:
                raise EngineError(
                    f"trt: {key} has {name} {dtype}{list(shape)}, expected float32{list(tensors[name].shape)}; "
                    "build it again"
                )

    def _context(self, key: str, path: Path) -> Any:
        if key not in self._contexts:
            plan = path.read_bytes()
            engine = self._runtime.deserialize_cuda_engine(plan)
            if engine is None:
                raise EngineError(f"{path}: does not load on this card: {self._logger.last or 'no reason given'}")
            if hasattr(engine, "create_runtime_config"):
                context = self._context_with_cache(engine, plan)
            else:
                context = engine.create_execution_context()
            if context is None:
                raise EngineError(f"{path}: no context: {self._logger.last or 'out of memory on the card'}")
            self._engines[key], self._contexts[key] = engine, context
        return self._contexts[key]

    def _context_with_cache(self, engine: Any, plan: bytes) -> Any:
        """TensorRT-RTX: kernels compiled for this card in an earlier run are not compiled again.

        The library itself refuses a cache of another version, driver or card, and then fills it anew.
        """
        config = engine.create_runtime_config()
        cache = config.create_runtime_cache()
        path = self._cache_folder / f"rtx-{hashlib.sha256(plan).hexdigest()[:16]}.bin"
        known = path.is_file() and cache.deserialize(path.read_bytes())
        config.set_runtime_cache(cache)
        context = engine.create_execution_context(config)
        if context is not None and not known:
            self._cache_folder.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(f".{os.getpid()}")
            partial.write_bytes(bytes(cache.serialize()))
            partial.replace(path)
        return context


def default_cache_folder() -> Path:
    """Where a program of this user keeps what it can make again."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "rtap"


def _logger(trt: Any) -> Any:
    """Keeps the last error for our own message and prints nothing."""

    class Log(trt.ILogger):  # the base comes from whichever module is there
        def __init__(self) -> None:
            super().__init__()
            self.last = ""

        def log(self, severity: Any, message: str) -> None:
            if severity <= trt.ILogger.ERROR:
                self.last = message.splitlines()[0]

    return Log()
