// rtap-server.js as [node.script] runs it: in a process of its own.

"use strict";

const assert = require("node:assert/strict");
const { fork } = require("node:child_process");
const path = require("node:path");
const test = require("node:test");

const { FOLDER } = require("./simulated_max");

class Script {
    constructor() {
        const env = { ...process.env, NODE_PATH: path.join(__dirname, "stand_ins") };
        this.process = fork(path.join(FOLDER, "rtap-server.js"), { env });
        this.said = [];
        this.waiting = [];
        this.process.on("message", (list) => {
            this.said.push(list);
            this.waiting = this.waiting.filter(({ list: wanted, done }) => !this._has(wanted) || done());
        });
    }
    _has(wanted) {
        return this.said.some((list) => list[0] === wanted[0] && (wanted[1] === undefined || list[1] === wanted[1]));
    }
    send(...list) {
        this.process.send(list);
    }
    until(...list) {
        return this._has(list) ? Promise.resolve() : new Promise((done) => this.waiting.push({ list, done }));
    }
    close() {
        return new Promise((done) => {
            this.process.on("exit", done);
            this.process.kill("SIGTERM");
        });
    }
}

test("a server is started, its lines are said, and it is halted as Ctrl-C would", async () => {
    const script = new Script();
    const server = "process.on('SIGINT', () => { console.log('table'); process.exit(0); }); console.log('listens');" +
        "setInterval(() => {}, 1000)";
    script.send("command", `${process.execPath} -e "${server}"`);
    script.send("launch");
    await script.until("says", "listens");
    assert.ok(script._has(["running", 1]));
    script.send("launch");
    await script.until("says", "the server is running already");
    script.send("halt");
    await script.until("says", "the server has ended");
    assert.ok(script._has(["says", "table"]));
    assert.deepEqual(script.said.filter((list) => list[0] === "running"), [["running", 1], ["running", 0]]);
    await script.close();
});

test("a program that is not there, no command, one that fails: a sentence each", async () => {
    const script = new Script();
    script.send("command", "no-such-program-anywhere --ip 1");
    script.send("launch");
    const notFound = "no-such-program-anywhere was not found: give its whole path, such as /path/to/venv/bin/rtap-runtime";
    await script.until("says", notFound);
    script.send("command", " ");
    script.send("launch");
    await script.until("says", "no command: type what starts the server, such as rtap-runtime");
    script.send("command", `${process.execPath} -e "process.exit(3)"`);
    script.send("launch");
    await script.until("says", "the server ended with 3");
    script.send("halt");
    await script.until("says", "no server was started from here");
    await script.close();
});

test("a patch that is closed leaves no server behind", async () => {
    const script = new Script();
    script.send("command", `${process.execPath} -e "console.log(process.pid); setInterval(() => {}, 1000)"`);
    script.send("launch");
    await script.until("running", 1);
    while (!script.said.some((list) => list[0] === "says" && /^\d+$/.test(list[1]))) {
        await new Promise((done) => setTimeout(done, 10));
    }
    const pid = Number(script.said.find((list) => list[0] === "says" && /^\d+$/.test(list[1]))[1]);
    await script.close();
    for (let i = 0; i < 200; i++) {
        try {
            process.kill(pid, 0);
        } catch {
            return;
        }
        await new Promise((done) => setTimeout(done, 10));
    }
    process.kill(pid, "SIGKILL");
    assert.fail("the server outlived its patch");
});
