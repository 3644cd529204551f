"""Every thread of an engine that takes all cores has one to itself, and gives it back with the engine."""

from __future__ import annotations

import os
import threading
import time
from types import SimpleNamespace

import pytest

from rtap.runtime.bundle import read_bundle
from rtap.runtime.cores import allowed_cores, bind_thread, one_each, thread_bound
from rtap.runtime.engines import open_stages
from rtap.runtime.server import ServerConfig

pytestmark = pytest.mark.skipif(len(allowed_cores()) < 2, reason="needs Linux and two cores")


def own_cores() -> set[int]:
    return os.sched_getaffinity(0)


def cores_of_threads() -> list[set[int]]:
    return [os.sched_getaffinity(int(thread)) for thread in os.listdir("/proc/self/task")]


def test_processes_begin_at_different_cores():
    assert one_each((2, 3, 5), process=300) == (2, 3, 5)
    assert one_each((2, 3, 5), process=301) == (3, 5, 2)
    assert one_each((), process=301) == ()


def test_a_thread_is_bound_to_the_core_that_stages_leave_to_it_and_freed_by_those_that_leave_none():
    cores = allowed_cores()
    seen = []

    def run() -> None:
        for stages in (SimpleNamespace(caller_core=cores[1]), SimpleNamespace(caller_core=None), SimpleNamespace()):
            bind_thread(stages)
            seen.append((own_cores(), allowed_cores()))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [({cores[1]}, cores), (set(cores), cores), (set(cores), cores)]
    assert own_cores() == set(cores)


def test_a_benchmark_binds_its_thread_for_a_while():
    before = own_cores()
    with thread_bound(SimpleNamespace(caller_core=min(before))):
        assert own_cores() == {min(before)}
    assert own_cores() == before


def test_workers_are_bound_where_the_engine_takes_every_core_and_is_asked_to(tiny_bundle):
    bundle, cores = read_bundle(tiny_bundle), allowed_cores()
    graphs = 3
    for bound, threads, expected in ((False, None, 0), (True, 1, 0), (True, None, graphs * (len(cores) - 1))):
        stages, _ = open_stages("ort", bundle, threads=threads, bound=bound)
        alone = [cores for cores in cores_of_threads() if len(cores) == 1]
        assert len(alone) == expected, (bound, threads)
        if expected:
            assert stages.caller_core == cores[os.getpid() % len(cores)]
            assert {stages.caller_core} not in alone
        else:
            assert stages.caller_core is None
        stages.close()


def inference_cores() -> set[int]:
    (thread,) = (thread for thread in threading.enumerate() if thread.name == "rtap-inference")
    assert thread.native_id is not None
    return os.sched_getaffinity(thread.native_id)


def wait_for(condition) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_runtime_binds_its_inference_thread(serve, tiny_bundle):
    cores = allowed_cores()
    with serve(ServerConfig(port=0, engine="ort", receiver="thread"), read_bundle(tiny_bundle)) as server:
        wait_for(lambda: any(text.startswith("ready: ort") for _, text in server.messages))
        assert inference_cores() == {cores[os.getpid() % len(cores)]}
