// Sends a recording while it is being made. The last chunk is sent only when the visitor chooses "Transcribe": until
// then nothing is transcribed.
import { api, mine, Problem } from "./common.js";
import { postChunk } from "./upload.js";

const running = new Map();

/** Wait until nothing of a recording is under way any more. */
export const settled = (key) => running.get(key)?.work;

/** Forget the part of a recording that was sent, and let the server erase it. */
export function drop(key) {
  const [id, kept] = Object.entries(mine.all()).find(([, { upload }]) => upload?.recording === key) ?? [];
  if (!id) return;
  mine.forget(id);
  api("DELETE", `/${id}`, { token: kept.token }).catch(() => {}); // the server gives the upload up by itself later
}

export class LiveUpload {
  /** `key` names the recording, `options` are those of a new transcript, `chunk` is the size of each request in bytes. */
  constructor(key, options, chunk, suffix) {
    Object.assign(this, { key, options, chunk, suffix, parts: [], bytes: 0, next: 0, work: null, refused: false });
    running.set(key, this);
  }

  /** Take the next piece of the recording. Sends what is there, except for the end. */
  add(piece) {
    this.parts.push(piece);
    this.bytes += piece.size;
    if (!this.work && !this.refused && this.#isReady()) this.work = this.#send().finally(() => { this.work = null; });
  }

  #isReady() {
    return this.bytes > (this.next + 1) * this.chunk; // at least one byte is left for the last chunk
  }

  async #send() {
    try {
      if (!this.id) await this.#begin();
      while (this.#isReady()) {
        const part = new Blob(this.parts).slice(this.next * this.chunk, (this.next + 1) * this.chunk);
        this.next = await postChunk(this, part, this.next, 0, this.suffix);
        this.#note();
      }
    } catch (error) {
      // All of it is also in this browser. A lost connection is tried again with the next piece.
      if (error.body?.code === "wrong_chunk") this.next = error.body.next_chunk;
      else this.refused = error instanceof Problem && error.status < 500 && error.body.code !== "upload_busy";
    }
  }

  async #begin() {
    const made = await api("POST", "", { body: this.options });
    Object.assign(this, { id: made.id, token: made.owner_token });
    mine.put(this.id, { token: this.token, ends: made.expires_at });
    this.#note();
  }

  #note() {
    const { key: recording, next, chunk, options } = this;
    mine.put(this.id, { upload: { recording, next, chunk, language: options.source_language, diarization: options.diarization } });
  }
}
