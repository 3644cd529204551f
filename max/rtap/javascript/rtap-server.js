// [node.script rtap-server.js]: starts and stops a runtime on this machine, or by ssh on another, and says what it says.
//
// In: `command <text>`, `launch`, `halt`. Out: `says <line>`, `running <0 or 1>`.

"use strict";

const { spawn } = require("child_process");
const readline = require("readline");
const max = require("max-api");

const KILL_AFTER_MS = 5000;

let command = "rtap-runtime";
let child = null;

// "a b 'c d'" -> ["a", "b", "c d"]: words, and what stands between quotation marks. No shell ever sees it.
function words(text) {
    const found = text.match(/"[^"]*"|'[^']*'|[^\s"']+/g) || [];
    return found.map((word) => word.replace(/^["']|["']$/g, ""));
}

function says(line) {
    max.outlet("says", line);
}

function launch() {
    if (child) {
        says("the server is running already");
        return;
    }
    const [program, ...args] = words(command);
    if (!program) {
        says("no command: type what starts the server, such as rtap-runtime");
        return;
    }
    const started = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    child = started;
    started.on("spawn", () => {
        max.outlet("running", 1);
        says(`${program} was started`);
    });
    started.on("error", (error) => {
        ended(started, error.code === "ENOENT" ? notFound(program) : `${program}: ${error.message}`);
    });
    started.on("close", (code, signal) => {
        ended(started, signal || code === 0 ? "the server has ended" : `the server ended with ${code}`);
    });
    for (const stream of [started.stdout, started.stderr]) {
        readline.createInterface({ input: stream }).on("line", (line) => {
            if (line.trim()) {
                says(line.trim());
            }
        });
    }
}

function notFound(program) {
    return `${program} was not found: give its whole path, such as /path/to/venv/bin/rtap-runtime`;
}

function ended(process, line) {
    if (child !== process) {
        return; // said already
    }
    child = null;
    max.outlet("running", 0);
    says(line);
}

// As Ctrl-C would, so that the runtime prints its table; harder where it does not listen.
function halt() {
    if (!child) {
        says("no server was started from here");
        return;
    }
    const stopping = child;
    stopping.kill("SIGINT");
    setTimeout(() => {
        if (child === stopping) {
            stopping.kill("SIGKILL");
        }
    }, KILL_AFTER_MS).unref();
}

max.addHandler("command", (...parts) => {
    command = parts.join(" ");
});
max.addHandler("launch", launch);
max.addHandler("halt", halt);
process.on("exit", () => {
    if (child) {
        child.kill("SIGINT"); // a patch that is closed leaves no server behind
    }
});
process.on("SIGTERM", () => process.exit(0));
