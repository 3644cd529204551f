"""An engine that fails while playing is replaced by the next in order; the socket stays and subscribers are told."""

from __future__ import annotations

import os
import socket
import threading
from types import SimpleNamespace

import numpy as np
import pytest

from rtap.runtime import engines, osc
from rtap.runtime.cores import allowed_cores
from rtap.runtime.engines.base import EngineError, EngineLost
from rtap.runtime.engines.device import HostDevice
from rtap.runtime.engines.executor import DeviceStages, WindowExecutor
from rtap.runtime.engines.ort import OrtStages
from rtap.runtime.engines.ort_device import OrtBinder
from rtap.runtime.server import ServerConfig


@pytest.fixture
def listener():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(60)
        yield sock


@pytest.fixture
def order(monkeypatch, bundle):
    """`trt` and `ort-cuda` stand for themselves on the host device; both open, `torch-cuda` does not."""
    opened: list[str] = []

    def on_host(name):
        def open_it(wish):
            opened.append(name)
            device = HostDevice()
            binder = OrtBinder(bundle, device, name=name, cuda_index=None, threads=1)
            manifest = bundle.manifest
            return DeviceStages(device, binder, manifest.sampler.build(), 4, manifest.codec.draws_noise)

        return open_it

    def refuse(wish):
        raise EngineError("planted refusal")

    openers = {**engines._OPENERS, "trt": on_host("trt"), "ort-cuda": on_host("ort-cuda"), "torch-cuda": refuse}
    monkeypatch.setattr(engines, "_OPENERS", openers)
    monkeypatch.setattr(engines, "check_window", lambda stages, bundle: None)
    return opened


class Conversation:
    """A client that sends steps to a server and hears what comes back."""

    def __init__(self, server, listener) -> None:
        self._server, self._listener = server, listener
        self._parser = osc.Parser(["/bass", "/drums", "/guitar", "/piano"])
        self._send(osc.message("/rtap/subscribe", ("i", 1), ("i", listener.getsockname()[1])))
        self._send(osc.message("/predict_instruments", *(("i", v) for v in (1, 0, 0, 0))))
        self._send(osc.message("/update_package_size", ("i", 8192)))
        self._batch = 0
        self.heard: list = []

    def _send(self, datagram: bytes) -> None:
        self._listener.sendto(datagram, self._server.address)

    def step(self) -> str:
        """Send one step; `/server_predicted` or `/batch_dropped`, whichever its batch gets."""
        self._batch += 1
        audio = np.full(65_536, 0.25, dtype=np.float32)
        for start in range(0, 65_536, 8192):
            self._send(osc.floats_message("/context", [self._batch, start, 8], audio[start : start + 8192]))
        return self.until("/server_predicted", "/batch_dropped").address

    def until(self, *addresses: str):
        while True:
            for message in self._parser.parse(memoryview(self._listener.recv(65_536))):
                self.heard.append(SimpleNamespace(address=message.address, params=getattr(message, "params", ())))
                if message.address in addresses:
                    return self.heard[-1]

    def until_engine(self, name: str) -> None:
        while self.until("/rtap/status").params[:2] != ("engine", name):
            pass


@pytest.fixture
def talking(serve, listener, bundle):
    def start(**changes):
        config = ServerConfig(port=0, client_port=listener.getsockname()[1], threads=1, receiver="thread", **changes)
        return serve(config, bundle)

    return start


def start_when_ready(server, listener, name: str) -> Conversation:
    conversation = Conversation(server, listener)
    while not any(text.startswith(f"ready: {name} ") for _, text in server.messages):
        conversation.until("/rtap/log")
    return conversation


def test_a_lost_engine_is_replaced_at_once_and_subscribers_hear_it(talking, listener, order, monkeypatch):
    with talking() as server:
        conversation = start_when_ready(server, listener, "trt")
        assert conversation.step() == "/server_predicted"
        original = WindowExecutor.play

        def broken(self, b, layout):
            if self._binder.name == "trt":
                raise EngineLost("CUDA: planted failure")
            return original(self, b, layout)

        monkeypatch.setattr(WindowExecutor, "play", broken)
        assert conversation.step() == "/batch_dropped"
        conversation.until_engine("ort-cuda")
        assert conversation.step() == "/server_predicted"
    assert order == ["trt", "ort-cuda"]
    assert ("warning", "batch 2 gets no answer: CUDA: planted failure") in server.messages
    assert ("warning", "engine trt is lost: now playing on ort-cuda") in server.messages


def test_each_failing_engine_gives_way_to_the_next_in_order_down_to_the_cpu(talking, listener, order, monkeypatch):
    def broken(self, b, layout):
        raise EngineLost("CUDA: planted failure")

    with talking() as server:
        conversation = start_when_ready(server, listener, "trt")
        monkeypatch.setattr(WindowExecutor, "play", broken)
        assert conversation.step() == "/batch_dropped"
        conversation.until_engine("ort")
        assert conversation.step() == "/server_predicted"
    said = [text for _, text in server.messages]
    assert "ort-cuda fails in its first window: CUDA: planted failure" in said
    assert "torch-cuda: planted refusal" in said
    assert "engine trt is lost: now playing on ort" in said


def test_an_engine_asked_for_by_name_is_opened_again_and_never_exchanged(talking, listener, order, monkeypatch):
    failures = [True]
    original = WindowExecutor.play

    def broken_once(self, b, layout):
        if failures and len(order) == 1 and self._binder.name == "trt":
            failures.pop()
            raise EngineLost("CUDA: planted failure")
        return original(self, b, layout)

    with talking(engine="trt") as server:
        conversation = start_when_ready(server, listener, "trt")
        monkeypatch.setattr(WindowExecutor, "play", broken_once)
        assert conversation.step() == "/batch_dropped"
        assert conversation.step() == "/server_predicted"
    assert order == ["trt", "trt"]
    assert ("warning", "engine trt is lost: now playing on trt") in server.messages


def test_an_engine_that_opens_and_cannot_play_gives_way_before_the_first_packet(talking, listener, order, monkeypatch):
    original = WindowExecutor.play

    def broken(self, b, layout):
        if self._binder.name == "trt":
            raise EngineLost("CUDA: planted failure")
        return original(self, b, layout)

    monkeypatch.setattr(WindowExecutor, "play", broken)
    with talking() as server:
        conversation = start_when_ready(server, listener, "ort-cuda")
        assert conversation.step() == "/server_predicted"
    assert ("warning", "trt fails in its first window: CUDA: planted failure") in server.messages


def test_a_failure_between_windows_counts_and_does_not_end_the_set(talking, listener, order, monkeypatch):
    def broken(self, b, layout):
        raise EngineLost("CUDA: planted failure of a capture")

    with talking() as server:
        conversation = start_when_ready(server, listener, "trt")
        monkeypatch.setattr(WindowExecutor, "_capture", broken)
        monkeypatch.setattr(OrtBinder, "capturable", True, raising=False)
        assert conversation.step() == "/server_predicted"
        conversation.until_engine("ort")
        assert conversation.step() == "/server_predicted"
    assert ("warning", "trt failed between windows: CUDA: planted failure of a capture") in server.messages


@pytest.mark.skipif(len(allowed_cores()) < 2, reason="needs Linux and two cores")
def test_the_next_engine_is_not_left_on_the_core_of_the_last(serve, listener, bundle, monkeypatch):
    config = ServerConfig(port=0, client_port=listener.getsockname()[1], receiver="thread", device="cpu")
    with serve(config, bundle) as server:
        conversation = start_when_ready(server, listener, "ort")
        assert conversation.step() == "/server_predicted"
        (thread,) = (thread for thread in threading.enumerate() if thread.name == "rtap-inference")
        assert len(os.sched_getaffinity(thread.native_id)) == 1

        def broken(self, latent, noise):
            raise EngineLost("planted failure")

        monkeypatch.setattr(OrtStages, "decode", broken)
        assert conversation.step() == "/batch_dropped"
        conversation.until_engine("torch")
        assert conversation.step() == "/server_predicted"
        assert tuple(sorted(os.sched_getaffinity(thread.native_id))) == allowed_cores()


def test_what_was_generated_stays_when_the_engine_changes(bundle):
    from rtap.runtime.accompanist import Accompanist
    from rtap.runtime.engines import open_stages

    from .conftest import perform

    plain = open_stages("ort", bundle, threads=1)[0]
    device = HostDevice()
    binder = OrtBinder(bundle, device, name="ort-host", cuda_index=None, threads=1)
    manifest = bundle.manifest
    on_device = DeviceStages(device, binder, manifest.sampler.build(), 4, manifest.codec.draws_noise)
    heard = []
    for second in (plain, on_device):
        player = Accompanist(on_device, 4, manifest.sampler.build(), manifest.codec, seed=7)
        perform(player, 2)
        player.use_stages(second)
        heard.append(perform(player, 3, skip=lambda n: n < 2))
    for a, b in zip(*heard, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-4 * np.abs(b).max())
