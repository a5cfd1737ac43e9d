// A recording comes in: chosen, dropped or recorded; sent in chunks, so that a lost connection goes on where it stopped.
import { $, api, clock, mine, Problem, problemOf, sentence, size, span } from "./common.js";

const CHUNK_BYTES = 4 * 2 ** 20;
const form = $("bring"), input = $("file");
const most = { bytes: Number(form.dataset.maxBytes), seconds: Number(form.dataset.maxSeconds) };
let chosen = null, sending = null;

form.prepend(input); // without script it must be the form's last field; with it, the first that the keyboard reaches
form.noValidate = true; // what was dropped or recorded is not in the input that is required

// -- choosing ------------------------------------------------------------------------------------------------------

input.addEventListener("change", () => input.files[0] && choose(input.files[0]));
$("other").addEventListener("click", () => input.click());
for (const kind of ["dragover", "dragleave", "drop"])
  addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files") || sending) return;
    event.preventDefault();
    document.querySelector(".drop").classList.toggle("over", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files[0]) choose(event.dataTransfer.files[0]);
  });

async function choose(file) {
  say("");
  chosen = null;
  form.classList.remove("chosen");
  if (!file.size) return say("This file is empty.");
  if (file.size > most.bytes) return say(`This file has ${size(file.size)}. This instance takes up to ${size(most.bytes)}.`);
  chosen = file;
  $("name").value = file.name.replace(/\.[^.]*$/, "").slice(0, 255);
  form.classList.add("chosen");
  $("chosen-what").textContent = `${file.name}, ${size(file.size)}`;
  const seconds = await lengthOf(file);
  if (chosen !== file || !seconds) return; // another was chosen meanwhile, or the browser cannot tell
  $("chosen-what").textContent += `, ${span(seconds)}`;
  if (seconds > most.seconds) say(`This recording is ${span(seconds)} long. This instance takes up to ${span(most.seconds)}.`);
}

/** Seconds of a recording, as far as this browser can tell; 0 if it cannot. */
function lengthOf(file) {
  return new Promise((resolve) => {
    const audio = new Audio(), address = URL.createObjectURL(file);
    const done = () => { URL.revokeObjectURL(address); resolve(Number.isFinite(audio.duration) ? audio.duration : 0); };
    audio.preload = "metadata";
    audio.onloadedmetadata = audio.onerror = done;
    audio.src = address;
  });
}

// -- the microphone ------------------------------------------------------------------------------------------------

if (navigator.mediaDevices?.getUserMedia && window.MediaRecorder) $("or").hidden = false;
let recorder = null;

$("record").addEventListener("click", () => (recorder ? recorder.stop() : record()));

async function record() {
  say("");
  let stream;
  try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch { return say("The browser does not let this page use a microphone."); }
  const parts = [], began = Date.now();
  recorder = new MediaRecorder(stream);
  const show = () => { $("record-label").textContent = `stop recording (${clock((Date.now() - began) / 1000)})`; };
  const ticking = setInterval(show, 1000);
  show();
  $("record").classList.add("recording");
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.onstop = () => {
    const type = recorder.mimeType || "audio/webm";
    clearInterval(ticking);
    for (const track of stream.getTracks()) track.stop();
    recorder = null;
    $("record").classList.remove("recording");
    $("record-label").textContent = "record again";
    const when = new Date().toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    choose(new File(parts, `Recording of ${when}.${type.includes("mp4") ? "m4a" : "webm"}`, { type }));
    $("send").focus();
  };
  recorder.start(1000);
  setTimeout(() => recorder?.stop(), most.seconds * 1000);
}

// -- sending -------------------------------------------------------------------------------------------------------

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!chosen) return say("Choose a recording first.");
  if (recorder) recorder.stop();
  say("");
  sending = { file: chosen, stopped: false, request: null };
  busy(true);
  try {
    await send(sending);
  } catch (error) {
    if (!sending.stopped) say(sentence(error));
    if (sending.id && (sending.stopped || error instanceof Problem)) drop(sending);
  }
  busy(false);
  sending = null;
});

$("cancel").addEventListener("click", () => {
  sending.stopped = true;
  sending.request?.abort();
  sending.wake?.();
});

async function send(job) {
  const total = Math.ceil(job.file.size / CHUNK_BYTES);
  let next = await begin(job, total);
  while (next < total) {
    try {
      next = await chunk(job, next, total);
      mine.put(job.id, { upload: { ...mine.get(job.id)?.upload, next } });
      job.failures = 0;
    } catch (error) {
      if (job.stopped) throw error;
      if (error.body?.code === "not_receiving") break;
      if (error.body?.code === "wrong_chunk") next = error.body.next_chunk;
      else if (mayPass(error)) await pause(job, error);
      else throw error;
    }
  }
  mine.put(job.id, { upload: undefined });
  removeEventListener("beforeunload", stay);
  location.assign(`/transcripts/${job.id}` + (mine.get(job.id) ? "" : `#owner=${job.token}`)); // the browser may keep nothing
  await new Promise(() => {});
}

/** A new transcript, or the one that waits for the rest of this very file. Gives the chunk to begin with. */
async function begin(job, total) {
  const { size: bytes, lastModified: modified } = job.file;
  for (const [id, { token, upload }] of Object.entries(mine.all())) {
    if (upload?.bytes !== bytes || upload.modified !== modified) continue;
    const waiting = await api("GET", `/${id}`, { token }).catch(() => null);
    if (waiting?.status !== "idle") continue;
    Object.assign(job, { id, token });
    how("An unfinished upload of this file was found. It goes on where it stopped.");
    return upload.next;
  }
  const body = { name: form.elements.name.value.trim() || null, source_language: form.elements.source_language?.value || null };
  const days = Number(form.elements.expires_in_days?.value);
  if (days && days !== Number(form.elements.expires_in_days.options[0].value)) body.expires_in_days = days;
  const made = await api("POST", "", { body });
  Object.assign(job, { id: made.id, token: made.owner_token });
  mine.put(made.id, { token: made.owner_token, ends: made.expires_at, upload: { bytes, modified, next: 0 } });
  return 0;
}

/** Send one chunk; gives the one that is waited for next. */
function chunk(job, number, total) {
  const start = number * CHUNK_BYTES, part = job.file.slice(start, start + CHUNK_BYTES);
  const body = new FormData(), suffix = job.file.name.match(/\.\w{1,8}$/)?.[0] ?? "";
  body.append("chunk", part, `recording${suffix}`); // the name of the file is nobody's business
  return new Promise((resolve, reject) => {
    const request = (job.request = new XMLHttpRequest());
    request.open("POST", `/v1/transcripts/${job.id}/record/upload?chunk_number=${number}&total_chunks=${total}`);
    request.setRequestHeader("X-Owner-Token", job.token);
    request.upload.onprogress = (event) => show(job, start + Math.min(event.loaded, part.size));
    request.onerror = request.onabort = request.ontimeout = () => reject(new TypeError("not reached"));
    request.onload = () => {
      if (request.status >= 400) return reject(problemOf(request.status, request.responseText, request.getResponseHeader("Retry-After")));
      resolve(JSON.parse(request.responseText).chunks_received);
    };
    request.timeout = 10 * 60 * 1000;
    request.send(body);
  });
}

/** Whether it makes sense to send the same again. */
const mayPass = (error) =>
  !(error instanceof Problem) || [408, 502, 503, 504].includes(error.status) || ["upload_busy", "too_many_uploads"].includes(error.body.code);

async function pause(job, error) {
  job.failures = (job.failures || 0) + 1;
  if (job.failures > 40) throw error;
  how(error instanceof Problem ? `${error.message} Trying again …` : "The connection is lost. It goes on by itself as soon as it is back.");
  await new Promise((wake) => {
    job.wake = wake;
    addEventListener("online", wake, { once: true });
    setTimeout(wake, 1000 * (error.retryAfter || Math.min(15, 2 ** (job.failures - 1))));
  });
  if (job.stopped) throw error;
}

/** What came of a failed or cancelled upload must not stay. */
function drop({ id, token }) {
  mine.forget(id);
  api("DELETE", `/${id}`, { token }).catch(() => {}); // otherwise it goes by itself, as an upload that was given up
}

// -- showing -------------------------------------------------------------------------------------------------------

let began = 0;

function busy(is) {
  began = Date.now();
  for (const part of form.querySelectorAll(".file, .later")) part.hidden = is;
  $("sending").hidden = !is;
  (is ? addEventListener : removeEventListener)("beforeunload", stay);
  if (!is) return;
  $("sending-what").textContent = `Sending ${chosen.name}`;
  $("sending-bar").value = 0;
  how("");
  $("sending-what").focus();
}

const stay = (event) => event.preventDefault();
let told = 0;

function show(job, bytes) {
  const share = bytes / job.file.size, seconds = (Date.now() - began) / 1000;
  $("sending-bar").value = share;
  if (Date.now() - told < 2000 && share < 1) return; // whoever listens to this page wants to hear it now and then
  told = Date.now();
  const left = seconds > 3 && share > 0.02 ? `, about ${span((seconds / share) * (1 - share))} left` : "";
  how(`${Math.floor(share * 100)} % of ${size(job.file.size)}${share < 1 ? left : ""}`);
}

const how = (text) => { $("sending-how").textContent = text; };

function say(text) {
  $("error").hidden = !text;
  $("error").textContent = text;
  if (text) $("error").focus();
}

// -- what this browser brought -------------------------------------------------------------------------------------

async function list() {
  for (const [id, { ends }] of Object.entries(mine.all())) if (ends && new Date(ends) < Date.now()) mine.forget(id);
  const found = Object.entries(mine.all()).slice(-8).reverse();
  for (const [id, { token }] of found) {
    let made;
    try { made = await api("GET", `/${id}`, { token }); } catch (error) {
      if ([404, 410].includes(error.status)) mine.forget(id);
      continue;
    }
    const item = document.createElement("li"), link = document.createElement("a"), ends = document.createElement("span");
    link.href = `/transcripts/${id}`;
    link.textContent = made.name || made.title || "A recording";
    ends.className = "small";
    const state = { idle: "waits for its recording", error: "could not be transcribed", ended: "" }[made.status] ?? "on its way";
    const left = made.expires_at ? `erased in ${span((new Date(made.expires_at) - Date.now()) / 1000)}` : "";
    ends.textContent = [state, left].filter(Boolean).join(", ");
    item.append(link, ends);
    $("mine-list").append(item);
    $("mine").hidden = false;
  }
}

$("forget").addEventListener("click", () => {
  if (!confirm("Forget the list and the keys in this browser? The recordings stay until their time is over, and without its private link nobody can erase one sooner.")) return;
  mine.clear();
  $("mine").hidden = true;
});

list();
