// One line at the edge of the page that says why an answer does not come, for as long as it does not.

import { h } from "./dom.js";
import { t } from "./strings.js";

/** @typedef {"connection.broken" | "connection.busy"} Reason */

/** So long without a word is told of: nobody should wonder whether a click was heard. */
export const NOTICED = 2500;

/** Who waits for an answer, and why. @type {Map<object, Reason>} */
const waiting = new Map();
/** @type {HTMLElement | undefined} */
let place;

/** @param {object} who @param {Reason} [reason] */
export function interrupted(who, reason = "connection.broken") {
  waiting.set(who, reason);
  tell();
}

/** @param {object} who */
export function restored(who) {
  if (waiting.delete(who)) tell();
}

function tell() {
  const reasons = [...waiting.values()];
  const reason = reasons.find((one) => one === "connection.broken") ?? reasons[0];
  place ??= h("div", { class: "lw lw-connection", role: "status" });
  if (!place.isConnected) document.body.append(place);
  const words = reason ? t(reason) : "";
  if (place.textContent !== words) place.textContent = words;
}
