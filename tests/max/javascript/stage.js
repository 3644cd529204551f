// A simulated Max and an echo runtime that play together by the simulated clock, sample by sample the same every time.

"use strict";

const { SimulatedMax, SimulatedUdpsend } = require("./simulated_max");
const { EchoRuntime, COLUMN, FADE } = require("./echo_runtime");

// Two partials that never repeat within a test, and no silence.
function tone(position) {
    return 0.3 * Math.sin(position * 0.031) + 0.2 * Math.sin(position * 0.0771 + 1);
}

class Stage {
    constructor({ runtime = {}, max = {}, input = tone } = {}) {
        this.panel = [];
        this.network = []; // to udpreceive
        // The runtime lives on the clock of the stage: while the object is made there is none yet.
        this.udpsend = new SimulatedUdpsend((list) => this.runtime.receive(list, this.max ? this.max.nowMs() : 0));
        this.runtime = new EchoRuntime({ delayColumns: 16, ...runtime });
        this.max = new SimulatedMax({ outlet: (index, list) => this._outlet(index, list), input, ...max });
        this.settle();
    }

    _outlet(index, list) {
        if (index === 0) {
            this.udpsend.receive(list);
        } else if (index === 1) {
            this.network.push(list);
        } else {
            this.panel.push(list);
        }
    }

    // A second of sound before anything is played: the runtime is met.
    settle() {
        this.seconds(1.2);
    }

    seconds(seconds) {
        const end = this.max.position + seconds * this.max.sampleRateHz;
        while (this.max.position < end) {
            this.max.advance(1);
            for (const list of this.runtime.due(this.max.nowMs())) {
                this.max.message(...list);
            }
        }
    }

    columns(columns) {
        this.seconds((columns * COLUMN) / this.max.sampleRateHz);
    }

    begin({ step = 8, lookAhead = 2, stems = [1] } = {}) {
        this.max.message("step", step);
        this.max.message("lookahead", lookAhead);
        [1, 2, 3, 4].forEach((slot) => this.max.message("stem", slot, stems.includes(slot) ? 1 : 0));
        this.max.message("play", 1);
        this.zero = Math.ceil(this.max.position / 64) * 64;
    }

    shown(name) {
        const found = this.panel.filter((list) => list[0] === name);
        return found.length ? found[found.length - 1].slice(1) : null;
    }

    says() {
        return this.panel.filter((list) => list[0] === "says").map((list) => list[1]);
    }

    counts() {
        const [sent, whole, late, lost, dropped, unheard] = this.shown("windows");
        return { sent, whole, late, lost, dropped, unheard };
    }

    // What was heard since block 0, and what the echo of the context would be.
    heard() {
        return SimulatedMax.concat(this.max.heard).subarray(this.zero);
    }

    truth(delayColumns = 16) {
        const context = SimulatedMax.concat(this.max.context).subarray(this.zero);
        const out = new Float32Array(context.length);
        out.set(context.subarray(0, Math.max(context.length - delayColumns * COLUMN, 0)), delayColumns * COLUMN);
        return out;
    }

    sentTo(address) {
        return this.runtime.sent.filter((list) => list[0] === address);
    }
}

// `heard` is `truth` times a gain of 0 to 1 that takes 20 ms from one end to the other, everywhere.
function clicks(heard, truth) {
    const found = [];
    for (let i = 1; i < heard.length; i++) {
        const allowed = Math.abs(truth[i] - truth[i - 1]) + Math.max(Math.abs(truth[i]), Math.abs(truth[i - 1])) / FADE;
        if (Math.abs(heard[i] - heard[i - 1]) > 1.001 * allowed + 1e-6) {
            found.push(i);
        }
    }
    return found;
}

// [first, end) of the samples that differ, null where none does.
function difference(heard, truth, from = 0, until = heard.length) {
    let first = -1;
    let end = -1;
    for (let i = from; i < until; i++) {
        if (Math.abs(heard[i] - truth[i]) > 3e-7) {
            first = first < 0 ? i : first;
            end = i + 1;
        }
    }
    return first < 0 ? null : [first, end];
}

module.exports = { Stage, tone, clicks, difference, COLUMN, FADE };
