// The object in the patch: [v8 rtap.js] in Max 9, [js rtap.js] in Max 8. It passes messages on; what they do is told in
// rtap-performance.js.

inlets = 1;
outlets = 3;

var TO_RUNTIME = 0;
var TO_UDPRECEIVE = 1;
var TO_PANEL = 2;
var ASK_MS = 1000;

var performances = require("rtap-performance.js");

var contextBuffer = new Buffer("rtap-context");
var answerBuffers = [];
for (var slot = 1; slot <= performances.SLOTS; slot++) {
    answerBuffers.push(new Buffer("rtap-answer-" + slot));
}
var listenPort = 8000;

var player = new performances.Performance({
    send: function (message) {
        outlet(TO_RUNTIME, message);
    },
    context: function (index, count) {
        // The ring ends where its length does: what goes over its end is read in two pieces.
        var room = contextBuffer.framecount() - index;
        var samples = contextBuffer.peek(1, index, Math.min(count, room));
        return count > room ? asArray(samples).concat(asArray(contextBuffer.peek(1, 0, count - room))) : asArray(samples);
    },
    poke: function (slot, index, samples) {
        answerBuffers[slot].poke(1, index, samples);
    },
    clear: function (slot) {
        answerBuffers[slot].send("clear");
    },
    show: function (message) {
        outlet(TO_PANEL, message);
    },
    nowMs: function () {
        return new Date().getTime();
    }
});

var asking = new Task(function () {
    player.ask(listenPort);
}, this);
asking.interval = ASK_MS;
asking.repeat();

function loadbang() {
    outlet(TO_UDPRECEIVE, "maxqueuesize", 4096);
    player.ask(listenPort);
}

function play(on) {
    player.play(on);
}

function stem(slot, on) {
    player.setStem(slot, on);
}

function step(columns) {
    player.setStep(columns);
}

function lookahead(columns) {
    player.setLookAhead(columns);
}

function point(index) {
    player.choosePoint(index);
}

function adapt(on) {
    outlet(TO_RUNTIME, "/rtap/adapt", on ? 1 : 0);
}

function load() {
    outlet(TO_RUNTIME, "/load_model");
}

function reset() {
    player.reset();
}

function connect(host, port, listen) {
    listenPort = listen;
    outlet(TO_RUNTIME, "host", host);
    outlet(TO_RUNTIME, "port", port);
    outlet(TO_UDPRECEIVE, "port", listen);
    player.forgetRuntime();
    player.ask(listenPort);
}

function cursor(index) {
    player.cursor(index);
}

function dsp(on) {
    player.setSound(on);
}

function samplerate(hz) {
    player.setSampleRate(hz);
}

function vectorsize(samples) {
    player.setSignalVector(samples);
}

function iovectorsize(samples) {
    player.setIoVector(samples);
}

// Whatever begins with a slash came from the runtime.
function anything() {
    var values = asArray(arguments);
    if (messagename.charAt(0) === "/") {
        player.receive(messagename, values);
    } else {
        error("rtap.js: no message " + messagename + "\n");
    }
}

function notifydeleted() {
    asking.cancel();
}

function asArray(list) {
    return Array.prototype.slice.call(list);
}
