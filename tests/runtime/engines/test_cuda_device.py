"""The CUDA device against a stand-in for the CUDA runtime that keeps its memory on the host.

The stand-in has the real functions' names, numbers of arguments and enumerations (checked against cuda-bindings
itself), moves real bytes at real addresses, and records a capture. What it cannot show is that a card agrees.
"""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("cuda.bindings", reason="pip install cuda-bindings")

from cuda.bindings import runtime as real

from rtap.runtime.accompanist import Accompanist
from rtap.runtime.engines import cuda_device
from rtap.runtime.engines.base import EngineError, EngineLost
from rtap.runtime.engines.cuda_device import CudaDevice
from rtap.runtime.engines.executor import DeviceStages
from rtap.runtime.engines.trt import TrtBinder

from .conftest import perform
from .test_choice import with_engine

OK = real.cudaError_t.cudaSuccess


class FakeCudart:
    """The calls that CudaDevice makes; `calls` has every name in order."""

    cudaError_t, cudaMemcpyKind = real.cudaError_t, real.cudaMemcpyKind
    cudaStreamCaptureMode = real.cudaStreamCaptureMode
    cudaStreamNonBlocking, cudaHostAllocDefault = real.cudaStreamNonBlocking, real.cudaHostAllocDefault
    cudaEventDefault, cudaEventRecordExternal = real.cudaEventDefault, real.cudaEventRecordExternal

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.fail: str | None = None
        self._memory: dict[int, ctypes.Array] = {}
        self._graph: list | None = None
        self.external_records = 0

    def __getattribute__(self, name):
        value = object.__getattribute__(self, name)
        if not (name.startswith("cuda") and callable(value) and hasattr(value, "__func__")):
            return value

        def call(*arguments):
            self.calls.append(name)
            if name == self.fail:
                return (real.cudaError_t.cudaErrorIllegalAddress,)
            result = value(*arguments)
            return (OK,) if result is None else (OK, result)

        return call

    def _enqueue(self, operation):
        if self._graph is None:
            operation()
        else:
            self._graph.append(operation)

    def enqueue_kernel(self, operation):
        """What an engine does on the stream."""
        self._enqueue(operation)

    def _allocate(self, size):
        buffer = (ctypes.c_ubyte * (size + 256))(*b"")
        address = -(-ctypes.addressof(buffer) // 256) * 256
        self._memory[address] = buffer
        return address

    def cudaSetDevice(self, index):
        assert index == 0

    def cudaStreamCreateWithFlags(self, flags):
        assert flags == real.cudaStreamNonBlocking
        return 77

    def cudaMalloc(self, size):
        assert self._graph is None
        return self._allocate(size)

    def cudaHostAlloc(self, size, flags):
        assert self._graph is None
        return self._allocate(size)

    def cudaFree(self, address):
        del self._memory[address]

    def cudaFreeHost(self, address):
        del self._memory[address]

    def cudaMemsetAsync(self, address, value, count, stream):
        assert stream == 77
        self._enqueue(lambda: ctypes.memset(address, value, count))

    def cudaMemcpyAsync(self, target, source, count, kind, stream):
        assert stream == 77
        assert isinstance(kind, real.cudaMemcpyKind)
        self._enqueue(lambda: ctypes.memmove(target, source, count))

    def cudaMemcpy2DAsync(self, target, target_pitch, source, source_pitch, width, height, kind, stream):
        assert stream == 77
        assert kind == real.cudaMemcpyKind.cudaMemcpyDeviceToDevice

        def copy():
            for row in range(height):
                ctypes.memmove(target + row * target_pitch, source + row * source_pitch, width)

        self._enqueue(copy)

    def cudaEventCreateWithFlags(self, flags):
        return SimpleNamespace(at=0)

    def cudaEventRecord(self, event, stream):
        assert self._graph is None, "a plain record in a capture is no node that anybody could wait for"

    def cudaEventRecordWithFlags(self, event, stream, flags):
        assert flags == real.cudaEventRecordExternal
        assert self._graph is not None
        self.external_records += 1

    def cudaEventSynchronize(self, event):
        assert self._graph is None

    def cudaEventElapsedTime(self, start, stop):
        return 0.5

    def cudaStreamBeginCapture(self, stream, mode):
        assert mode == real.cudaStreamCaptureMode.cudaStreamCaptureModeThreadLocal
        self._graph = []

    def cudaStreamEndCapture(self, stream):
        graph, self._graph = self._graph, None
        return graph

    def cudaGraphInstantiate(self, graph, flags):
        return SimpleNamespace(operations=list(graph))

    def cudaGraphDestroy(self, graph):
        graph.clear()

    def cudaGraphUpload(self, executable, stream):
        pass

    def cudaGraphLaunch(self, executable, stream):
        for operation in executable.operations:
            operation()

    def cudaGraphExecDestroy(self, executable):
        executable.operations.clear()

    def cudaStreamSynchronize(self, stream):
        assert self._graph is None

    def cudaStreamDestroy(self, stream):
        pass

    def cudaGetErrorString(self, error):
        return b"an illegal memory access was encountered"


@pytest.fixture
def cudart(monkeypatch):
    fake = FakeCudart()
    monkeypatch.setattr(cuda_device, "cudart", fake)
    return fake


def test_the_stand_in_has_the_real_functions_and_argument_counts():
    for name in dir(FakeCudart):
        if not name.startswith("cuda") or not hasattr(real, name) or not callable(getattr(FakeCudart, name)):
            continue
        if isinstance(getattr(real, name), type):
            continue
        signature = getattr(real, name).__doc__.splitlines()[0]
        count = len([part for part in signature[signature.index("(") + 1 : -1].split(",") if part.strip()])
        assert getattr(FakeCudart, name).__code__.co_argcount - 1 == count, signature


def memory(address: int, shape: tuple[int, ...]) -> np.ndarray:
    return np.ctypeslib.as_array((ctypes.c_float * int(np.prod(shape))).from_address(address)).reshape(shape)


def test_bytes_go_up_down_and_across(cudart):
    device = CudaDevice()
    source, target = device.pinned(12), device.pinned(12)
    a, b = device.allocate(12).view(0, (3, 4)), device.allocate(12).view(0, (3, 4))
    source[:] = np.arange(12)
    device.upload(a, source)
    device.copy_columns(b, 0, a, 2, 2)
    device.download(target, b)
    assert target.reshape(3, 4).tolist() == [[2, 3, 0, 0], [6, 7, 0, 0], [10, 11, 0, 0]]
    device.zero(b)
    assert not memory(b.address, (12,)).any()
    device.close()
    assert cudart._memory == {}


def test_a_failed_call_is_the_end_of_the_engine_and_says_which(cudart):
    device = CudaDevice()
    cudart.fail = "cudaGraphLaunch"
    with pytest.raises(EngineLost) as failure:
        device.launch(SimpleNamespace(operations=[]))
    assert str(failure.value) == (
        "CUDA: cudaGraphLaunch failed: an illegal memory access was encountered (cudaErrorIllegalAddress)"
    )


# ---- the whole engine


class FakeTensorRT:
    """A TensorRT whose plans are the bundle's ONNX graphs, run on the CPU at the addresses that are set."""

    __version__ = "1.7"
    float32 = "float32"

    class ILogger:
        ERROR = 1

        def __init__(self) -> None:
            pass

    def __init__(self, cudart, bundle, *, rtx: bool = True) -> None:
        self._cudart, self._bundle, self._rtx = cudart, bundle, rtx
        self.caches: list[bytes | None] = []
        self.executed: list[str] = []
        self.succeed = True

    def Runtime(self, logger):
        return SimpleNamespace(deserialize_cuda_engine=self._engine)

    def _engine(self, plan: bytes):
        key = plan.decode().split()[0]
        return _Engine(self, key) if self._rtx else _PlainEngine(self, key)


class _PlainEngine:
    def __init__(self, trt: FakeTensorRT, key: str) -> None:
        self.trt, self.key = trt, key
        graph, _, shape = key.partition("@b")
        batch, _, columns = shape.partition("c")
        spec = trt._bundle.manifest.graphs[graph]
        n = int(columns or 1)
        sizes = {"B": int(batch), "n": n, "8*n": 8 * n, "4096*n+1536": 4096 * n + 1536}
        self.shapes = {
            name: tuple(sizes.get(axis, axis) for axis in tensor.shape)
            for name, tensor in {**spec.inputs, **spec.outputs}.items()
        }
        self.outputs = list(spec.outputs)
        self.graph = graph
        self.num_io_tensors = len(self.shapes)

    def get_tensor_name(self, i):
        return list(self.shapes)[i]

    def get_tensor_shape(self, name):
        return self.shapes[name]

    def get_tensor_dtype(self, name):
        return "float32"

    def create_execution_context(self, config=None):
        return _Context(self)


class _Engine(_PlainEngine):
    """TensorRT-RTX: with a runtime configuration that holds a cache."""

    def create_runtime_config(self):
        trt = self.trt

        class Cache:
            def deserialize(self, data):
                trt.caches.append(data)
                return data == b"kernels"

            def serialize(self):
                return b"kernels"

        return SimpleNamespace(create_runtime_cache=Cache, set_runtime_cache=lambda cache: None)


class _Context:
    def __init__(self, engine: _PlainEngine) -> None:
        self._engine = engine
        self._addresses: dict[str, int] = {}
        self._session = None

    def set_tensor_address(self, name, address):
        assert address % 256 == 0
        self._addresses[name] = address

    def execute_async_v3(self, stream):
        import onnxruntime

        engine = self._engine
        assert stream == 77
        assert sorted(self._addresses) == sorted(engine.shapes)
        if self._session is None:
            path = engine.trt._bundle.engine_path("onnx", engine.graph)
            self._session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        arrays = {name: memory(address, engine.shapes[name]) for name, address in self._addresses.items()}

        def kernel():
            engine.trt.executed.append(engine.key)
            feeds = {name: array for name, array in arrays.items() if name not in engine.outputs}
            for name, result in zip(engine.outputs, self._session.run(engine.outputs, feeds), strict=True):
                arrays[name][:] = result

        engine.trt._cudart.enqueue_kernel(kernel)
        return engine.trt.succeed


KEYS = ("encoder@b1", "step@b1", "step@b2", "decoder@b1c17", "decoder@b2c17", "decoder@b1c18")


@pytest.fixture
def planned(bundle, tmp_path):
    """The tiny bundle as if it held plans: files that name themselves."""
    from dataclasses import replace

    planned = with_engine(bundle, "rtx", KEYS)
    files = {}
    for key, file in planned.manifest.engines["rtx"].items():
        (tmp_path / f"{key}.plan").write_text(f"{key} is no real plan")
        files[key] = replace(file, file=str(tmp_path / f"{key}.plan"))
    manifest = replace(planned.manifest, engines={**planned.manifest.engines, "rtx": files})
    return type(bundle)(bundle.directory, manifest)


def trt_player(planned, cudart, tmp_path, *, rtx: bool = True) -> tuple[FakeTensorRT, Accompanist]:
    trt = FakeTensorRT(cudart, planned, rtx=rtx)
    device = CudaDevice()
    binder = TrtBinder(planned, device, "rtx", trt, cache_folder=tmp_path / "cache")
    manifest = planned.manifest
    stages = DeviceStages(device, binder, manifest.sampler.build(), 4, manifest.codec.draws_noise)
    return trt, Accompanist(stages, 4, manifest.sampler.build(), manifest.codec, seed=7)


@pytest.mark.parametrize("stems", [(0,), (0, 3)])
def test_trt_plays_the_host_devices_windows_and_every_later_window_is_one_launch(
    planned, cudart, tmp_path, ort_player, stems
):
    trt, player = trt_player(planned, cudart, tmp_path)
    got, expected = perform(player, 4, stems), perform(ort_player().accompanist, 4, stems)
    for a, b in zip(got, expected, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-4 * np.abs(b).max())
    assert cudart.calls.count("cudaGraphLaunch") == 3
    assert cudart.calls.count("cudaStreamBeginCapture") == 1
    assert cudart.external_records == 4  # start, encoded, sampled, decoded
    calls = len(planned.manifest.sampler.build().calls)
    b = len(stems)
    assert trt.executed[-2 - calls :] == ["encoder@b1", *[f"step@b{b}"] * calls, f"decoder@b{b}c17"]


def test_between_packet_and_answer_the_host_launches_and_waits_and_does_nothing_else(planned, cudart, tmp_path):
    from rtap.runtime.geometry import Geometry, plan_window

    from .conftest import audio

    _, player = trt_player(planned, cudart, tmp_path)
    perform(player, 2)
    geometry = Geometry.from_client(262_144, 0.25, 1.0, 882)
    cudart.calls.clear()
    player.play(audio(2), plan_window(geometry, 2 * 65_536), (0,), 2)
    assert cudart.calls == ["cudaGraphLaunch", "cudaEventSynchronize", *["cudaEventElapsedTime"] * 3]


def test_a_number_of_columns_without_a_decoder_takes_the_next_larger(planned, cudart, tmp_path):
    trt, player = trt_player(planned, cudart, tmp_path)
    answers = perform(player, 2, t=264_600)
    assert answers[0].shape == (1, 67_032)
    assert "decoder@b1c18" in trt.executed


@pytest.mark.parametrize(
    ("stems", "r", "said"),
    [
        ((0, 1, 2), 0.25, "built for 1, 2 stem(s) and 3 are asked for; build it again with --batch 3"),
        ((0,), 0.5, "decoder was built for 17, 18 columns and 33 are needed; build it again with the r that you play"),
    ],
)
def test_a_shape_that_was_not_built_says_what_to_build(planned, cudart, tmp_path, stems, r, said):
    _, player = trt_player(planned, cudart, tmp_path)
    with pytest.raises(EngineError) as failure:
        perform(player, 1, stems, r=r)
    assert said in str(failure.value)


def test_an_engine_that_does_not_run_is_lost(planned, cudart, tmp_path):
    trt, player = trt_player(planned, cudart, tmp_path)
    trt.succeed = False
    with pytest.raises(EngineLost, match="trt: encoder@b1 failed: no reason given"):
        perform(player, 1)


def test_a_plan_of_other_shapes_than_its_name_says_is_refused(planned, cudart, tmp_path, monkeypatch):
    _, player = trt_player(planned, cudart, tmp_path)
    monkeypatch.setattr(_PlainEngine, "get_tensor_shape", lambda self, name: (1, 2))
    with pytest.raises(EngineError, match=r"trt: encoder@b1 has audio float32\[1, 2\], expected float32\[1, 263680\]"):
        perform(player, 1)


def test_kernels_compiled_once_are_kept_per_plan_and_given_back(planned, cudart, tmp_path):
    trt, player = trt_player(planned, cudart, tmp_path)
    perform(player, 1)
    assert trt.caches == []
    kept = sorted(path.name for path in (tmp_path / "cache").iterdir())
    assert len(kept) == 3  # encoder, step and decoder of one stem
    again, player = trt_player(planned, cudart, tmp_path)
    perform(player, 1)
    assert again.caches == [b"kernels"] * 3
    for path in (tmp_path / "cache").iterdir():
        path.write_bytes(b"of another driver")
    third, player = trt_player(planned, cudart, tmp_path)
    perform(player, 1)
    assert third.caches == [b"of another driver"] * 3
    assert {path.read_bytes() for path in (tmp_path / "cache").iterdir()} == {b"kernels"}  # filled anew


def test_tensorrt_proper_has_no_such_cache(planned, cudart, tmp_path):
    _, player = trt_player(planned, cudart, tmp_path, rtx=False)
    perform(player, 1)
    assert not (tmp_path / "cache").exists()


def test_no_framework_is_in_the_process():
    import subprocess

    code = (
        "import sys, rtap.runtime.engines.trt, rtap.runtime.engines.cuda_device, rtap.runtime.accompanist; "
        "print([m for m in sys.modules if m in ('torch', 'onnxruntime', 'onnx')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
