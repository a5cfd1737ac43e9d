// Finding words in the text: how many there are, the next one, and marks on the waveform.
import { $, t } from "./common.js";
import { highlight } from "./player.js";

const MOST = 2000;

/** Start the search of a finished transcript; `player` shows a place (see player.js). */
export function offerFind(player) {
  let paragraphs = [], found = [], at = -1;
  const read = () => { paragraphs = [...document.querySelectorAll("#text .paragraph p")].map(index); };
  read();

  const open = () => {
    $("find").hidden = false;
    $("find-open").setAttribute("aria-expanded", "true");
    $("find-what").focus();
    $("find-what").select();
  };
  const close = () => {
    $("find").hidden = true;
    $("find-open").setAttribute("aria-expanded", "false");
    $("find-what").value = "";
    search();
    $("find-open").focus();
  };

  function search() {
    const what = fold($("find-what").value.trim().replace(/\s+/g, " "));
    found = what ? paragraphs.flatMap((paragraph) => matches(paragraph, what)).slice(0, MOST) : [];
    at = -1;
    highlight("found", ...found.map(({ range }) => range));
    highlight("found-now");
    player.marks(found.map(({ line, offset }) => player.timeOf(line, offset)));
    $("find-count").textContent = !what ? "" : found.length ? t("{count} found", { count: found.length }) : t("not found");
    if (found.length) go(1);
  }

  function go(by) {
    if (!found.length) return;
    at = (at + by + found.length) % found.length;
    const { range, line, offset } = found[at];
    highlight("found-now", range);
    player.jump(range, player.timeOf(line, offset));
    $("find-count").textContent = t("{number} of {count}", { number: at + 1, count: found.length });
  }

  $("find-open").addEventListener("click", () => ($("find").hidden ? open() : close()));
  $("find-close").addEventListener("click", close);
  $("find-previous").addEventListener("click", () => go(-1));
  $("find-what").addEventListener("input", search);
  $("find").addEventListener("submit", (event) => { event.preventDefault(); go(1); });
  $("find").addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.shiftKey) go(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("corrected", () => { read(); search(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input:not([type=range]), textarea, select, [contenteditable]")) return;
    event.preventDefault();
    open();
  });
}

/** The text of a paragraph over all its lines, and where in it each line begins. */
function index(paragraph) {
  const parts = [];
  let text = "";
  for (const line of paragraph.querySelectorAll(".line")) {
    parts.push({ line, from: text.length });
    text += `${line.textContent} `;
  }
  return { parts, text: fold(text) };
}

/** Lower case without accents, as many characters as before. */
function fold(text) {
  return [...text].map((letter) => {
    const folded = letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return folded.length === letter.length ? folded : letter;
  }).join("");
}

function matches({ parts, text }, what) {
  const all = [];
  for (let start = text.indexOf(what); start >= 0; start = text.indexOf(what, start + what.length)) {
    const [first, end] = [partAt(parts, start), partAt(parts, start + what.length - 1)];
    const range = new Range();
    range.setStart(first.line.firstChild, start - first.from);
    range.setEnd(end.line.firstChild, Math.min(start + what.length - end.from, end.line.firstChild.length));
    all.push({ range, line: first.line, offset: start - first.from });
  }
  return all;
}

const partAt = (parts, position) => parts.findLast(({ from }) => from <= position);
