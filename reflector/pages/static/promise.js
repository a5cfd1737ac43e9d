// Reloads the figures when the page is seen again.
import { onReturn } from "./common.js";

const opened = performance.now();
onReturn((persisted) => { if (persisted || performance.now() - opened > 60_000) location.reload(); });
