// What is sent and what is read, without a performance.

"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");

const { load } = require("./modules");
const { FOLDER } = require("./simulated_max");

const messages = load("rtap-messages.js");

test("whole numbers get a fraction that float32 keeps and nobody hears", () => {
    for (const sample of [0, 1, -1, 2, -3]) {
        const moved = messages.fractional(sample);
        assert.notEqual(Math.fround(moved), Math.floor(Math.fround(moved)));
        assert.ok(Math.abs(moved - sample) <= 1.9e-7);
        assert.ok(Math.abs(moved) <= Math.max(Math.abs(sample), 1e-29));
    }
    assert.equal(messages.fractional(0.25), 0.25);
});

test("chunks cover a step, the last one shorter", () => {
    const step = Array.from({ length: 2500 }, (_, i) => i + 0.5);
    const chunks = messages.contextMessages(7, step, 1024, 2);
    assert.deepEqual(chunks.map((list) => list.slice(0, 4)), [
        ["/context", 7, 0, 6],
        ["/context", 7, 1024, 6],
        ["/context", 7, 2048, 6],
    ]);
    assert.deepEqual(chunks.flatMap((list) => list.slice(4)), step);
    assert.equal(messages.contextMessages(7, step, 1024, 0)[0][3], 3);
});

test("a status is read by name, also where an empty text was lost on the way", () => {
    const status = messages.parseStatus(["engine", "ort", "targets", "client", "run", 17, "points", ""]);
    assert.deepEqual(status, { engine: "ort", targets: "", client: "", run: "17", points: "" });
});

test("points of the calibration", () => {
    assert.deepEqual(messages.parsePoints("8:1 16:16"), [{ step: 8, lookAhead: 1 }, { step: 16, lookAhead: 16 }]);
    assert.deepEqual(messages.parsePoints(undefined), []);
    assert.deepEqual(messages.parsePoints("rubbish"), []);
    assert.equal(messages.pointText({ step: 8, lookAhead: 1 }), "step 8, look-ahead 1 column (93 ms)");
});

test("every size that is tried is whole blocks and fits a datagram", () => {
    for (const floats of [messages.FLOATS_AT_FIRST, ...messages.LARGER]) {
        assert.equal(floats % 64, 0);
        assert.ok(floats <= 13090);
        assert.ok(floats >= 896, "the crossfade lies within the first chunk");
    }
    assert.ok(5 * messages.FLOATS_AT_FIRST + 64 <= 9216);
});

test("Max 8 reads ECMAScript 5: what runs in its js has nothing newer", () => {
    const newer = /=>|`|\b(?:let|const|class|async|await|yield)\b|\.\.\.|\bfor\s*\(\s*var\s+\w+\s+of\b/;
    for (const name of fs.readdirSync(FOLDER).filter((file) => file !== "rtap-server.js")) {
        const code = fs.readFileSync(path.join(FOLDER, name), "utf8").replace(/\/\/.*$/gm, "").replace(/"[^"]*"/g, '""');
        assert.equal(newer.exec(code), null, name);
    }
});
