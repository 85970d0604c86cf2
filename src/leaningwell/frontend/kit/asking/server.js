// Asking the server behind a page that has no kernel. While the server is away or busy, it is asked again: a question has
// one answer, however often it is asked.

/** @import { Ask } from "../types.d.ts" */
/** @import { Reason } from "../ui/interruption.js" */

import { patiently, Unanswered } from "./asking.js";
import { interrupted, NOTICED, restored } from "../ui/interruption.js";
import { t } from "../ui/strings.js";

const PAUSES = [200, 400, 800, 1500, 3000, 5000];
/** A line may have died without a word: what is not answered for so long is asked again on a new one. */
const PATIENCE = [5000, 10_000, 20_000, 40_000];
/** A page that nobody answers for so long will not be answered. */
const LONGEST = 300_000;
const BUSY = [429, 502, 503, 504];

/**
 * A function that asks the server and resolves to its reply.
 * @param {string} address where the activity is asked
 * @param {string} build what the page was made from; a server that has another says so
 * @param {AbortSignal} left ends when the page is left, and with it the asking of what has no end of its own
 * @returns {Ask}
 */
export function serverAsker(address, build, left) {
  return async (what, question = {}, until = left) =>
    patiently(asked(address, JSON.stringify({ build, question: { do: what, ...question } }), until, until !== left));
}

/** @param {string} address @param {string} body @param {AbortSignal} until ends it @param {boolean} lasts as of `sent` */
async function asked(address, body, until, lasts) {
  const began = performance.now();
  const me = {};
  let entered = false;
  /** @param {Reason} why */
  const tell = (why) => {
    clearTimeout(silence);
    interrupted(me, why);
  };
  const silence = setTimeout(() => tell("connection.busy"), NOTICED);
  try {
    for (let again = 0; ; again += 1) {
      const response = until.aborted ? undefined : await sent(address, body, nth(PATIENCE, again), until, lasts);
      if (until.aborted) throw new Unanswered(t("kernel.gone"), { gone: true });
      if (response?.ok) return await response.json();
      if (response?.status === 409) throw new Unanswered(t("server.updated"));
      if (response && refused(response)) {
        if (entered) throw new Unanswered(t("server.login"));
        // Cookies may have been deleted. If the login still holds, the page brings the one that is missing.
        entered = true;
        await fetch(location.pathname, { cache: "no-store", redirect: "manual" }).catch(() => undefined);
        continue;
      }
      if (response && !BUSY.includes(response.status)) throw new Unanswered(t("kernel.failed"));
      if (performance.now() - began > LONGEST) throw new Unanswered(t("kernel.gone"), { gone: true });
      // What is over at once is not spoken of.
      if (performance.now() - began > 1000) tell(reason(response));
      // Not all at once, when many pages wait for one server.
      await pause(nth(PAUSES, again) * (0.75 + Math.random() / 2), until);
    }
  } finally {
    clearTimeout(silence);
    restored(me);
  }
}

/** @param {number[]} list @param {number} place */
const nth = (list, place) => list[Math.min(place, list.length - 1)];

/** @param {number} milliseconds @param {AbortSignal} until ends it at once @returns {Promise<void>} */
function pause(milliseconds, until) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(clock);
      until.removeEventListener("abort", end);
      resolve();
    };
    const clock = setTimeout(end, milliseconds);
    until.addEventListener("abort", end);
  });
}

/**
 * The response, or nothing if none came in time.
 * @param {string} address
 * @param {string} body
 * @param {number} patience
 * @param {AbortSignal} until
 * @param {boolean} lasts whether it is sent to the end although the document is left
 */
function sent(address, body, patience, until, lasts) {
  /** @type {Record<string, string>} */
  const headers = { "Content-Type": "application/json" };
  const xsrf = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1];
  if (xsrf) headers["X-XSRFToken"] = xsrf;
  const late = new AbortController();
  const give = () => late.abort();
  const clock = setTimeout(give, patience);
  until.addEventListener("abort", give);
  return fetch(address, { method: "POST", headers, body, signal: late.signal, redirect: "manual", keepalive: lasts })
    .catch(() => undefined)
    .finally(() => {
      clearTimeout(clock);
      until.removeEventListener("abort", give);
    });
}

/** Whether somebody has to log in. @param {Response} response */
const refused = (response) => response.type === "opaqueredirect" || [401, 403].includes(response.status);

/** @param {Response | undefined} response @returns {Reason} */
const reason = (response) => (response && response.status !== 502 ? "connection.busy" : "connection.broken");
