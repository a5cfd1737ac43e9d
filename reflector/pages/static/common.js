// Shared by all pages: messages, the API, the keys in this browser, the server's time, and the format of times.

document.documentElement.classList.add("scripted");

export const $ = (id) => document.getElementById(id);

// -- words ---------------------------------------------------------------------------------------------------------

export const language = document.documentElement.lang || "en";
const words = language === "en" ? {} : (await import(`/words/${language}.js`)).default;
const locale = language === "en" ? "en-GB" : language;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/** The message in the language of the page, with its {values}. */
export const t = (message, values = {}) => fill(words[message] || message, values);

/** The message for one or for many, by {count}. */
export function n(one, many, count) {
  const forms = words[one] || [one, many];
  return fill(forms[count === 1 ? 0 : 1], { count: count.toLocaleString(locale) });
}

const CHOSEN = "reflector.language";
for (const link of document.querySelectorAll(".tongues a"))
  link.addEventListener("click", () => { try { localStorage.setItem(CHOSEN, link.lang); } catch { /* asked again next time */ } });
try {
  const wanted = localStorage.getItem(CHOSEN);
  const known = [...document.querySelectorAll(".tongues a")].some((link) => link.lang === wanted);
  if (known && wanted !== language && !new URLSearchParams(location.search).has("lang")) location.replace(`?lang=${wanted}${location.hash}`);
} catch { /* no storage: the browser's language is used */ }

// -- the API -------------------------------------------------------------------------------------------------------

/** An answer of the API that is an error: a problem document (RFC 9457). */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.detail || t("The server did not answer as expected. Try again later."));
    Object.assign(this, { status, body, retryAfter });
  }
}

export function problemOf(status, text, retryAfter) {
  let body = {};
  try { body = JSON.parse(text); } catch { /* a proxy's own page, without a problem document */ }
  return new Problem(status, body, Number(retryAfter) || 0);
}

/** Ask the API. Raises Problem; TypeError when the server cannot be reached. */
export async function api(method, path, { token, body } = {}) {
  const headers = {};
  if (token) headers["X-Owner-Token"] = token;
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch("/v1/transcripts" + path, { method, headers, cache: "no-store", body: body && JSON.stringify(body) });
  setClock(answer.headers.get("Date"));
  if (!answer.ok) throw problemOf(answer.status, await answer.text(), answer.headers.get("Retry-After"));
  return answer.json();
}

/** The sentence for a person: the server's own in English, else the catalogue's. */
export function sentence(error) {
  if (!(error instanceof Problem)) return t("The server cannot be reached. Check your connection and try again.");
  const text = words[`problem.${error.body.code}`] || error.message;
  return error.status === 429 && error.retryAfter >= 60 ? `${text} ${t("You may come again in {time}.", { time: span(error.retryAfter) })}` : text;
}

// -- the server's time ---------------------------------------------------------------------------------------------
// The browser's clock may be wrong. The page came with the server's time, and each answer brings it again.

let known = Date.parse(document.documentElement.dataset.now) || Date.now(), knownAt = performance.now();

function setClock(date) {
  const moment = Date.parse(date);
  if (moment) [known, knownAt] = [moment, performance.now()];
}

/** Milliseconds since 1970 by the clock of the server. */
export const serverNow = () => known + performance.now() - knownAt;

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

// -- coming back ---------------------------------------------------------------------------------------------------

/** Call `again(persisted)` whenever this page is seen again: from the back/forward cache, or when its tab gets the focus. */
export function onReturn(again) {
  let asked = -Infinity;
  const ask = (persisted) => {
    if (!persisted && performance.now() - asked < 1000) return; // focus and visibilitychange come together
    asked = performance.now();
    again(persisted);
  };
  addEventListener("pageshow", (event) => event.persisted && ask(true));
  addEventListener("focus", () => ask(false));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask(false));
}

// -- copying -------------------------------------------------------------------------------------------------------

/** Put `text` on the clipboard. Where the browser forbids it (plain http), show the text, selected. True if copied. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { /* no clipboard without https, or no permission */ }
  const dialog = $("copy-by-hand"), area = $("copy-what");
  area.value = text;
  dialog.showModal();
  area.focus();
  area.select();
  if (!document.execCommand("copy")) return false;
  dialog.close();
  return true;
}

// -- times ---------------------------------------------------------------------------------------------------------

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds)), pad = (number) => String(number).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

const measured = (value, unit, unitDisplay = "long") =>
  new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay, maximumSignificantDigits: 3 }).format(value);

/** A length in seconds in its two largest units: "6 days 4 hours". */
export function span(seconds) {
  const parts = [];
  let left = Math.floor(seconds);
  for (const [name, unit] of [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]]) {
    const count = Math.floor(left / unit);
    left -= count * unit;
    if (count) parts.push(measured(count, name));
    if (parts.length === 2 || (parts.length && !count)) break;
  }
  return parts.join(" ") || t("a moment");
}

export function size(bytes) {
  for (const [unit, factor] of [["gigabyte", 2 ** 30], ["megabyte", 2 ** 20], ["kilobyte", 2 ** 10]])
    if (bytes >= factor) return measured(Number((bytes / factor).toPrecision(3)), unit, "short").replace("kB", "KB");
  return measured(bytes, "byte");
}

export const moment = (date) =>
  date.toLocaleString(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });

export const dayAndTime = (date) => date.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });

/** Show the times below `root` in the time zone of the browser. */
export function localTimes(root) {
  for (const time of root.querySelectorAll("time[data-local]")) time.textContent = moment(new Date(time.dateTime));
}
localTimes(document);
