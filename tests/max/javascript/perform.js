// A performance by the real clock against a real runtime over UDP: simulated Max, real JavaScript, real datagrams.
//
//     node perform.js SERVER_PORT LISTEN_PORT LOOP.f32 TAKE.f32 [SAMPLE_RATE_HZ]
//
// LOOP.f32: float32 samples that are heard over and over from `play 1` on. Lines of standard input are messages to the
// object ("step 8"), or `lose SHARE` (of the datagrams that are sent), or `quit`; TAKE.f32 is then what was heard and
// what was played, two channels, since `play 1`. The panel's messages are printed, one a line of JSON.

"use strict";

const dgram = require("dgram");
const fs = require("fs");
const readline = require("readline");

const osc = require("./osc");
const { SimulatedMax, SimulatedUdpsend } = require("./simulated_max");

const [serverPort, listenPort, loopFile, takeFile, sampleRateHz = 44100] = process.argv.slice(2);
const IO_VECTOR = 128;
const TICK_MS = 1;

const bytes = fs.readFileSync(loopFile);
const loop = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const socket = dgram.createSocket({ type: "udp4", recvBufferSize: 4 << 20 });
const startedMs = performance.now();
let zero = 0; // position of block 0, at which the take begins
let loopZero = Infinity;
let lose = 0;
let seed = 1;
let max = null;

function random() {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
}

const udpsend = new SimulatedUdpsend((list) => {
    if (random() >= lose) {
        socket.send(osc.encode(list), Number(serverPort), "127.0.0.1");
    }
});

function outlet(index, list) {
    if (index === 0) {
        udpsend.receive(list);
    } else if (index === 2) {
        if (list[0] === "begin") {
            zero = max.script.player.origin; // of the last cursor: a vector may have been heard since
            loopZero = max.position;
        }
        process.stdout.write(`${JSON.stringify(list)}\n`);
    }
}

function command(line) {
    const [name, ...words] = line.trim().split(" ");
    const values = words.map((word) => (Number.isNaN(Number(word)) ? word : Number(word)));
    if (name === "quit") {
        quit();
    } else if (name === "lose") {
        [lose] = values;
    } else {
        max.message(name, ...values);
    }
}

function quit() {
    const channels = [max.context, max.heard].map((blocks) => SimulatedMax.concat(blocks).subarray(zero));
    const take = new Float32Array(2 * channels[0].length);
    channels.forEach((channel, c) => channel.forEach((sample, i) => (take[2 * i + c] = sample)));
    fs.writeFileSync(takeFile, Buffer.from(take.buffer));
    process.exit(0);
}

socket.on("message", (datagram) => {
    for (const list of osc.decode(datagram)) {
        max.message(...list);
    }
});
socket.bind(Number(listenPort), "127.0.0.1", () => {
    max = new SimulatedMax({
        outlet,
        ioVector: IO_VECTOR,
        sampleRateHz: Number(sampleRateHz),
        nowMs: () => performance.now() - startedMs,
        input: (position) => (position >= loopZero ? loop[(position - loopZero) % loop.length] : 0),
    });
    max.message("connect", "127.0.0.1", Number(serverPort), Number(listenPort));
    readline.createInterface({ input: process.stdin }).on("line", command);
    setInterval(() => {
        const due = ((performance.now() - startedMs) / 1000) * max.sampleRateHz;
        if (due - max.position >= IO_VECTOR) {
            max.advance(due - max.position - IO_VECTOR + 1);
        }
    }, TICK_MS);
});
