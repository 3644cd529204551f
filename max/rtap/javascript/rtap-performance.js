// A performance: the cursor goes on, steps end, their context is sent, answers are written ahead of the cursor.
//
// Nothing here knows Max. `host` is what it needs of it:
//   send(message)               a list to the runtime
//   context(index, count)       Array of samples of the patch's ring of context
//   poke(slot, index, samples)  into the ring of a stem's answers; clear(slot) silences it
//   show(message)               a list to the panel
//   nowMs()                     a clock

var time = require("rtap-time.js");
var answers = require("rtap-answers.js");
var batches = require("rtap-batches.js");
var messages = require("rtap-messages.js");

var SLOTS = 4; // as many stems as the panel has toggles
var STEMS = ["bass", "drums", "guitar", "piano"]; // until the runtime says which its bundle has
var SILENT_AFTER = 4; // questions without an answer: nobody is there
var LAMP_MS = 2000;
var NEAR = 0.8; // p99 above this share of the budget is near
// Between the cursor that was told and what may still be written: besides what the sound card fetches at once, the time
// that a write takes. 8 blocks are 11.6 ms.
var WRITE_BLOCKS = 8;

function Performance(host) {
    this.host = host;
    this.stems = STEMS.slice();
    this.wanted = { step: 8, lookAhead: 2, stems: [0, 0, 0, 0] };
    this.packageFloats = messages.FLOATS_AT_FIRST;
    this.batches = new batches.Batches();
    this.rings = [];
    for (var slot = 0; slot < SLOTS; slot++) {
        this.rings.push(this._ring(slot));
    }
    this.rate = { hz: 0, on: false, signalBlocks: 1, ioBlocks: 1 };
    this.playing = false;
    this.ringIndex = -1; // of the last cursor
    this.position = 0; // of the last cursor, in samples since the sound was turned on
    this.toldMs = 0; // when that cursor came
    this.origin = 0; // position of block 0
    this.quietAt = Infinity; // block at which what was played has faded out after a stop
    this.batchId = 0;
    this.current = null;
    this.stepStart = 0;
    this.silent = SILENT_AFTER;
    this.run = null;
    this.ready = false;
    this.points = [];
    this.pointsText = null;
    this.lateMs = -Infinity;
    this.budgetMs = 0;
    this.shown = {};
}

// ---- what the musician wants -----------------------------------------------------------------------------------------

Performance.prototype.play = function (on) {
    if (!on) {
        this._stop("stopped");
        return;
    }
    if (this.playing) {
        return;
    }
    var refusal = this._refusal();
    if (refusal) {
        this.says(refusal);
        this._show(["playing", 0]);
        return;
    }
    this._begin();
};

Performance.prototype.setStem = function (slot, on) {
    this.wanted.stems[slot - 1] = on ? 1 : 0;
    if (this.playing && !this._slots().length) {
        this.says("no stem is chosen: choose what to generate");
    }
};

// Both count from the next step on.
Performance.prototype.setStep = function (columns) {
    this.wanted.step = Math.max(1, Math.min(Math.floor(columns), time.MAX_STEP_COLUMNS));
    this._showPoint();
};

Performance.prototype.setLookAhead = function (columns) {
    this.wanted.lookAhead = Math.max(0, Math.min(Math.floor(columns), time.WINDOW_COLUMNS - 2));
    this._showPoint();
};

Performance.prototype.choosePoint = function (index) {
    var point = this.points[index];
    if (point) {
        this.wanted.step = point.step;
        this.wanted.lookAhead = point.lookAhead;
        this._showPoint();
    }
};

Performance.prototype.reset = function () {
    this.host.send(["/reset", 1]);
    this.says("the runtime forgets what it heard and played");
};

// A runtime elsewhere, or another one: nothing is known of it.
Performance.prototype.forgetRuntime = function () {
    this.silent = SILENT_AFTER;
    this.run = null;
    this.ready = false;
    this.packageFloats = messages.FLOATS_AT_FIRST;
    this._show(["runtime", 0]);
    this._show(["package", this.packageFloats]);
};

// ---- sound -----------------------------------------------------------------------------------------------------------

Performance.prototype.setSound = function (on) {
    this.rate.on = Boolean(on);
    this.ringIndex = -1;
    if (!on) {
        this._stop("the audio is off: turn it on to play");
        this._silence();
    }
};

Performance.prototype.setSampleRate = function (hz) {
    this.rate.hz = hz;
    this._show(["rate", hz === time.SAMPLE_RATE_HZ ? 1 : 0]);
    if (hz !== time.SAMPLE_RATE_HZ) {
        this._stop(this._rateSentence());
    }
};

// The cursor that the patch tells may be a signal vector old, and the card fetches an I/O vector at once.
Performance.prototype.setSignalVector = function (samples) {
    this.rate.signalBlocks = Math.ceil(samples / time.BLOCK_SAMPLES);
};

Performance.prototype.setIoVector = function (samples) {
    this.rate.ioBlocks = Math.ceil(samples / time.BLOCK_SAMPLES);
};

// `index` in the ring, of the first sample that has not been heard. Comes every few milliseconds.
Performance.prototype.cursor = function (index) {
    if (this.ringIndex < 0) {
        this.position = index;
    } else {
        this.position += (index - this.ringIndex + time.RING_SAMPLES) % time.RING_SAMPLES;
    }
    this.ringIndex = index;
    this.toldMs = this.host.nowMs();
    if (this.playing) {
        this._playUpTo(this.position - this.origin);
    } else if (this.position - this.origin > this.quietAt * time.BLOCK_SAMPLES) {
        this._silence();
    }
};

// The cursor goes round for as long as the sound is on: what was played must not be heard again.
Performance.prototype._silence = function () {
    this.quietAt = Infinity;
    for (var slot = 0; slot < SLOTS; slot++) {
        this.rings[slot].begin(0);
    }
};

Performance.prototype._playUpTo = function (sample) {
    var now = Math.floor(sample / time.BLOCK_SAMPLES);
    if (sample - (this.stepStart * time.BLOCK_SAMPLES) > time.RING_SAMPLES - time.COLUMN_SAMPLES) {
        this.says("Max stood still for too long: the performance begins again");
        this._begin();
        return;
    }
    while (now >= this.stepStart + this.current.stepBlocks) {
        this._endStep();
    }
    for (var slot = 0; slot < SLOTS; slot++) {
        this.rings[slot].erase(now);
    }
    if (this.batches.judge(now) > 0) {
        this.says("parts of answers are lost: try a shorter step or fewer stems, or a wire instead of Wi-Fi");
        this._showCounts();
    }
};

// ---- steps -----------------------------------------------------------------------------------------------------------

Performance.prototype._begin = function () {
    // Block 0 is the next that has not begun, of the ring as well.
    this.origin = Math.ceil(this.position / time.BLOCK_SAMPLES) * time.BLOCK_SAMPLES;
    var originBlock = this._ringIndexOf(0) / time.BLOCK_SAMPLES;
    for (var slot = 0; slot < SLOTS; slot++) {
        this.rings[slot].begin(originBlock);
    }
    this.batches.clear();
    this.lateMs = -Infinity;
    this.quietAt = Infinity;
    this.stepStart = 0;
    this.playing = true;
    this._show(["playing", 1]);
    this._show(["begin"]);
    this.host.send(["/reset", 1]); // what was heard before is not what this performance follows
    this._nextBatch();
    this._showCounts();
    this.says(this._slots().length ? "playing" : "no stem is chosen: choose what to generate");
};

Performance.prototype._stop = function (sentence) {
    if (this.playing) {
        this.playing = false;
        this.quietAt = this._final() + time.FADE_BLOCKS;
        for (var slot = 0; slot < SLOTS; slot++) {
            this.rings[slot].cut(this._final());
        }
        this._show(["ended"]);
    }
    this._show(["playing", 0]);
    this.says(sentence);
};

// As a step begins its batch is entered: where its answer belongs, its chunks. At its end its context is sent.
Performance.prototype._nextBatch = function () {
    this.batchId++;
    var step = this.wanted.step;
    var lookAhead = Math.min(this.wanted.lookAhead, time.WINDOW_COLUMNS - 1 - step);
    var stepBlocks = step * time.COLUMN_BLOCKS;
    var start = this.stepStart + stepBlocks + lookAhead * time.COLUMN_BLOCKS;
    this.current = this.batches.enter(this.batchId, start, start + stepBlocks, this.packageFloats, this._slots());
    this.current.stepBlocks = stepBlocks;
    this.current.settings = {
        packageFloats: this.packageFloats,
        step: step,
        lookAhead: lookAhead,
        stems: this._stemFlags()
    };
    this._sendSettings();
};

Performance.prototype._endStep = function () {
    var batch = this.current;
    var count = batch.stepBlocks * time.BLOCK_SAMPLES;
    var samples = this.host.context(this._ringIndexOf(this.stepStart), count);
    var context = messages.contextMessages(batch.id, samples, batch.packageFloats, batch.slots.length);
    for (var i = 0; i < context.length; i++) {
        this.host.send(context[i]);
    }
    this.batches.sent(batch, this.host.nowMs());
    this.stepStart += batch.stepBlocks;
    this._nextBatch();
    this._showCounts();
};

Performance.prototype._sendSettings = function () {
    var list = messages.settingsMessages(this.current.settings);
    for (var i = 0; i < list.length; i++) {
        this.host.send(list[i]);
    }
};

// ---- what the runtime says ----------------------------------------------------------------------------------------------

// Once a second, so that a runtime that was started again is found.
Performance.prototype.ask = function (listenPort) {
    this.silent++;
    if (this.silent >= SILENT_AFTER && this.shown.runtime !== 0) {
        this._show(["runtime", 0]);
        this.says("no runtime answers: start rtap-runtime");
    }
    this.host.send(["/rtap/subscribe", 1, listenPort, 0]);
    this._showLatency();
};

Performance.prototype.receive = function (address, values) {
    if (address === "/rtap/status") {
        this._status(messages.parseStatus(values));
    } else if (address === "/rtap/window") {
        this._window(values);
    } else if (address === "/rtap/point") {
        this._pointNews(values);
    } else if (address === "/rtap/log") {
        if (values[0] === "error" || values[0] === "warning") {
            this.says("the runtime: " + values[1]);
        }
    } else if (address === "/batch_dropped") {
        this.batches.dropped(values[0]);
        this._showCounts();
    } else if (address === "/ready") {
        this.host.send(["/load_model"]);
    } else if (address === "/packet_test_response") {
        this._packetTested(values);
    } else {
        this._answer(address.slice(1), values);
    }
};

Performance.prototype._answer = function (stem, values) {
    var slot = this.stems.indexOf(stem);
    var batch = this.batches.open[values[0]];
    var floats = values.slice(3);
    if (slot < 0 || slot >= SLOTS || !batch || batch.sentMs < 0 || !this.playing || !floats.length) {
        return; // of a performance that has ended, or a chunk without floats, which only sets a place
    }
    if (floats.length % time.BLOCK_SAMPLES) {
        this.says("a chunk of " + floats.length + " floats: the runtime was told another package size");
        return;
    }
    if (!this.batches.arrived(batch, slot, values[1])) {
        return;
    }
    if (!batch.answered) {
        batch.answered = true;
        this._show(["answer", this.host.nowMs() - batch.sentMs]);
    }
    var first = batch.start - time.FADE_BLOCKS + values[1] * batch.packageFloats / time.BLOCK_SAMPLES;
    if (this.rings[slot].take(batch, first, floats, this._final()) > 0 && this.batches.late(batch)) {
        this.lateMs = this.host.nowMs();
        this._showLatency();
    }
    this._showCounts();
};

// The first block that may still be written. The cursor has gone on since it was told.
Performance.prototype._final = function () {
    var sinceMs = Math.max(this.host.nowMs() - this.toldMs, 0);
    var sample = this.position - this.origin + sinceMs * time.SAMPLE_RATE_HZ / 1000;
    return Math.ceil(sample / time.BLOCK_SAMPLES) + this.rate.signalBlocks + this.rate.ioBlocks + WRITE_BLOCKS;
};

Performance.prototype._status = function (status) {
    var ready = status.engine !== "loading";
    if (this.silent >= SILENT_AFTER) {
        this.says(ready ? "a runtime is there" : "the runtime is loading its bundle");
    } else if (ready && !this.ready) {
        this.says("the runtime is ready");
    }
    this.silent = 0;
    this.ready = ready;
    this._show(["runtime", ready ? 2 : 1]);
    this._show(["engine", status.engine]);
    this._show(["bundle", status.bundle]);
    this._show(["trained", status.trained === "true" ? 1 : 0]);
    this._takeStems(status.stems.split(" "));
    this._takePoints(status.points);
    if (status.run !== this.run) {
        this.run = status.run; // it was started since we asked last: it knows nothing
        if (this.playing) {
            this._sendSettings();
        } else {
            this._testPackages();
        }
    }
};

Performance.prototype._takeStems = function (stems) {
    if (stems.join(" ") === this.stems.join(" ") && this.shown.names) {
        return;
    }
    this.stems = stems;
    var names = ["names"];
    for (var slot = 0; slot < SLOTS; slot++) {
        names.push(slot < stems.length ? stems[slot] : "-");
    }
    this._show(names);
    if (stems.length > SLOTS) {
        this.says("this bundle has " + stems.length + " stems: the first " + SLOTS + " can be played here");
    }
};

Performance.prototype._takePoints = function (text) {
    if (text === this.pointsText) {
        return;
    }
    this.pointsText = text;
    this.points = messages.parsePoints(text);
    this._show(["points", "clear"]);
    for (var i = 0; i < this.points.length; i++) {
        this._show(["points", "append", messages.pointText(this.points[i])]);
    }
    if (!this.points.length) {
        this._show(["points", "append", "not calibrated: rtap-calibrate point"]);
    }
    this._markPoint();
};

// Shows in the menu which of the points is played, where one is.
Performance.prototype._markPoint = function () {
    for (var i = 0; i < this.points.length; i++) {
        if (this.points[i].step === this.wanted.step && this.points[i].lookAhead === this.wanted.lookAhead) {
            this._show(["points", "choose", i]);
        }
    }
};

Performance.prototype._window = function (values) {
    this.budgetMs = values[5];
    this.batches.window(values[4], values[7]);
    var p50 = this.batches.quantileMs(0.5);
    this._show(["window", values[4], p50, this.batches.quantileMs(0.99), this.budgetMs]);
    if (values[6]) {
        this.lateMs = this.host.nowMs();
    }
    this._showLatency();
};

// `/rtap/point`: playable, r, look-ahead in columns, p99 and budget in ms, whether the runtime moves by itself.
Performance.prototype._pointNews = function (values) {
    var columns = values[2];
    var ms = Math.round(columns * time.COLUMN_MS);
    if (values[0]) {
        this.says("windows are in time again");
    } else if (values[5]) {
        this.says("windows take long: the runtime plays from further ahead (" + columns + " columns)");
    } else {
        this.says("windows come too close: a look-ahead of " + columns + " columns (" + ms + " ms) would be safe");
    }
};

// ---- package size ------------------------------------------------------------------------------------------------------

Performance.prototype._testPackages = function () {
    var next = this._larger();
    if (next) {
        this.host.send(messages.packetTestMessage(next));
    }
};

Performance.prototype._larger = function () {
    for (var i = 0; i < messages.LARGER.length; i++) {
        if (messages.LARGER[i] > this.packageFloats) {
            return messages.LARGER[i];
        }
    }
    return 0;
};

// One that came back whole fits through both ways; it counts from the next step on, and a larger one is tried.
Performance.prototype._packetTested = function (values) {
    if (values.length === values[0] + 1 && values[0] === this._larger()) {
        this.packageFloats = values[0];
        this._show(["package", this.packageFloats]);
        this._testPackages();
    }
};

// ---- the panel -----------------------------------------------------------------------------------------------------------

Performance.prototype.says = function (sentence) {
    this._show(["says", sentence]);
};

// What stands there already is not sent again.
Performance.prototype._show = function (message) {
    var name = message[0];
    var value = message.slice(1);
    var text = value.join(" ");
    if (name === "points" || name === "begin" || name === "ended" || name === "playing") {
        this.host.show(message); // orders, not values
    } else if (this.shown[name + " text"] !== text) {
        this.shown[name + " text"] = text;
        this.shown[name] = value[0];
        this.host.show(message);
    }
};

Performance.prototype._showCounts = function () {
    var c = this.batches.counts;
    this._show(["windows", c.sent, c.whole, c.late, c.lost, c.dropped, c.unheard]);
};

Performance.prototype._showPoint = function () {
    var lookAhead = Math.min(this.wanted.lookAhead, time.WINDOW_COLUMNS - 1 - this.wanted.step);
    this._show(["rw", this.wanted.step / time.WINDOW_COLUMNS, lookAhead / this.wanted.step]);
    this._markPoint();
};

// Red for two seconds after a late window, amber while windows come near their budget, green else.
Performance.prototype._showLatency = function () {
    var p99 = this.batches.quantileMs(0.99);
    var lamp = p99 > 0 ? 1 : 0;
    if (lamp && p99 > NEAR * this.budgetMs) {
        lamp = 2;
    }
    if (this.host.nowMs() - this.lateMs < LAMP_MS) {
        lamp = 3;
    }
    this._show(["latency", lamp]);
};

// ---- small things ---------------------------------------------------------------------------------------------------------

Performance.prototype._refusal = function () {
    if (!this.rate.on) {
        return "the audio is off: turn it on to play";
    }
    if (this.rate.hz !== time.SAMPLE_RATE_HZ) {
        return this._rateSentence();
    }
    if (this.ringIndex < 0) {
        return "the audio has only just been turned on: press Play again";
    }
    return "";
};

Performance.prototype._rateSentence = function () {
    return "Max runs at " + this.rate.hz + " Hz and rtap at 44100: choose 44100 in Options - Audio Status";
};

Performance.prototype._ringIndexOf = function (block) {
    return (this.origin + block * time.BLOCK_SAMPLES) % time.RING_SAMPLES;
};

Performance.prototype._slots = function () {
    var slots = [];
    for (var slot = 0; slot < SLOTS && slot < this.stems.length; slot++) {
        if (this.wanted.stems[slot]) {
            slots.push(slot);
        }
    }
    return slots;
};

Performance.prototype._stemFlags = function () {
    var flags = [];
    for (var i = 0; i < this.stems.length; i++) {
        flags.push(i < SLOTS && this.wanted.stems[i] ? 1 : 0);
    }
    return flags;
};

Performance.prototype._ring = function (slot) {
    var host = this.host;
    return new answers.AnswerRing(
        function (index, samples) {
            host.poke(slot, index, samples);
        },
        function () {
            host.clear(slot);
        }
    );
};

exports.Performance = Performance;
exports.SLOTS = SLOTS;
