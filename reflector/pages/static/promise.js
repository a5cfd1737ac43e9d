// The figures are as fresh as the last look at them.
import { onReturn } from "./common.js";

const opened = performance.now();
onReturn((persisted) => { if (persisted || performance.now() - opened > 60_000) location.reload(); });
