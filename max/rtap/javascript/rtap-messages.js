// What is sent: lists that Max's udpsend turns into OSC. And what the runtime's status says.

var time = require("rtap-time.js");

var FLOATS_AT_FIRST = 1024; // 5 KB: macOS sends no datagram over 9216 bytes until told otherwise
var STATUS_NAMES = ["engine", "precision", "bundle", "bundle_sha256", "trained", "stems", "targets", "window_samples", "r",
    "look_ahead", "fade", "client", "run", "playable", "adapt", "ahead_columns", "points"];
var LARGER = [4096, 8192, 13056]; // tried by /packet_test; whole blocks, and 13 090 floats fit a datagram

// Max sends a number without a fraction as an int, and the runtime takes only floats for audio. So a whole sample is
// moved by less than float32's rounding, or, zero, to 600 dB below full scale.
function fractional(sample) {
    if (sample !== Math.floor(sample)) {
        return sample;
    }
    return sample === 0 ? 1e-30 : sample * (1 - 6e-8);
}

// The chunks of a step's context, `samples` [n] in all.
function contextMessages(batch, samples, packageFloats, planes) {
    var messages = [];
    // `total` counts a chunk once per stem asked for, as the paper's client does.
    var total = Math.ceil(samples.length / packageFloats) * Math.max(planes, 1);
    for (var at = 0; at < samples.length; at += packageFloats) {
        var message = ["/context", batch, at, total];
        var stop = Math.min(at + packageFloats, samples.length);
        for (var i = at; i < stop; i++) {
            message.push(fractional(samples[i]));
        }
        messages.push(message);
    }
    return messages;
}

// All settings of a window: `stems` 0 or 1 each, in the bundle's order.
function settingsMessages(settings) {
    return [
        ["/update_package_size", settings.packageFloats],
        ["/update_r", settings.step / time.WINDOW_COLUMNS],
        ["/w", settings.lookAhead / settings.step],
        ["/update_fade", time.FADE_FRACTION],
        ["/predict_instruments"].concat(settings.stems)
    ];
}

function packetTestMessage(floats) {
    var message = ["/packet_test", floats];
    for (var i = 0; i < floats; i++) {
        message.push(0.5);
    }
    return message;
}

// `/rtap/status`: pairs of a name and a value, all text. An empty text may be left out on its way through Max.
function parseStatus(pairs) {
    var status = {};
    var i = 0;
    while (i < pairs.length) {
        var name = String(pairs[i]);
        var empty = i + 1 >= pairs.length || STATUS_NAMES.indexOf(String(pairs[i + 1])) >= 0;
        status[name] = empty ? "" : String(pairs[i + 1]);
        i += empty ? 1 : 2;
    }
    return status;
}

// The playable points that the runtime was calibrated to: "8:2 16:16" are step and look-ahead in columns.
function parsePoints(text) {
    var points = [];
    var parts = (text || "").split(" ");
    for (var i = 0; i < parts.length; i++) {
        var numbers = /^(\d+):(\d+)$/.exec(parts[i]);
        if (numbers) {
            points.push({ step: Number(numbers[1]), lookAhead: Number(numbers[2]) });
        }
    }
    return points;
}

function pointText(point) {
    var ms = Math.round(point.lookAhead * time.COLUMN_MS);
    var unit = point.lookAhead === 1 ? "column" : "columns";
    return "step " + point.step + ", look-ahead " + point.lookAhead + " " + unit + " (" + ms + " ms)";
}

exports.FLOATS_AT_FIRST = FLOATS_AT_FIRST;
exports.LARGER = LARGER;
exports.fractional = fractional;
exports.contextMessages = contextMessages;
exports.settingsMessages = settingsMessages;
exports.packetTestMessage = packetTestMessage;
exports.parseStatus = parseStatus;
exports.parsePoints = parsePoints;
exports.pointText = pointText;
