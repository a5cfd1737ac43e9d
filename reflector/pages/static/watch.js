// A transcript on its way. One tab of this browser holds the event stream, because over HTTP/1.1 a browser has only six
// connections to a site; the other tabs ask now and then, and so does this one when no event comes in time.
import { $, api, language, span, t } from "./common.js";

const STAGES = {
  upload: t("Waiting for the recording"),
  ingest: t("Fetching the recording"),
  convert: t("Reading the sound"),
  recognize: t("Writing down what is said"),
  digest: t("Finding the topics"),
};
// The range of each stage on the progress bar: recognition takes most of the time.
const SHARES = { upload: [0, 0.02], ingest: [0.02, 0.04], convert: [0.04, 0.1], recognize: [0.1, 0.96], digest: [0.96, 1] };
const VISIBLE_MS = 3000, HIDDEN_MS = 15_000, EVENT_MS = 10_000;

export function watch(id, token, vanish) {
  const main = document.querySelector("main"), title = document.title;
  let stream, release, heard = performance.now(), said = -Infinity, first, wanted = false, shown = 0;

  // What is recognized already; a piece of about a minute comes at a time.
  const showText = async () => {
    const headers = token ? { "X-Owner-Token": token } : {};
    const answer = await fetch(`/v1/transcripts/${id}/text.txt?so_far=true`, { headers, cache: "no-store" }).catch(() => undefined);
    if (!answer?.ok || !$("so-far")) return;
    const paragraphs = (await answer.text()).split("\n\n").map((text) => text.trim()).filter(Boolean);
    $("so-far").hidden = !paragraphs.length;
    $("so-far-text").replaceChildren(...paragraphs.map((text) => Object.assign(document.createElement("p"), { dir: "auto", textContent: text })));
  };

  const show = (now) => {
    heard = performance.now();
    if (now.status !== main.dataset.status && (["ended", "error"].includes(now.status) || !$("working"))) return finish(now.status);
    if (!$("working") || !now.progress) return;
    const { stage, fraction, place, seconds_left } = now.progress, [from, to] = SHARES[stage] ?? [0, 0];
    const waits = now.status === "uploaded", share = waits ? 0 : from + (to - from) * fraction;
    main.dataset.status = now.status === "uploaded" ? main.dataset.status : now.status;
    $("stage").textContent = waits ? t("Waiting its turn") : STAGES[stage] || t("Nearly there");
    if (waits) $("progress").removeAttribute("value");
    else $("progress").value = share;
    document.title = waits ? `… · ${title}` : `${Math.floor(share * 100)} % · ${title}`;
    first ??= waits ? undefined : { share, at: performance.now() };
    if (stage === "recognize" && fraction !== shown) showText();
    shown = fraction;
    if (performance.now() - said < 5000) return; // a screen reader reads this aloud
    said = performance.now();
    const speed = first ? (share - first.share) / (performance.now() - first.at) : 0;
    const parts = waits ? [] : [`${Math.floor(share * 100)} %`];
    if (place > 1) parts.push(t("number {place} in the queue", { place }));
    if (seconds_left !== null) parts.push(t("about {time} left", { time: span(seconds_left) }));
    else if (speed > 0 && performance.now() - first.at > 5000) parts.push(t("about {time} left", { time: span((1 - share) / speed / 1000) }));
    const how = parts.join(", ");
    $("progress-text").textContent = [...(how ? [`${how[0].toLocaleUpperCase(language)}${how.slice(1)}.`] : []), t("You may leave and come back.")].join(" ");
  };

  const finish = (status) => {
    if (wanted && document.hidden && Notification.permission === "granted")
      new Notification(status === "ended" ? t("The transcript is done.") : t("This could not be transcribed."), { icon: "/favicon.ico" });
    location.reload();
  };

  const poll = async () => {
    const quiet = performance.now() - heard;
    if (!stream || quiet > EVENT_MS)
      try { show(await api("GET", `/${id}`, { token })); } catch (error) { if ([404, 410].includes(error.status)) return vanish(); }
    setTimeout(poll, document.hidden ? HIDDEN_MS : VISIBLE_MS);
  };

  const close = () => {
    stream?.close();
    stream = undefined;
    release?.();
    release = undefined;
  };

  const open = () => {
    // Without locks (plain http) the number of tabs is not known, so all of them poll.
    if (stream || document.hidden || !window.EventSource || !navigator.locks) return;
    navigator.locks.request("reflector.stream", { ifAvailable: true }, (lock) => {
      if (!lock || document.hidden) return undefined;
      stream = new EventSource(`/v1/transcripts/${id}/events`);
      heard = performance.now();
      stream.addEventListener("progress", (event) => show(JSON.parse(event.data)));
      stream.addEventListener("ended", () => finish("ended"));
      stream.addEventListener("gone", vanish);
      stream.addEventListener("error", (event) => {
        if (event.data) return finish("error"); // the transcript's own end has this name, too
        if (stream?.readyState === EventSource.CLOSED) close(); // a proxy that lets no stream through
      });
      return new Promise((done) => { release = done; });
    });
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  open();
  setTimeout(poll, VISIBLE_MS);

  if (!window.Notification || !isSecureContext || Notification.permission === "denied" || !$("notify")) return;
  $("notify").hidden = false;
  $("notify-me").addEventListener("click", async () => {
    wanted = (await Notification.requestPermission()) === "granted";
    $("notify").textContent = wanted ? t("The browser will tell you, as long as this tab stays open.") : t("The browser does not allow notifications.");
  });
}
