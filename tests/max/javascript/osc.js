// OSC as Max's udpsend and udpreceive speak it: a number without a fraction is an int, every other a float32.

"use strict";

function padded(length) {
    return (length + 4) & ~3;
}

// The length of the message's datagram.
function bytes([address, ...values]) {
    const sizes = values.reduce((sum, value) => sum + (typeof value === "string" ? padded(value.length) : 4), 0);
    return padded(address.length) + padded(1 + values.length) + sizes;
}

function encode(message) {
    const [address, ...values] = message;
    const tags = `,${values.map((value) => (typeof value === "string" ? "s" : Number.isInteger(value) ? "i" : "f")).join("")}`;
    const sizes = values.map((value) => (typeof value === "string" ? padded(value.length) : 4));
    const out = Buffer.alloc(bytes(message));
    out.write(address, 0, "latin1");
    let at = padded(address.length);
    out.write(tags, at, "latin1");
    at += padded(tags.length);
    values.forEach((value, i) => {
        if (typeof value === "string") {
            out.write(value, at, "latin1");
        } else if (Number.isInteger(value)) {
            out.writeInt32BE(value, at);
        } else {
            out.writeFloatBE(value, at);
        }
        at += sizes[i];
    });
    return out;
}

// The messages of a datagram, [address, values...] each; bundles are unwrapped.
function decode(datagram) {
    if (datagram.subarray(0, 7).toString("latin1") === "#bundle") {
        const messages = [];
        for (let at = 16; at < datagram.length; ) {
            const size = datagram.readInt32BE(at);
            messages.push(...decode(datagram.subarray(at + 4, at + 4 + size)));
            at += 4 + size;
        }
        return messages;
    }
    const [address, afterAddress] = text(datagram, 0);
    const [tags, afterTags] = text(datagram, afterAddress);
    let at = afterTags;
    const values = [];
    for (const tag of tags.slice(1)) {
        if (tag === "s") {
            const [value, next] = text(datagram, at);
            values.push(value);
            at = next;
        } else if (tag === "T" || tag === "F") {
            values.push(tag === "T" ? 1 : 0);
        } else {
            values.push(tag === "i" ? datagram.readInt32BE(at) : datagram.readFloatBE(at));
            at += 4;
        }
    }
    return [[address, ...values]];
}

function text(datagram, at) {
    const end = datagram.indexOf(0, at);
    return [datagram.subarray(at, end).toString("latin1"), at + padded(end - at)];
}

module.exports = { bytes, encode, decode };
