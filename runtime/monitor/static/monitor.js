// The monitor page. It draws when something has happened, never in between: beside a runtime on the same machine an
// animation would take the time that is being measured.

import { byId, fraction, keepLink, ms, quantile, setText } from "./link.js";
import { Signals } from "./signals.js";

const RATE_HZ = 44100;
const COLUMNS = 64;
const KEPT = 600;
const TIMELINE_S = 120;
const PAUSE_S = 5;
const RED_S = 10; // how long a lamp stays red after something happened
const BINS = 32;
const LAMPS = [
  ["late", "Late", "answers after their budget"],
  ["lost_chunks", "Lost", "chunks of context"],
  ["dropped_batches", "Dropped", "windows without an answer"],
  ["concealed_windows", "Concealed", "windows with a hole filled"],
];
const [TIME, BATCH, ENCODE, SAMPLE, DECODE, TOTAL, BUDGET, LATE] = [0, 1, 2, 3, 4, 5, 6, 7];

const state = { present: false, linked: false, about: {}, status: {}, counts: {}, windows: [], lit: {} };
const signals = new Signals(byId("signals"));
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// ---- lamps -----------------------------------------------------------------------------------------------------------

for (const [key, name, what] of LAMPS) {
  const lamp = document.createElement("div");
  lamp.className = "lamp";
  lamp.id = `lamp-${key}`;
  lamp.innerHTML = `<i></i><div><b id="count-${key}">–</b><strong>${name}</strong><small>${what}</small></div>`;
  byId("lamps").append(lamp);
}

function light(key) {
  state.lit[key] = performance.now();
}

function drawLamps() {
  for (const [key] of LAMPS) {
    const count = state.counts[key] ?? 0;
    const recent = key in state.lit && performance.now() - state.lit[key] < 1000 * RED_S;
    setText(`count-${key}`, state.present ? String(count) : "–");
    byId(`lamp-${key}`).dataset.state = !state.present ? "none" : recent ? "bad" : count ? "warn" : "good";
  }
}

function takeCounts(counts, fresh) {
  for (const [key] of LAMPS) {
    if (!fresh && (counts[key] ?? 0) > (state.counts[key] ?? 0)) light(key);
  }
  state.counts = counts;
}

// ---- numbers ---------------------------------------------------------------------------------------------------------

function urgency(total, budget, late) {
  return late ? "bad" : budget > 0 && total > 0.85 * budget ? "warn" : "good";
}

function drawNumbers() {
  const last = state.windows.at(-1);
  const shown = last && state.present;
  const how = shown ? urgency(last[TOTAL], last[BUDGET], last[LATE]) : "none";
  byId("last").dataset.state = byId("gauge").dataset.state = how;
  setText("last-ms", shown ? ms(last[TOTAL]) : "–");
  byId("gauge").style.width = shown && last[BUDGET] > 0 ? `${Math.min(100, (100 * last[TOTAL]) / last[BUDGET])}%` : "0";
  setText("of-budget", !shown ? "no window yet" : last[BUDGET] > 0 ? `of ${ms(last[BUDGET])} ms budget` : "no budget: plays in retrospect");
  setText("window-count", shown ? `window ${last[BATCH]}` : "");
  byId("stages").innerHTML = shown
    ? [["encode", ENCODE], ["sample", SAMPLE], ["decode", DECODE]].map(([name, at]) => `<span>${name} <b>${ms(last[at])}</b></span>`).join("")
    : "";
  const totals = state.windows.map((row) => row[TOTAL]).sort((a, b) => a - b);
  for (const [id, q] of [["p50", 0.5], ["p99", 0.99], ["max", 1]]) setText(id, totals.length ? ms(quantile(totals, q)) : "–");
  setText("of-windows", totals.length ? `ms, last ${totals.length} windows` : "ms");
  setText("budget", shown ? ms(last[BUDGET]) : "–");
}

function drawStatus() {
  const { status, present } = state;
  const known = present && status.engine;
  const r = Number(status.r);
  const samples = Number(status.look_ahead) * r * Number(status.window_samples);
  setText("look-ahead", known ? `${ms((1000 * samples) / RATE_HZ)} ms` : "–");
  setText("look-ahead-more", known ? columnsText(Number(status.look_ahead) * r * COLUMNS) : "\u00a0");
  setText("step", known ? `${ms((1000 * r * Number(status.window_samples)) / RATE_HZ)} ms` : "–");
  setText("step-more", known ? `r = ${fraction(r)} of the window` : "\u00a0");
  setText("targets", known ? status.targets || "none yet" : "–");
  setText("client", known ? (status.client ? `client ${status.client}` : "no client yet") : "\u00a0");
  setText("engine", known ? status.engine : "–");
  setText("precision", known && status.precision && status.precision !== "none" ? status.precision : "\u00a0");
  setText("bundle", known ? (status.bundle === "none" ? "no model" : status.bundle) : "–");
  setText("trained", !known ? "\u00a0" : status.engine === "echo" ? "echoes the input" : status.trained === "true" ? "trained" : "untrained: plays noise");
}

function columnsText(columns) {
  const count = Number(columns.toFixed(1));
  return `${count} column${count === 1 ? "" : "s"}`;
}

function drawPresence() {
  const { linked, present, about, status } = state;
  const where = about.runtime ?? "";
  const loading = status.engine === "loading";
  let text = "the monitor does not answer";
  if (linked) text = !present ? `no runtime at ${where}` : `${loading ? "loading" : `${status.engine ?? ""}`} at ${where}`;
  byId("presence").dataset.state = !linked || !present ? "bad" : loading ? "warn" : "good";
  setText("presence-text", text);
  document.title = present && linked ? `rtap · ${where}` : `rtap · ${text}`;
  byId("notice").hidden = linked && present;
  setText("notice-title", linked ? `No runtime at ${where}` : "The monitor process does not answer");
  byId("notice-text").innerHTML = linked
    ? "Start one with <code>rtap-runtime</code>, or give another address with <code>--runtime</code>. This page finds it by itself."
    : "Start it with <code>rtap-monitor</code>. This page tries again every second.";
}

// ---- plots -----------------------------------------------------------------------------------------------------------

const axis = (extra) => ({ stroke: colour("--quiet"), grid: { stroke: colour("--edge"), width: 1 }, ticks: { show: false }, font: "13px system-ui, sans-serif", ...extra });
const base = { legend: { show: false }, cursor: { show: false }, padding: [10, 12, 0, 0] };
let timeline, histogram;

function drawPlots() {
  const some = state.windows.length > 0;
  byId("timeline-empty").hidden = byId("histogram-empty").hidden = some;
  if (!some) {
    timeline?.destroy();
    histogram?.destroy();
    timeline = histogram = undefined;
    return;
  }
  timeline ??= makeTimeline();
  histogram ??= makeHistogram();
  const from = state.windows.at(-1)[TIME] - TIMELINE_S;
  const rows = withPauses(state.windows.filter((row) => row[TIME] >= from));
  timeline.setData([
    rows.map((row) => row[TIME]),
    rows.map((row) => row[TOTAL] ?? null),
    rows.map((row) => (row[BUDGET] > 0 ? row[BUDGET] : null)),
    rows.map((row) => (row[LATE] ? row[TOTAL] : null)),
  ]);
  drawHistogram();
}

/** An empty row where nobody played, so that no line is drawn across. */
function withPauses(rows) {
  return rows.flatMap((row, i) => (i && row[TIME] - rows[i - 1][TIME] > PAUSE_S ? [[row[TIME] - PAUSE_S / 2], row] : [row]));
}

function makeTimeline() {
  const box = byId("timeline");
  return new uPlot(
    {
      ...base,
      width: box.clientWidth,
      height: box.clientHeight,
      scales: {
        x: { time: false, range: (u, low, high) => [Math.max(high - TIMELINE_S, Math.min(low, high - 10)), high] },
        y: { range: (u, low, high) => [0, Math.max(high * 1.12, 10)] },
      },
      axes: [
        axis({ values: (u, splits) => splits.map((s) => `${Math.round(s - u.scales.x.max)} s`), space: 70, size: 28 }),
        axis({ size: 46 }),
      ],
      series: [
        {},
        { stroke: colour("--accent"), width: 2, points: { show: true, size: 5, fill: colour("--accent"), stroke: "transparent" } },
        { stroke: colour("--warn"), width: 2, dash: [7, 5], paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } },
        { stroke: "transparent", points: { show: true, size: 12, fill: colour("--bad"), stroke: colour("--text"), width: 1 } },
      ],
    },
    [[], [], [], []],
    box,
  );
}

function makeHistogram() {
  const box = byId("histogram");
  const bars = (fill) => ({ paths: uPlot.paths.bars({ size: [0.86] }), fill, stroke: "transparent", points: { show: false } });
  return new uPlot(
    {
      ...base,
      width: box.clientWidth,
      height: box.clientHeight,
      scales: { x: { time: false }, y: { distr: 3, range: (u, low, high) => [0.7, Math.max(10, 10 ** Math.ceil(Math.log10(Math.max(high, 1) * 1.01)))] } },
      axes: [axis({ space: 50, size: 28 }), axis({ size: 46, values: (u, splits) => splits.map((s) => (s >= 1 && Number.isInteger(Math.log10(s)) ? s : "")) })],
      series: [{}, bars(colour("--accent")), bars(colour("--bad"))],
    },
    [[], [], []],
    box,
  );
}

function drawHistogram() {
  const totals = state.windows.map((row) => row[TOTAL]);
  const budget = state.windows.at(-1)[BUDGET];
  const top = Math.max(...totals, budget > 0 ? budget * 1.1 : 0, 1);
  const width = top / BINS;
  const counts = [new Array(BINS).fill(null), new Array(BINS).fill(null)];
  for (const row of state.windows) {
    const bin = Math.min(BINS - 1, Math.floor(row[TOTAL] / width));
    counts[row[LATE] ? 1 : 0][bin] = (counts[row[LATE] ? 1 : 0][bin] ?? 0) + 1;
  }
  histogram.setData([Array.from({ length: BINS }, (_, i) => (i + 0.5) * width), ...counts]);
}

addEventListener("resize", () => {
  for (const [plot, id] of [[timeline, "timeline"], [histogram, "histogram"]]) {
    plot?.setSize({ width: byId(id).clientWidth, height: byId(id).clientHeight });
  }
});

// ---- log -------------------------------------------------------------------------------------------------------------

function addLines(lines, fresh) {
  const log = byId("log");
  if (fresh) log.replaceChildren();
  if (lines.length && log.querySelector("p")) log.replaceChildren();
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 30;
  for (const [time, level, text] of lines) {
    const line = document.createElement("div");
    line.dataset.level = level;
    line.append(document.createElement("time"), document.createElement("span"));
    line.firstChild.textContent = new Date(1000 * time).toLocaleTimeString([], { hour12: false });
    line.lastChild.textContent = text;
    log.append(line);
  }
  while (log.children.length > 200) log.firstChild.remove();
  if (!log.children.length) log.innerHTML = "<p>Nothing yet.</p>";
  if (atEnd || fresh) log.scrollTop = log.scrollHeight;
}

// ---- control ---------------------------------------------------------------------------------------------------------

for (const columns of [16, 8, 4, 2, 1]) byId("set-r").add(new Option(`${fraction(columns / 64)} (${ms((columns * 4096e3) / RATE_HZ)} ms)`, columns / 64));
byId("set-r").addEventListener("change", (event) => link.send({ r: Number(event.target.value) }));
byId("set-columns").addEventListener("change", (event) => link.send({ look_ahead_columns: Math.round(Number(event.target.value)) }));
byId("reset").addEventListener("click", () => link.send({ reset: true }));

function drawControl() {
  const { status, about } = state;
  byId("control").hidden = !about.control;
  if (!about.control || !status.stems) return;
  const r = byId("set-r");
  if (document.activeElement !== r) r.value = status.r;
  const columns = byId("set-columns");
  if (document.activeElement !== columns) columns.value = Math.round(Number(status.look_ahead) * Number(status.r) * COLUMNS);
  const targets = status.targets.split(" ");
  const box = byId("set-stems");
  if (box.dataset.stems !== status.stems) {
    box.dataset.stems = status.stems;
    box.replaceChildren();
    for (const stem of status.stems.split(" ")) {
      const chip = document.createElement("label");
      chip.className = "chip";
      chip.innerHTML = `<input type="checkbox"><span></span>`;
      chip.lastChild.textContent = stem;
      chip.firstChild.name = stem;
      chip.firstChild.addEventListener("change", () => {
        link.send({ targets: [...box.querySelectorAll("input:checked")].map((input) => input.name) });
      });
      box.append(chip);
    }
  }
  for (const input of box.querySelectorAll("input")) input.checked = targets.includes(input.name);
}

// ---- news ------------------------------------------------------------------------------------------------------------

function take(news) {
  if ("runtime" in news) state.about = { runtime: news.runtime, control: news.control };
  if (news.fresh) {
    state.windows = [];
    state.lit = {};
    signals.clear();
  }
  if ("present" in news) state.present = news.present;
  if (news.status) state.status = news.status;
  if (news.counts) takeCounts(news.counts, news.fresh);
  for (const row of news.windows ?? []) {
    state.windows.push(row);
    if (row[LATE] && !news.fresh) light("late");
  }
  if (state.windows.length > KEPT) state.windows.splice(0, state.windows.length - KEPT);
  if (news.log || news.fresh) addLines(news.log ?? [], news.fresh);
  if (news.signals) signals.take(news.signals, (state.status.stems ?? "").split(" "));
  byId("signals-empty").hidden = signals.rows.size > 0;
  byId("refused").hidden = !news.refused;
  setText("refused", news.refused ?? "");
  if (news.windows || news.fresh) drawPlots();
  drawAll();
}

function drawAll() {
  drawPresence();
  drawNumbers();
  drawStatus();
  drawLamps();
  drawControl();
}

const link = keepLink("/ws/monitor", take, (linked) => {
  state.linked = linked;
  if (!linked) state.present = false;
  drawAll();
});
setInterval(drawLamps, 1000);
