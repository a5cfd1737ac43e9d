// Removes the key of a transcript that is gone.
import { mine } from "./common.js";

mine.forget(location.pathname.split("/").pop());
