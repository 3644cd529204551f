"""`rtap-play` as it is typed: files in, files and words out, one line for each thing that is wrong."""

import json
import re
import socket
import sys

import numpy as np
import pytest
import soundfile

from rtap.runtime.play import cli, plots, wire
from rtap.runtime.play.answers import Placed
from rtap.runtime.play.child_server import ChildServer
from rtap.runtime.play.clients import RtapClient
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.external import External, ExternalClient
from rtap.runtime.play.player import Event, Player
from rtap.runtime.play.settings import SAMPLE_RATE_HZ, PlaySettings
from rtap.runtime.play.sound_card import DuplexCallback, open_stream, play_sound_card

UNTRAINED = {"engine": "ort", "bundle": "demo", "trained": "false", "stems": "bass drums guitar piano"}
NOISE_FROM_RANDOM_WEIGHTS = "untrained bundle: what you hear is noise from random weights"
STAGES = ("encode_ms", "sample_ms", "decode_ms", "total_ms")
STEP = 16_384  # r = 1/16


@pytest.fixture
def song(tmp_path):
    """2.5 s of mono 16-bit noise: its path and its samples, which are whole numbers of 1/256."""
    samples = (np.random.default_rng(3).integers(-64, 64, round(2.5 * SAMPLE_RATE_HZ)) / 256).astype(np.float32)
    path = tmp_path / "song.wav"
    soundfile.write(path, samples, SAMPLE_RATE_HZ, subtype="PCM_16")
    return path, samples


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs the command; returns its exit code, standard output and standard error. Drawing is slow: on demand."""
    monkeypatch.setenv("COLUMNS", "200")

    def typed(*args, figures=False):
        code = 0
        if not figures:
            monkeypatch.setattr(plots, "write_figures", lambda performance, folder: [])
        try:
            cli.main([str(arg) for arg in args])
        except SystemExit as ended:
            code = ended.code
        out, err = capsys.readouterr()
        return code, out, err

    return typed


def at(ports):
    return "--server", f"127.0.0.1:{ports[0]}", "--client-port", ports[1]


def delayed(samples, by):
    return np.concatenate([np.zeros(by, np.float32), samples])[: len(samples)]


class TestAFileIsPlayed:
    @pytest.mark.parametrize("client", ["rtap", "external"])
    def test_the_accompaniment_is_what_the_server_played(
        self, run, song, tmp_path, fake_server, on_the_network, client
    ):
        path, samples = song
        out = tmp_path / "out" / "bass.wav"
        ports = on_the_network(fake_server(status=UNTRAINED))
        code, _, err = run(path, "--r", "0.0625", "--out", out, "--fast", "--client", client, *at(ports))
        assert (code, err) == (0, "")
        heard, rate_hz = soundfile.read(out, dtype="float32")
        assert rate_hz == SAMPLE_RATE_HZ
        np.testing.assert_allclose(heard, delayed(samples, 2 * STEP), rtol=0, atol=2**-24)
        mix, _ = soundfile.read(out.with_name("bass-mix.wav"), dtype="float32")
        np.testing.assert_allclose(mix, heard + samples, rtol=0, atol=2**-23)

    def test_several_stems_have_a_file_each_and_a_sum(self, run, song, tmp_path, fake_server, on_the_network):
        path, samples = song
        out = tmp_path / "a.wav"
        ports = on_the_network(fake_server(status=UNTRAINED))
        run(path, "--stem", "drums", "--stem", "piano", "--r", "0.0625", "--out", out, "--fast", *at(ports))
        expected = delayed(samples, 2 * STEP)
        for name, times in [("a-drums", 1), ("a-piano", 1), ("a", 2)]:
            heard, _ = soundfile.read(tmp_path / f"{name}.wav", dtype="float32")
            np.testing.assert_allclose(heard, times * expected, rtol=0, atol=2**-22)

    def test_the_report_holds_settings_windows_and_levels(self, run, song, tmp_path, fake_server, on_the_network):
        path, _ = song
        server = fake_server(dropped={2}, lost={(3, 1)})
        ports = on_the_network(server)
        where = tmp_path / "report"
        run(path, "--r", "0.0625", "--out", tmp_path / "a.wav", "--report", where, "--fast", *at(ports), figures=True)
        report = json.loads((where / "report.json").read_text())
        assert report["summary"] | {"first_packet_ms": 0, "last_packet_ms": 0} == {
            "windows": 5, "in_time": 3, "late": 0, "lost": 1, "dropped": 1, "lost_chunks": 1, "misplaced_chunks": 0,
            "late_samples": 0, "budget_ms": 351.519, "first_packet_ms": 0, "last_packet_ms": 0,
            "server": {stage: dict.fromkeys(("first", "p50", "p95", "p99", "max")) for stage in STAGES},
        }  # fmt: skip
        assert [row["outcome"] for row in report["windows"]] == ["in time", "dropped", "lost", "in time", "in time"]
        assert [row["cursor_samples"] for row in report["windows"]] == [STEP * n for n in range(1, 6)]
        assert report["settings"]["step_samples"] == STEP
        assert report["trained"] == "unknown"
        assert report["loudness"]["input"]["clipped_samples"] == 0
        for name in ("latency.png", "timeline.png", "spectrograms.png"):
            assert (where / name).read_bytes().startswith(b"\x89PNG")

    def test_an_untrained_bundle_is_called_noise_everywhere(self, run, song, tmp_path, fake_server, on_the_network):
        path, _ = song
        ports = on_the_network(fake_server(status=UNTRAINED))
        out = tmp_path / "a.wav"
        _, said, _ = run(path, "--r", "0.0625", "--out", out, "--fast", *at(ports), figures=True)
        assert NOISE_FROM_RANDOM_WEIGHTS in said
        report = json.loads((tmp_path / "a-report" / "report.json").read_text())
        assert (report["trained"], report["note"]) == (False, NOISE_FROM_RANDOM_WEIGHTS)
        for audio in (out, tmp_path / "a-mix.wav"):
            with soundfile.SoundFile(audio) as file:
                assert NOISE_FROM_RANDOM_WEIGHTS in file.comment
        for figure in (tmp_path / "a-report").glob("*.png"):
            assert NOISE_FROM_RANDOM_WEIGHTS.encode() in figure.read_bytes()

    def test_in_real_time_every_step_is_sent(self, run, song, tmp_path, fake_server, on_the_network):
        path, _ = song
        ports = on_the_network(fake_server(status=UNTRAINED))
        args = (path, "--r", "0.0625", "--seconds", "1.2", "--out", tmp_path / "a.wav")
        code, _, _ = run(*args, *at(ports))
        report = json.loads((tmp_path / "a-report" / "report.json").read_text())
        assert code == 0
        assert report["settings"]["mode"] == "real time"
        assert [row["batch"] for row in report["windows"]] == [1, 2]

    def test_a_mix_that_would_clip_is_turned_down_and_says_so(self, run, tmp_path, fake_server, on_the_network):
        loud = np.full(100_000, 0.9, np.float32)
        soundfile.write(tmp_path / "loud.wav", loud, SAMPLE_RATE_HZ)
        ports = on_the_network(fake_server(status=UNTRAINED))
        _, said, _ = run(tmp_path / "loud.wav", "--r", "0.0625", "--out", tmp_path / "a.wav", "--fast", *at(ports))
        mix, _ = soundfile.read(tmp_path / "a-mix.wav")
        assert np.abs(mix).max() == pytest.approx(0.99, abs=1e-4)
        assert "mix: gain -5.2 dB so that it does not clip" in said

    def test_the_setup_comes_first_and_in_order(self, run, song, tmp_path, fake_server, on_the_network):
        path, _ = song
        server = fake_server()
        run(path, "--r", "0.0625", "--out", tmp_path / "a.wav", "--fast", *at(on_the_network(server)))
        asked = [address for address in server.addresses if address not in ("/rtap/subscribe", "/packet_test")]
        assert asked[:8] == [
            "/reset", "/update_package_size", "/update_r", "/w", "/update_fade", "/predict_instruments", "/load_model",
            "/context",
        ]  # fmt: skip

    def test_what_is_done_to_the_input_is_said(self, run, tmp_path, fake_server, on_the_network):
        stereo = np.random.default_rng(0).uniform(-0.1, 0.1, (96_000, 2))
        soundfile.write(tmp_path / "stereo.flac", stereo, 48_000)
        ports = on_the_network(fake_server(status=UNTRAINED))
        _, said, _ = run(tmp_path / "stereo.flac", "--r", "0.0625", "--out", tmp_path / "a.wav", "--fast", *at(ports))
        assert "stereo.flac: 2 channels averaged to mono" in said
        assert "stereo.flac: resampled from 48000 Hz to 44100 Hz" in said
        assert soundfile.info(tmp_path / "a.wav").frames == 88_200


class TestBadInput:
    @pytest.mark.parametrize(
        ("args", "line"),
        [
            (("nothing.wav",), "nothing.wav: there is no such file"),
            (("text.wav",), r"text.wav: cannot be read as audio \(.*\); give a WAV, FLAC, OGG or MP3 file"),
            (("empty.wav",), "empty.wav: the file holds no audio"),
            (("short.wav",), r"short.wav: 0.1 s are too short, the first answer is heard at 3.0 s: --loop it, or .*"),
            (("song.wav", "--r", "0.2"), "--r = 0.2: a step is whole columns and 0.2 is 12.8 of 64; send k/64 .*"),
            (("song.wav", "--w", "0.3"), "--look-ahead 0.3: that is 4.8 columns of 64; a look-ahead is .*"),
            (("song.wav", "--look-ahead", "beats:1"), "--look-ahead beats:1: beats is not a unit; say steps .*"),
            (("song.wav", "--w", "1", "--look-ahead", "1"), "--w and --look-ahead are the same thing: give one"),
            (("song.wav", "--package-size", "16384"), r"--package-size 16384: give 128 to 13090 floats .*"),
            (("song.wav", "--server", "here"), "--server here: give host:port, as in 127.0.0.1:7000"),
            (("song.wav", "--live"), r"give either an INPUT file or --live \(or --demo\)"),
            (("song.wav", "--loop", "2", "--seconds", "9"), "--loop and --seconds both set the length: give one"),
            (("song.wav", "--", "--engine", "echo"), r"arguments after -- \(--engine echo\) are for the server of .*"),
            (("song.wav", "--tempo", "120"), "No such option.*--tempo.*"),
        ],
    )  # fmt: skip
    def test_one_line_and_exit_code_2(self, run, song, tmp_path, monkeypatch, args, line):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "text.wav").write_text("not audio")
        soundfile.write(tmp_path / "empty.wav", np.zeros(0), SAMPLE_RATE_HZ)
        soundfile.write(tmp_path / "short.wav", np.zeros(4_410), SAMPLE_RATE_HZ)
        own, servers = (args[: args.index("--")], args[args.index("--") :]) if "--" in args else (args, ())
        code, out, err = run(*own, "--out", "a.wav", *servers)
        assert (code, out) == (2, "")
        assert re.fullmatch(f"rtap-play: {line}\n", err), err

    def test_out_is_asked_for(self, run, song):
        assert run(song[0])[2] == (
            "rtap-play: --out is missing: where shall the accompaniment go? (--out accompaniment.wav)\n"
        )

    def test_a_folder_is_no_wav_to_write_to(self, run, song, tmp_path):
        assert run(song[0], "--out", str(tmp_path)) == (
            2,
            "",
            f"rtap-play: --out {tmp_path}: a folder, expected a WAV file to write: "
            f"--out {tmp_path / 'accompaniment.wav'}\n",
        )

    def test_a_server_that_is_not_there(self, run, song, tmp_path):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
            deaf.bind(("127.0.0.1", 0))
            port = deaf.getsockname()[1]
            where = ("--server", f"127.0.0.1:{port}", "--client-port", 0, "--wait", 0.3)
            code, _, err = run(song[0], "--r", "0.0625", "--out", tmp_path / "a.wav", *where)
        assert code == 2
        assert err.startswith(
            f"rtap-play: no server answered at 127.0.0.1:{port} within 0.3 s: start one with rtap-runtime"
        )

    def test_a_port_in_use(self, run, song, tmp_path):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            other.bind(("", 0))
            port = other.getsockname()[1]
            code, _, err = run(song[0], "--r", "0.0625", "--out", tmp_path / "a.wav", "--client-port", port)
        assert code == 2
        assert err.startswith(f"rtap-play: port {port} cannot be listened on (Address already in use)")

    @pytest.mark.parametrize("flags", [("--adapt",), ("--hot-start", "song.wav")])
    def test_a_server_that_knows_nothing_of_it(self, run, song, tmp_path, fake_server, on_the_network, flags):
        ports = on_the_network(fake_server(status=UNTRAINED))
        code, _, err = run(song[0], "--out", tmp_path / "o.wav", "--r", 1 / 16, *flags, *at(ports))
        assert code == 2
        assert f"{flags[0]}: this server does not know how; start rtap-runtime of this version" in err
        assert err.count("\n") == 1

    def test_a_hot_start_of_several_stems(self, run, song, tmp_path):
        several = ("--stem", "bass", "--stem", "drums", "--hot-start", song[0])
        code, _, err = run(song[0], "--out", tmp_path / "o.wav", *several)
        assert (code, err.count("\n")) == (2, 1)
        assert "--hot-start is one stem, as given beside an INPUT file" in err

    def test_a_stem_that_the_server_has_not(self, run, song, tmp_path, fake_server, on_the_network):
        ports = on_the_network(fake_server(status=UNTRAINED))
        args = (song[0], "--stem", "vocals", "--r", "0.0625", "--out", tmp_path / "a.wav")
        assert run(*args, *at(ports))[::2] == (
            2,
            "rtap-play: --stem vocals: the server's stems are bass, drums, guitar, piano\n",
        )

    def test_the_extra_that_is_missing(self, run, song, tmp_path, monkeypatch):
        monkeypatch.delitem(sys.modules, "rtap.runtime.play.audio_file", raising=False)
        monkeypatch.setitem(sys.modules, "soundfile", None)
        code, _, err = run(song[0], "--out", tmp_path / "a.wav")
        assert (code, err) == (2, "rtap-play: soundfile is missing: pip install 'rtap[play]'\n")


class TestAServerOfItsOwn:
    def test_the_real_runtime_echoes(self, run, song, tmp_path):
        """The runtime's echo engine answers with the context 40 columns later."""
        path, samples = song
        out = tmp_path / "a.wav"
        args = (path, "--loop", 3, "--r", "0.25", "--out", out, "--fast", "--start-server")
        code, said, err = run(*args, "--", "--engine", "echo", "--echo-delay", 40)
        assert (code, err) == (0, "")
        assert "no model: what you hear is the input, echoed" in said
        heard, _ = soundfile.read(out, dtype="float32")
        expected = delayed(np.tile(samples, 3), 40 * 4096)
        np.testing.assert_allclose(heard, expected, rtol=0, atol=2**-23)
        assert "listening on 127.0.0.1" in (tmp_path / "a-report" / "server.log").read_text()

    def test_a_server_that_does_not_start_is_quoted(self, run, song, tmp_path):
        args = (song[0], "--r", "0.0625", "--out", tmp_path / "a.wav", "--start-server")
        code, _, err = run(*args, "--", "--bundle", tmp_path / "none")
        assert code == 2
        assert err.startswith("rtap-play: the server ended with 2: ")
        assert err.count("\n") == 1

    def test_a_server_that_ends_while_playing_is_noticed(self, tmp_path):
        child = ChildServer([], tmp_path / "log", module="this")
        with child:
            child._process.wait(10)
            with pytest.raises(PlayError, match="the server ended with 0: Namespaces are one honking great idea"):
                child.watch(lambda _: None)(1.0)


class TestTheExternalOnTheNetwork:
    def test_it_loads_predicts_and_writes_the_answer(self, fake_server, on_the_network):
        server = fake_server()
        server_port, client_port = on_the_network(server)
        audio = np.zeros((4, 300_000), np.float32)
        audio[1] = np.random.default_rng(0).integers(-64, 64, 300_000) / 256
        with ExternalClient(External(audio), ("127.0.0.1", server_port), client_port) as client:
            for text in ("r 0.0625", "w 1", "fade 0.02", "predict_instruments 1 0 0 0", "load_model", "predict 16537"):
                client.command(text)
            reports = client.pump_answer()
        assert [report.chunk for report in reports if isinstance(report, Placed)] == [0, 0, 1]
        np.testing.assert_array_equal(audio[0, 33_074:49_611], audio[1, :16_537])


class FakeStream:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


class TestTheSoundCard:
    def test_input_becomes_context_and_answers_become_output(self, fake_server):
        settings = PlaySettings(r=1 / 16)
        played_in = (np.random.default_rng(0).integers(-64, 64, 100_000) / 256).astype(np.float32)
        client = RtapClient(np.zeros(100_000, np.float32), settings)
        server, answers, played_out = fake_server(), [], []
        for outgoing in client.configure():
            server.receive(outgoing.datagram)

        def send(burst):
            answers.extend(answer for outgoing in burst for answer in server.receive(outgoing.datagram))
            return 0.0

        player = Player(client, settings, send)
        callback = DuplexCallback(player)

        def next_event(_timeout_s):
            """The sound card plays a block whenever the network has nothing more to say."""
            if answers:
                return Event(0.0, answers.pop(0))
            start = player.head.position
            indata = np.zeros((512, 1), np.float32)
            indata[: len(played_in[start : start + 512]), 0] = played_in[start : start + 512]
            outdata = np.full((512, 2), np.nan, np.float32)
            callback(indata, outdata, 512, None, None)
            played_out.append(outdata)
            return None

        play_sound_card(player, FakeStream(), next_event, lambda: None)
        np.testing.assert_array_equal(client.context, played_in)
        output = np.concatenate(played_out)
        expected = np.zeros((len(output), 2), np.float32)
        expected[:100_000] = delayed(played_in, 2 * STEP)[:, None]
        np.testing.assert_allclose(output, expected, rtol=0, atol=2**-24)
        np.testing.assert_array_equal(player.heard[0], output[:100_000, 0])

    def test_without_sounddevice_one_line_says_so(self, run, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "sounddevice", None)
        code, _, err = run("--live", "--out", tmp_path / "a.wav")
        assert (code, err) == (2, "rtap-play: --live needs sounddevice: pip install 'rtap[live]'\n")

    def test_without_a_device_one_line_says_so(self):
        class NoDevices:
            PortAudioError = RuntimeError

            def query_devices(self, kind):
                raise RuntimeError("Error querying device -1")

        settings = PlaySettings()
        player = Player(RtapClient(np.zeros(100_000, np.float32), settings), settings, lambda _: 0.0)
        with pytest.raises(PlayError, match="no sound card takes and gives mono at 44100 Hz here"):
            open_stream(player, NoDevices())


def test_the_demo_loop_is_ten_seconds_of_mono_and_loops_without_a_seam():
    loop, rate_hz = soundfile.read(cli.DEMO_INPUT, dtype="float32", always_2d=True)
    assert (rate_hz, loop.shape) == (44_100, (441_000, 1))
    assert cli.DEMO_INPUT.stat().st_size < 1_000_000
    assert np.abs(loop).max() < 1
    assert abs(loop[0, 0] - loop[-1, 0]) < np.abs(np.diff(loop[:, 0])).max()


def test_a_datagram_of_another_sender_is_ignored(tmp_path, fake_server, on_the_network):
    from rtap.runtime.play.transport import Inbox, Receiver, take

    inbox = Inbox()
    receiver = Receiver(0, inbox, only_from="192.0.2.1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.sendto(wire.control("/ready", "T"), ("127.0.0.1", receiver.port))
        assert take(inbox, 0.1) is None
    receiver.close()
    assert receiver.ignored == 1
