// What became of every window: sent, whole, late, lost, dropped, unheard; and how long windows take.

var time = require("rtap-time.js");

// A chunk that has not come 2 s after its answer's end is lost; until then it may be on its way, if late.
var LOST_AFTER_BLOCKS = 1408;
var KEPT_WINDOWS = 1000;

function Batches() {
    this.clear();
}

Batches.prototype.clear = function () {
    this.open = {}; // by id: those that something may still come of
    this.windowMs = [];
    this.counts = { sent: 0, whole: 0, late: 0, lost: 0, dropped: 0, unheard: 0 };
};

// A batch as its step begins. `start`, `end`: the blocks that its answer is played at; `packageFloats`: floats a chunk;
// `slots`: the stems asked for.
Batches.prototype.enter = function (id, start, end, packageFloats, slots) {
    var answerSamples = (end - start) * time.BLOCK_SAMPLES + time.FADE_SAMPLES;
    var batch = {
        id: id,
        start: start,
        end: end,
        packageFloats: packageFloats,
        slots: slots,
        expected: Math.ceil(answerSamples / packageFloats) * slots.length,
        arrived: 0,
        chunks: {},
        late: false,
        sentMs: -1,
        answered: false
    };
    this.open[id] = batch;
    return batch;
};

Batches.prototype.sent = function (batch, nowMs) {
    this.counts.sent++;
    batch.sentMs = nowMs;
};

// Notes a chunk with audio. False where it has come before.
Batches.prototype.arrived = function (batch, slot, chunk) {
    var key = slot + "/" + chunk;
    if (batch.chunks[key]) {
        return false;
    }
    batch.chunks[key] = true;
    batch.arrived++;
    if (batch.arrived === batch.expected) {
        this.counts.whole++;
    }
    return true;
};

// Counted once a batch, whichever of its blocks and stems is late. True the first time.
Batches.prototype.late = function (batch) {
    if (batch.late) {
        return false;
    }
    batch.late = true;
    this.counts.late++;
    return true;
};

// The runtime was busy: nothing more is expected of that batch.
Batches.prototype.dropped = function (id) {
    this.counts.dropped++;
    if (this.open[id]) {
        this.open[id].expected = this.open[id].arrived;
    }
};

// `/rtap/window`: batch, encode, sample, decode, total, budget (ms), late, lost chunks of context.
Batches.prototype.window = function (totalMs, unheardChunks) {
    this.windowMs.push(totalMs);
    if (this.windowMs.length > KEPT_WINDOWS) {
        this.windowMs.shift();
    }
    this.counts.unheard += unheardChunks;
};

// Closes the batches that nothing more is expected of at block `now`. Returns how many chunks were lost.
Batches.prototype.judge = function (now) {
    var lost = 0;
    for (var id in this.open) {
        var batch = this.open[id];
        if (batch.sentMs >= 0 && now > batch.end + LOST_AFTER_BLOCKS) {
            lost += Math.max(batch.expected - batch.arrived, 0);
            delete this.open[id];
        }
    }
    this.counts.lost += lost;
    return lost;
};

// The least time that at least `share` of the last thousand windows kept within; 0 before the first.
Batches.prototype.quantileMs = function (share) {
    if (!this.windowMs.length) {
        return 0;
    }
    var sorted = this.windowMs.slice().sort(function (a, b) {
        return a - b;
    });
    return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)];
};

exports.Batches = Batches;
exports.LOST_AFTER_BLOCKS = LOST_AFTER_BLOCKS;
