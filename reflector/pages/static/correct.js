// Correcting: the owner edits the text in place, one sentence at a time, names speakers, and takes steps back.
import { $, api, localTimes, sentence, t } from "./common.js";

/** Offer correcting to the owner of a finished transcript; `player` plays a sentence (see player.js). */
export function offerCorrecting(id, token, player) {
  const main = document.querySelector("main"), text = $("text"), who = $("who");
  let corrected = main.dataset.corrected || null; // the version of the text that this page has
  let saving = Promise.resolve(), stale = false, editing = null, last = null;
  const steps = []; // each undoes one correction; the replaced text is only in the memory of this page

  const said = $("correct-said"), hint = said.textContent;
  const say = (words, wrong = false) => {
    said.textContent = words;
    said.classList.toggle("error", wrong);
  };
  const on = () => text.classList.contains("correcting");

  function turn(begins) {
    text.classList.toggle("correcting", begins);
    $("heading").classList.toggle("correcting", begins);
    $("correct").hidden = !begins;
    $("tool-correct").setAttribute("aria-expanded", begins);
    if (!begins) leave(true);
    say(hint);
  }

  // Saving: one correction after another, each based on the version of the one before

  function save(work, undoing = false) {
    say(t("Saving …"));
    saving = saving.then(async () => {
      try {
        const back = await work();
        if (!undoing) steps.push(back);
        $("correct-undo").disabled = !steps.length;
        say(undoing ? t("Undone.") : t("Saved."));
      } catch (error) {
        if ([403, 404, 410].includes(error.status)) location.reload();
        say(sentence(error), true);
      }
      stale = true;
      await refresh();
    });
    return saving;
  }

  async function change(body) {
    const made = await api("PATCH", `/${id}/segments`, { token, body: { ...body, corrected_at: corrected } });
    corrected = made.corrected_at;
    return () => change({ changes: made.replaced });
  }

  async function rename(name) {
    const before = $("new-name").value;
    await api("PATCH", `/${id}`, { token, body: { name } });
    $("new-name").value = name;
    return () => rename(before);
  }

  $("correct-undo").addEventListener("click", async () => {
    leave(true);
    await saving;
    const back = steps.pop();
    if (back) save(back, true);
  });

  /** Take the text from the server again, with the title, topics and times that follow from it. Not during an edit. */
  async function refresh() {
    if (!stale || editing) return;
    const answer = await fetch(location.pathname + location.search, { cache: "no-store" }).catch(() => null);
    if (!answer || editing) return;
    if (!answer.ok) return location.reload();
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (editing) return;
    stale = false;
    corrected = made.querySelector("main").dataset.corrected || null;
    const place = last?.dataset.segment;
    for (const part of ["head", "summary", "text", "side", "known-speakers"]) $(part).replaceChildren(...made.getElementById(part).childNodes);
    for (const part of ["summary", "side"]) $(part).hidden = made.getElementById(part).hidden;
    $("columns").className = made.getElementById("columns").className;
    $("heading").classList.toggle("correcting", on());
    document.title = made.title;
    localTimes($("head"));
    document.dispatchEvent(new Event("corrected"));
    last = text.querySelector(`[data-segment="${place}"]`);
    if (document.activeElement === document.body) text.focus({ preventScroll: true });
  }

  // Editing in place

  function edit(node, label, value, done) {
    leave(true);
    editing = { node, before: node.textContent, value, done };
    node.textContent = value;
    try { node.contentEditable = "plaintext-only"; } catch { node.contentEditable = "true"; }
    for (const [name, set] of [["role", "textbox"], ["aria-label", label]]) node.setAttribute(name, set);
    node.focus();
  }

  function leave(keep) {
    if (!editing) return;
    const { node, before, value, done } = editing, now = node.textContent.replace(/\s+/g, " ").trim();
    editing = null;
    for (const name of ["contenteditable", "role", "aria-label"]) node.removeAttribute(name);
    if (keep && now !== value) {
      node.textContent = now;
      done(now);
    } else {
      node.textContent = before;
      refresh();
    }
  }

  function editLine(line, at) {
    last = line;
    const value = line.classList.contains("unclear") ? "" : line.textContent;
    edit(line, t("Correct this sentence"), value, (now) => save(() => change({ changes: [{ index: Number(line.dataset.segment), text: now }] })));
    const caret = at && (document.caretPositionFromPoint?.(at.clientX, at.clientY) ?? document.caretRangeFromPoint?.(at.clientX, at.clientY));
    const [inside, offset] = [caret?.offsetNode ?? caret?.startContainer, caret?.offset ?? caret?.startOffset];
    if (inside?.parentNode === line) getSelection().collapse(inside, offset);
  }

  document.addEventListener("click", (event) => {
    const line = event.target.closest("#text .line"), name = event.target.closest("#text .who");
    if (!on() || (editing && editing.node.contains(event.target))) return;
    if (name) askWho(name.parentNode.querySelector(".line"), "everywhere");
    else if (line?.dataset.segment) editLine(line, event);
    else if (event.target.closest("#heading")) edit($("heading"), t("Correct the title"), $("heading").textContent, (now) => save(() => rename(now)));
  });
  document.addEventListener("keydown", (event) => {
    if (editing?.node !== event.target) return;
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    leave(event.key === "Enter");
    text.focus({ preventScroll: true });
  }, true);
  document.addEventListener("focusout", (event) => { if (editing?.node === event.target) leave(true); });
  document.addEventListener("paste", (event) => {
    if (editing?.node !== event.target || editing.node.contentEditable !== "true") return;
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain").replace(/\s+/g, " "));
  });
  document.addEventListener("word", ({ detail: line }) => { // Enter in the text, at the word of the keyboard
    if (line.dataset.segment) editLine(line);
  });
  $("correct-hear")?.addEventListener("mousedown", (event) => event.preventDefault()); // the sentence keeps the focus
  $("correct-hear")?.addEventListener("click", () => (last ? player.hear(last) : say(t("Choose a sentence first."))));

  // Speakers

  function askWho(line, scope) {
    const name = line.closest(".paragraph").dataset.speaker || "";
    last = line;
    $("who-name").value = name;
    $("who-everywhere").disabled = !name;
    who.querySelector(`[value="${name ? scope : "paragraph"}"]`).checked = true;
    who.returnValue = "";
    who.showModal();
    $("who-name").select();
  }
  $("correct-who").addEventListener("click", async () => {
    leave(true);
    await saving;
    if (last) askWho(last, "paragraph");
    else say(t("Choose a sentence first."));
  });
  who.addEventListener("close", () => {
    if (who.returnValue !== "yes") return;
    const scope = who.querySelector("[name=scope]:checked").value, name = $("who-name").value.trim(), paragraph = last.closest(".paragraph");
    const lines = scope === "sentence" ? [last] : [...paragraph.querySelectorAll(".line")];
    const changes = lines.map((line) => ({ index: Number(line.dataset.segment), speaker: name }));
    save(() => change(scope === "everywhere" ? { speakers: { [paragraph.dataset.speaker]: name } } : { changes }));
  });

  $("tool-correct").hidden = !text.querySelector("[data-segment]");
  $("tool-correct").addEventListener("click", () => turn(!on()));
  $("correct-done").addEventListener("click", () => { turn(false); $("tool-correct").focus(); });
  addEventListener("beforeunload", (event) => { if (editing && editing.node.textContent.trim() !== editing.value) event.preventDefault(); });
}
