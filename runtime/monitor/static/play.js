// The browser as an instrument: microphone or loop -> worklet -> monitor process -> runtime, and the answers back.

import { byId, fraction, keepLink, ms, quantile, setText } from "./link.js";

const RATE_HZ = 44100;
const COLUMN_MS = (4096 * 1000) / RATE_HZ;
const KEPT = 50;
const COLOURS = ["#ffb938", "#ff7a59", "#3ddc84", "#b48cff", "#6cb6ff", "#ff8fc7"];
const START_STEM = "bass";

let stems = ["bass", "drums", "guitar", "piano"];
let runtime = { present: false, linked: false, where: "" };
let session = null; // while playing: { context, node, socket, tracks, spare: Map(batch -> ms), ... }

// ---- what is asked for ---------------------------------------------------------------------------------------------

const wanted = () => ({
  r: Number(byId("r").value),
  look_ahead_columns: Number(byId("columns").value),
  targets: stems.filter((stem) => byId(`on-${stem}`)?.checked),
});

function sendSettings() {
  drawLookAhead();
  if (session?.ready) session.socket.send(JSON.stringify(wanted()));
}

for (const columns of [16, 8, 4, 2, 1]) byId("r").add(new Option(`${ms(columns * COLUMN_MS)} ms (r = ${fraction(columns / 64)})`, columns / 64));
byId("r").value = 1 / 8;
byId("r").addEventListener("change", sendSettings);
byId("columns").addEventListener("input", drawLookAhead);
byId("columns").addEventListener("change", sendSettings);

function drawLookAhead() {
  const columns = Number(byId("columns").value);
  const step = Number(byId("r").value) * 64;
  setText("columns-ms", `${ms(columns * COLUMN_MS)} ms`);
  setText("answered", `${ms(columns * COLUMN_MS)} to ${ms((columns + step) * COLUMN_MS)} ms`);
}

function drawStrips() {
  const on = new Set(stems.filter((stem) => byId(`on-${stem}`)?.checked));
  if (!on.size) on.add(stems.includes(START_STEM) ? START_STEM : stems[0]);
  byId("strips").replaceChildren(strip("input", "you"), ...stems.map((stem) => strip(stem, stem, on.has(stem))));
}

function strip(id, name, checked) {
  const element = document.createElement("div");
  element.className = "strip";
  const isStem = id !== "input";
  element.innerHTML =
    (isStem ? `<label class="chip"><input type="checkbox" id="on-${id}"><span></span></label>` : `<div class="name"></div>`) +
    (isStem ? `<input type="range" min="0" max="150" value="100" id="volume-${id}">` : `<div class="hint" style="margin:0" id="source-text"></div>`) +
    `<div class="meter"><i id="meter-${id}"></i></div>`;
  element.querySelector("span, .name").textContent = name;
  if (isStem) {
    const box = element.querySelector("input[type=checkbox]");
    box.checked = checked;
    box.addEventListener("change", () => {
      if (!wanted().targets.length) box.checked = true; // a band of nobody would only wait
      sendSettings();
    });
    const volume = element.querySelector("input[type=range]");
    volume.setAttribute("aria-label", `volume of ${name}`);
    volume.addEventListener("input", () => setVolume(id));
  }
  return element;
}

function setVolume(stem) {
  session?.node?.port.postMessage({ stem: stems.indexOf(stem), volume: Number(byId(`volume-${stem}`).value) / 100 });
}

// ---- playing -------------------------------------------------------------------------------------------------------

function say(text, state = "") {
  setText("state", text);
  byId("state").dataset.state = state;
}

byId("go").addEventListener("click", () => (session ? stop("Stopped.") : play()));

async function play() {
  const source = document.querySelector("input[name=source]:checked").value;
  const mine = (session = { source, spare: new Map(), computed: [], outcomes: {}, tracks: [], ready: false, heardPeak: 0 });
  drawButton();
  say("Asking the runtime …");
  try {
    mine.context = await openContext();
    mine.input = source === "loop" ? await openLoop(mine) : await openMicrophone(mine);
    if (session === mine) openSocket(mine);
  } catch (error) {
    if (session === mine) stop(explain(error), "bad");
  }
}

async function openContext() {
  const context = new AudioContext({ sampleRate: RATE_HZ, latencyHint: "interactive" });
  await context.resume();
  if (context.sampleRate !== RATE_HZ) {
    await context.close();
    throw new Error(`This browser plays at ${context.sampleRate} Hz only, and the models' rate is ${RATE_HZ} Hz: set the sound card to ${RATE_HZ} Hz, or use Chromium, which converts.`);
  }
  await context.audioWorklet.addModule("/static/worklet.js");
  return context;
}

async function openMicrophone(mine) {
  const constraints = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: constraints });
  mine.tracks = stream.getTracks();
  mine.microphone = mine.tracks[0].getSettings();
  mine.tracks[0].onended = () => session === mine && stop("The microphone has gone.", "bad");
  return mine.context.createMediaStreamSource(stream); // Firefox throws here where the device runs at another rate
}

async function openLoop(mine) {
  const answer = await fetch("/loop.flac");
  const source = mine.context.createBufferSource();
  source.buffer = await mine.context.decodeAudioData(await answer.arrayBuffer());
  source.loop = true;
  return source;
}

function explain(error) {
  if (error.name === "NotAllowedError") return "The microphone was not allowed: allow it for this page, or take the built-in loop.";
  if (error.name === "NotFoundError") return "There is no microphone here: plug one in, or take the built-in loop.";
  if (error.name === "NotSupportedError") return `This browser does not convert the microphone to ${RATE_HZ} Hz: set the device to ${RATE_HZ} Hz, or use Chromium.`;
  return error.message;
}

function openSocket(mine) {
  mine.socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/play`);
  mine.socket.binaryType = "arraybuffer";
  mine.socket.onopen = () => mine.socket.send(JSON.stringify(wanted()));
  mine.socket.onclose = () => session === mine && stop("The monitor process does not answer.", "bad");
  mine.socket.onmessage = ({ data }) => (typeof data === "string" ? takeNews(mine, JSON.parse(data)) : takeAnswer(mine, data));
}

function takeAnswer(mine, data) {
  const view = new DataView(data);
  const message = { start: view.getFloat64(0, true), stem: view.getInt32(8, true), batch: view.getInt32(12, true), samples: new Float32Array(data, 16) };
  mine.node?.port.postMessage(message, [data]);
}

function takeNews(mine, news) {
  if (session !== mine) return;
  byId("refused").hidden = news.type !== "refused";
  if (news.type === "error") stop(news.text, "bad");
  if (news.type === "refused") setText("refused", news.text);
  if (news.type === "settings") takeSettings(mine, news);
  if (news.type === "window") takeWindow(mine, news);
  if (news.type === "restarted") say("The runtime was started again: the band comes back in a moment.", "warn");
  if (news.type === "runtime" && !news.present) say("The runtime no longer answers. Playing goes on when it is back.", "warn");
}

function takeSettings(mine, settings) {
  mine.budgetMs = settings.budget_ms;
  byId("columns").value = settings.look_ahead_columns;
  byId("r").value = settings.r;
  if (settings.stems.join() !== stems.join()) {
    stems = settings.stems;
    drawStrips();
  }
  for (const stem of stems) byId(`on-${stem}`).checked = settings.targets.includes(stem);
  drawLookAhead();
  mine.spare.clear();
  mine.computed = [];
  if (settings.caveat) setText("caveat", settings.caveat);
  if ("caveat" in settings) byId("caveat").hidden = !settings.caveat;
  if (!mine.ready) begin(mine);
}

function begin(mine) {
  mine.ready = true;
  const options = { numberOfInputs: 1, numberOfOutputs: 1, outputChannelCount: [2], processorOptions: { stems: stems.length, monitorInput: mine.source === "loop" } };
  mine.node = new AudioWorkletNode(mine.context, "band", options);
  mine.node.port.onmessage = ({ data }) => takeFromWorklet(mine, data);
  mine.input.connect(mine.node).connect(mine.context.destination);
  stems.forEach(setVolume);
  mine.node.port.postMessage({ go: true });
  mine.input.start?.();
  say(mine.source === "loop" ? "The loop plays; the band joins in." : "Play: the band listens.");
  setText("source-text", mine.source === "loop" ? "built-in loop" : (mine.tracks[0]?.label ?? "microphone"));
}

function takeFromWorklet(mine, message) {
  if (session !== mine) return;
  if (message.block) {
    if (mine.socket.readyState === WebSocket.OPEN) mine.socket.send(message.block);
  } else if (message.levels) {
    drawLevels(mine, message.levels);
  } else {
    const spare = (1000 * message.spareSamples) / RATE_HZ;
    mine.spare.set(message.batch, Math.min(spare, mine.spare.get(message.batch) ?? Infinity));
    if (mine.spare.size > KEPT) mine.spare.delete(mine.spare.keys().next().value);
  }
}

function takeWindow(mine, window) {
  mine.outcomes[window.outcome] = (mine.outcomes[window.outcome] ?? 0) + 1;
  if (window.last_ms !== null) mine.computed.push(window.last_ms);
  if (mine.computed.length > KEPT) mine.computed.shift();
  const spare = mine.spare.get(window.batch);
  document.body.dataset.windows = window.batch;
  if (spare !== undefined && spare < 0) say("Answers come too late: take a longer look-ahead.", "warn");
  else if (window.outcome === "in time" && byId("state").dataset.state === "warn") say("The band plays.");
  drawLatency(mine);
}

function stop(text, state = "") {
  const old = session;
  session = null;
  if (old) {
    for (const track of old.tracks) track.stop();
    old.socket?.close();
    old.context?.close();
  }
  say(text, state);
  drawButton();
  for (const meter of document.querySelectorAll(".meter i")) meter.style.setProperty("--level", "0%");
  setText("source-text", "");
}

// ---- what is shown -------------------------------------------------------------------------------------------------

function drawButton() {
  const button = byId("go");
  button.dataset.playing = session !== null;
  setText("go", session ? "Stop" : "Play");
  for (const input of document.querySelectorAll("input[name=source]")) input.disabled = session !== null;
}

function drawLevels(mine, levels) {
  const width = (peak) => `${Math.max(0, Math.min(100, 100 * (1 + (20 * Math.log10(peak + 1e-9)) / 60)))}%`;
  byId("meter-input").style.setProperty("--level", width(levels.input));
  stems.forEach((stem, i) => byId(`meter-${stem}`).style.setProperty("--level", width(levels.stems[i])));
  mine.heardPeak = Math.max(mine.heardPeak, ...levels.stems);
  document.body.dataset.heardPeak = mine.heardPeak.toFixed(4); // of the band alone, at the loudspeaker
}

function drawLatency(mine) {
  const computed = [...mine.computed].sort((a, b) => a - b);
  const spare = [...mine.spare.values()].sort((a, b) => a - b);
  if (computed.length) setText("computed", `${ms(quantile(computed, 0.5))} ms, worst ${ms(quantile(computed, 1))}`);
  if (spare.length) setText("spare", `${ms(quantile(spare, 0.5))} ms, least ${ms(spare[0])}`);
  const count = (name) => mine.outcomes[name] ?? 0;
  setText("outcomes", `${count("in time")} in time, ${count("late")} late, ${count("lost") + count("dropped")} lost`);
  if (computed.length && spare.length) drawBar(mine, spare);
  const { context, microphone } = mine;
  const out = (context.outputLatency || context.baseLatency || 0) * 1000;
  const into = microphone?.latency ? ` + ${ms(1000 * microphone.latency)}` : "";
  setText("card", `${ms(out)}${into} ms`);
  setText("rate", `${RATE_HZ / 1000} kHz`);
  const device = microphone?.sampleRate;
  setText("rate-more", device && device !== RATE_HZ ? `the microphone's ${device} Hz are converted by the browser` : "as the models need it: nothing is converted by us");
}

/** How much of the look-ahead the whole way takes, the slowest of the last answers. */
function drawBar(mine, spare) {
  const lookAhead = Number(byId("columns").value) * COLUMN_MS;
  const used = lookAhead - spare[0];
  const scale = Math.max(lookAhead, used);
  byId("used").style.width = `${Math.max(0, (100 * used) / scale)}%`;
  byId("used").dataset.state = spare[0] < 0 ? "bad" : "good";
  byId("limit").hidden = false;
  byId("limit").style.left = `calc(${(100 * lookAhead) / scale}% - 3px)`;
  const took = ms(Math.max(used, 0));
  setText("bar-text", spare[0] < 0 ? `The slowest answer took ${took} ms, and the look-ahead is ${ms(lookAhead)} ms: it came too late to be heard whole.` : `${took} of ${ms(lookAhead)} ms of look-ahead are used up when the slowest answer arrives here.`);
}

function drawPresence() {
  const { linked, present, where } = runtime;
  byId("presence").dataset.state = linked && present ? "good" : "bad";
  setText("presence-text", !linked ? "the monitor does not answer" : present ? `runtime at ${where}` : `no runtime at ${where}`);
  const secure = window.isSecureContext && "AudioWorkletNode" in window;
  byId("notice").hidden = secure && linked && present;
  byId("go").disabled = !secure;
  if (!secure) {
    setText("notice-title", "This page cannot use audio here");
    byId("notice-text").innerHTML = "Browsers allow it on <code>localhost</code> and over https only. Open <code>http://127.0.0.1</code> on the machine that runs rtap-monitor, or start it with <code>--certificate</code> and <code>--key</code>.";
  } else {
    setText("notice-title", linked ? `No runtime at ${where}` : "The monitor process does not answer");
    byId("notice-text").innerHTML = linked ? "Start one with <code>rtap-runtime</code>. This page finds it by itself." : "Start it with <code>rtap-monitor</code>.";
  }
}

drawStrips();
drawLookAhead();
drawPresence();
for (const input of document.querySelectorAll("input[name=source]")) {
  input.addEventListener("change", () => setText("headphones", input.value === "loop" ? "The loop is heard here too, together with the band." : "Use headphones: over loudspeakers the microphone hears the band, and the band then follows itself."));
}
keepLink(
  "/ws/monitor?quiet",
  (news) => {
    if ("runtime" in news) runtime.where = news.runtime;
    if ("present" in news) runtime.present = news.present;
    if (news.status?.stems && !session && news.status.stems !== stems.join(" ")) {
      stems = news.status.stems.split(" ");
      drawStrips();
    }
    drawPresence();
  },
  (linked) => {
    runtime.linked = linked;
    drawPresence();
  },
);
