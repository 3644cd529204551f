// What [node.script] gives a script: handlers for messages, and an outlet. Here both are the parent process's messages.

"use strict";

const handlers = {};

process.on("message", ([name, ...values]) => handlers[name](...values));

module.exports = {
    addHandler: (name, handler) => {
        handlers[name] = handler;
    },
    outlet: (...values) => process.send(values),
};
