// Uploads one file in chunks. After a lost connection the upload continues where it stopped.
import { api, mine, Problem, problemOf, sentence, size, span, t } from "./common.js";

const CHUNK_BYTES = 4 * 2 ** 20;

/** An upload. `show(share, text)` gets the progress: a share from 0 to 1 and a sentence. */
export class Upload {
  /** `recording` is the key of a recording that was made here. A part of it may be on the server already. */
  constructor(file, name, options, show, recording) {
    Object.assign(this, { file, name, options, show, recording, stopped: false, failures: 0, began: 0, told: 0, chunk: CHUNK_BYTES });
  }

  /** Send it. Gives the id of the transcript. Raises Problem, or TypeError if it was stopped or the server was never reached. */
  async send() {
    try {
      await this.#chunks();
      mine.put(this.id, { upload: undefined });
      return this.id;
    } catch (error) {
      if (this.id && (this.stopped || error instanceof Problem)) this.#drop();
      throw error;
    }
  }

  stop() {
    this.stopped = true;
    this.request?.abort();
    this.wake?.();
  }

  /** The page of the transcript. The key is in the address if the browser cannot store it. */
  get address() {
    return `/transcripts/${this.id}` + (mine.get(this.id) ? "" : `#owner=${this.token}`);
  }

  async #chunks() {
    let next = await this.#begin();
    const total = Math.ceil(this.file.size / this.chunk);
    this.began = performance.now();
    this.skipped = next * this.chunk;
    while (next < total) {
      if (this.stopped) throw new TypeError("stopped");
      try {
        next = await this.#chunk(next, total);
        mine.put(this.id, { upload: { ...mine.get(this.id)?.upload, next } });
        this.failures = 0;
      } catch (error) {
        if (this.stopped) throw error;
        if (error.body?.code === "not_receiving") break;
        if (error.body?.code === "wrong_chunk") next = error.body.next_chunk;
        else if (mayPass(error)) await this.#pause(error);
        else throw error;
      }
    }
  }

  /** Make a transcript, or find the one that waits for the rest of this very file. Gives the chunk to begin with. */
  async #begin() {
    const { size: bytes, lastModified: modified } = this.file;
    if (this.recording && (await this.#continues())) return this.next;
    for (const [id, { token, upload }] of Object.entries(mine.all())) {
      if (upload?.bytes !== bytes || upload.modified !== modified) continue;
      const waiting = await api("GET", `/${id}`, { token }).catch(() => null);
      if (waiting?.status !== "idle") continue;
      Object.assign(this, { id, token });
      const keeps = Boolean(waiting.video), wanted = Boolean(this.options.keep_video);
      if (wanted && !keeps) { // this is chosen when a transcript is made, and never later
        this.#drop();
        continue;
      }
      if (keeps && !wanted) await api("DELETE", `/${id}/video`, { token });
      this.show(0, t("An unfinished upload of this file was found. It continues where it stopped."));
      return upload.next;
    }
    const made = await api("POST", "", { body: { name: this.name || null, ...this.options } });
    Object.assign(this, { id: made.id, token: made.owner_token });
    mine.put(made.id, { token: made.owner_token, ends: made.expires_at, upload: { bytes, modified, next: 0 } });
    return 0;
  }

  /** Whether the server has the beginning of this recording. Other choices for it are sent then, too. */
  async #continues() {
    const [id, kept] = Object.entries(mine.all()).find(([, { upload }]) => upload?.recording === this.recording) ?? [];
    if (!id) return false;
    const { token, upload } = kept, waiting = await api("GET", `/${id}`, { token }).catch(() => null);
    Object.assign(this, { id, token, next: upload.next });
    const { source_language, diarization } = this.options, same = upload.language === source_language && upload.diarization === diarization;
    if (waiting?.status === "idle" && same && upload.next * upload.chunk < this.file.size) {
      this.chunk = upload.chunk;
      const { expires_in_days } = this.options;
      await api("PATCH", `/${id}`, { token, body: { name: this.name || null, expires_in_days } });
      return true;
    }
    this.#drop();
    return false;
  }

  /** Send one chunk; gives the one that the server expects next. */
  #chunk(number, total) {
    const start = number * this.chunk, part = this.file.slice(start, start + this.chunk);
    return postChunk(this, part, number, total, this.file.name.match(/\.\w{1,8}$/)?.[0], (sent) => this.#progress(start + Math.min(sent, part.size)));
  }

  #progress(bytes) {
    const share = bytes / this.file.size, seconds = (performance.now() - this.began) / 1000;
    // A screen reader reads this aloud: not more often than every two seconds.
    if (performance.now() - this.told < 2000 && share < 1) return this.show(share);
    this.told = performance.now();
    const speed = (bytes - this.skipped) / seconds;
    const sent = t("{percent} % of {size}", { percent: Math.floor(share * 100), size: size(this.file.size) });
    const left = t("about {time} left", { time: span((this.file.size - bytes) / speed) });
    this.show(share, seconds > 3 && speed > 0 && share < 1 ? `${sent}, ${left}` : sent);
  }

  async #pause(error) {
    this.failures += 1;
    if (this.failures > 40) throw error;
    const why = error instanceof Problem ? sentence(error) : t("The connection is lost. The upload continues automatically as soon as it is back.");
    this.show(undefined, why);
    await new Promise((wake) => {
      this.wake = wake;
      addEventListener("online", wake, { once: true });
      setTimeout(wake, 1000 * (error.retryAfter || Math.min(15, 2 ** (this.failures - 1))));
    });
    if (this.stopped) throw error;
  }

  /** Erase a failed or cancelled upload. If this fails, the server gives the upload up later. */
  #drop() {
    mine.forget(this.id);
    api("DELETE", `/${this.id}`, { token: this.token }).catch(() => {});
  }
}

/** Send a chunk of `upload` (its id and token); gives the number that the server expects next. `total` 0: not known yet. */
export function postChunk(upload, part, number, total, suffix = "", progress = () => {}) {
  const body = new FormData();
  body.append("chunk", part, `recording${suffix}`); // the name of the file stays here
  return new Promise((resolve, reject) => {
    const request = (upload.request = new XMLHttpRequest());
    request.open("POST", `/v1/transcripts/${upload.id}/record/upload?chunk_number=${number}&total_chunks=${total}`);
    request.setRequestHeader("X-Owner-Token", upload.token);
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onerror = request.onabort = request.ontimeout = () => reject(new TypeError("not reached"));
    request.onload = () => {
      if (request.status >= 400) return reject(problemOf(request.status, request.responseText, request.getResponseHeader("Retry-After")));
      resolve(JSON.parse(request.responseText).chunks_received);
    };
    request.timeout = 10 * 60 * 1000;
    request.send(body);
  });
}

/** Whether the same request can succeed later. */
const mayPass = (error) =>
  !(error instanceof Problem) || [408, 502, 503, 504].includes(error.status) || ["upload_busy", "too_many_uploads"].includes(error.body.code);
