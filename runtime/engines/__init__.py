"""Engines behind one small interface (`base.Stages`), and how one of them is chosen.

`auto` takes the first of `ORDER` that is present, opens and passes the bundle's self-check. What was rejected is said
in one line each, with the reason and what to do. Modules are imported when their engine is tried, so that no engine
costs the others its dependencies; whether there is a card at all is asked of the driver before anything is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from rtap.runtime import selfcheck
from rtap.runtime.bundle import Bundle, BundleError
from rtap.runtime.engines.base import EngineError, Stages
from rtap.runtime.engines.card import Card, find_card
from rtap.runtime.engines.device import Device
from rtap.runtime.engines.executor import Binder, DeviceStages

ORDER = ("trt", "ort-cuda", "torch-cuda", "ort", "torch")
"""Fastest first."""
ON_A_CARD = ("trt", "ort-cuda", "torch-cuda")
ON_REQUEST = ("torch-bf16",)
"""Not for `auto`: how fast bfloat16 is depends on the processor, from a third of float32's time to many times it."""
ENGINES = ("auto", *ORDER, *ON_REQUEST, "echo")


@dataclass(frozen=True)
class Wish:
    """What an engine is opened with."""

    bundle: Bundle
    threads: int | None = None
    device: str = "auto"
    """`auto`, `cpu`, `cuda` or `cuda:N`."""
    bound: bool = False
    """Threads of a CPU engine that takes every core get one each, the caller's among them (`runtime/cores.py`)."""


def open_stages(
    engine: str,
    bundle: Bundle,
    *,
    threads: int | None = None,
    device: str = "auto",
    bound: bool = False,
    skip: Collection[str] = (),
) -> tuple[Stages, list[str]]:
    """Open `engine` for `bundle`; `auto` takes the first of `ORDER` that plays, other than those in `skip`.

    Returns the stages and one line for each engine, or group of engines, that was tried and rejected. Raises
    EngineError when none opens.
    """
    wish = Wish(bundle, threads, device, bound)
    if engine != "auto":
        if engine not in (*ORDER, *ON_REQUEST):
            raise EngineError(f"--engine {engine}: unknown, expected one of {', '.join(ENGINES)}")
        if engine in skip:
            raise EngineError(f"--engine {engine} was asked for and no other")
        try:
            return _open_checked(engine, wish), []
        except EngineError as error:
            raise EngineError(f"--engine {engine}: {error}") from error
    rejected: dict[str, list[str]] = {}
    for name in ORDER:
        if name in skip:
            continue
        try:
            return _open_checked(name, wish), _lines(rejected)
        except EngineError as error:
            rejected.setdefault(str(error), []).append(name)
    raise EngineError("no engine opens this bundle: " + "; ".join(_lines(rejected)))


def device_index(device: str) -> int | None:
    """`cuda:1` -> 1, `auto` and `cuda` -> 0, `cpu` -> None. Raises EngineError for anything else."""
    if device == "cpu":
        return None
    if device in ("auto", "cuda"):
        return 0
    kind, _, number = device.partition(":")
    if kind == "cuda" and number.isdecimal():
        return int(number)
    raise EngineError(f"--device {device}: expected auto, cpu, cuda or cuda:N")


def _lines(rejected: dict[str, list[str]]) -> list[str]:
    """Engines with one reason share one line: where there is no card, it need not be said three times."""
    return [f"{', '.join(names)}: {reason}" for reason, names in rejected.items()]


def _open_checked(engine: str, wish: Wish) -> Stages:
    stages = _OPENERS[engine](wish)
    try:
        check_window(stages, wish.bundle)
    except Exception as error:  # whatever an engine does in its first window, another may play
        stages.close()
        if isinstance(error, EngineError):
            raise
        raise EngineError(f"fails in the self-check: {type(error).__name__}: {error}") from error
    return stages


def check_window(stages: Stages, bundle: Bundle) -> None:
    """One window against the float32 answers in the bundle, within what the manifest measured for this engine.

    A bundle without answers is played on the engines of the CPU, whose graphs were compared when it was exported, and
    on no other. Raises EngineError.
    """
    if not (bundle.directory / selfcheck.FILE_NAME).is_file():
        if stages.name in ON_A_CARD:
            raise EngineError(
                f"{bundle.directory} holds no {selfcheck.FILE_NAME} to check this engine against; "
                "export it again with export/build_engines.py"
            )
        return
    try:
        given, expected = selfcheck.read(bundle.directory / selfcheck.FILE_NAME, bundle.manifest)
    except BundleError as error:
        raise EngineError(str(error)) from error
    columns = _checked_columns(stages, sorted(expected.audio))
    result = selfcheck.play(stages, bundle.manifest, given, columns)
    name = stages.backend if isinstance(stages, DeviceStages) else stages.name
    backend = {"ort": "onnx"}.get(name, name)
    comparison = selfcheck.compare(result, expected, bundle.manifest.parity.get(backend, {}))
    if not comparison.passed:
        raise EngineError(f"the self-check failed: {comparison.line()}; build its engine again on this machine")


def _checked_columns(stages: Stages, stored: list[int]) -> tuple[int, ...]:
    """The least of the stored numbers of columns that these stages decode: one is enough, and a start must be short."""
    if not isinstance(stages, DeviceStages):
        return (stored[0],)
    for n in stored:
        if stages.executor.columns_for(1, n) == n:
            return (n,)
    raise EngineError(
        f"the self-check is stored for {', '.join(map(str, stored))} columns and the engine decodes none of them; "
        "build it again with export/build_engines.py"
    )


def _card(wish: Wish) -> Card:
    index = device_index(wish.device)
    if index is None:
        raise EngineError("--device cpu leaves out the engines of a card")
    return find_card(index)


def _open_trt(wish: Wish) -> Stages:
    card = _card(wish)
    from rtap.runtime.engines.trt import TrtBinder, open_flavour

    backend, trt = open_flavour(wish.bundle, card)
    from rtap.runtime.engines.cuda_device import CudaDevice

    device = CudaDevice(card.index)
    return _on_device(device, lambda: TrtBinder(wish.bundle, device, backend, trt), wish)


def _open_ort_cuda(wish: Wish) -> Stages:
    card = _card(wish)
    from rtap.runtime.engines.cuda_device import CudaDevice
    from rtap.runtime.engines.ort_device import OrtBinder, require_cuda_provider

    require_cuda_provider()
    device = CudaDevice(card.index)
    return _on_device(device, lambda: OrtBinder(wish.bundle, device, name="ort-cuda", cuda_index=card.index), wish)


def _open_torch_cuda(wish: Wish) -> Stages:
    card = _card(wish)
    from rtap.runtime.engines.torch_device import TorchCudaDevice, on_cuda

    device = TorchCudaDevice(card.index)
    return _on_device(device, lambda: on_cuda(wish.bundle, card.index), wish)


def _on_device(device: Device, open_binder: Callable[[], Binder], wish: Wish) -> Stages:
    """Stages on `device`, which is given back where the engine does not open."""
    manifest = wish.bundle.manifest
    try:
        binder = open_binder()
    except Exception:
        device.close()
        raise
    return DeviceStages(
        device, binder, manifest.sampler.build(), len(manifest.stems), draws_noise=manifest.codec.draws_noise
    )


def _open_ort(wish: Wish) -> Stages:
    from rtap.runtime.engines.ort import OrtStages

    return OrtStages(wish.bundle, wish.threads, bound=wish.bound)


def _open_torch(wish: Wish) -> Stages:
    from rtap.runtime.engines.torch_program import TorchStages

    return TorchStages(wish.bundle, wish.threads)


def _open_torch_bf16(wish: Wish) -> Stages:
    from rtap.runtime.engines.torch_program import TorchStages

    return TorchStages(wish.bundle, wish.threads, "torch-bf16")


_OPENERS: dict[str, Callable[[Wish], Stages]] = {
    "trt": _open_trt,
    "ort-cuda": _open_ort_cuda,
    "torch-cuda": _open_torch_cuda,
    "ort": _open_ort,
    "torch": _open_torch,
    "torch-bf16": _open_torch_bf16,
}
