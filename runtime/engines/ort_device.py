"""ONNX Runtime on an executor's buffers: `--engine ort-cuda`, and the same code on the CPU for tests.

Inputs and outputs are bound by address, so nothing is allocated or copied in a run. On a card each binding of a session
is one CUDA graph of ONNX Runtime's own (`enable_cuda_graph`, told apart by `gpu_graph_id`), enqueued on the executor's
stream; the window as a whole is therefore not captured a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnxruntime as ort

from rtap.runtime.bundle import Bundle
from rtap.runtime.engines.base import EngineError
from rtap.runtime.engines.device import Device, DeviceArray, Operation
from rtap.runtime.engines.files import EngineFiles

OUTPUTS = {"encoder": ("latent",), "step": ("x_out", "y_out"), "decoder": ("audio",)}
CUDA_PROVIDER = "CUDAExecutionProvider"


def require_cuda_provider() -> None:
    """Raises EngineError where this ONNX Runtime was built for CPUs only."""
    if CUDA_PROVIDER not in ort.get_available_providers():
        raise EngineError(
            f"this ONNX Runtime ({ort.__version__}) has no CUDA provider; "
            "pip uninstall onnxruntime, then pip install 'rtap[gpu]'"
        )


class OrtBinder:
    """Sessions of a bundle's ONNX files, one a file."""

    def __init__(self, bundle: Bundle, device: Device, *, name: str, cuda_index: int | None, threads: int = 1) -> None:
        """`cuda_index` None runs on the CPU."""
        self.name = name
        backend = name if name in bundle.manifest.engines else "onnx"
        self._files = EngineFiles(bundle, backend)
        self.precision = self._files.precision
        self.parity = self._files.parity
        self._device = device
        self._cuda_index = cuda_index
        self._threads = threads
        self._sessions: dict[str, ort.InferenceSession] = {}
        self._bindings = 0
        self.capturable = cuda_index is None

    def batch_for(self, stems: int) -> int:
        return self._files.batch_for(stems)

    def columns_for(self, stems: int, columns: int) -> int:
        return self._files.columns_for(stems, columns)

    def bind(self, graph: str, tensors: Mapping[str, DeviceArray]) -> Operation:
        first = tensors["audio" if graph == "encoder" else "latent" if graph == "decoder" else "x"]
        key, path = self._files.find(graph, first.shape[0], first.shape[-1])
        session = self._session(key, str(path))
        known = {value.name for value in session.get_inputs()} | set(OUTPUTS[graph])
        binding = session.io_binding()
        where, index = ("cpu", 0) if self._cuda_index is None else ("cuda", self._cuda_index)
        for name, array in tensors.items():
            if name not in known:
                raise EngineError(f"{path.name} has no tensor {name!r}; export the bundle again")
            bind = binding.bind_output if name in OUTPUTS[graph] else binding.bind_input
            bind(name, where, index, np.float32, list(array.shape), array.address)
        options = ort.RunOptions()
        if self._cuda_index is not None:
            self._bindings += 1
            options.add_run_config_entry("gpu_graph_id", str(self._bindings))
            options.add_run_config_entry("disable_synchronize_execution_providers", "1")

        def run() -> None:
            try:
                session.run_with_iobinding(binding, options)
            except Exception as error:  # ONNX Runtime raises classes of its own that share no public base
                first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
                raise EngineError(f"{self.name}: ONNX Runtime failed in {key}: {first_line}") from error

        return run

    def close(self) -> None:
        self._sessions.clear()

    def _session(self, key: str, path: str) -> ort.InferenceSession:
        if key not in self._sessions:
            try:
                self._sessions[key] = ort.InferenceSession(path, self._options(), providers=self._providers())
            except Exception as error:
                first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
                raise EngineError(f"{path}: ONNX Runtime {ort.__version__} cannot load it: {first_line}") from error
            if self._cuda_index is not None and CUDA_PROVIDER not in self._sessions[key].get_providers():
                raise EngineError(
                    f"{path}: ONNX Runtime {ort.__version__} could not start its CUDA provider (it needs the CUDA and "
                    "cuDNN libraries it was built for): pip install 'onnxruntime-gpu[cuda,cudnn]'"
                )
        return self._sessions[key]

    def _options(self) -> ort.SessionOptions:
        options = ort.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        if self._cuda_index is not None:
            # A node that falls to the CPU would make the graph uncapturable and the window slow: refuse it at once.
            options.add_session_config_entry("session.disable_cpu_ep_fallback", "1")
        return options

    def _providers(self) -> list[Any]:
        if self._cuda_index is None:
            return ["CPUExecutionProvider"]
        settings = {
            "device_id": str(self._cuda_index),
            "user_compute_stream": str(self._device.stream),
            "enable_cuda_graph": "1",
            "cudnn_conv_algo_search": "EXHAUSTIVE",
            "use_tf32": "0",
        }
        return [(CUDA_PROVIDER, settings)]
