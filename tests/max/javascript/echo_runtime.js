// A runtime that answers with the context `delayColumns` later, by the simulated clock: what must be heard is known.

"use strict";

const COLUMN = 4096;
const FADE = 896;

class EchoRuntime {
    // `rule(batch, chunk, stem)`: ms after which a chunk is delivered, null where it is lost. `limitBytes`: larger
    // datagrams vanish, as on a stock macOS.
    constructor({ delayColumns, rule = () => 10, stems = ["bass", "drums", "guitar", "piano"], limitBytes = Infinity }) {
        this.delay = delayColumns * COLUMN;
        this.rule = rule;
        this.stems = stems;
        this.limitBytes = limitBytes;
        this.run = "1";
        this.points = "";
        this.here = true;
        this.sent = []; // all that came from Max
        this.queue = []; // {dueMs, list}
        this.reset();
    }

    reset() {
        this.cursor = 0;
        this.context = new Float32Array(0);
        this.batch = null;
    }

    start() {
        this.reset();
        this.here = true;
        this.settings = null;
        this.run = String(Number(this.run) + 1);
    }

    receive(list, nowMs) {
        this.sent.push(list);
        if (!this.here || 5 * list.length > this.limitBytes) {
            return;
        }
        const [address, ...values] = list;
        const s = (this.settings = this.settings || { r: 0.25, w: 1, packageFloats: 5120, stems: [0, 0, 0, 0] });
        if (address === "/update_r") s.r = values[0];
        else if (address === "/w") s.w = values[0];
        else if (address === "/update_package_size") s.packageFloats = values[0];
        else if (address === "/predict_instruments") s.stems = values;
        else if (address === "/reset") this.reset();
        else if (address === "/packet_test") this._later(nowMs + 1, ["/packet_test_response", ...values]);
        else if (address === "/rtap/subscribe") this._later(nowMs + 1, this.status());
        else if (address === "/context") this._context(values, s, nowMs);
    }

    status() {
        const pairs = { engine: "echo", bundle: "none", trained: "false", stems: this.stems.join(" "), targets: "",
            client: "", run: this.run, points: this.points };
        return ["/rtap/status", ...Object.entries(pairs).flat().filter((text) => text !== "")];
    }

    _context([batch, start, , ...floats], s, nowMs) {
        const step = Math.round(s.r * 64) * COLUMN;
        if (!this.batch || this.batch.id !== batch) {
            this.batch = { id: batch, samples: new Float32Array(step), count: 0 };
        }
        this.batch.samples.set(floats, start);
        this.batch.count += floats.length;
        if (this.batch.count === step) {
            const all = new Float32Array(this.context.length + step);
            all.set(this.context);
            all.set(this.batch.samples, this.context.length);
            this.context = all;
            this.cursor += step;
            this._answer(batch, step, s, nowMs);
        }
    }

    _answer(batch, step, s, nowMs) {
        const from = this.cursor + Math.round(s.w * step) - FADE - this.delay;
        const answer = Array.from({ length: step + FADE }, (_, i) => this.context[from + i] || 0);
        const total = Math.ceil(answer.length / s.packageFloats);
        s.stems.forEach((on, slot) => {
            for (let chunk = 0; on && chunk < total; chunk++) {
                const ms = this.rule(batch, chunk, this.stems[slot]);
                const floats = answer.slice(chunk * s.packageFloats, (chunk + 1) * s.packageFloats);
                if (ms !== null) {
                    this._later(nowMs + ms, [`/${this.stems[slot]}`, batch, chunk, total, ...floats]);
                }
            }
        });
    }

    _later(dueMs, list) {
        this.queue.push({ dueMs, list });
    }

    // What is due by now, in order.
    due(nowMs) {
        const due = this.queue.filter((entry) => entry.dueMs <= nowMs).sort((a, b) => a.dueMs - b.dueMs);
        this.queue = this.queue.filter((entry) => entry.dueMs > nowMs);
        return due.map((entry) => entry.list);
    }
}

module.exports = { EchoRuntime, COLUMN, FADE };
