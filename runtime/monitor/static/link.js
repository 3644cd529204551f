// A WebSocket that comes back by itself.

const AGAIN_MS = 1000;

export const byId = (id) => document.getElementById(id);

/** Calls onMessage(object) for every JSON message, onState(open) when the link opens or is lost. */
export function keepLink(path, onMessage, onState) {
  let socket;
  const open = () => {
    socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`);
    socket.onopen = () => onState(true);
    socket.onmessage = (event) => onMessage(JSON.parse(event.data));
    socket.onclose = () => {
      onState(false);
      setTimeout(open, AGAIN_MS);
    };
  };
  open();
  return { send: (message) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message)) };
}

/** Sets text only where it changes: a page that is not touched is not laid out again. */
export function setText(id, text) {
  const element = byId(id);
  if (element.textContent !== text) element.textContent = text;
}

export const ms = (value) => (Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0)).replace("-", "\u2212");

export function fraction(r) {
  const columns = Math.round(r * 64);
  let divisor = 64;
  let count = columns;
  while (count % 2 === 0 && divisor > 1) {
    count /= 2;
    divisor /= 2;
  }
  return divisor === 1 ? `${count}` : `${count}/${divisor}`;
}

/** `values` sorted; by the nearest rank. */
export function quantile(values, q) {
  return values[Math.min(values.length - 1, Math.max(0, Math.ceil(q * values.length) - 1))];
}
