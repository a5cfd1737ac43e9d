// Reading and listening: the player, the waveform, the word that is being said, and the keys.
import { $, clock, copy, t } from "./common.js";

/** Start the player of a finished transcript. Gives what `find` needs: jump(range, seconds) and marks(seconds[]). */
export function listen(id) {
  const audio = $("audio") ?? $("video"), text = $("text");
  let lines = [], starts = [], until = Infinity;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const wave = audio ? waveform(id, audio) : { draw() {}, marks() {}, read() {} };
  let current = -1, started = false;

  /** Read the lines of the page, at first and after each correction. */
  function read() {
    lines = [...document.querySelectorAll(".line")];
    starts = lines.map((line) => Number(line.dataset.start));
    current = -1;
    const doubtful = lines.flatMap((line) => (line.dataset.doubt || "").split(" ").filter(Boolean).map((number) => {
      const word = words(line)[Number(number)];
      return word && rangeOf(line, word);
    })).filter(Boolean);
    highlight("doubt", ...doubtful);
    highlight("cursor");
    $("doubt-note").hidden = !doubtful.length && !document.querySelector(".line.unclear");
    wave.read();
  }
  read();
  document.addEventListener("corrected", () => { read(); if (audio) show(); if ($("captions")) renewCaptions(id); });

  /** The pixels at the top that the player covers. */
  const covered = () => $("player").offsetHeight + 20;

  const play = (from) => {
    if (!audio) return;
    until = Infinity;
    if (from !== undefined) seekTo(from);
    audio.play().catch(() => {}); // the browser shows why on its own
  };
  const seekTo = (seconds) => {
    started = true;
    audio.currentTime = Math.min(Math.max(0, seconds), Number($("seek").max) || seconds);
    show();
  };
  const skip = (seconds) => audio && seekTo(audio.currentTime + seconds);
  const address = (seconds) => history.replaceState(history.state, "", `${location.pathname}${location.search}#t=${seconds.toFixed(2)}`);
  const say = (sentence) => { $("tool-said").textContent = sentence; };

  if (audio) {
    text.classList.add("audible");
    $("play").addEventListener("click", toggle);
    $("back").addEventListener("click", () => skip(-10));
    $("forward").addEventListener("click", () => skip(10));
    for (const [event, is] of [["play", true], ["pause", false]])
      audio.addEventListener(event, () => {
        started ||= is;
        $("player").classList.toggle("playing", is);
        $("play").setAttribute("aria-label", is ? t("Pause") : t("Play"));
        if (is) requestAnimationFrame(follow);
      });
    audio.addEventListener("loadedmetadata", () => {
      if (!Number.isFinite(audio.duration)) return;
      $("seek").max = audio.duration;
      $("total").textContent = clock(audio.duration);
    });
    for (const event of ["seeked", "timeupdate"]) audio.addEventListener(event, show);
    $("seek").addEventListener("input", () => seekTo(Number($("seek").value)));
    $("seek").addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -60, PageUp: 60 }[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      skip(step);
    });
    $("rate").addEventListener("change", () => { audio.playbackRate = Number($("rate").value); });
  }
  function toggle() {
    if (!audio) return;
    if (audio.paused) play();
    else audio.pause();
  }

  document.addEventListener("click", (event) => {
    const at = event.target.closest(".at"), line = event.target.closest(".line"), topic = event.target.closest(".topics a");
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    if (at) {
      event.preventDefault();
      address(Number(at.dataset.at));
      play(Number(at.dataset.at));
    } else if (line && getSelection().isCollapsed && !text.classList.contains("correcting")) {
      const from = timeAt(line, event);
      place({ line: lines.indexOf(line), word: wordAt(line, from) }, false);
      if (audio) address(from);
      play(from);
    } else if (topic && audio && audio.paused) seekTo(Number(topic.dataset.at));
  });

  // Links to a moment

  const given = () => new URLSearchParams(location.hash.slice(1)).get("t");
  function goThere() {
    const seconds = Number(given());
    if (given() === null || !Number.isFinite(seconds)) return;
    const index = Math.max(0, last(starts, seconds + 0.01));
    if (audio) seekTo(seconds);
    lines[index]?.scrollIntoView({ block: "center" });
    mark(seconds);
  }
  addEventListener("hashchange", goThere);
  requestAnimationFrame(goThere);

  // The moment that is being played

  function follow() {
    show();
    if (!audio.paused) requestAnimationFrame(follow);
  }

  function show() {
    const now = audio.currentTime;
    if ($("now").textContent !== clock(now)) $("now").textContent = clock(now);
    $("seek").value = now;
    $("seek").setAttribute("aria-valuetext", t("{now} of {total}", { now: clock(now), total: clock($("seek").max) }));
    wave.draw();
    if (now >= until) {
      until = Infinity;
      audio.pause();
    }
    if (started) mark(now);
  }

  function mark(now) {
    let index = last(starts, now + 0.01);
    if (index >= 0 && now > Number(lines[index].dataset.end) + 1) index = -1;
    if (index !== current) {
      lines[current]?.classList.remove("current");
      lines[index]?.classList.add("current");
      current = index;
      const topics = [...document.querySelectorAll(".topics a")], topic = last(topics.map((link) => Number(link.dataset.at)), now + 0.01);
      topics.forEach((link, number) => link.classList.toggle("current", number === topic));
      if (index >= 0 && audio && !audio.paused) keepInView(lines[index]);
    }
    const word = lines[index] && words(lines[index]).filter(({ at }) => at <= now + 0.02).pop();
    highlight("word", word && rangeOf(lines[index], word));
  }

  function keepInView(line) {
    const { top, bottom } = line.getBoundingClientRect();
    const near = top > -innerHeight && bottom < 2 * innerHeight; // do not move a reader who has scrolled far away
    if (near && (top < covered() || bottom > innerHeight - 60)) line.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  }

  // Words by keyboard: the text takes the focus, and a cursor goes from word to word

  let cursor = { line: 0, word: 0 };
  text.tabIndex = 0;
  text.setAttribute("aria-description", t("Arrow keys go from word to word, Enter plays from the word."));
  text.addEventListener("focus", () => { if (text.matches(":focus-visible")) place(cursor); });
  text.addEventListener("blur", () => highlight("cursor"));
  text.addEventListener("keydown", (event) => {
    if (event.target !== text || event.ctrlKey || event.metaKey || event.altKey) return;
    const { line, word } = cursor, count = (index) => words(lines[index]).length || 1;
    if (event.key === "ArrowRight") cursor = word + 1 < count(line) ? { line, word: word + 1 } : { line: line + 1, word: 0 };
    else if (event.key === "ArrowLeft") cursor = word > 0 ? { line, word: word - 1 } : { line: line - 1, word: line > 0 ? count(line - 1) - 1 : 0 };
    else if (event.key === "ArrowDown") cursor = { line: line + 1, word: 0 };
    else if (event.key === "ArrowUp") cursor = { line: line - 1, word: 0 };
    else if (event.key === "Home" && event.target === text) cursor = { line, word: 0 };
    else if (event.key === "End") cursor = { line, word: count(line) - 1 };
    else if (event.key === "Enter" && text.classList.contains("correcting")) document.dispatchEvent(new CustomEvent("word", { detail: lines[line] }));
    else if (event.key === "Enter") {
      const from = words(lines[line])[word]?.at ?? starts[line];
      address(from);
      play(from);
    } else return;
    event.preventDefault();
    event.stopPropagation();
    place(cursor);
  });

  function place({ line, word }, seen = true) {
    if (!lines.length) return;
    cursor = { line: Math.min(Math.max(0, line), lines.length - 1), word: Math.max(0, word) };
    if (!seen) return;
    const node = lines[cursor.line], found = words(node)[cursor.word];
    const range = found ? rangeOf(node, found) : rangeOf(node, { from: 0, to: node.firstChild?.length ?? 0 });
    highlight("cursor", range);
    $("word-said").textContent = range?.toString() ?? "";
    const { top, bottom } = node.getBoundingClientRect();
    if (top < covered() || bottom > innerHeight - 40) node.scrollIntoView({ block: "center" });
  }

  // Keys, as in known players; never inside a field

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (key === "Escape") return closeMenus(target);
    if (target.closest("input:not([type=range]), textarea, select, [contenteditable]")) return;
    const pressed = target.closest("button, a, summary, audio, video");
    const does = {
      " ": pressed ? null : toggle, k: toggle, j: () => skip(-10), l: () => skip(10),
      ArrowLeft: () => skip(-5), ArrowRight: () => skip(5),
      "<": () => faster(-1), ">": () => faster(1), "?": () => $("keys").showModal(),
    }[key.length === 1 ? key.toLowerCase() : key];
    if (!does || (!audio && key !== "?")) return;
    event.preventDefault();
    does();
  });
  function faster(by) {
    const select = $("rate");
    select.selectedIndex = Math.min(Math.max(0, select.selectedIndex + by), select.options.length - 1);
    select.dispatchEvent(new Event("change"));
    say(t("Speed {rate}", { rate: select.selectedOptions[0].text }));
  }
  function closeMenus(target) {
    const menu = target.closest("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  $("keys-open").addEventListener("click", () => $("keys").showModal());

  // Taking the text along

  const shut = (menu) => { $(menu).open = false; };
  const copied = async (what, sentence, menu = "copy-menu") => {
    shut(menu);
    if (await copy(what)) say(sentence);
  };
  $("copy-text").addEventListener("click", () => copied(plain(false), t("The text is copied.")));
  $("copy-timed").addEventListener("click", () => copied(plain(true), t("The text is copied, with its times.")));
  $("copy-link").addEventListener("click", () => copied(location.origin + location.pathname, t("The link is copied. People who have it can read this.")));
  $("copy-moment")?.addEventListener("click", () => {
    const seconds = audio.currentTime;
    address(seconds);
    copied(`${location.origin}${location.pathname}#t=${seconds.toFixed(2)}`, t("The link to {time} is copied.", { time: clock(seconds) }));
  });
  $("take").addEventListener("click", (event) => { if (event.target.closest("li")) shut("take"); });
  $("print").addEventListener("click", () => print());

  /** The text as it is copied: a heading for each topic, a line for each paragraph. */
  function plain(timed) {
    const parts = [];
    for (const part of text.querySelectorAll("h2, .paragraph")) {
      if (part.matches("h2")) parts.push(part.textContent.trim());
      else parts.push((timed ? `[${part.querySelector(".at").textContent}] ${part.dataset.speaker ? `${part.dataset.speaker}: ` : ""}` : "") + part.querySelector("p").textContent.replace(/\s+/g, " ").trim());
    }
    return `${parts.join("\n\n")}\n`;
  }

  if (audio) show();
  return {
    /** Show a place in the text, and go to its second of the recording. */
    jump(range, seconds) {
      const { top, bottom } = range.getBoundingClientRect();
      if (top < covered() || bottom > innerHeight - 40) range.startContainer.parentElement.scrollIntoView({ block: "center" });
      if (audio?.paused) seekTo(seconds);
    },
    /** Play one line. */
    hear(line) {
      if (!audio) return;
      play(Number(line.dataset.start));
      until = Number(line.dataset.end);
    },
    marks: wave.marks,
    timeOf: (line, offset) => words(line).find(({ to }) => offset < to)?.at ?? Number(line.dataset.start),
  };
}

/** Load the subtitles again, in the place of those from before a correction. */
function renewCaptions(id) {
  const before = $("captions"), after = before.cloneNode(), { mode } = before.track;
  after.src = `/v1/transcripts/${id}/text.vtt?corrected=${Date.now()}`; // a new address, so that no browser takes the old text
  before.replaceWith(after);
  after.track.mode = mode;
}

// -- the waveform ----------------------------------------------------------------------------------------------------

function waveform(id, audio) {
  const canvas = $("wave"), seek = $("seek");
  let peaks = [], found = [], topics = [], turns = [];
  function read() {
    topics = [...document.querySelectorAll(".topics a")].slice(1).map((link) => Number(link.dataset.at));
    turns = [...document.querySelectorAll(".paragraph[data-voice]")].map((paragraph) => {
      const said = paragraph.querySelectorAll(".line");
      return { voice: paragraph.dataset.voice, start: Number(said[0].dataset.start), end: Number(said[said.length - 1].dataset.end) };
    });
    draw();
  }
  fetch(`/v1/transcripts/${id}/audio/waveform`).then((answer) => answer.ok && answer.json()).then((made) => {
    peaks = (made && (Array.isArray(made) ? made : made.data)) || [];
    draw();
  }, () => {});
  new ResizeObserver(draw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  function draw() {
    const scale = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
    if (canvas.width !== Math.round(width * scale)) [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    const pen = canvas.getContext("2d"), bars = Math.floor(width / 4), loudest = peaks.reduce((most, peak) => Math.max(most, peak), 0.001);
    const length = Number(seek.max) || 1, played = (audio.currentTime / length) * bars, style = getComputedStyle(canvas);
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = style.color;
    for (let bar = 0; bar < bars; bar++) {
      const [a, b] = [Math.floor((bar * peaks.length) / bars), Math.ceil(((bar + 1) * peaks.length) / bars)];
      const peak = peaks.length ? Math.max(...peaks.slice(a, b)) / loudest : 0;
      const tall = Math.max(2, peak * (height - 10));
      pen.globalAlpha = bar < played ? 1 : 0.38;
      pen.fillRect(bar * 4, (height - tall) / 2, 2.5, tall);
    }
    pen.globalAlpha = 1;
    for (const { voice, start, end } of turns) {
      pen.fillStyle = style.getPropertyValue(`--voice-${voice}`);
      pen.fillRect((start / length) * width, height - 3, Math.max(1, ((end - start) / length) * width), 3);
    }
    pen.fillStyle = style.getPropertyValue("--soft");
    for (const seconds of topics) pen.fillRect(Math.round((seconds / length) * width), 0, 1.5, height);
    pen.fillStyle = style.getPropertyValue("--amber");
    for (const seconds of found) pen.fillRect(Math.round((seconds / length) * width) - 1, height - 7, 3, 7);
  }
  return { draw, read, marks(seconds) { found = seconds; draw(); } };
}

// -- words: where each begins in a line's text, and when it was said --------------------------------------------------

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

const wordAt = (line, seconds) => Math.max(0, words(line).findLastIndex(({ at }) => at <= seconds + 0.001));

/** The time of the word that was clicked, or of its line if the browser does not know the word. */
function timeAt(line, { clientX: x, clientY: y }) {
  const caret = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
  const [node, offset] = [caret?.offsetNode ?? caret?.startContainer, caret?.offset ?? caret?.startOffset];
  const word = node?.parentNode === line && words(line).find(({ to }) => offset < to);
  return word ? word.at : Number(line.dataset.start);
}

/** The characters of a word, without the space before it; undefined if the text is shorter. */
export function rangeOf(line, { from, to }) {
  const text = line?.firstChild;
  if (!text || to > text.length) return undefined;
  const range = new Range();
  range.setStart(text, from + (text.data[from] === " " ? 1 : 0));
  range.setEnd(text, to);
  return range;
}

/** Where two highlights meet, the later of these is seen. */
const PRIORITIES = ["doubt", "word", "found", "found-now", "cursor"];

export function highlight(name, ...ranges) {
  if (!window.CSS?.highlights) return;
  const shown = ranges.filter(Boolean);
  if (!shown.length) return void CSS.highlights.delete(name);
  const made = new Highlight(...shown);
  made.priority = PRIORITIES.indexOf(name);
  CSS.highlights.set(name, made);
}
