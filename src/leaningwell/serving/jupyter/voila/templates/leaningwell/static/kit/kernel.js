// Asking the kernel: one question, one reply, and a sentence where there is none.

/** @import { Ask } from "./types.d.ts" */
/** @import { Key } from "./strings.js" */

import { t } from "./strings.js";

const PATIENCE = 15000;

/** No usable reply; `message` is the sentence for the learner. */
export class Unanswered extends Error {}

/**
 * What anywidget hands to `render`: a call to the kernel that resolves to the reply and its buffers.
 * @typedef {{ invoke(name: string, message: object, options: { signal: AbortSignal }): Promise<[any, DataView[]]> }} Experimental
 */

/**
 * A function that asks the kernel and resolves to its reply.
 * @param {Experimental} experimental
 * @returns {Ask}
 */
export function asker(experimental) {
  return async (what, question = {}) => {
    let reply;
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      [reply] = await experimental.invoke("ask", { do: what, ...question }, { signal });
    } catch {
      throw new Unanswered(t("kernel.gone"));
    }
    if (reply.failed) throw new Unanswered(t("kernel.failed"));
    if (reply.problem) throw new Unanswered(t(/** @type {Key} */ (`problem.${reply.problem}`), reply.details));
    return reply;
  };
}
