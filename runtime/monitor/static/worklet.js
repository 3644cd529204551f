// The instrument's clock: input blocks out, answers in, each at its own sample. Position 0 is the first sample after "go".

const BLOCK_SAMPLES = 512; // 11.6 ms to the monitor process at a time
const RING = 1 << 19; // 11.9 s of answers
const FADE_SAMPLES = 882; // 20 ms: what is missing fades out, what comes back fades in
const LEVELS_EVERY = 2048;

class Band extends AudioWorkletProcessor {
  constructor({ processorOptions }) {
    super();
    const stems = processorOptions.stems;
    this.going = false;
    this.position = 0;
    this.block = new Float32Array(BLOCK_SAMPLES);
    this.filled = 0;
    this.monitorInput = processorOptions.monitorInput;
    this.rings = Array.from({ length: stems }, () => new Float32Array(RING));
    this.spans = Array.from({ length: stems }, () => []); // [start, end) that answers have filled and nobody has heard
    this.gates = new Float32Array(stems);
    this.volumes = new Float32Array(stems).fill(1);
    this.peaks = new Float32Array(stems);
    this.inputPeak = 0;
    this.sinceLevels = 0;
    this.port.onmessage = ({ data }) => this.take(data);
  }

  take(message) {
    if (message.go) this.going = true;
    if (message.volume !== undefined) this.volumes[message.stem] = message.volume;
    if (message.samples) this.write(message);
  }

  write({ stem, batch, start, samples }) {
    const ring = this.rings[stem];
    if (!ring) return;
    const end = start + samples.length;
    const from = Math.max(start, this.position); // what has been heard stays heard
    for (let at = from; at < end; at++) ring[at % RING] = samples[at - start];
    if (end > from) this.note(this.spans[stem], from, end);
    this.port.postMessage({ batch, stem, spareSamples: start - this.position, lateSamples: Math.min(from, end) - start });
  }

  note(spans, start, end) {
    const last = spans[spans.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else spans.push([start, end]);
  }

  process(inputs, outputs) {
    if (!this.going) return true;
    const out = outputs[0];
    const input = inputs[0];
    for (let i = 0; i < out[0].length; i++) {
      let heard = 0;
      for (const channel of input) heard += channel[i] / input.length;
      this.inputPeak = Math.max(this.inputPeak, Math.abs(heard));
      let mixed = this.monitorInput ? heard : 0;
      for (let stem = 0; stem < this.rings.length; stem++) mixed += this.next(stem);
      for (const channel of out) channel[i] = mixed;
      this.block[this.filled++] = heard;
      this.position++;
      if (this.filled === BLOCK_SAMPLES) this.send();
    }
    this.sinceLevels += out[0].length;
    if (this.sinceLevels >= LEVELS_EVERY) this.tellLevels();
    return true;
  }

  next(stem) {
    const spans = this.spans[stem];
    while (spans.length && spans[0][1] <= this.position) spans.shift();
    const left = spans.length && spans[0][0] <= this.position ? spans[0][1] - this.position : 0;
    this.gates[stem] = Math.min(this.gates[stem] + 1 / FADE_SAMPLES, left / FADE_SAMPLES, 1);
    const at = this.position % RING;
    const sample = this.rings[stem][at] * this.gates[stem] * this.volumes[stem];
    this.rings[stem][at] = 0;
    this.peaks[stem] = Math.max(this.peaks[stem], Math.abs(sample));
    return sample;
  }

  send() {
    const message = new ArrayBuffer(8 + 4 * BLOCK_SAMPLES);
    new DataView(message).setFloat64(0, this.position - BLOCK_SAMPLES, true);
    new Float32Array(message, 8).set(this.block); // little-endian wherever browsers run
    this.port.postMessage({ block: message }, [message]);
    this.filled = 0;
  }

  tellLevels() {
    this.port.postMessage({ levels: { input: this.inputPeak, stems: Array.from(this.peaks), position: this.position } });
    this.inputPeak = 0;
    this.peaks.fill(0);
    this.sinceLevels = 0;
  }
}

registerProcessor("band", Band);
