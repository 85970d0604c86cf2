// Asking the kernel: one question, one reply, and a sentence where there is none.

import { t } from "./strings.js";

const PATIENCE = 15000;

/** No usable reply; `message` is the sentence for the learner. */
export class Unanswered extends Error {}

/**
 * A function that asks the kernel and resolves to its reply.
 * @param {any} experimental what anywidget hands to `render`
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
    if (reply.problem) throw new Unanswered(t(`problem.${reply.problem}`, reply.details));
    return reply;
  };
}
