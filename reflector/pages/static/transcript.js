// One transcript: on its way, being read and listened to, and in the hands of its owner.
import { $, api, clock, mine, sentence, span, moment } from "./common.js";

const main = document.querySelector("main"), id = main.dataset.transcript;

// -- the key -------------------------------------------------------------------------------------------------------

const given = new URLSearchParams(location.hash.slice(1)).get("owner");
if (given) {
  mine.put(id, { token: given, ends: $("countdown")?.dataset.ends });
  // A key in the address bar is soon in a screenshot; where the browser keeps nothing, it is the only place there is.
  if (mine.get(id)) history.replaceState(null, "", location.pathname);
}
const token = given || mine.get(id)?.token;

// -- until when ----------------------------------------------------------------------------------------------------

const countdown = $("countdown");
if (countdown) tick();

function tick() {
  const [created, ends] = [new Date(countdown.dataset.created), new Date(countdown.dataset.ends)];
  const left = (ends - Date.now()) / 1000;
  if (left < 0) return void setTimeout(() => location.reload(), 1500);
  countdown.textContent = `(in ${span(left)})`;
  $("life-left").style.transform = `scaleX(${left / ((ends - created) / 1000)})`;
  setTimeout(tick, left < 3700 ? 1000 : 30000);
}

// -- on its way ----------------------------------------------------------------------------------------------------

const STAGES = { upload: "Waiting for the recording", ingest: "Fetching the recording", convert: "Listening in", recognize: "Writing down what is said", digest: "Finding the topics" };
let stream;

if (["idle", "uploaded", "recording", "processing"].includes(main.dataset.status)) watch();

function watch() {
  let said = 0;
  const show = (now) => {
    if (now.status !== main.dataset.status && (now.status === "ended" || now.status === "error" || !$("working"))) return location.reload();
    if (!$("working") || !now.progress) return;
    const { stage, fraction } = now.progress;
    $("stage").textContent = now.status === "uploaded" ? "Waiting its turn" : STAGES[stage] || "Nearly there";
    if (now.status === "uploaded" || (!fraction && stage !== "recognize")) $("progress").removeAttribute("value");
    else $("progress").value = fraction;
    if (Date.now() - said > 5000 && fraction) {
      said = Date.now();
      $("progress-text").textContent = `${Math.floor(fraction * 100)} %. You may leave and come back.`;
    }
  };
  const poll = async () => {
    try { show(await api("GET", `/${id}`, { token })); } catch (error) { if (error.status === 410) return location.reload(); }
    setTimeout(poll, 3000);
  };
  if (!window.EventSource) return poll();
  stream = new EventSource(`/v1/transcripts/${id}/events`);
  stream.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  for (const end of ["ended", "gone"]) stream.addEventListener(end, () => location.reload());
  stream.addEventListener("error", (event) => {
    if (event.data) return location.reload(); // the transcript's own end, named "error"
    if (stream.readyState === EventSource.CLOSED) poll(); // a proxy that does not let streams through
  });
}

// -- listening -----------------------------------------------------------------------------------------------------

const audio = $("audio");
if (audio) listen();

function listen() {
  const player = $("player"), seek = $("seek"), lines = [...document.querySelectorAll(".line")];
  const starts = lines.map((line) => Number(line.dataset.start));
  const topics = [...document.querySelectorAll(".topics a")].map((link) => [link, Number(document.querySelector(`${link.hash} + .paragraph .at, ${link.hash} ~ .paragraph .at`)?.dataset.at)]);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let peaks = [], current = -1;
  $("text").classList.add("audible");

  const play = (from) => {
    if (from !== undefined) audio.currentTime = from;
    audio.play().catch(() => {}); // the browser shows why on its own
  };
  $("play").addEventListener("click", () => (audio.paused ? play() : audio.pause()));
  for (const [event, is] of [["play", true], ["pause", false]])
    audio.addEventListener(event, () => {
      player.classList.toggle("playing", is);
      $("play").setAttribute("aria-label", is ? "Pause" : "Play");
      if (is) requestAnimationFrame(follow);
    });
  audio.addEventListener("loadedmetadata", () => { if (Number.isFinite(audio.duration)) seek.max = audio.duration; });
  for (const event of ["seeked", "timeupdate"]) audio.addEventListener(event, show);
  seek.addEventListener("input", () => { audio.currentTime = Number(seek.value); show(); });
  $("rate").addEventListener("click", () => {
    const rates = [1, 1.25, 1.5, 2, 0.75];
    audio.playbackRate = rates[(rates.indexOf(audio.playbackRate) + 1) % rates.length];
    $("rate").textContent = `${audio.playbackRate}×`;
    $("rate").setAttribute("aria-label", `Speed: ${audio.playbackRate === 1 ? "normal" : `${audio.playbackRate} times`}`);
  });
  document.addEventListener("click", (event) => {
    const at = event.target.closest(".at"), line = event.target.closest(".line");
    if (at) { event.preventDefault(); play(Number(at.dataset.at)); }
    else if (line && getSelection().isCollapsed) play(timeAt(line, event));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.target !== document.body) return;
    event.preventDefault();
    $("play").click();
  });

  const from = new URLSearchParams(location.hash.slice(1)).get("t");
  if (from) audio.currentTime = Number(from) || 0;

  function follow() {
    show();
    if (!audio.paused) requestAnimationFrame(follow);
  }

  function show() {
    const now = audio.currentTime;
    if (document.activeElement !== seek || audio.paused === false) seek.value = now;
    if ($("now").textContent !== clock(now)) {
      $("now").textContent = clock(now);
      seek.setAttribute("aria-valuetext", `${clock(now)} of ${clock(seek.max)}`);
    }
    draw();
    mark(now);
  }

  function mark(now) {
    let index = last(starts, now + 0.01);
    if (index >= 0 && now > Number(lines[index].dataset.end) + 1) index = -1;
    if (index !== current) {
      lines[current]?.classList.remove("current");
      lines[index]?.classList.add("current");
      current = index;
      for (const [link, at] of topics) link.classList.toggle("current", at === topics[last(topics.map((t) => t[1]), now + 0.01)]?.[1]);
      if (index >= 0 && !audio.paused) keepInView(lines[index]);
    }
    highlight(lines[index], now);
  }

  function keepInView(line) {
    const { top, bottom } = line.getBoundingClientRect();
    const near = top > -innerHeight && bottom < 2 * innerHeight; // whoever has scrolled away wants to be there
    if (near && (top < 110 || bottom > innerHeight - 60)) line.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  }

  // The waveform

  const canvas = $("wave");
  fetch(`/v1/transcripts/${id}/audio/waveform`).then((answer) => answer.ok && answer.json()).then((wave) => {
    peaks = (wave && (Array.isArray(wave) ? wave : wave.data)) || [];
    draw();
  }, () => {});
  new ResizeObserver(draw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  function draw() {
    const scale = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
    if (canvas.width !== Math.round(width * scale)) [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    const pen = canvas.getContext("2d"), bars = Math.floor(width / 4), loudest = Math.max(...peaks, 0.001);
    const played = (audio.currentTime / Number(seek.max)) * bars;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = getComputedStyle(canvas).color;
    for (let bar = 0; bar < bars; bar++) {
      const [a, b] = [Math.floor((bar * peaks.length) / bars), Math.ceil(((bar + 1) * peaks.length) / bars)];
      const peak = peaks.length ? Math.max(...peaks.slice(a, b)) / loudest : 0;
      const tall = Math.max(2, peak * (height - 4));
      pen.globalAlpha = bar < played ? 1 : 0.32;
      pen.fillRect(bar * 4, (height - tall) / 2, 2.5, tall);
    }
  }
  show();
}

/** The index of the last of `sorted` numbers that is not above `limit`; -1 if all are. */
function last(sorted, limit) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// Words: where each begins in a line's text, and when it was said

function words(line) {
  const start = Number(line.dataset.start);
  let offset = 0;
  return (line.dataset.marks || "").split(" ").filter(Boolean).map((mark) => {
    const [length, after] = mark.split(":").map(Number);
    const word = { from: offset, to: offset + length, at: start + after / 100 };
    offset += length;
    return word;
  });
}

/** The time of the word that was clicked, or of its line where the browser cannot tell. */
function timeAt(line, { clientX: x, clientY: y }) {
  const caret = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
  const [node, offset] = [caret?.offsetNode ?? caret?.startContainer, caret?.offset ?? caret?.startOffset];
  const word = node?.parentNode === line && words(line).find(({ to }) => offset < to);
  return word ? word.at : Number(line.dataset.start);
}

function highlight(line, now) {
  if (!window.CSS?.highlights) return;
  CSS.highlights.delete("word");
  const word = line && words(line).filter(({ at }) => at <= now + 0.02).pop(), text = line?.firstChild;
  if (!word || !text || word.to > text.length) return;
  const range = new Range();
  range.setStart(text, word.from + (text.data[word.from] === " " ? 1 : 0));
  range.setEnd(text, word.to);
  CSS.highlights.set("word", new Highlight(range));
}

// -- its owner -----------------------------------------------------------------------------------------------------

if (token) api("GET", `/${id}`, { token }).then((made) => made.mine && own(), () => {});

function own() {
  $("owner").hidden = false;
  if ($("to-owner")) $("to-owner").hidden = false;
  const say = (text, wrong = false) => {
    $("owner-said").textContent = text;
    $("owner-said").classList.toggle("error", wrong);
  };
  const attempt = (work) => async (event) => {
    event.preventDefault();
    say("");
    try { await work(); } catch (error) { if (error.status === 410) location.reload(); say(sentence(error), true); }
  };
  const copy = (text, done) => navigator.clipboard.writeText(text).then(() => say(done), () => prompt("Copy this:", text));
  const address = location.origin + location.pathname;

  $("copy-address").addEventListener("click", () => copy(address, "The address is copied. Whoever has it can read this."));
  $("copy-private").addEventListener("click", () => copy(`${address}#owner=${token}`, "The private link is copied. Keep it to yourself: whoever has it can erase this."));

  $("rename").addEventListener("submit", attempt(async () => {
    const made = await api("PATCH", `/${id}`, { token, body: { name: $("new-name").value.trim() } });
    $("heading").textContent = made.name || made.title || "Recording";
    say("Renamed.");
  }));

  const choice = $("new-end"), exact = $("new-end-at");
  choice?.addEventListener("change", () => { exact.hidden = choice.value !== "custom"; });
  $("shorten")?.addEventListener("submit", attempt(async () => {
    const end = choice.value === "custom" ? new Date(exact.value) : new Date(Date.now() + choice.value * 1000);
    if (Number.isNaN(end.getTime())) return say("Say when.", true);
    const made = await api("PATCH", `/${id}`, { token, body: { erase_at: end.toISOString() } });
    mine.put(id, { ends: made.expires_at });
    countdown.dataset.ends = made.expires_at;
    document.querySelector(".life time").textContent = moment(new Date(made.expires_at));
    tick();
    say("Shortened.");
  }));

  const sure = $("sure");
  $("erase").addEventListener("click", () => { sure.returnValue = ""; sure.showModal(); });
  sure.addEventListener("close", attempt(async () => {
    if (sure.returnValue !== "yes") return;
    stream?.close();
    await api("DELETE", `/${id}`, { token });
    mine.forget(id);
    location.reload();
  }));
}
