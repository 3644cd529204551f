// A whole performance by the simulated clock: the same every time, known to the sample.

"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");

const { Stage, clicks, difference, COLUMN, FADE } = require("./stage");

const PACKAGE = 13056; // what the packet test finds where every size comes back

test("answers lie on their exact sample, round the ring and when r and look-ahead change", () => {
    const stage = new Stage();
    stage.begin({ step: 8, lookAhead: 5 });
    stage.columns(8 * 12);
    stage.max.message("lookahead", 8);
    stage.columns(8 * 8);
    stage.max.message("step", 4);
    stage.columns(4 * 12);
    const [heard, truth] = [stage.heard(), stage.truth()];
    assert.deepEqual(clicks(heard, truth), []);
    assert.equal(stage.counts().late, 0);
    assert.equal(stage.counts().lost, 0);
    assert.ok(heard.length > 2 * 524288 / 2, "the ring was not gone round");
    // Where the look-ahead grew by three columns there is nothing, faded at both ends; all else is exact.
    const [first, end] = difference(heard, truth, 16 * COLUMN + FADE);
    assert.ok(end - first <= 3 * COLUMN + 2 * FADE + 64, `${end - first}`);
    const middle = heard.subarray(first + FADE + 64, first + 3 * COLUMN);
    assert.ok(middle.every((sample) => sample === 0));
});

test("a lost chunk is silent for its own length, with 20 ms fades, and counted", () => {
    const lost = [8, 1];
    const stage = new Stage({ runtime: { delayColumns: 36, rule: (b, c) => (b === lost[0] && c === lost[1] ? null : 10) } });
    stage.begin({ step: 8, lookAhead: 24 });
    stage.columns(8 * 20);
    const [heard, truth] = [stage.heard(), stage.truth(36)];
    const hole = (8 * lost[0] + 24) * COLUMN - FADE + lost[1] * PACKAGE;
    assert.deepEqual(clicks(heard, truth), []);
    assert.deepEqual(difference(heard, truth, 36 * COLUMN + FADE).map((at) => Math.round((at - hole) / 64)), [
        -14,
        PACKAGE / 64 + 14,
    ]);
    assert.ok(heard.subarray(hole, hole + PACKAGE).every((sample) => sample === 0));
    assert.equal(stage.counts().lost, 1);
    assert.equal(stage.counts().late, 0);
});

test("a late answer is heard where it still can be, and never written where the cursor was", () => {
    const late = 8;
    const stage = new Stage({ runtime: { delayColumns: 36, rule: (b) => (b === late ? 2450 : 10) } });
    stage.begin({ step: 8, lookAhead: 24 });
    stage.columns(8 * 14);
    const [heard, truth] = [stage.heard(), stage.truth(36)];
    const start = (8 * late + 24) * COLUMN;
    assert.deepEqual(clicks(heard, truth), []);
    assert.equal(stage.counts().late, 1);
    const [first, end] = difference(heard, truth, 36 * COLUMN + FADE);
    assert.equal(first, start - FADE + 1); // at its first sample the gain is still 1
    const came = start + 0.24 * 44100;
    assert.ok(heard.subarray(start, came).every((sample) => sample === 0), "it cannot be heard before it came");
    assert.equal(difference(heard, truth, came + 3000, start + 8 * COLUMN - FADE - 64), null);
    // The next answer came before it, so there was nothing to crossfade: both fade where they meet.
    assert.ok(end <= start + 8 * COLUMN + FADE);
    assert.ok(stage.panel.some((list) => list[0] === "latency" && list[1] === 3), "the lamp was red");
});

test("late answers over audio that is heard do not click", () => {
    // From 40 columns ahead to none: every answer comes too late for its beginning.
    const stage = new Stage({ runtime: { delayColumns: 50 } });
    stage.begin({ step: 4, lookAhead: 40 });
    stage.columns(24);
    stage.max.message("lookahead", 0);
    stage.columns(60);
    const [heard, truth] = [stage.heard(), stage.truth(50)];
    assert.ok(stage.counts().late > 5);
    assert.deepEqual(clicks(heard, truth), []);
    assert.ok(heard.some((sample) => Math.abs(sample) > 0.1));
});

test("5 % of the answers' chunks lost: no click, and all that came is heard", () => {
    let seed = 7;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const stage = new Stage({ runtime: { rule: () => (random() < 0.05 ? null : 10), limitBytes: 9216 } });
    stage.begin({ step: 8, lookAhead: 2 });
    stage.columns(8 * 40);
    const [heard, truth] = [stage.heard(), stage.truth()];
    assert.deepEqual(clicks(heard, truth), []);
    const { sent, lost } = stage.counts();
    assert.ok(sent >= 39);
    assert.ok(lost > 0.03 * 33 * 33 && lost < 0.08 * 40 * 33, `${lost} chunks lost`);
    let exact = 0;
    for (let i = 16 * COLUMN; i < heard.length; i++) {
        exact += Math.abs(heard[i] - truth[i]) < 3e-7 ? 1 : 0;
    }
    // A lost chunk of 1024 samples takes 2 fades of 896 with it.
    assert.ok(exact / (heard.length - 16 * COLUMN) > 0.8, `${exact / heard.length}`);
});

test("a runtime that is stopped and started again: the audio fades, and comes back by itself within two windows", () => {
    const stage = new Stage();
    stage.begin({ step: 8, lookAhead: 2 });
    stage.columns(8 * 6);
    stage.runtime.here = false;
    stage.columns(8 * 8);
    assert.ok(stage.says().includes("no runtime answers: start rtap-runtime"));
    assert.deepEqual(stage.shown("runtime"), [0]);
    const before = stage.counts().whole;
    stage.runtime.start();
    stage.max.message("/ready", true);
    stage.columns(8 * 3);
    assert.ok(stage.counts().whole >= before + 2, `${stage.counts().whole - before}`);
    assert.deepEqual(stage.shown("runtime"), [2]);
    // The new runtime knows only what came since: its echo is that of its own time. No click is what counts here.
    const quiet = stage.heard().subarray((6 * 8 + 8 + 2) * COLUMN + 64, (13 * 8) * COLUMN);
    assert.ok(quiet.every((sample) => sample === 0));
    assert.equal(stage.runtime.settings.r, 0.125);
    assert.equal(stage.runtime.settings.w, 0.25);
    assert.deepEqual(stage.runtime.settings.stems, [1, 0, 0, 0]);
});

test("at 48 kHz it refuses with a sentence, sends no context and plays nothing", () => {
    const stage = new Stage({ max: { sampleRateHz: 48000 } });
    stage.begin();
    stage.seconds(3);
    assert.ok(stage.says().includes("Max runs at 48000 Hz and rtap at 44100: choose 44100 in Options - Audio Status"));
    assert.deepEqual(stage.shown("rate"), [0]);
    assert.deepEqual(stage.shown("playing"), [0]);
    assert.deepEqual(stage.sentTo("/context"), []);
    assert.ok(stage.heard().every((sample) => sample === 0));
});

test("a sample rate that changes while playing stops the performance", () => {
    const stage = new Stage();
    stage.begin();
    stage.columns(20);
    stage.max.message("samplerate", 96000);
    const sent = stage.sentTo("/context").length;
    stage.columns(20);
    assert.equal(stage.sentTo("/context").length, sent);
    assert.deepEqual(stage.shown("playing"), [0]);
});

test("stop fades in 20 ms, and nothing of it is heard again when the cursor has gone round the ring", () => {
    const stage = new Stage();
    stage.begin({ step: 8, lookAhead: 8, stems: [1, 4] });
    stage.columns(8 * 8);
    stage.max.message("play", 0);
    const stopped = stage.max.position - stage.zero;
    stage.columns(140);
    const heard = stage.heard();
    const truth = stage.truth().map((sample) => 2 * sample);
    assert.deepEqual(clicks(heard, truth), []);
    assert.ok(Math.abs(heard[stopped - 100]) > 0);
    assert.ok(heard.subarray(stopped + 3000).every((sample) => sample === 0));
    assert.deepEqual(stage.panel.filter((list) => list[0] === "begin" || list[0] === "ended"), [["begin"], ["ended"]]);
});

test("a script that stands still lets what it wrote be heard, faded out, and nothing old", () => {
    const stage = new Stage({ runtime: { delayColumns: 20 } });
    stage.begin({ step: 8, lookAhead: 8 });
    stage.columns(8 * 9 + 1);
    const frozenAt = 8 * 9 * COLUMN;
    stage.max.cursorStopped = true;
    stage.columns(50); // 4.6 s
    const heard = stage.heard();
    assert.deepEqual(clicks(heard, stage.truth(20)), []);
    const end = frozenAt + 16 * COLUMN; // of the answer to the last context that was sent
    assert.ok(heard.subarray(end - 2 * COLUMN, end - FADE).some((sample) => sample !== 0));
    assert.ok(heard.subarray(end).every((sample) => sample === 0));
    stage.max.cursorStopped = false;
    stage.columns(8 * 6);
    assert.equal(stage.says().includes("Max stood still for too long: the performance begins again"), false);
    assert.deepEqual(clicks(stage.heard(), stage.truth(20)), []);
    assert.ok(stage.heard().subarray(-COLUMN).some((sample) => sample !== 0), "it did not come back");
    stage.max.cursorStopped = true;
    stage.columns(127);
    stage.max.cursorStopped = false;
    stage.columns(1);
    assert.ok(stage.says().includes("Max stood still for too long: the performance begins again"));
});

test("turning the audio off stops; turned on again the ring is silent", () => {
    const stage = new Stage();
    stage.begin({ step: 8, lookAhead: 8 });
    stage.columns(60);
    stage.max.message("dsp", 0);
    assert.deepEqual(stage.shown("playing"), [0]);
    stage.max.position = 0;
    stage.max.toldAt = -Infinity;
    stage.max.heard = [];
    stage.max.message("dsp", 1);
    stage.max.message("play", 1);
    assert.ok(stage.says().includes("the audio has only just been turned on: press Play again"));
    stage.max.advance(130 * COLUMN);
    assert.ok(stage.max.heard.every((block) => block.every((sample) => sample === 0)));
});

test("several stems are placed apart and heard together; chunks that come twice or without floats change nothing", () => {
    const stage = new Stage();
    stage.begin({ step: 4, lookAhead: 8, stems: [1, 4] });
    stage.columns(4 * 20);
    const [bass] = stage.sentTo("/predict_instruments").slice(-1);
    assert.deepEqual(bass, ["/predict_instruments", 1, 0, 0, 1]);
    const whole = stage.counts().whole;
    const id = stage.sentTo("/context").slice(-1)[0][1] - 1;
    stage.max.message("/bass", id, 0, 2);
    stage.max.message("/bass", id, 0, 2, ...new Array(PACKAGE).fill(0.9));
    assert.equal(stage.counts().whole, whole);
    stage.columns(8);
    const heard = stage.heard();
    const truth = stage.truth().map((sample) => 2 * sample);
    assert.equal(difference(heard, truth, 16 * COLUMN + FADE), null);
});

test("answers of a batch that is not open, of an unknown stem or of the wrong size are left out", () => {
    const stage = new Stage();
    stage.begin({ step: 8, lookAhead: 8 });
    stage.columns(40);
    const heard = stage.max.buffers["rtap-answer-1"].slice();
    stage.max.message("/bass", 900, 0, 1, ...new Array(4096).fill(1));
    stage.max.message("/kazoo", 3, 0, 1, ...new Array(4096).fill(1));
    stage.max.message("/bass", stage.sentTo("/context").slice(-1)[0][1], 0, 9, ...new Array(100).fill(1));
    assert.deepEqual(stage.max.buffers["rtap-answer-1"], heard);
    assert.ok(stage.says().some((line) => line.includes("another package size")));
});

test("what is sent: settings before the step, chunks that cover it, ids that go on after stop and play", () => {
    const stage = new Stage({ runtime: { limitBytes: 9216 } });
    stage.begin({ step: 8, lookAhead: 1 });
    stage.columns(8 * 3 + 1);
    const context = stage.sentTo("/context");
    assert.equal(context.length, 3 * 32);
    assert.deepEqual(context.slice(0, 32).map((list) => list.slice(1, 4)),
        Array.from({ length: 32 }, (_, i) => [1, 1024 * i, 32]));
    assert.deepEqual([...new Set(context.map((list) => list.length))], [4 + 1024]);
    const settings = stage.runtime.sent.map((list) => list[0]).filter((name) => name !== "/rtap/subscribe");
    assert.deepEqual(settings.slice(settings.indexOf("/reset"), settings.indexOf("/context")),
        ["/reset", "/update_package_size", "/update_r", "/w", "/update_fade", "/predict_instruments"]);
    assert.deepEqual(stage.sentTo("/w")[0], ["/w", 0.125]);
    stage.max.message("play", 0);
    stage.max.message("play", 1);
    stage.columns(9);
    assert.equal(stage.sentTo("/context").slice(-1)[0][1], 5); // the fourth was entered and never sent
});

test("no float that is sent is a whole number, since Max would send it as an int", () => {
    const stage = new Stage({ input: (position) => [0, 1, -1, 0.5][Math.floor(position / 100) % 4] });
    stage.begin();
    stage.columns(20);
    const floats = stage.sentTo("/context").flatMap((list) => list.slice(4));
    assert.ok(floats.length > 60000);
    assert.ok(floats.every((sample) => sample !== Math.floor(sample)));
    assert.ok(floats.every((sample) => Math.fround(sample) !== Math.floor(Math.fround(sample))));
    assert.ok(Math.max(...floats.slice(0, 1000).map(Math.abs)) <= 1);
});

test("the package grows as long as the packet test comes back", () => {
    const everywhere = new Stage();
    assert.deepEqual(everywhere.shown("package"), [PACKAGE]);
    const macos = new Stage({ runtime: { limitBytes: 9216 } });
    assert.deepEqual(macos.shown("package"), null);
    assert.deepEqual(macos.sentTo("/packet_test").map((list) => list[1]), [4096]);
    macos.max.message("connect", "10.0.0.2", 7001, 8001);
    assert.deepEqual(macos.network.slice(-1), [["port", 8001]]);
    assert.deepEqual(macos.udpsend.settings,
        { host: "10.0.0.2", port: 7001 });
    assert.deepEqual(macos.sentTo("/rtap/subscribe").slice(-1)[0], ["/rtap/subscribe", 1, 8001, 0]);
});

test("the panel: stems and points of the runtime, window times, lamps, sentences", () => {
    const stage = new Stage({ runtime: { stems: ["voice", "bass"], points: "" } });
    assert.deepEqual(stage.shown("names"), ["voice", "bass", "-", "-"]);
    assert.deepEqual(stage.panel.filter((list) => list[0] === "points"),
        [["points", "clear"], ["points", "append", "not calibrated: rtap-calibrate point"]]);
    stage.runtime.points = "8:1 16:2";
    stage.seconds(1.1);
    assert.deepEqual(stage.panel.filter((list) => list[0] === "points").slice(2), [
        ["points", "clear"],
        ["points", "append", "step 8, look-ahead 1 column (93 ms)"],
        ["points", "append", "step 16, look-ahead 2 columns (186 ms)"],
    ]);
    stage.max.message("point", 1);
    assert.deepEqual(stage.shown("rw"), [0.25, 0.125]);
    assert.deepEqual(stage.shown("points"), ["choose", 1]);
    stage.max.message("step", 8);
    stage.max.message("lookahead", 1);
    assert.deepEqual(stage.shown("points"), ["choose", 0]);
    stage.max.message("/rtap/window", 1, 10, 20, 5, 35, 72.9, 0, 0);
    assert.deepEqual(stage.shown("window"), [35, 35, 35, 72.9]);
    assert.deepEqual(stage.shown("latency"), [1]);
    stage.max.message("/rtap/window", 2, 10, 20, 5, 65, 72.9, 0, 0);
    assert.deepEqual(stage.shown("window"), [65, 35, 65, 72.9]);
    assert.deepEqual(stage.shown("latency"), [2]);
    stage.max.message("/rtap/window", 3, 10, 20, 5, 90, 72.9, 1, 3);
    assert.deepEqual(stage.shown("latency"), [3]);
    stage.seconds(3.1);
    assert.deepEqual(stage.shown("latency"), [2]);
    stage.max.message("/rtap/point", 0, 0.125, 2, 90, 72.9, 0);
    assert.equal(stage.says().slice(-1)[0], "windows come too close: a look-ahead of 2 columns (186 ms) would be safe");
    stage.max.message("/rtap/point", 0, 0.125, 2, 90, 72.9, 1);
    assert.equal(stage.says().slice(-1)[0], "windows take long: the runtime plays from further ahead (2 columns)");
    stage.max.message("/rtap/log", "warning", "something");
    assert.equal(stage.says().slice(-1)[0], "the runtime: something");
});

test("a dropped batch is counted as dropped and not as lost", () => {
    const stage = new Stage({ runtime: { rule: (batch) => (batch === 3 ? null : 10) } });
    stage.begin({ step: 8, lookAhead: 2 });
    stage.columns(8 * 3 + 1);
    stage.max.message("/batch_dropped", 3);
    stage.columns(8 * 8);
    assert.equal(stage.counts().dropped, 1);
    assert.equal(stage.counts().lost, 0);
});

test("without a stem it says so, and goes on listening", () => {
    const stage = new Stage();
    stage.begin({ stems: [] });
    stage.columns(20);
    assert.equal(stage.says().slice(-1)[0], "no stem is chosen: choose what to generate");
    assert.ok(stage.sentTo("/context").length > 0);
    stage.max.message("stem", 2, 1);
    stage.columns(30);
    assert.ok(stage.counts().whole >= 1);
});
