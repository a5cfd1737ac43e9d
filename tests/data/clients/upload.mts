// Uploads a recording and reads its transcript, with the types that openapi-typescript made of /openapi.json.
import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

const client = createClient<paths>({ baseUrl: process.argv[2] });
const made = await client.POST("/v1/transcripts", {
  body: { name: "From TypeScript", file: "" },
  bodySerializer: () => {
    const form = new FormData();
    form.set("file", new Blob(["RIFF".repeat(100)]), "talk.wav");
    form.set("name", "From TypeScript");
    return form;
  },
});
if (!made.data) throw new Error(JSON.stringify(made.error));
const path = { transcript_id: made.data.id };
const read = await client.GET("/v1/transcripts/{transcript_id}", { params: { path } });
console.log(JSON.stringify({ id: made.data.id, name: read.data?.name }));
