// A transcript that is gone needs no key any more.
import { mine } from "./common.js";

mine.forget(location.pathname.split("/").pop());
