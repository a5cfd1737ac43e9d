// Recording in the browser. Until a recording is sent, its pieces are kept in this browser's IndexedDB, so that a reload
// or a crash loses none of it.
import { $, clock, dayAndTime, span, t } from "./common.js";
import { LiveUpload } from "./live.js";

export const canRecord = Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
let live = null;

/** Whether the microphone, or another source, is on. */
export const isRecording = () => live !== null;

/**
 * Show the recorder. `done(file, key)` gets each finished recording, `failed(sentence)` the sentence about a failure. `choices()` are
 * the options of a new transcript.
 */
export function offerRecorder(mostSeconds, choices, done, failed) {
  if (!canRecord) return;
  $("recorder").hidden = false;
  $("source-screen").hidden = !navigator.mediaDevices.getDisplayMedia;
  $("record").addEventListener("click", () => record(mostSeconds, choices, done, failed));
  $("stop").addEventListener("click", () => live?.recorder.stop());
  $("pause").addEventListener("click", () => {
    const { recorder } = live;
    if (recorder.state === "paused") recorder.resume();
    else recorder.pause();
  });
  listMicrophones();
}

async function listMicrophones() {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  const select = $("source"), chosen = select.value;
  for (const old of select.querySelectorAll("[data-device]")) old.remove();
  for (const { deviceId, kind, label } of devices) {
    if (kind !== "audioinput" || !label || ["default", "communications"].includes(deviceId)) continue;
    const option = new Option(label, deviceId);
    option.dataset.device = "";
    select.insertBefore(option, $("source-screen"));
  }
  select.value = [...select.options].some((option) => option.value === chosen) ? chosen : "";
}

async function open(source) {
  if (source !== "screen") return navigator.mediaDevices.getUserMedia({ audio: source ? { deviceId: { exact: source } } : true });
  const stream = await navigator.mediaDevices.getDisplayMedia({ audio: true, video: true });
  if (!stream.getAudioTracks().length) {
    for (const track of stream.getTracks()) track.stop();
    throw new Error("no sound");
  }
  return stream;
}

async function record(mostSeconds, choices, done, failed) {
  if (live) return;
  failed("");
  let stream;
  try { stream = await open($("source").value); } catch {
    return failed($("source").value === "screen" ? t("The browser did not share any sound.") : t("The browser does not let this page use a microphone."));
  }
  listMicrophones(); // their names are known only once one of them may be used
  const sound = new MediaStream(stream.getAudioTracks()), recorder = new MediaRecorder(sound);
  const began = new Date(), key = `${began.getTime()}`, level = meter(sound), parts = [];
  live = { recorder };
  let seconds = 0, resumed = performance.now();
  const elapsed = () => seconds + (recorder.state === "recording" ? (performance.now() - resumed) / 1000 : 0);
  const show = () => {
    const paused = recorder.state === "paused", left = mostSeconds - elapsed();
    $("live-state").textContent = paused ? t("Paused") : t("Recording");
    $("live-time").textContent = clock(elapsed());
    $("live-left").textContent = t("{time} left", { time: left > 120 ? span(Math.floor(left / 60) * 60) : span(left) });
    $("pause").textContent = paused ? t("Go on") : t("Pause");
    $("recorder").classList.toggle("paused", paused);
    document.title = paused ? t("Paused") : `● ${clock(elapsed())}`;
    if (left <= 0 && recorder.state !== "inactive") recorder.stop();
  };
  const title = document.title, ticking = setInterval(show, 250);
  const drawing = setInterval(() => { $("level").value = recorder.state === "recording" ? level() : 0; }, 80);
  const type = recorder.mimeType || "audio/webm", chunk = Number($("bring").dataset.liveBytes);
  const upload = $("send-live").checked ? new LiveUpload(key, choices(), chunk, `.${extensionOf(type)}`) : null;
  recorder.ondataavailable = (event) => {
    if (!event.data.size) return;
    parts.push(event.data);
    keepPiece(key, parts.length, event.data, type);
    upload?.add(event.data);
  };
  recorder.onpause = () => { seconds += (performance.now() - resumed) / 1000; show(); };
  recorder.onresume = () => { resumed = performance.now(); show(); };
  recorder.onstop = () => {
    clearInterval(ticking);
    clearInterval(drawing);
    for (const track of stream.getTracks()) track.stop();
    level.close();
    live = null;
    document.title = title;
    state(false);
    done(fileOf(parts, type, began), key);
  };
  for (const track of stream.getTracks()) track.addEventListener("ended", () => recorder.state !== "inactive" && recorder.stop());
  recorder.start(1000);
  state(true);
  show();
  $("stop").focus();
}

function state(on) {
  $("recorder").classList.toggle("on", on);
  $("recorder").classList.remove("paused");
  $("recorder-rest").hidden = on;
  $("recorder-live").hidden = !on;
  document.body.classList.toggle("recording", on);
}

const extensionOf = (type) => (type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm");

function fileOf(parts, type, began) {
  const name = t("Recording of {moment}", { moment: dayAndTime(began) });
  return new File(parts, `${name}.${extensionOf(type)}`, { type, lastModified: began.getTime() });
}

/** A function that gives the loudness of `stream` now, from 0 to 1. */
function meter(stream) {
  const context = new AudioContext(), analyser = context.createAnalyser(), samples = new Float32Array(1024);
  analyser.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(analyser);
  const level = () => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    return Math.min(1, Math.max(0, (20 * Math.log10(Math.sqrt(power) + 1e-6) + 60) / 55)); // -60 dB to -5 dB
  };
  level.close = () => context.close();
  return level;
}

// -- pieces that were not sent yet -----------------------------------------------------------------------------------

function store(mode, work) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("reflector", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("pieces", { keyPath: ["key", "number"] });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result, transaction = database.transaction("pieces", mode);
      const request = work(transaction.objectStore("pieces"));
      transaction.oncomplete = () => { database.close(); resolve(request.result); };
      transaction.onerror = transaction.onabort = () => { database.close(); reject(transaction.error); };
    };
  }).catch(() => undefined); // a private window keeps nothing: the recording lives as long as the page
}

const keepPiece = (key, number, data, type) => store("readwrite", (pieces) => pieces.put({ key, number, data, type }));

/** Forget a recording that was sent or removed. */
export const forgetRecording = (key) => store("readwrite", (pieces) => pieces.delete(IDBKeyRange.bound([key, 0], [key, Infinity])));

/** The recordings that an earlier visit did not send: [[key, file]]. */
export async function unsent() {
  const byKey = new Map();
  for (const piece of (await store("readonly", (pieces) => pieces.getAll())) ?? []) byKey.set(piece.key, [...(byKey.get(piece.key) ?? []), piece]);
  return [...byKey].map(([key, pieces]) => [key, fileOf(pieces.map((piece) => piece.data), pieces[0].type, new Date(Number(key)))]);
}
