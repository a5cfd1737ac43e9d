// Takes recordings that are chosen, dropped, pasted or recorded. Each is an item of a queue, sent after the item before it.
import { $, api, clock, mine, n, onReturn, sentence, serverNow, size, span, t } from "./common.js";
import { drop, settled } from "./live.js";
import { forgetRecording, isRecording, offerRecorder, unsent } from "./recorder.js";
import { Upload } from "./upload.js";

const SHOWN_AT_FIRST = 10;
const form = $("bring"), input = $("file"), title = document.title;
const most = { bytes: Number(form.dataset.maxBytes), seconds: Number(form.dataset.maxSeconds) };
/** The chosen files: {file, node, key?, name, upload?, done?}. */
let items = [], sending = false;

for (const part of form.querySelectorAll(".no-js")) part.remove();
form.prepend(input); // without scripts it must be the form's last field; with them, the first that the keyboard reaches
form.noValidate = true; // a dropped or recorded file is not in the input that is required
input.multiple = true;
input.value = ""; // Firefox remembers the file over a reload, and choosing it again would change nothing

// -- choosing ------------------------------------------------------------------------------------------------------

input.addEventListener("click", (event) => { if (refusesFiles()) event.preventDefault(); });
input.addEventListener("change", () => {
  const files = [...input.files];
  input.value = "";
  add(files);
});
$("other").addEventListener("click", () => input.click());
for (const kind of ["dragover", "dragleave", "drop"])
  addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.querySelector(".drop").classList.toggle("over", kind === "dragover" && !sending && !isRecording());
    if (kind === "drop") add([...event.dataTransfer.files]);
  });
addEventListener("paste", (event) => {
  if (event.clipboardData?.files.length) add([...event.clipboardData.files]);
});

/** While the microphone is on, or files are being sent, no other file is taken. */
function refusesFiles() {
  if (isRecording()) say(t("The microphone is on. Stop the recording before you choose a file."));
  else if (sending) say(t("Wait until everything is sent, or cancel it."));
  return isRecording() || sending;
}

function add(files) {
  if (!files.length || refusesFiles()) return;
  say("");
  for (const file of files) addItem(file);
}

function addItem(file, key) {
  if (!file.size) return say(t("{name} is empty.", { name: file.name }));
  if (file.size > most.bytes)
    return say(t("{name} has {size}. This instance takes up to {most}.", { name: file.name, size: size(file.size), most: size(most.bytes) }));
  const node = $("item").content.cloneNode(true).firstElementChild, item = { file, node, key };
  item.part = (kind) => node.querySelector(kind);
  item.name = item.part("input");
  item.name.value = file.name.replace(/\.[^.]*$/, "").slice(0, 255);
  item.part(".what").textContent = key ? size(file.size) : `${file.name}, ${size(file.size)}`;
  item.part(".remove").setAttribute("aria-label", t("Remove {name}", { name: file.name }));
  item.part(".remove").addEventListener("click", () => remove(item));
  item.part(".cancel").addEventListener("click", () => item.upload?.stop());
  if (key) {
    item.part("audio").hidden = false;
    item.part("audio").src = URL.createObjectURL(file);
    item.part("audio").setAttribute("aria-label", t("Listen to the recording"));
  }
  items.push(item);
  $("queue").append(node);
  arrange();
  lengthOf(file).then((seconds) => {
    if (!seconds || !items.includes(item)) return; // removed meanwhile, or the browser cannot tell
    item.part(".what").textContent += `, ${span(seconds)}`;
    if (seconds > most.seconds) say(t("This recording is {length} long. This instance takes up to {most}.", { length: span(seconds), most: span(most.seconds) }));
  });
}

function remove(item) {
  items = items.filter((other) => other !== item);
  if (item.key) {
    forgetRecording(item.key);
    Promise.resolve(settled(item.key)).then(() => drop(item.key));
  }
  item.node.remove();
  arrange();
  (items.length ? $("send") : input).focus();
}

function arrange() {
  form.classList.toggle("chosen", items.length > 0);
  $("queue").hidden = !items.length;
  $("queue").classList.toggle("several", items.length > 1);
  const waiting = items.filter((item) => !item.done).length;
  if ($("keep-video")) $("keep-video").hidden = !items.some((item) => !item.done && isVideo(item.file));
  $("send").textContent = waiting > 1 ? n("Transcribe {count} recording", "Transcribe {count} recordings", waiting) : t("Transcribe");
  guard();
}

/** Whether a file may be a video that is kept; the server has the last word. */
const isVideo = (file) => file.type.startsWith("video/");

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

// -- leaving -------------------------------------------------------------------------------------------------------

const stay = (event) => event.preventDefault();

/** Ask before the page is left if an upload or an unsent recording would be lost. */
function guard() {
  const unsafe = sending || isRecording() || items.some((item) => item.key && !item.done);
  (unsafe ? addEventListener : removeEventListener)("beforeunload", stay);
}

// -- recording -----------------------------------------------------------------------------------------------------

offerRecorder(most.seconds, choices, (file, key) => { addItem(file, key); $("send").focus(); }, (text) => { say(text); guard(); });
$("record")?.addEventListener("click", () => addEventListener("beforeunload", stay));
unsent().then((found) => {
  for (const [key, file] of found) addItem(file, key);
  if (found.length) say(t("This recording was not sent. Listen to it, send it, or remove it."), false);
});

// -- sending -------------------------------------------------------------------------------------------------------

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (isRecording()) return say(t("The microphone is on. Stop the recording first."));
  if (!items.length) return say(t("Choose a recording first."));
  if (sending) return;
  say("");
  sending = true;
  form.classList.add("busy");
  guard();
  const waiting = items.filter((item) => !item.done);
  for (const item of waiting) status(item, waiting.length > 1 ? t("waits") : "");
  for (const item of waiting) if (items.includes(item)) await send(item);
  sending = false;
  form.classList.remove("busy");
  document.title = title;
  arrange();
  const sent = items.filter((item) => item.done);
  if (items.length === 1 && sent.length === 1) {
    removeEventListener("beforeunload", stay);
    location.assign(sent[0].upload.address);
  } else if (sent.length) list();
});

async function send(item) {
  const bar = item.part("progress"), name = item.name.value.trim();
  const show = (share, text) => {
    if (share !== undefined) bar.value = share;
    if (text) item.part(".how").textContent = text;
    if (share !== undefined) document.title = `${Math.floor(share * 100)} % · ${title}`;
  };
  bar.value = 0;
  bar.setAttribute("aria-label", t("Sending {name}", { name: item.file.name }));
  item.part(".sending").hidden = false;
  item.node.classList.add("now");
  status(item, "");
  const options = choices();
  if (form.elements.keep_video?.checked && isVideo(item.file)) options.keep_video = true;
  item.upload = new Upload(item.file, name, options, show, item.key);
  try {
    await settled(item.key);
    const id = await item.upload.send();
    item.done = true;
    if (item.key) forgetRecording(item.key);
    status(item, t("sent"), item.upload.address, name || t("A recording"));
    follow(item, id);
  } catch (error) {
    if (!item.upload.stopped) {
      say(sentence(error));
      status(item, items.length > 1 ? sentence(error) : ""); // one sentence is enough for one recording
    }
  }
  item.part(".sending").hidden = true;
  item.node.classList.remove("now");
  item.node.classList.toggle("done", Boolean(item.done));
}

function choices() {
  const found = { source_language: form.elements.source_language?.value || null };
  if (form.elements.diarization) found.diarization = form.elements.diarization.value === "true";
  const ending = form.elements.expires_in_days, days = Number(ending?.value);
  if (days && days !== Number(ending.options[0].value)) found.expires_in_days = days;
  return found;
}

function status(item, text, address, name) {
  const place = item.part(".state-of");
  place.hidden = !text;
  place.textContent = text;
  if (!address) return;
  const link = document.createElement("a");
  link.href = address;
  link.textContent = t("Open {name}", { name });
  place.append(" · ", link);
}

const STATES = { idle: t("waits for its recording"), uploaded: t("waits its turn"), processing: t("on its way"), recording: t("on its way"), error: t("could not be transcribed"), ended: t("done") };

/** Show the progress of a sent recording in the queue, until it is done. */
async function follow(item, id) {
  if (items.length < 2) return;
  const made = await api("GET", `/${id}`, { token: mine.get(id)?.token }).catch(() => null);
  if (made) {
    const percent = made.status === "processing" && made.progress?.fraction ? ` (${Math.floor(made.progress.fraction * 100)} %)` : "";
    status(item, STATES[made.status] + percent, item.upload.address, made.name || made.title || t("A recording"));
    if (["ended", "error"].includes(made.status)) return;
  }
  setTimeout(() => follow(item, id), document.hidden ? 15_000 : 3000);
}

// -- showing -------------------------------------------------------------------------------------------------------

function say(text, wrong = true) {
  $("error").hidden = !text;
  $("error").textContent = text;
  $("error").classList.toggle("error", wrong);
  if (text && wrong) $("error").focus();
}

// -- what this browser brought -------------------------------------------------------------------------------------

let all = false, listing = 0;

async function list() {
  const round = ++listing, keys = Object.entries(mine.all()).filter(([, { upload }]) => !upload?.recording).reverse();
  const made = await Promise.all((all ? keys : keys.slice(0, SHOWN_AT_FIRST)).map(async ([id, { token }]) => {
    try { return await api("GET", `/${id}`, { token }); } catch (error) {
      if ([404, 410].includes(error.status)) mine.forget(id); // the server says so, not this browser's clock
      return null;
    }
  }));
  if (round !== listing) return;
  const shown = made.filter(Boolean), more = keys.length - shown.length;
  $("mine-list").replaceChildren(...shown.map(entry));
  $("mine").hidden = !shown.length;
  $("mine-all").hidden = all || more <= 0;
  $("mine-all").textContent = t("Show all {count}", { count: shown.length + more });
}

function entry(made) {
  const item = document.createElement("li"), link = document.createElement("a"), about = document.createElement("span");
  link.href = `/transcripts/${made.id}`;
  link.dir = "auto";
  link.textContent = made.name || made.title || t("A recording");
  about.className = "small";
  const left = made.expires_at ? t("{time} left", { time: span((Date.parse(made.expires_at) - serverNow()) / 1000) }) : "";
  about.textContent = [made.status === "ended" ? made.duration && clock(made.duration) : STATES[made.status], left].filter(Boolean).join(" · ");
  item.append(link, about);
  return item;
}

$("mine-all").addEventListener("click", () => { all = true; list(); });
$("forget").addEventListener("click", () => {
  if (!confirm(t("Forget the list and the keys in this browser? The recordings stay until their time is over, and without its private link nobody can erase one sooner."))) return;
  mine.clear();
  $("mine").hidden = true;
});

// A page from the back/forward cache is as it was left: "Sending ... 100 %". What is not sent yet stays.
onReturn((persisted) => {
  if (persisted && !items.some((item) => !item.done)) return location.reload();
  list();
});
list();
