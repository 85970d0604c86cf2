// A page that has a kernel: Voila's front end brings its activities, and whoever leaves it leaves the document.

import { begin } from "./page.js";

await begin(new AbortController().signal);
