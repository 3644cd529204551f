"""Is there an NVIDIA card here? Asked of the driver itself, at no cost where there is none, with nothing imported."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass

from rtap.runtime.engines.base import EngineError

_COMPUTE_CAPABILITY_MAJOR, _COMPUTE_CAPABILITY_MINOR = 75, 76  # CUdevice_attribute


@dataclass(frozen=True)
class Card:
    index: int
    name: str
    compute_capability: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.name} (compute capability {self.compute_capability[0]}.{self.compute_capability[1]})"


def driver_library() -> str:
    return "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"


def find_card(index: int = 0) -> Card:
    """Card `index` of the driver. Raises EngineError, one line, when there is no driver or no such card."""
    library = driver_library()
    try:
        driver = ctypes.CDLL(library)
    except OSError:
        raise EngineError(
            f"no NVIDIA driver on this machine ({library} is not found); install it to play on a card"
        ) from None
    if status := driver.cuInit(0):
        raise EngineError(f"the NVIDIA driver does not start (cuInit says {status}); see whether nvidia-smi runs")
    count = ctypes.c_int()
    driver.cuDeviceGetCount(ctypes.byref(count))
    if not 0 <= index < count.value:
        raise EngineError(f"there is no card cuda:{index}, the driver has {count.value}; choose another --device")
    device, name = ctypes.c_int(), ctypes.create_string_buffer(256)
    driver.cuDeviceGet(ctypes.byref(device), index)
    driver.cuDeviceGetName(name, len(name), device)
    capability = []
    for attribute in (_COMPUTE_CAPABILITY_MAJOR, _COMPUTE_CAPABILITY_MINOR):
        value = ctypes.c_int()
        driver.cuDeviceGetAttribute(ctypes.byref(value), attribute, device)
        capability.append(value.value)
    return Card(index, name.value.decode(errors="replace"), (capability[0], capability[1]))
