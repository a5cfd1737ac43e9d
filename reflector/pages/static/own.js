// The owner's part of a transcript's page: share, rename, shorten, erase.
import { $, api, copy, mine, moment, sentence, t } from "./common.js";

let unkept; // the key of this page, where the browser keeps none

/** The key to this transcript, if this browser has one. */
export const ownToken = (id) => unkept ?? mine.get(id)?.token;

/**
 * Take over the key of a private link (`#owner=`). The server is asked first: a key that is not the owner's is never
 * kept and never replaces one that works. A kept key leaves the address bar, where it is soon in a screenshot.
 */
export async function givenToken(id) {
  const given = new URLSearchParams(location.hash.slice(1)).get("owner");
  if (!given) return;
  const made = await api("GET", `/${id}`, { token: given }).catch(() => null);
  if (!made?.mine) return;
  mine.put(id, { token: given, ends: made.expires_at });
  if (mine.get(id)?.token === given) history.replaceState(null, "", location.pathname + location.search);
  else unkept = given; // only the address can hold it
}

/**
 * Show the owner's part, once the server says that `token` is the owner's. `moved(end)` is told of an earlier end.
 * True if it is the owner's.
 */
export async function own(id, token, moved) {
  const made = await api("GET", `/${id}`, { token }).catch(() => null);
  if (!made?.mine) return false;
  $("owner").hidden = false;
  for (const link of ["to-owner", "tool-erase"]) if ($(link)) $(link).hidden = false;
  const say = (text, wrong = false) => {
    $("owner-said").textContent = text;
    $("owner-said").classList.toggle("error", wrong);
  };
  const attempt = (work) => async (event) => {
    event?.preventDefault();
    say("");
    try { await work(); } catch (error) {
      if (error.status === 410) location.reload();
      say(shorteningProblem(error) ?? sentence(error), true);
    }
  };
  const address = location.origin + location.pathname;
  const copied = async (text, done) => { if (await copy(text)) say(done); };

  $("copy-address")?.addEventListener("click", () => copied(address, t("The address is copied. People who have it can read this.")));
  $("copy-private")?.addEventListener("click", () => copied(`${address}#owner=${token}`, t("The private link is copied. Keep it to yourself: people who have it can erase this.")));

  $("rename")?.addEventListener("submit", attempt(async () => {
    const renamed = await api("PATCH", `/${id}`, { token, body: { name: $("new-name").value.trim() } });
    const name = renamed.name || renamed.title || t("Recording");
    $("heading").textContent = name;
    document.title = `${name} · Reflector`;
    say(t("Renamed."));
  }));

  offerShortening(id, token, attempt, say, moved);

  $("erase-video")?.addEventListener("click", () => { $("sure-video").returnValue = ""; $("sure-video").showModal(); });
  $("sure-video").addEventListener("close", attempt(async () => {
    if ($("sure-video").returnValue !== "yes") return;
    await api("DELETE", `/${id}/video`, { token });
    location.reload();
  }));

  const sure = $("sure");
  const ask = () => { sure.returnValue = ""; sure.showModal(); };
  $("erase").addEventListener("click", ask);
  $("tool-erase")?.addEventListener("click", (event) => { event.preventDefault(); ask(); });
  sure.addEventListener("close", attempt(async () => {
    if (sure.returnValue !== "yes") return;
    await api("DELETE", `/${id}`, { token });
    mine.forget(id);
    scrollTo(0, 0); // a reload keeps the place, and the page that says "Gone" is short
    location.reload();
  }));
  return true;
}

/** An earlier end: chosen first, then confirmed. Relative times are counted by the server. */
function offerShortening(id, token, attempt, say, moved) {
  const choice = $("new-end"), exact = $("new-end-at"), sure = $("sure-shorter");
  if (!choice) return;
  const wanted = () => {
    if (choice.value !== "custom") return { body: { expires_in_days: choice.value / 86400 }, words: t("It will be erased {when}.", { when: choice.selectedOptions[0].text }) };
    const end = new Date(exact.value);
    return { body: { erase_at: end.toISOString() }, words: t("It will be erased on {when}.", { when: moment(end) }) };
  };
  const ready = () => {
    exact.hidden = choice.value !== "custom";
    $("shorten-go").disabled = !choice.value || (choice.value === "custom" && !exact.value);
  };
  choice.addEventListener("change", ready);
  exact.addEventListener("input", ready);
  $("shorten").addEventListener("submit", (event) => {
    event.preventDefault();
    say("");
    $("sure-shorter-when").textContent = wanted().words;
    sure.returnValue = "";
    sure.showModal();
  });
  sure.addEventListener("close", attempt(async () => {
    if (sure.returnValue !== "yes") return;
    const made = await api("PATCH", `/${id}`, { token, body: wanted().body });
    mine.put(id, { ends: made.expires_at });
    document.querySelector(".life time").textContent = moment(new Date(made.expires_at));
    moved(made.expires_at);
    choice.value = "";
    ready();
    say(t("Shortened."));
  }));
}

/** The sentence about a refused shortening; null for other errors. */
function shorteningProblem(error) {
  const fields = (error.body?.errors ?? []).map(({ where }) => where).join(" ");
  if (!/erase_at|expires_in_days/.test(fields)) return null;
  const when = document.querySelector(".life time")?.textContent ?? "";
  return t("The moment must be at least a minute from now, and before {when}. A time can be shortened, never lengthened.", { when });
}
