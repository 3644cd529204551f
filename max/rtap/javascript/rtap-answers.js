// One stem's answers: from chunks to what the patch plays.
//
// The patch plays a ring of samples and never waits for this script. So whatever stands in the ring must be fit to be
// heard at any moment: it is written ahead of the cursor, joined by one crossfade, and faded out over 20 ms before
// everything that is not there. When more comes, the fade-out that has not been heard yet is written anew.
//
// What lies before `final` (the cursor and what the sound card may have fetched) is never written again: a block that
// comes later is late.

var time = require("rtap-time.js");

var BLOCK = time.BLOCK_SAMPLES;
var RING_BLOCKS = time.RING_BLOCKS;
var FADE_BLOCKS = time.FADE_BLOCKS;
// The gate opens over a block when it and the 14 after it are there: it could close again in time.
var RUN_BLOCKS = FADE_BLOCKS + 1;

// `poke(index, samples)` writes an Array into the patch's ring; `clear()` silences all of it.
function AnswerRing(poke, clear) {
    this.poke = poke;
    this.clear = clear;
    this.audio = zeros(time.RING_SAMPLES); // joined, not gated
    this.block = new Array(RING_BLOCKS); // which block of the performance stands in a slot of `audio`
    this.owner = new Array(RING_BLOCKS); // the batch that it came with
    this.gate = new Array(RING_BLOCKS); // 0 closed ... 14 open, at the end of that slot's block
    this.gated = new Array(RING_BLOCKS); // which block that gate belongs to
    this.begin(0);
}

// A new performance, whose block 0 stands at block `originBlock` of the ring.
AnswerRing.prototype.begin = function (originBlock) {
    this.originBlock = originBlock;
    this.mixedBatch = -1;
    this.end = 0; // one past the last block that was ever written
    this.erased = 0; // blocks before this one are silent again
    for (var i = 0; i < RING_BLOCKS; i++) {
        this.block[i] = -1;
        this.gated[i] = -1;
        this.gate[i] = 0;
    }
    this.clear();
};

// Takes the blocks of a chunk. `batch`: {id, start} with `start` the block where its step begins to be played; `first`
// the chunk's first block, which is before `start` where the crossfade is; `floats` whole blocks of samples; `final`
// the first block that may still be written. Returns how many blocks came too late to be heard.
AnswerRing.prototype.take = function (batch, first, floats, final) {
    var end = first + floats.length / BLOCK;
    var from = Math.max(first, batch.start);
    if (first < batch.start && batch.id !== this.mixedBatch && final <= batch.start - FADE_BLOCKS) {
        this._crossfade(batch.start, first, floats);
        this.mixedBatch = batch.id;
        from = batch.start - FADE_BLOCKS;
    }
    var late = 0;
    for (var b = first; b < end; b++) {
        if (b < batch.start) {
            late += b < final && batch.id !== this.mixedBatch ? 1 : 0; // the crossfade was missed
        } else if (b < final || this._mustGoOn(b, batch, final)) {
            late++;
        } else if (this._joins(b, batch)) {
            this._remove(b); // a hole of one block: the gate closes over the join
        } else {
            this._write(b, batch.id, floats, (b - first) * BLOCK);
        }
    }
    if (this.has(end) && this.owner[this._slot(end)] !== batch.id) {
        // Older audio goes on behind the chunk, or a later batch came sooner: neither was joined to this one.
        this._remove(this.owner[this._slot(end)] < batch.id ? end : end - 1);
    }
    this._render(Math.max(from - FADE_BLOCKS, final));
    return late;
};

// Whether block b follows another batch's audio without the crossfade that belongs between them.
AnswerRing.prototype._joins = function (b, batch) {
    var crossfaded = b === batch.start && batch.id === this.mixedBatch;
    return !crossfaded && this.has(b - 1) && this.owner[this._slot(b - 1)] !== batch.id;
};

// Whether what is being heard has no time to fade out before block b, so that it must be heard there too.
AnswerRing.prototype._mustGoOn = function (b, batch, final) {
    return this._joins(b, batch) && b < final + this._gateAfter(final - 1);
};

// Fades out from block `final` on and forgets what was to come.
AnswerRing.prototype.cut = function (final) {
    for (var b = final + FADE_BLOCKS; b < this.end; b++) {
        this._remove(b);
    }
    this._render(final);
};

// Silences what was heard longer than half the ring ago, so that a script that stands still for long does not let it be
// heard again; half a ring of the past stays, to be looked at.
AnswerRing.prototype.erase = function (now) {
    var until = Math.min(now - RING_BLOCKS / 2, this.end);
    if (until - this.erased < time.COLUMN_BLOCKS) {
        return;
    }
    this._poke(this.erased, toArray(zeros((until - this.erased) * BLOCK)));
    this.erased = until;
};

AnswerRing.prototype.has = function (b) {
    return this.block[this._slot(b)] === b;
};

AnswerRing.prototype._slot = function (b) {
    return (((this.originBlock + b) % RING_BLOCKS) + RING_BLOCKS) % RING_BLOCKS;
};

AnswerRing.prototype._remove = function (b) {
    this.block[this._slot(b)] = -1;
};

AnswerRing.prototype._gateAfter = function (b) {
    var slot = this._slot(b);
    return this.gated[slot] === b ? this.gate[slot] : 0;
};

AnswerRing.prototype._write = function (b, id, floats, at) {
    var slot = this._slot(b);
    var to = slot * BLOCK;
    for (var i = 0; i < BLOCK; i++) {
        this.audio[to + i] = floats[at + i];
    }
    this.block[slot] = b;
    this.owner[slot] = id;
    this.end = Math.max(this.end, b + 1);
};

// old * (1 - t) + new * t, once a batch, over those of the 14 blocks before its step that are there.
AnswerRing.prototype._crossfade = function (start, first, floats) {
    for (var b = first; b < start; b++) {
        if (!this.has(b)) {
            continue;
        }
        var old = this._slot(b) * BLOCK;
        var at = (b - first) * BLOCK;
        var faded = (b - start + FADE_BLOCKS) * BLOCK;
        for (var i = 0; i < BLOCK; i++) {
            var t = (faded + i) / time.FADE_SAMPLES;
            this.audio[old + i] = this.audio[old + i] * (1 - t) + floats[at + i] * t;
        }
    }
};

// Writes the ring that the patch plays, from block `from` to one past the last block known.
AnswerRing.prototype._render = function (from) {
    var stop = this.end + 1;
    if (stop <= from) {
        return;
    }
    var out = [];
    var gate = this._gateAfter(from - 1);
    var run = 0; // blocks that are there without a gap, from the one in question on
    for (var b = from; b < stop; b++) {
        run = run > 0 ? run - 1 : 0;
        while (run < RUN_BLOCKS && this.has(b + run)) {
            run++;
        }
        var opened = Math.max(0, Math.min(FADE_BLOCKS, gate + (run === RUN_BLOCKS ? 1 : -1)));
        this._gatedBlock(b, gate, opened, out);
        var slot = this._slot(b);
        this.gate[slot] = opened;
        this.gated[slot] = b;
        gate = opened;
    }
    this._poke(from, out);
};

AnswerRing.prototype._gatedBlock = function (b, gate, opened, out) {
    var at = this._slot(b) * BLOCK;
    var there = this.has(b);
    for (var i = 0; i < BLOCK; i++) {
        var gain = (gate + (opened - gate) * i / BLOCK) / FADE_BLOCKS;
        out.push(there ? this.audio[at + i] * gain : 0);
    }
};

// `samples` from block `b` on, in one piece or, at the ring's end, in two.
AnswerRing.prototype._poke = function (b, samples) {
    var at = this._slot(b) * BLOCK;
    var room = time.RING_SAMPLES - at;
    if (samples.length <= room) {
        this.poke(at, samples);
    } else {
        this.poke(at, samples.slice(0, room));
        this.poke(0, samples.slice(room));
    }
};

function zeros(count) {
    if (typeof Float32Array !== "undefined") {
        return new Float32Array(count);
    }
    var list = [];
    for (var i = 0; i < count; i++) {
        list.push(0);
    }
    return list;
}

function toArray(list) {
    return Array.prototype.slice.call(list);
}

exports.AnswerRing = AnswerRing;
