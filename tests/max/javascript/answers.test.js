// The ring of one stem's answers, block by block.

"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");

const { load } = require("./modules");

const { AnswerRing } = load("rtap-answers.js");
const BLOCK = 64;
const FADE = 14;
const RING_BLOCKS = 8192;

function ring(originBlock = 0) {
    const played = new Float32Array(RING_BLOCKS * BLOCK);
    const made = new AnswerRing(
        (index, samples) => played.set(samples, index),
        () => played.fill(0),
    );
    made.begin(originBlock);
    const at = (block) => ((originBlock + block) % RING_BLOCKS) * BLOCK;
    return { ring: made, played, blocks: (from, count) => played.slice(at(from), at(from) + count * BLOCK) };
}

const constant = (blocks, value) => new Array(blocks * BLOCK).fill(value);

// Gains at the block ends of a run that opens and closes by itself.
const ends = (samples) => Array.from({ length: samples.length / BLOCK }, (_, i) => samples[i * BLOCK]);

test("a run of blocks opens over 14 blocks and closes over its last 14", () => {
    const { ring: r, blocks } = ring();
    assert.equal(r.take({ id: 1, start: 100 }, 86, constant(14 + 64, 1), 50), 0);
    const gains = ends(blocks(100, 65));
    const opening = Array.from({ length: FADE }, (_, i) => Math.fround(i / FADE));
    assert.deepEqual(gains.slice(0, 14), opening);
    assert.ok(gains.slice(14, 51).every((gain) => gain === 1));
    assert.deepEqual(gains.slice(50, 64), Array.from({ length: FADE }, (_, i) => Math.fround((FADE - i) / FADE)));
    assert.equal(gains[64], 0);
    assert.ok(blocks(86, 14).every((sample) => sample === 0)); // the crossfade has nothing to fade from
});

test("two answers are joined by one linear crossfade, done once", () => {
    const { ring: r, blocks } = ring();
    r.take({ id: 1, start: 100 }, 86, constant(14 + 64, 1), 50);
    r.take({ id: 2, start: 164 }, 150, constant(14 + 64, 3), 50);
    const joined = blocks(140, 40);
    for (let i = 0; i < 14 * BLOCK; i++) {
        const t = i / (14 * BLOCK);
        assert.ok(Math.abs(joined[10 * BLOCK + i] - (1 - t + 3 * t)) < 1e-6);
    }
    assert.ok(joined.subarray(0, 10 * BLOCK).every((sample) => sample === 1));
    assert.ok(joined.subarray(24 * BLOCK).every((sample) => sample === 3));
    r.take({ id: 2, start: 164 }, 150, constant(14 + 64, 3), 50);
    assert.deepEqual(blocks(140, 40), joined);
});

test("nothing before `final` is ever written, and what came too late is counted", () => {
    const { ring: r, blocks } = ring();
    r.take({ id: 1, start: 100 }, 86, constant(14 + 64, 1), 50);
    const before = blocks(86, 34);
    assert.equal(r.take({ id: 1, start: 100 }, 86, constant(14 + 64, 9), 120), 20);
    assert.deepEqual(blocks(86, 34), before);
    assert.equal(r.take({ id: 2, start: 164 }, 150, constant(14 + 64, 3), 200), 14 + 36);
    assert.ok(blocks(164, 36).every((sample) => sample === 0));
    assert.equal(ends(blocks(200, 15))[14], 3);
});

test("a late answer over audio that goes on: that fades out first, then the answer fades in", () => {
    const { ring: r, blocks } = ring();
    r.take({ id: 1, start: 100 }, 86, constant(14 + 256, 1), 50);
    const late = r.take({ id: 2, start: 150 }, 136, constant(14 + 64, 3), 160);
    assert.equal(late, 14 + 10 + 14); // the crossfade, those before final, and those in which the old audio fades
    const gains = ends(blocks(150, 64));
    assert.ok(gains.slice(0, 11).every((gain) => gain === 1));
    assert.deepEqual(gains.slice(10, 24), Array.from({ length: FADE }, (_, i) => Math.fround((FADE - i) / FADE)));
    assert.equal(gains[24], 0); // the hole
    assert.equal(gains[25], 0);
    assert.ok(gains[26] > 0);
    assert.equal(gains[40], 3);
    // Behind it the older audio would go on: there is a hole too.
    const after = ends(blocks(200, 40));
    assert.equal(after[14], 0);
    assert.equal(after[15], 0);
    assert.equal(after[30], 1);
});

test("a hole in the middle closes the gate before it and opens it after", () => {
    const { ring: r, blocks } = ring();
    r.take({ id: 1, start: 100 }, 86, constant(14 + 50, 1), 50);
    r.take({ id: 1, start: 100 }, 170, constant(50, 1), 50);
    const gains = ends(blocks(100, 120));
    assert.equal(gains[36], 1);
    assert.ok(gains.slice(50, 71).every((gain) => gain === 0));
    assert.equal(gains[84], 1);
    r.take({ id: 1, start: 100 }, 150, constant(20, 1), 120); // it comes after all
    assert.ok(ends(blocks(120, 80)).every((gain) => gain === 1));
});

test("round the end of the ring, in two pieces", () => {
    const { ring: r, blocks, played } = ring(RING_BLOCKS - 30);
    r.take({ id: 1, start: 0 }, -14, constant(14 + 64, 1), -40);
    assert.equal(ends(blocks(20, 1))[0], 1);
    assert.equal(played[20 * BLOCK], 1); // block 50
    assert.equal(played[34 * BLOCK], 0);
});

test("what was heard is silent again half a ring later", () => {
    const { ring: r, blocks } = ring();
    r.take({ id: 1, start: 100 }, 86, constant(14 + 640, 1), 50);
    r.erase(4096 + 300);
    assert.ok(blocks(100, 200).every((sample) => sample === 0));
    assert.equal(ends(blocks(300, 1))[0], 1);
});

test("cut fades out within 14 blocks", () => {
    const { ring: r, blocks } = ring();
    r.take({ id: 1, start: 100 }, 86, constant(14 + 640, 1), 50);
    r.cut(200);
    const gains = ends(blocks(199, 30));
    assert.deepEqual(gains.slice(0, 2), [1, 1]);
    assert.ok(gains.slice(15).every((gain) => gain === 0));
});
