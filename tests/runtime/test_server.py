"""The real server on real sockets, with its threads and its receiving process."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from pathlib import Path

import numpy as np
import pytest

from rtap.runtime import osc
from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import read_bundle
from rtap.runtime.engines.base import EngineError
from rtap.runtime.engines.echo import EchoStages
from rtap.runtime.play.answers import PacketTestEcho, Ready
from rtap.runtime.play.external import External, ExternalClient
from rtap.runtime.receiver import ThreadReceiver
from rtap.runtime.server import Mailbox, Server, ServerConfig
from rtap.runtime.session import WindowRequest

RECORDED = Path(__file__).parents[1] / "vectors" / "external"


@pytest.fixture
def listener():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(10)
        yield sock


def config(listener, **changes) -> ServerConfig:
    settings = {"port": 0, "client_port": listener.getsockname()[1], "engine": "echo", "echo_delay_columns": 33}
    return ServerConfig(**(settings | changes))


def messages(listener, until: str, count: int = 1) -> list[osc.Control | osc.AudioChunk]:
    """Everything received until `count` messages to `until` have come."""
    parser = osc.Parser(["/bass", "/drums", "/guitar", "/piano"])
    got = []
    while sum(m.address == until for m in got) < count:
        got += parser.parse(memoryview(listener.recv(65_536)))
    return got


def send(server, *datagrams: bytes, gap_s: float = 0.0) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for datagram in datagrams:
            sock.sendto(datagram, server.address)
            time.sleep(gap_s)


def wait_for(condition, timeout_s: float = 10.0) -> None:
    """Until the server has come so far, on however slow a machine."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def flags(*values: int) -> bytes:
    return osc.message("/predict_instruments", *(("i", v) for v in values))


def step(batch: int, value: float = 0.25, samples: int = 65_536, size: int = 8192) -> list[bytes]:
    audio = np.full(samples, value, dtype=np.float32)
    starts = range(0, samples, size)
    return [osc.floats_message("/context", [batch, s, len(starts)], audio[s : s + size]) for s in starts]


def recorded() -> tuple[list[bytes], list[dict]]:
    index = json.loads((RECORDED / "datagrams.json").read_text())["conversation"]["datagrams"]
    raw, datagrams, at = (RECORDED / "datagrams.bin").read_bytes(), [], 0
    while at < len(raw):
        size = int.from_bytes(raw[at : at + 4], "big")
        datagrams.append(raw[at + 4 : at + 4 + size])
        at += 4 + size
    assert len(datagrams) == len(index)
    return datagrams, index


def replay(server, listener) -> list[bytes]:
    """The recorded conversation of the paper's real external, each batch sent when the one before was answered."""
    datagrams, index = recorded()
    answers: list[bytes] = []
    batch = None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for position, (datagram, entry) in enumerate(zip(datagrams, index, strict=True)):
            sock.sendto(datagram, server.address)
            batch = entry["ints"][0] if entry.get("ints") and entry["address"] != "/packet_test" else None
            following = index[position + 1] if position + 1 < len(index) else {}
            if batch is not None and (following.get("ints") or [None])[0] != batch:
                while not answers or not answers[-1].startswith(b"/server_predicted"):
                    datagram = listener.recv(65_536)
                    if not datagram.startswith(b"#bundle"):  # the answer to /packet_test
                        answers.append(datagram)
                answers.append(b"--")
    return answers


def test_the_recorded_conversation_of_the_external_is_served_completely(serve, listener):
    with serve(config(listener)) as server:
        assert listener.recv(64) == b"/ready\0\0,T\0\0"
        replay(server, listener)
    counts = server.counts()
    assert len(server.windows) == 5  # four predicts at T = 264 600, one at 262 144
    wrong = {"lost_chunks", "dropped_batches", "malformed_datagrams", "bad_chunks", "refused_settings"}
    wrong |= {"unknown_addresses", "foreign_datagrams", "skipped_batches", "planes_ignored", "client_restarts"}
    assert wrong.isdisjoint(counts)
    assert counts["datagrams"] == 83
    assert server.session.settings.window_samples == 262_144


def test_the_recorded_conversation_gets_the_answers_it_should(serve, listener):
    """Per predict: chunks of the client's own package size, targets only, in order, position first, then the end."""
    with serve(config(listener)) as server:
        listener.recv(64)
        parser = osc.Parser(["/bass", "/drums", "/guitar", "/piano"])
        groups, group = [], []
        for datagram in replay(server, listener):
            if datagram == b"--":
                groups.append(group)
                group = []
            else:
                group += [
                    (m.address, m.batch, m.start, m.total, len(m.floats))
                    for m in parser.parse(memoryview(datagram))
                    if isinstance(m, osc.AudioChunk)
                ]
    assert len(groups) == 5

    def answer(stem: str, batch: int, samples: int) -> list[tuple[str, int, int, int, int]]:
        sizes = [10_240] * (samples // 10_240) + [samples % 10_240]
        return [(stem, batch, 0, 7, 0)] + [(stem, batch, k, 7, n) for k, n in enumerate(sizes)]

    for batch in (1, 2, 3):
        assert groups[batch - 1] == answer("/bass", batch, 67_032)
    assert groups[3] == answer("/bass", 4, 67_032) + answer("/piano", 4, 67_032)
    assert groups[4] == answer("/bass", 5, 66_418) + answer("/piano", 5, 66_418)


def test_the_recorded_conversation_replays_bit_for_bit_on_a_real_engine(serve, listener, tiny_bundle):
    bundle = read_bundle(tiny_bundle)
    answers = []
    for _ in range(2):
        with serve(config(listener, engine="ort", seed=11), bundle) as server:
            listener.recv(64)
            wait_for(lambda server=server: any("ready" in text for _, text in server.messages))
            # The status names the start of the runtime, which is another one each time.
            answers.append([a for a in replay(server, listener) if not a.startswith(b"/rtap/status")])
        assert len(server.windows) == 5
    assert answers[0] == answers[1]
    assert sum(a.startswith(b"/bass") for a in answers[0]) == 5 * 8


def test_the_external_itself_hears_its_context_back(serve, listener):
    """The imitation of the external on the network, from /ready to the audio in its buffer."""
    listener.close()
    audio = np.zeros((4, 65_536 * 9), dtype=np.float32)
    audio[1, 100_000], audio[1, 200_001] = 0.5, -0.25
    external = External(audio, launched_server=True)
    for text in ("T 262144", "r 0.25", "w 1", "fade 0.02", "predict_instruments 1 0 0 0"):
        external.command(text)
    with ExternalClient(external, ("127.0.0.1", 9), listen_port=0) as client:
        setup = ServerConfig(port=0, client_port=client.listen_port, engine="echo", echo_delay_columns=33)
        with serve(setup) as server:
            client._server = server.address
            client.pump_until(lambda reports: any(isinstance(r, Ready) for r in reports), 10)
            for n in range(1, 7):
                client.command(f"predict {n * 65_536}")
                client.pump_answer()
    heard = np.flatnonzero(external.audio[0])
    assert heard.tolist() == [100_000 + 33 * 4096, 200_001 + 33 * 4096]
    np.testing.assert_allclose(external.audio[0, heard], [0.5, -0.25])


def test_a_busy_engine_drops_a_batch_says_so_and_loses_no_context(serve, listener, monkeypatch):
    original = EchoStages.encode

    def slow_encode(self, audio):
        time.sleep(0.3)
        return original(self, audio)

    with serve(config(listener)) as server:
        send(server, osc.message("/update_package_size", ("i", 8192)), flags(1, 0, 0, 0), gap_s=0.01)
        send(server, *step(1))
        messages(listener, "/server_predicted")
        monkeypatch.setattr(EchoStages, "encode", slow_encode)
        for batch in (2, 3, 4):
            send(server, *step(batch), gap_s=0.005)
        got = messages(listener, "/server_predicted", 2)
    dropped = [m.params for m in got if m.address == "/batch_dropped"]
    assert dropped == [(3,)]  # 2 was being played, 4 displaced 3
    assert [m.batch for m in got if m.address == "/bass" and len(m.floats)] == [2] * 9 + [4] * 9
    assert server.counts()["dropped_batches"] == 1


def test_position_is_sent_again_when_the_client_moves_on_during_an_answer(serve, listener, monkeypatch):
    original = osc.AnswerPacker.chunk

    def slow_chunk(self, batch, k, answer):
        time.sleep(0.02)
        return original(self, batch, k, answer)

    monkeypatch.setattr(osc.AnswerPacker, "chunk", slow_chunk)
    with serve(config(listener)) as server:
        send(server, osc.message("/update_package_size", ("i", 8192)), flags(1, 0, 0, 0), gap_s=0.01)
        send(server, *step(1))
        got = messages(listener, "/bass", 4)
        send(server, step(2)[0])
        got = [m for m in got + messages(listener, "/server_predicted") if m.address == "/bass"]
    empties = [i for i, m in enumerate(got) if len(m.floats) == 0]
    assert len(empties) == 2
    assert empties[0] == 0
    assert 1 < empties[1] < len(got) - 1
    assert all((got[i].batch, got[i].start) == (1, 0) for i in empties)
    assert [m.start for m in got if len(m.floats)] == list(range(9))


def test_a_failing_engine_drops_the_batch_and_the_next_one_plays(serve, listener, monkeypatch):
    original, failures = EchoStages.encode, [True]

    def failing_encode(self, audio):
        if failures:
            failures.pop()
            raise EngineError("planted failure")
        return original(self, audio)

    with serve(config(listener)) as server:
        send(server, flags(1, 0, 0, 0))
        wait_for(lambda: any("ready" in text for _, text in server.messages))
        monkeypatch.setattr(EchoStages, "encode", failing_encode)
        send(server, *step(1))
        assert messages(listener, "/batch_dropped")[-1].params == (1,)
        send(server, *step(2))
        messages(listener, "/server_predicted")
    assert server.counts()["engine_failures"] == 1
    assert ("warning", "batch 1 gets no answer: planted failure") in server.messages


def test_an_engine_that_keeps_failing_is_replaced_and_the_socket_stays(serve, listener, monkeypatch, tiny_bundle):
    with serve(config(listener, engine="auto"), read_bundle(tiny_bundle)) as server:
        send(server, osc.message("/rtap/subscribe", ("i", 1), ("i", listener.getsockname()[1])), flags(1, 0, 0, 0))
        wait_for(lambda: any("ready: ort" in text for _, text in server.messages), 60)

        def broken(self, *inputs):
            raise RuntimeError("planted failure")

        monkeypatch.setattr("rtap.runtime.engines.ort.OrtStages.step", broken)
        heard = []
        for batch in (1, 2, 3):
            send(server, *step(batch))
            heard += messages(listener, "/batch_dropped")
            assert heard[-1].params == (batch,)
        said = "engine ort failed 3 times in a row: now playing on torch"
        wait_for(lambda: ("warning", said) in server.messages, 60)
        send(server, *step(4))
        heard += messages(listener, "/server_predicted")
        assert ("warning", said) in [m.params for m in heard if m.address == "/rtap/log"]
    assert ("warning", "batch 1 gets no answer: RuntimeError: planted failure") in server.messages


def test_a_defect_of_ours_in_handling_a_packet_does_not_end_the_set(serve, listener, monkeypatch):
    with serve(config(listener)) as server:
        monkeypatch.setattr(server.session, "on_control", lambda control, now_ns: 1 / 0)
        send(server, flags(1, 0, 0, 0))
        wait_for(lambda: server.counts().get("internal_errors") == 1)
        monkeypatch.undo()
        send(server, flags(1, 0, 0, 0), *step(1))
        messages(listener, "/server_predicted")


def test_verbose_says_how_long_each_window_took(serve, listener):
    with serve(config(listener)) as server:
        send(server, osc.message("/verbose", ("i", 1)), flags(1, 0, 0, 0), *step(1))
        messages(listener, "/server_predicted")
        wait_for(lambda: any(text.startswith("batch 1: encode ") for _, text in server.messages))


def test_an_answer_that_is_not_finite_is_never_sent(serve, listener, monkeypatch):
    monkeypatch.setattr(
        EchoStages,
        "decode",
        lambda self, latent, noise: np.full((1, 4096 * latent.shape[2] + 1536), np.nan, np.float32),
    )
    with serve(config(listener)) as server:
        send(server, flags(1, 0, 0, 0), *step(1))
        assert messages(listener, "/batch_dropped")[-1].params == (1,)
    assert any("not finite" in text for _, text in server.messages)


def test_the_receiving_process_may_die(serve, listener):
    with serve(config(listener)) as server:
        send(server, flags(1, 0, 0, 0))
        wait_for(lambda: server.session.settings.targets == (0,))
        server._receiver._process.kill()
        server._receiver._process.wait()
        send(server, *step(1))  # kept by the socket, which is still ours
        messages(listener, "/server_predicted")
        assert server._receiver.restarts == 1


@pytest.mark.parametrize("receiver", ["process", "thread"])
def test_only_the_client_is_served(serve, listener, receiver):
    with serve(config(listener, ip="127.0.0.1", receiver=receiver)) as server:
        send(server, flags(1, 0, 0, 0))
        time.sleep(0.3)
        wait_for(lambda: server.session.settings.targets == (0,))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.bind(("127.0.0.2", 0))
            for datagram in [flags(0, 1, 0, 0), *step(1)]:
                stranger.sendto(datagram, server.address)
        wait_for(lambda: server.counts().get("foreign_datagrams") == 9)
        assert server.session.settings.targets == (0,)
        send(server, *step(1))
        messages(listener, "/server_predicted")


def test_client_ip_binds_the_runtime_to_one_address(serve, listener):
    with serve(config(listener, client_ip="127.0.0.2")) as server:
        send(server, flags(1, 0, 0, 0))
        wait_for(lambda: server.counts() == {"datagrams": 1, "foreign_datagrams": 1})
        assert server.session.settings.targets == ()


def test_packet_test_comes_back_with_as_many_floats(serve, listener):
    with serve(config(listener)) as server:
        listener.recv(64)
        external = External(np.zeros((4, 1000), np.float32))
        external.package_size = 13_090
        send(server, *(o.datagram for o in external.command("test_packet")))
        reports, _ = external.receive(listener.recv(65_536))
    assert isinstance(reports[0], PacketTestEcho)


def test_subscribers_hear_about_every_window(serve, listener):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as subscriber:
        subscriber.bind(("127.0.0.1", 0))
        subscriber.settimeout(5)
        with serve(config(listener)) as server:
            subscriber.sendto(osc.message("/rtap/subscribe", ("i", 1)), server.address)
            status = messages(subscriber, "/rtap/status")[-1].params
            pairs = dict(zip(status[::2], status[1::2], strict=True))
            assert pairs["trained"] == "false"
            assert pairs["stems"] == "bass drums guitar piano"
            send(server, flags(0, 1, 0, 0), *step(1))
            window = messages(subscriber, "/rtap/window")[-1].params
    batch, encode_ms, sample_ms, decode_ms, total_ms, budget_ms, late, lost = window
    assert (batch, late, lost) == (1, 0, 0)
    assert budget_ms == pytest.approx((65_536 - 882) / 44.1)
    assert total_ms >= encode_ms + sample_ms + decode_ms


@pytest.fixture
def watcher():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(10)
        yield sock


def subscribe(watcher, server, *numbers: int) -> None:
    watcher.sendto(osc.message("/rtap/subscribe", *(("i", n) for n in numbers)), server.address)


def pairs_of(message: osc.Control) -> dict[str, object]:
    return dict(zip(message.params[::2], message.params[1::2], strict=True))


def audio_until(watcher, batch: int, samples: int) -> dict[int, dict[int, np.ndarray]]:
    """`/rtap/audio` of `batch` until `samples` have come: source -> start -> floats."""
    parser = osc.Parser(["/rtap/audio"])
    got: dict[int, dict[int, np.ndarray]] = {}
    while sum(len(floats) for parts in got.values() for floats in parts.values()) < samples:
        for m in parser.parse(memoryview(watcher.recv(65_536))):
            if isinstance(m, osc.AudioChunk) and m.batch == batch:  # its second and third integers: source, start
                got.setdefault(m.start, {})[m.total] = m.floats.astype(np.float32)
    return got


def test_who_asks_for_counts_gets_them_with_every_status(serve, listener, watcher):
    with serve(config(listener)) as server:
        send(server, osc.message("/update_package_size", ("i", 8192)), flags(0, 0, 1, 0), *step(1)[:-1])
        messages(listener, "/server_predicted")
        wait_for(lambda: len(server.windows) == 1)  # the answer leaves first, then the window is counted
        subscribe(watcher, server, 1, watcher.getsockname()[1], 1)
        status, counts = (pairs_of(messages(watcher, f"/rtap/{kind}")[-1]) for kind in ("status", "counts"))
        subscribe(watcher, server, 1)  # asks again, for less
        messages(watcher, "/rtap/status")
        send(server, *step(2))
        assert {m.address for m in messages(watcher, "/rtap/window")} <= {"/rtap/window", "/rtap/log"}
    assert (status["targets"], status["fade"], status["client"]) == ("guitar", "0.02", "127.0.0.1")
    assert (counts["windows"], counts["late"], counts["lost_chunks"], counts["concealed_windows"]) == (1, 0, 1, 1)


def test_who_asks_for_audio_gets_the_step_and_the_answer_at_their_places(serve, listener, watcher):
    samples, size = 65_536, 8192
    audio = np.arange(1, samples + 1, dtype=np.float32) / samples
    chunks = [osc.floats_message("/context", [1, s, 8], audio[s : s + size]) for s in range(0, samples, size)]
    with serve(config(listener)) as server:  # echo: a column is answered 33 columns later
        setup = (osc.message("/update_package_size", ("i", size)), osc.message("/w", ("i", 2)), flags(0, 1, 0, 0))
        subscribe(watcher, server, 1, watcher.getsockname()[1], 2)
        messages(watcher, "/rtap/status")
        send(server, *setup, *chunks)
        got = audio_until(watcher, 1, 2 * samples)
    assert {source: min(parts) for source, parts in got.items()} == {0: -samples % (1 << 31), 2: 2 * samples}
    context, answer = (np.concatenate([parts[start] for start in sorted(parts)]) for parts in got.values())
    np.testing.assert_array_equal(context, audio)
    heard_before = (
        3 * samples - 33 * 4096
    )  # the answer begins 3 steps after the context, which returns 33 columns later
    np.testing.assert_array_equal(answer, np.pad(audio[heard_before:], (0, heard_before)))


def test_to_watch_takes_nobodys_place(serve, listener, watcher):
    """A monitor on the runtime's machine asks before the musician on another one speaks, and goes on asking."""
    with serve(config(listener)) as server:
        subscribe(watcher, server, 1)
        assert pairs_of(messages(watcher, "/rtap/status")[-1])["client"] == ""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as musician:
            musician.bind(("127.0.0.2", 0))
            musician.sendto(flags(1, 0, 0, 0), server.address)
            wait_for(lambda: server.session.settings.targets == (0,))
        subscribe(watcher, server, 1)
        assert pairs_of(messages(watcher, "/rtap/status")[-1])["client"] == "127.0.0.2"
        send(server, flags(0, 1, 0, 0))  # watching is all it may
        wait_for(lambda: server.counts().get("foreign_datagrams") == 1)
        assert server.session.settings.targets == (0,)


def test_a_ninth_watcher_takes_the_place_of_the_one_that_asked_longest_ago(serve, listener, watcher):
    with serve(config(listener)) as server, contextlib.ExitStack() as stack:
        watchers = [stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) for _ in range(8)]
        subscribe(watcher, server, 1)
        for each in watchers:
            each.bind(("127.0.0.1", 0))
            each.settimeout(10)
            subscribe(each, server, 1)
            messages(each, "/rtap/status")
        messages(watcher, "/rtap/status")
        send(server, flags(1, 0, 0, 0), *step(1))
        assert all(messages(each, "/rtap/window") for each in watchers)
        watcher.settimeout(0.2)
        with pytest.raises(TimeoutError):
            messages(watcher, "/rtap/window")


def test_the_watchdog_fires_while_other_packets_keep_coming(serve, listener, monkeypatch):
    class Flooded(ThreadReceiver):
        """There is always one more packet."""

        def wait(self, timeout_s):
            super().wait(0.001)
            return True

        def take(self):
            yield from super().take()
            yield memoryview(b"junk"), ("127.0.0.1", 9)

    monkeypatch.setattr(Server, "_open_receiver", lambda self: Flooded(self._socket))
    with serve(config(listener)) as server:
        send(server, osc.message("/update_package_size", ("i", 8192)), flags(1, 0, 0, 0), *step(1)[:-1])
        messages(listener, "/server_predicted")
    assert server.counts()["lost_chunks"] == 1


def test_print_writes_what_the_runtime_knows(serve, listener, tmp_path):
    folder = tmp_path / "debug"
    with serve(config(listener, debug_folder=folder)) as server:
        send(server, flags(1, 0, 0, 0), *step(1))
        messages(listener, "/server_predicted")
        send(server, osc.message("/print", ("T", True)))
        wait_for(lambda: any("wrote" in text for _, text in server.messages))
    dump = np.load(folder / "dump.npz")
    assert dump["latents"].shape == (4, 64, 64)
    assert dump["context"][-65_536 - 10 :].tolist() == [0.0] * 10 + [0.25] * 65_536


def test_print_without_a_folder_says_what_to_do(serve, listener):
    with serve(config(listener)) as server:
        send(server, osc.message("/print", ("T", True)))
        wait_for(lambda: server.counts().get("datagrams") == 1)
    assert ("warning", "/print: no folder to write to; start with --debug-folder DIR") in server.messages


def test_load_model_answers_at_once(serve, listener):
    with serve(config(listener)) as server:
        send(server, osc.message("/load_model"))
        assert messages(listener, "/rtap/status")[-1].params[0] == "engine"


def test_many_small_chunks_and_all_stems(serve, listener):
    """128 floats a chunk, four targets: 2048 datagrams a step, 2080 an answer."""
    with serve(config(listener)) as server:
        send(server, osc.message("/update_package_size", ("i", 128)), flags(1, 1, 1, 1))
        wait_for(lambda: server.session.settings.targets == (0, 1, 2, 3))
        audio = np.zeros(65_536, dtype=np.float32)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            for start in range(0, 65_536, 128):
                for _ in range(4):
                    sock.sendto(osc.floats_message("/context", [1, start, 2048], audio[:128]), server.address)
        got = [m for m in messages(listener, "/server_predicted") if isinstance(m, osc.AudioChunk)]
    assert sorted({m.address for m in got}) == ["/bass", "/drums", "/guitar", "/piano"]
    assert server.counts().get("lost_chunks", 0) == 0


def test_the_mailbox_keeps_the_newest_only():
    mailbox = Mailbox()
    first, second = (WindowRequest(np.zeros((1, 1), np.float32), batch=b) for b in (1, 2))
    assert mailbox.put(first) is None
    assert mailbox.put(second) is first
    assert mailbox.take() is second
    mailbox.close()
    assert mailbox.take() is None


def test_200_random_and_mutated_datagrams_a_time_service_goes_on(serve, listener):
    """A short form of benchmarks/fuzz.py, which sends 200 000."""
    random = np.random.default_rng(0)
    datagrams, _ = recorded()
    with serve(config(listener)) as server:
        for _ in range(10):
            send(server, flags(1, 0, 0, 0))
            for _ in range(200):
                data = bytearray(datagrams[random.integers(len(datagrams))][: random.integers(1, 3000)])
                for _ in range(random.integers(1, 8)):
                    data[random.integers(len(data))] = random.integers(256)
                send(server, bytes(data))
        time.sleep(0.6)
        send(
            server, osc.message("/reset", ("i", 1)), osc.message("/update_r", ("d", 0.25)), osc.message("/w", ("i", 1))
        )
        send(
            server,
            osc.message("/update_fade", ("d", 0.02)),
            flags(1, 0, 0, 0),
            osc.message("/update_package_size", ("i", 8192)),
        )
        send(server, *step(2000))
        parser = osc.Parser(["/bass"])
        while True:
            found = list(parser.parse(memoryview(listener.recv(65_536))))
            if isinstance(found[0], osc.AudioChunk) and found[0].batch == 2000 and found[0].start == 8:
                break
    assert server.counts()["malformed_datagrams"] > 500


@pytest.mark.parametrize(("share", "foreseen"), [(10.0, [1, 2, 3]), (0.0, [])])
def test_the_next_window_is_begun_where_windows_leave_time_for_it(
    past_bundle, serve, listener, monkeypatch, share, foreseen
):
    begun = []
    foresee = Accompanist.foresee

    def noting(player, plan, stems):
        begun.append(plan.cursor // 65_536)
        foresee(player, plan, stems)

    monkeypatch.setattr(Accompanist, "foresee", noting)
    monkeypatch.setattr("rtap.runtime.server.FORESEE_SHARE", share)
    with serve(config(listener, engine="ort"), read_bundle(past_bundle)) as server:
        listener.recv(64)
        send(server, flags(1, 0, 0, 0))
        for batch in range(3):
            send(server, *step(batch, value=0.1 * batch))
            wait_for(lambda batch=batch: len(server.windows) > batch)
        wait_for(lambda: len(begun) == len(foreseen))
    assert begun == foreseen
    assert not server.messages or all(level != "warning" for level, _ in server.messages)
