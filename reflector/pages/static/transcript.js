// The page of one transcript: its progress, its text and player, and the part of its owner.
import { $, api, onReturn, serverNow, span, t } from "./common.js";
import { offerFind } from "./find.js";
import { givenToken, own, ownToken } from "./own.js";
import { listen } from "./player.js";
import { watch } from "./watch.js";

const main = document.querySelector("main"), id = main.dataset.transcript;
let owned = false;
const owning = givenToken(id).then(() => { if (ownToken(id)) owned = own(id, ownToken(id), showEnd); });

// -- until when: by the server's clock ------------------------------------------------------------------------------

const countdown = $("countdown");
let ticking;
if (countdown) showEnd();

/** Show how much time is left. At the end the server is asked; only its answer makes this page go. */
function showEnd(moved) {
  if (moved) countdown.dataset.ends = moved;
  clearTimeout(ticking);
  const [created, ends] = [Date.parse(countdown.dataset.created), Date.parse(countdown.dataset.ends)];
  const left = (ends - serverNow()) / 1000;
  countdown.textContent = t("({left} left)", { left: span(Math.max(0, left)) });
  $("life-left").style.transform = `scaleX(${Math.min(1, Math.max(0, left / ((ends - created) / 1000)))})`;
  if (left <= 0) ask();
  ticking = setTimeout(showEnd, left <= 0 ? 5000 : left < 3700 ? 1000 : 30_000);
}

// -- coming back to this page ---------------------------------------------------------------------------------------

async function ask() {
  try {
    const now = await api("GET", `/${id}`, { token: ownToken(id) });
    if (now.expires_at && countdown && now.expires_at !== countdown.dataset.ends) showEnd(now.expires_at);
    if (now.status !== main.dataset.status || now.audio_available !== Boolean($("audio") || $("video") || now.status !== "ended")) location.reload();
    if ($("video") && now.video?.state !== "kept") location.reload();
  } catch (error) {
    if ([403, 404, 410].includes(error.status)) vanish();
  }
}

/** Remove the text and the player at once, and show the server's answer instead. */
function vanish() {
  ($("audio") ?? $("video"))?.pause();
  main.replaceChildren();
  scrollTo(0, 0);
  location.reload();
}

onReturn((persisted) => (persisted ? location.reload() : ask()));

if (["idle", "uploaded", "recording", "processing"].includes(main.dataset.status)) owning.then(() => watch(id, ownToken(id), vanish));
if ($("player")) {
  const player = listen(id);
  offerFind(player);
  owning.then(() => owned).then(async (mine) => {
    if (mine) (await import("./correct.js")).offerCorrecting(id, ownToken(id), player);
  });
}
