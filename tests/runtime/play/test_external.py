"""The imitation of the paper's external against what the real one was recorded doing."""

import hashlib
import json
import struct
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from rtap.runtime.play import wire
from rtap.runtime.play.answers import Dropped, PacketTestEcho, Placed, Ready, Refused, ServerPredicted
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.external import External, Outgoing

VECTORS = Path(__file__).parents[2] / "vectors" / "external"
SETUP = ("T 264600", "packet_size 10240", "r 0.25", "w 1", "fade 0.02", "predict_instruments 1 0 0 0")
STEP = 66_150
FADE = 882


def recorded_signal():
    """The README's test signal: 4 channels of 12 s, exact in float32."""
    n = np.arange(529_200, dtype=np.int64)
    slopes = (148, 371, 653, 1171)
    rows = [(((n * slope + 9973 * c) % 65_536) - 32_768) / 131_072 for c, slope in enumerate(slopes)]
    return np.array(rows, np.float32)


def recorded_datagrams():
    data = (VECTORS / "datagrams.bin").read_bytes()
    at = 0
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        yield data[at + 4 : at + 4 + size]
        at += 4 + size


def external(*commands, frames=529_200):
    """An external with the recording's parameters and a buffer of silence."""
    made = External(np.zeros((4, frames), np.float32))
    for command in (*SETUP, *commands):
        made.command(command)
    return made


def chunk(batch, index, samples, total=7, stem="bass"):
    return wire.audio(f"/{stem}", (batch, index, total), np.asarray(samples, np.float32))


def by_plane(outgoing: list[Outgoing]):
    planes = defaultdict(list)
    for item in outgoing:
        planes[item.source].append(item.datagram)
    return sorted(planes.values())


def without_random_floats(datagram):
    return datagram[: len(datagram) - 4 * 1024] if datagram.startswith(b"/packet_test") else datagram


@pytest.fixture(scope="module")
def script():
    return json.loads((VECTORS / "datagrams.json").read_text())


class TestReplayOfTheRecording:
    def test_every_recorded_datagram_is_sent_again_byte_for_byte(self, script):
        """Planes of a batch raced each other when recorded: order is compared within a plane, and across gestures."""
        recorded = iter(recorded_datagrams())
        client = External(recorded_signal())
        for _, commands in script["conversation"]["script"]:
            for command in commands:
                if command.startswith("predict "):
                    client.answers.audio[:] = recorded_signal()  # as the recording did, before each phase
                sent = client.command(command)
                expected = [next(recorded) for _ in sent]
                if command.startswith("predict "):
                    # Two equal planes cannot be told apart in the recording: count datagrams, then check the order.
                    assert sorted(item.datagram for item in sent) == sorted(expected), command
                    assert all(plane == sorted(plane, key=start_of) for plane in by_plane(sent))
                else:
                    assert [without_random_floats(item.datagram) for item in sent] == [
                        without_random_floats(datagram) for datagram in expected
                    ], command
        assert next(recorded, None) is None

    def test_the_longer_recording_is_sent_again_hash_by_hash(self, script):
        recorded = iter(script["index_only"]["datagrams"])
        client = External(recorded_signal())
        for _, commands in script["index_only"]["script"]:
            client.answers.audio[:] = recorded_signal()
            for command in commands:
                sent = [index_entry(item.datagram) for item in client.command(command)]
                expected = [recorded_entry(next(recorded)) for _ in sent]
                assert sorted(sent) == sorted(expected), command
        assert next(recorded, None) is None

    def test_setters_of_load_model_are_spaced_by_30_ms_and_a_predict_is_one_burst(self):
        client = external()
        assert [item.pause_s for item in client.command("load_model")] == [0.03] * 6 + [0.0]
        assert {item.pause_s for item in client.command("predict 66150")} == {0.0}

    def test_every_control_message_and_every_plane_has_a_source_port_of_its_own(self):
        client = external("predict_instruments 1 0 0 1", "send_mode 1")
        sources = [item.source for item in client.command("load_model")]
        assert len(set(sources)) == 7
        assert len({item.source for item in client.command("predict 66150")}) == 4

    def test_planes_interleave(self):
        addresses = [
            wire.decode(item.datagram)[0].address
            for item in external("send_mode 1", "predict_instruments 1 0 0 1").command("predict 66150")
        ]
        assert addresses[:4] == ["/drums", "/guitar", "/drums", "/guitar"]


def start_of(datagram):
    return wire.decode(datagram)[0].args[1]


def index_entry(datagram):
    (message,) = wire.decode(datagram)
    if message.address == "/packet_test":
        return message.address, len(datagram), message.args, ""
    floats = len(message.samples) and message.tags.startswith("i")
    args = message.args if floats else ()
    payload = message.samples.astype(">f4").tobytes() if floats else argument_bytes(datagram, message)
    return message.address, len(datagram), args, hashlib.sha256(payload).hexdigest()


def argument_bytes(datagram, message):
    header = len(wire.control(message.address, "")) - 4
    return datagram[header + (len(message.tags) + 1) // 4 * 4 + 4 :]


def recorded_entry(entry):
    if entry["address"] == "/packet_test":
        return entry["address"], entry["bytes"], tuple(entry["ints"]), ""
    return entry["address"], entry["bytes"], tuple(entry.get("ints") or ()), entry["sha256"]


class TestWhatAPredictSends:
    @pytest.mark.parametrize(
        ("commands", "cursor", "total", "lengths"),
        [
            ((), 66_150, 7, [10_240] * 6 + [4_710]),
            ((), 30_000, 3, [10_240, 10_240, 9_520]),
            ((), 560_000, 4, [10_240] * 3 + [4_630]),
            (("r 0.0625",), 33_075, 2, [10_240, 6_297]),
            (("packet_size 5120",), 66_150, 13, [5_120] * 12 + [4_710]),
            (("live_mode 1",), 0, 7, [10_240] * 6 + [4_710]),
        ],
    )
    def test_chunks(self, commands, cursor, total, lengths):
        sent = [wire.decode(item.datagram)[0] for item in external(*commands).command(f"predict {cursor}")]
        assert [len(message.samples) for message in sent] == lengths
        assert [message.args[1] for message in sent] == list(np.cumsum([0, *lengths[:-1]]))
        assert {message.args[2] for message in sent} == {total}

    def test_total_counts_planes_that_send_mode_1_does_not_send(self):
        sent = external("predict_instruments 1 0 0 1", "send_mode 1").command("predict 66150")
        assert len(sent) == 28
        assert {wire.decode(item.datagram)[0].args[2] for item in sent} == {42}

    def test_a_predict_at_the_start_sends_nothing_and_takes_no_batch(self):
        client = external()
        assert client.command("predict 0") == []
        assert client.batch == 0

    @pytest.mark.parametrize(
        "commands", [("predict_instruments 0 0 0 0",), ("predict_instruments 1 1 1 1", "send_mode 1")]
    )
    def test_nothing_to_send_takes_a_batch_all_the_same(self, commands):
        client = external(*commands)
        assert client.command("predict 66150") == []
        assert client.batch == 1

    def test_all_targets_summed_are_a_plane_of_silence_each(self):
        client = External(recorded_signal())
        for command in (*SETUP, "predict_instruments 1 1 1 1"):
            client.command(command)
        sent = client.command("predict 66150")
        assert len(sent) == 28
        assert not any(wire.decode(item.datagram)[0].samples.any() for item in sent)

    def test_reset_and_load_model_do_not_restart_batch_ids(self):
        client = external("predict 66150", "reset", "load_model")
        assert wire.decode(client.command("predict 132300")[0].datagram)[0].args[0] == 2

    def test_chunks_that_no_datagram_holds_vanish(self):
        assert len(external("packet_size 13095").command("predict 66150")) == 6
        sizes = [
            len(wire.decode(item.datagram)[0].samples)
            for item in external("packet_size 13096").command("predict 66150")
        ]
        assert sizes == [66_150 - 5 * 13_096]

    def test_a_chunk_that_would_abort_max_is_refused(self):
        client = external("packet_size 13102")
        with pytest.raises(PlayError, match="aborts at a predict from 13 102"):
            client.command("predict 66150")

    @pytest.mark.parametrize(
        "text", ["w 0.5", "r 1.5", "fade 2", "packet_size 64", "T 0", "send_mode 2", "dance", "predict"]
    )
    def test_what_the_object_refuses_is_refused_by_name(self, text):
        with pytest.raises(PlayError, match=text.split()[0]):
            external().command(text)


class TestWhatItDoesWithAnswers:
    def test_predict_zeroes_the_targets_region_and_leaves_the_crossfade(self):
        client = external()
        client.audio[:] = 1
        client.command("predict 66150")
        silent = np.flatnonzero(client.audio[0] == 0)
        assert (silent[0], silent[-1] + 1, len(silent)) == (132_300, 198_450, 66_150)
        assert (client.audio[1:] == 1).all()

    def test_a_chunk_lands_at_its_index_times_the_clients_own_package_size(self):
        client = external("predict 66150")
        client.receive(chunk(1, 0, []))
        for index in (0, 1):
            client.receive(chunk(1, index, np.ones(5_120)))
        start = 132_300 - FADE
        written = np.flatnonzero(client.audio[0])
        assert client.audio[0, start] == 0  # t = 0 there
        assert (written[0], written[-1]) == (start + 1, start + 10_240 + 5_119)
        assert (client.audio[0, start + 5_120 : start + 10_240] == 0).all()  # the hole

    def test_the_crossfade_is_exact_to_the_bit(self):
        random = np.random.default_rng(1)
        client = external()
        client.audio[0] = random.standard_normal(529_200).astype(np.float32)
        client.command("predict 66150")
        old = client.audio[0].copy()
        new = random.standard_normal(10_240).astype(np.float32)
        client.receive(chunk(1, 0, new))
        start = 132_300 - FADE
        expected = [
            np.float32(np.float32(old[start + i] * np.float32(np.float32(1) - t)) + np.float32(new[i] * t))
            for i in range(FADE)
            for t in [np.float32(i) / np.float32(FADE)]
        ]
        np.testing.assert_array_equal(client.audio[0, start : start + FADE], np.array(expected, np.float32))
        np.testing.assert_array_equal(client.audio[0, start + FADE : start + 10_240], new[FADE:])

    def test_a_duplicate_chunk_0_blends_a_second_time(self):
        client = external("predict 66150")
        middle = 132_300 - FADE + FADE // 2
        client.receive(chunk(1, 0, np.ones(10_240)))
        assert client.audio[0, middle] == 0.5
        client.receive(chunk(1, 0, np.ones(10_240)))
        assert client.audio[0, middle] == 0.75

    def test_without_chunk_0_a_chunk_lands_at_0_for_the_first_batch(self):
        client = external("predict 66150")
        (placed,), _ = client.receive(chunk(1, 1, np.ones(100)))
        assert placed == Placed("bass", 1, 1, 7, 10_240, 100)

    def test_without_chunk_0_a_chunk_lands_where_the_stems_last_batch_was(self):
        client = external("predict 66150")
        client.receive(chunk(1, 0, np.ones(10)))
        client.command("predict 132300")
        (placed,), _ = client.receive(chunk(2, 1, np.ones(10)))
        assert placed.start == 132_300 - FADE + 10_240

    def test_an_empty_chunk_0_sets_the_position_and_any_order_is_right(self):
        client = external("predict 66150")
        client.receive(chunk(1, 0, []))
        for index in (3, 1, 2):
            client.receive(chunk(1, index, np.full(10_240, index)))
        start = 132_300 - FADE
        assert (client.audio[0, start : start + 10_240] == 0).all()
        for index in (1, 2, 3):
            assert (client.audio[0, start + index * 10_240 : start + (index + 1) * 10_240] == index).all()

    def test_an_answer_cut_by_the_next_predict_goes_on_at_0_unless_chunk_0_comes_again(self):
        client = external("predict 132300")
        for index in range(4):
            client.receive(chunk(1, index, np.ones(10_240)))
        client.command("predict 198450")
        (astray,), _ = client.receive(chunk(1, 4, np.ones(10_240)))
        client.receive(chunk(1, 0, []))
        (right,), _ = client.receive(chunk(1, 4, np.ones(10_240)))
        assert (astray.start, right.start) == (40_960, 238_528)

    def test_the_previous_batch_is_written_over_the_current_one_and_an_older_one_is_not(self):
        client = external("predict 66150", "predict 132300", "predict 198450")
        assert isinstance(client.receive(chunk(2, 0, np.ones(10)))[0][0], Placed)
        for batch in (1, 4):
            (refused,), _ = client.receive(chunk(batch, 0, np.ones(10)))
            assert refused == Refused(f"/bass: batch {batch} ignored, the current one is 3")

    def test_a_stem_that_is_no_target_is_written_too(self):
        client = external("predict 66150")
        client.receive(chunk(1, 0, np.ones(10_240), stem="drums"))
        assert client.audio[1, 132_300] == 1

    def test_chunks_past_the_end_and_the_index_minus_1_are_written(self):
        client = external("predict 66150")
        client.receive(chunk(1, 0, []))
        (after,), _ = client.receive(chunk(1, 9, np.ones(100)))
        (before,), _ = client.receive(chunk(1, -1, np.ones(100)))
        assert (after.start, before.start) == (131_418 + 92_160, 131_418 - 10_240)
        assert client.audio[0, after.start] == 1
        # t is negative there: -10240/882 of the new sample
        assert client.audio[0, before.start] == np.float32(-10_240) / np.float32(FADE)

    def test_past_the_buffers_end_is_dropped_or_wrapped_in_live_mode(self):
        for commands, wrapped in [((), 0), (("live_mode 1",), 1)]:
            client = external(*commands, frames=140_000)
            client.command("predict 66150")
            client.receive(chunk(1, 0, np.ones(10_240)))
            assert (client.audio[0, 132_300:140_000] == 1).all()
            assert (client.audio[0, :1_000] == wrapped).all()

    @pytest.mark.parametrize(
        "tags_and_args",
        [
            ("iii" + "d", (1, 0, 7, 1.0)),
            ("iiiif", (1, 0, 7, 7, 1.0)),
            ("iif", (1, 0, 1.0)),
            ("", ()),
            ("hiif", (1, 0, 7, 1.0)),
        ],
    )
    def test_audio_of_other_types_writes_nothing(self, tags_and_args):
        tags, args = tags_and_args
        client = external("predict 66150")
        (refused,), _ = client.receive(wire.control("/bass", tags, *args))
        assert isinstance(refused, Refused)
        assert not client.audio.any()

    def test_bundles_are_accepted(self):
        client = external("predict 66150")
        element = chunk(1, 0, np.ones(10_240))
        bundle = b"#bundle\x00" + bytes(8) + len(element).to_bytes(4, "big") + element
        assert client.receive(bundle)[0] == [Placed("bass", 1, 0, 7, 132_300 - FADE, 10_240)]

    @pytest.mark.parametrize("address", ["/Bass", "/bass2", "/bas", "/vocals"])
    def test_other_addresses_are_ignored(self, address):
        client = external("predict 66150")
        assert client.receive(wire.audio(address, (1, 0, 7), np.ones(10, np.float32))) == ([], [])

    def test_a_datagram_that_is_no_osc_is_an_error_line(self):
        (refused,), sent = external().receive(b"hello")
        assert isinstance(refused, Refused)
        assert sent == []


class TestTheOtherMessages:
    def test_ready_loads_once_and_only_an_object_that_launched_the_server(self):
        ready = wire.control("/ready", "T")
        assert external().receive(ready) == ([Ready()], [])
        client = external()
        client.launched_server = True
        first, second = client.receive(ready)[1], client.receive(ready)[1]
        assert [wire.decode(item.datagram)[0].address for item in first] == [
            "/update_package_size",
            "/update_r",
            "/w",
            "/update_fade",
            "/predict_instruments",
            "/verbose",
            "/load_model",
        ]
        assert second == []

    @pytest.mark.parametrize(("tags", "args"), [("i", (1,)), ("f", (1.0,)), ("", ()), ("TT", ())])
    def test_ready_with_anything_but_T_is_an_error_line(self, tags, args):
        client = external()
        client.launched_server = True
        reports, sent = client.receive(wire.control("/ready", tags, *args))
        assert isinstance(reports[0], Refused)
        assert sent == []

    def test_ready_false_does_nothing(self):
        assert external().receive(wire.control("/ready", "F")) == ([], [])

    @pytest.mark.parametrize(
        ("tags", "args", "accepted"),
        [
            ("i", (3,), True),
            ("if", (3, 1.0), True),
            ("f", (3.0,), False),
            ("h", (3,), False),
            ("T", (), False),
            ("", (), False),
        ],
    )
    def test_batch_dropped_wants_an_int32_first(self, tags, args, accepted):
        (report,), _ = external().receive(wire.control("/batch_dropped", tags, *args))
        assert report == Dropped(3) if accepted else isinstance(report, Refused)

    def test_server_predicted_is_noted_whatever_it_carries(self):
        assert external().receive(wire.control("/server_predicted", "T"))[0] == [ServerPredicted()]
        assert external().receive(wire.control("/server_predicted", "i", 1))[0] == [ServerPredicted()]

    def test_a_packet_test_comes_back(self):
        answer = wire.audio("/packet_test_response", (3,), np.ones(3, np.float32))
        assert external().receive(answer)[0] == [PacketTestEcho(3, 3)]
