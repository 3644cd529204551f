// As much of Max as the package's JavaScript and its patch's audio need, without Max.
//
// Sound: a ring index that counts samples, a ring of context that is written, four rings of answers that are heard. Its
// card fetches an I/O vector at once, as cards do. Messages: udpsend gives every number without a fraction the type i.

"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const osc = require("./osc");

const FOLDER = path.join(__dirname, "..", "..", "..", "max", "rtap", "javascript");
const RING_SAMPLES = 524288;
const CURSOR_MS = 5; // snapshot~ 5
const SLOTS = 4;

class SimulatedBuffer {
    constructor(samples) {
        this.samples = samples;
    }
    framecount() {
        return this.samples.length;
    }
    peek(channel, frame, count) {
        if (frame < 0 || frame + count > this.samples.length) {
            throw new Error(`peek of ${count} at ${frame}: the buffer has ${this.samples.length}`);
        }
        return Array.from(this.samples.subarray(frame, frame + count));
    }
    poke(channel, frame, samples) {
        if (!Array.isArray(samples)) {
            throw new Error("poke takes an Array");
        }
        if (frame < 0 || frame + samples.length > this.samples.length) {
            throw new Error(`poke of ${samples.length} at ${frame}: the buffer has ${this.samples.length}`);
        }
        this.samples.set(samples, frame);
    }
    send(message) {
        if (message !== "clear") {
            throw new Error(`buffer~ was sent ${message}`);
        }
        this.samples.fill(0);
    }
}

// [udpsend]: its own messages set it, all others leave as datagrams, if they are not longer than it sends.
class SimulatedUdpsend {
    constructor(send) {
        this.send = send;
        this.maxPacketBytes = 65507; // the patch tells it so as it opens; of itself it sends 5096
        this.settings = {};
    }
    receive(list) {
        const [name, value] = list;
        if (["host", "port", "maxqueuesize", "maxpacketsize"].includes(name)) {
            this.settings[name] = value;
            this.maxPacketBytes = name === "maxpacketsize" ? value : this.maxPacketBytes;
        } else if (osc.bytes(list) <= this.maxPacketBytes) {
            this.send(list);
        }
    }
}

class SimulatedMax {
    // `outlet(index, list)` takes what the script sends; `input(position)` gives the sample that is heard there.
    constructor({ outlet, input = () => 0, sampleRateHz = 44100, ioVector = 512, nowMs = null }) {
        this.outlet = outlet;
        this.input = input;
        this.sampleRateHz = sampleRateHz;
        this.ioVector = ioVector;
        this.position = 0; // samples since the sound was turned on
        this.toldAt = -Infinity;
        this.cursorStopped = false;
        this.tasks = [];
        this.heard = []; // blocks of what the answers sound like, summed
        this.context = [];
        this.buffers = {};
        for (const name of ["rtap-context", ...Array.from({ length: SLOTS }, (_, i) => `rtap-answer-${i + 1}`)]) {
            this.buffers[name] = new Float32Array(RING_SAMPLES);
        }
        this.nowMs = nowMs || (() => (this.position / this.sampleRateHz) * 1000);
        this.script = this._load();
        this.message("loadbang");
        this.message("samplerate", sampleRateHz);
        this.message("vectorsize", 64);
        this.message("iovectorsize", ioVector);
        this.message("dsp", 1);
    }

    _load() {
        const max = this;
        const modules = {};
        const globals = {
            Buffer: function (name) {
                return new SimulatedBuffer(max.buffers[name]);
            },
            Task: function (action, self) {
                this.repeat = () => max.tasks.push({ action: () => action.call(self), task: this, dueMs: this.interval });
                this.cancel = () => {};
            },
            Date: function () {
                return { getTime: () => max.nowMs() };
            },
            // Copied: an array of the script's own world is never deeply equal to one of the tests.
            outlet: (index, ...list) => max.outlet(index, Array.from(Array.isArray(list[0]) ? list[0] : list)),
            error: (text) => {
                throw new Error(text);
            },
            post: () => {},
        };
        const context = vm.createContext(globals);
        const run = (name, wrapped) => vm.runInContext(wrapped, context, { filename: path.join(FOLDER, name) });
        globals.require = (name) => {
            if (!modules[name]) {
                modules[name] = {};
                const text = fs.readFileSync(path.join(FOLDER, name), "utf8");
                run(name, `(function (exports) {${text}\n})`)(modules[name]);
            }
            return modules[name];
        };
        run("rtap.js", fs.readFileSync(path.join(FOLDER, "rtap.js"), "utf8"));
        return context;
    }

    // A message to the object's inlet.
    message(name, ...values) {
        if (typeof this.script[name] === "function" && name.charAt(0) !== "/") {
            this.script[name](...values);
        } else {
            this.script.messagename = name;
            this.script.anything(...values);
        }
    }

    // The sound goes on for so many samples, rounded up to I/O vectors; then the scheduler has its turn.
    advance(samples) {
        const end = this.position + samples;
        while (this.position < end) {
            this._ioVector();
            this._schedule();
        }
    }

    _ioVector() {
        const heard = new Float32Array(this.ioVector);
        const context = new Float32Array(this.ioVector);
        for (let i = 0; i < this.ioVector; i++) {
            const at = (this.position + i) % RING_SAMPLES;
            const sample = this.input(this.position + i);
            this.buffers["rtap-context"][at] = sample;
            context[i] = sample;
            let sum = 0;
            for (let slot = 1; slot <= SLOTS; slot++) {
                sum += this.buffers[`rtap-answer-${slot}`][at];
            }
            heard[i] = sum;
        }
        this.position += this.ioVector;
        this.heard.push(heard);
        this.context.push(context);
    }

    _schedule() {
        const ms = (this.position / this.sampleRateHz) * 1000;
        if (!this.cursorStopped && ms - this.toldAt >= CURSOR_MS) {
            this.toldAt = ms;
            this.message("cursor", this.position % RING_SAMPLES);
        }
        for (const entry of this.tasks) {
            if (ms >= entry.dueMs) {
                entry.dueMs += entry.task.interval;
                entry.action();
            }
        }
    }

    static concat(blocks) {
        const all = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
        let at = 0;
        for (const block of blocks) {
            all.set(block, at);
            at += block.length;
        }
        return all;
    }
}

module.exports = { SimulatedMax, SimulatedUdpsend, FOLDER, RING_SAMPLES };
