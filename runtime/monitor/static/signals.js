// Waveform and spectrogram of every source on one time axis of hops of 1024 samples.

const RATE_HZ = 44100;
const HOP_SAMPLES = 1024;
const BANDS = 48;
const RING = 1024; // hops kept, a power of two: 24 s
const VIEW_S = 12;
const VIEW_HOPS = Math.round((VIEW_S * RATE_HZ) / HOP_SAMPLES);
const COLOURS = ["#9fb3c8", "#ffb938", "#ff7a59", "#3ddc84", "#b48cff", "#6cb6ff", "#ff8fc7"];
const FLOOR_DB = -60;

const ramp = (() => {
  const stops = [[0, 5, 7, 10], [0.28, 40, 20, 84], [0.52, 138, 34, 106], [0.74, 232, 93, 48], [0.9, 255, 190, 60], [1, 255, 250, 205]];
  const table = new Uint8ClampedArray(256 * 4);
  for (let i = 0; i < 256; i++) {
    const x = i / 255;
    const k = Math.max(1, stops.findIndex((stop) => stop[0] >= x));
    const [low, high] = [stops[k - 1], stops[k]];
    const t = (x - low[0]) / (high[0] - low[0]);
    for (let c = 0; c < 3; c++) table[4 * i + c] = low[c + 1] + t * (high[c + 1] - low[c + 1]);
    table[4 * i + 3] = 255;
  }
  return table;
})();

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const shown = (sample) => Math.sign(sample) * Math.sqrt(Math.abs(sample)); // what is quiet is seen too
const wrap = (hop) => ((hop % RING) + RING) % RING;

class Row {
  constructor(parent, name, colour) {
    this.colour = colour;
    this.newest = null;
    this.hop = new Float64Array(RING).fill(NaN); // which hop each place holds
    this.envelope = new Int8Array(2 * RING);
    this.bands = new OffscreenCanvas(RING, BANDS);
    this.bandsContext = this.bands.getContext("2d");
    const row = document.createElement("div");
    row.className = "signal";
    row.innerHTML = `<div><strong></strong><div class="meter"><i></i></div><small></small></div><canvas></canvas>`;
    row.querySelector("strong").textContent = name;
    row.querySelector("canvas").setAttribute("aria-label", `waveform and spectrogram of ${name}`);
    this.meter = row.querySelector(".meter i");
    this.level = row.querySelector("small");
    this.canvas = row.querySelector("canvas");
    parent.append(row);
  }

  take(piece) {
    const envelope = new Int8Array(bytes(piece.envelope).buffer);
    const bands = bytes(piece.bands);
    const first = Math.max(0, piece.hops - RING);
    for (let i = first; i < piece.hops; i++) {
      const at = wrap(piece.hop + i);
      this.hop[at] = piece.hop + i;
      this.envelope.set(envelope.subarray(2 * i, 2 * i + 2), 2 * at);
      const column = new ImageData(1, BANDS);
      for (let b = 0; b < BANDS; b++) {
        const value = bands[i * BANDS + b];
        column.data.set(ramp.subarray(4 * value, 4 * value + 4), 4 * (BANDS - 1 - b));
      }
      this.bandsContext.putImageData(column, at, 0);
    }
    this.newest = piece.hop + piece.hops;
    const width = Math.max(0, Math.min(100, 100 * (1 - piece.peak_db / FLOOR_DB)));
    this.meter.style.setProperty("--level", `${width}%`);
    this.level.textContent = piece.peak_db <= -89 ? "silent" : `peak ${piece.peak_db.toFixed(0)} dB`;
  }

  draw(first, now) {
    const scale = Math.min(devicePixelRatio || 1, 2);
    const [width, height] = [this.canvas.clientWidth, this.canvas.clientHeight];
    if (!width) return;
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    const g = this.canvas.getContext("2d");
    g.scale(scale, scale);
    const perHop = width / VIEW_HOPS;
    const top = Math.round(height * 0.44);
    g.fillStyle = this.colour;
    for (let i = 0; i < VIEW_HOPS; i++) {
      const at = wrap(first + i);
      if (this.hop[at] !== first + i) continue;
      const low = shown(this.envelope[2 * at] / 127);
      const high = shown(this.envelope[2 * at + 1] / 127);
      const middle = top / 2;
      const y = middle - high * (middle - 2);
      g.fillRect(i * perHop, y, Math.max(perHop, 1), Math.max((high - low) * (middle - 2), 1));
    }
    g.imageSmoothingEnabled = false;
    for (let i = 0; i < VIEW_HOPS; ) {
      const at = wrap(first + i);
      let count = 0;
      while (i + count < VIEW_HOPS && at + count < RING && this.hop[at + count] === first + i + count) count++;
      if (count) g.drawImage(this.bands, at, 0, count, BANDS, i * perHop, top + 2, count * perHop, height - top - 2);
      i += Math.max(count, 1);
    }
    g.fillStyle = "rgba(255,255,255,.75)";
    g.fillRect((now - first) * perHop - 1, 0, 2, height);
  }
}

export class Signals {
  constructor(parent) {
    this.parent = parent;
    this.rows = new Map();
    addEventListener("resize", () => this.draw());
  }

  clear() {
    this.rows.clear();
    this.parent.replaceChildren();
  }

  /** `names`: the stems in order; source 0 is the context. */
  take(pieces, names) {
    for (const piece of pieces) {
      const heard = this.rows.get(piece.source);
      if (heard && heard.newest !== null && Math.abs(piece.hop - heard.newest) > RING) this.clear(); // another start of the axis
      if (!this.rows.has(piece.source)) {
        const name = piece.source === 0 ? "context" : names[piece.source - 1];
        this.rows.set(piece.source, new Row(this.parent, name, COLOURS[piece.source % COLOURS.length]));
      }
      this.rows.get(piece.source).take(piece);
    }
    this.draw();
  }

  draw() {
    const ends = [...this.rows.values()].map((row) => row.newest);
    if (!ends.length) return;
    const now = this.rows.has(0) ? this.rows.get(0).newest : Math.max(...ends);
    const first = Math.max(...ends) - VIEW_HOPS;
    for (const row of this.rows.values()) row.draw(first, now);
  }
}
