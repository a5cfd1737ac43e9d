// What every page needs: the API, the keys that this browser keeps, and times as people read them.

document.documentElement.classList.add("scripted");

export const $ = (id) => document.getElementById(id);

/** An answer of the API that is an error: a problem document (RFC 9457). */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.detail || "The server did not answer as expected. Try again later.");
    Object.assign(this, { status, body, retryAfter });
  }
}

export function problemOf(status, text, retryAfter) {
  let body = {};
  try { body = JSON.parse(text); } catch { /* a proxy's own words, of no use to anyone */ }
  return new Problem(status, body, Number(retryAfter) || 0);
}

/** Ask the API. Raises Problem; TypeError when the server cannot be reached. */
export async function api(method, path, { token, body } = {}) {
  const headers = {};
  if (token) headers["X-Owner-Token"] = token;
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch("/v1/transcripts" + path, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw problemOf(answer.status, await answer.text(), answer.headers.get("Retry-After"));
  return answer.json();
}

export const sentence = (error) =>
  error instanceof Problem ? error.message : "The server cannot be reached. Check your connection and try again.";

// -- keys: {id: {token, ends, upload?}}, in this browser only ------------------------------------------------------

const KEY = "reflector.mine";

export const mine = {
  all() {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
  },
  get: (id) => mine.all()[id],
  put(id, values) {
    const all = mine.all();
    all[id] = { ...all[id], ...values };
    mine.save(all);
  },
  forget(id) {
    const all = mine.all();
    delete all[id];
    mine.save(all);
  },
  save(all) {
    try { localStorage.setItem(KEY, JSON.stringify(all)); } catch { /* no storage here: the key lives as long as the page */ }
  },
  clear: () => localStorage.removeItem(KEY),
};

// -- times ---------------------------------------------------------------------------------------------------------

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds)), pad = (n) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

/** A length in seconds in its two largest units: "6 days 4 hours". */
export function span(seconds) {
  const parts = [];
  let left = Math.floor(seconds);
  for (const [name, unit] of [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]]) {
    const count = Math.floor(left / unit);
    left -= count * unit;
    if (count) parts.push(`${count} ${name}${count === 1 ? "" : "s"}`);
    if (parts.length === 2 || (parts.length && !count)) break;
  }
  return parts.join(" ") || "a moment";
}

export function size(bytes) {
  for (const [unit, factor] of [["GB", 2 ** 30], ["MB", 2 ** 20], ["KB", 2 ** 10]])
    if (bytes >= factor) return `${Number((bytes / factor).toPrecision(3))} ${unit}`;
  return `${bytes} bytes`;
}

export const moment = (date) =>
  date.toLocaleString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });

for (const time of document.querySelectorAll("time[data-local]")) time.textContent = moment(new Date(time.dateTime));
