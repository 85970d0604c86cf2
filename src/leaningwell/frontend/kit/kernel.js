// Asking the kernel: one question, one reply, and a sentence where there is none.

/** @import { Ask } from "./types.d.ts" */
/** @import { Line } from "./connection.js" */
/** @import { Key } from "./strings.js" */

import { mind, watch } from "./connection.js";
import { t } from "./strings.js";

const PATIENCE = 15000;

/**
 * No usable reply; `message` is the sentence for the learner, and `late` the reply if it comes after all. `gone`: the
 * question may not even have come to the kernel.
 */
export class Unanswered extends Error {
  /** @param {string} message @param {{ late?: Promise<any>, gone?: boolean }} [more] */
  constructor(message, { late, gone = false } = {}) {
    super(message);
    this.late = late;
    this.gone = gone;
  }
}

/** The reply that may come after all, where an error leaves one to wait for. @param {unknown} error */
export const lateReply = (error) => (error instanceof Unanswered ? error.late : undefined);

/**
 * What anywidget hands to `render`: a call to the kernel that resolves to the reply and its buffers.
 * @typedef {{ invoke(name: string, message: object, options: { signal: AbortSignal }): Promise<[any, DataView[]]> }} Experimental
 */

/**
 * A function that asks the kernel and resolves to its reply.
 * @param {Experimental} experimental
 * @param {() => Line | null | undefined} line the connection to the kernel, as it is now
 * @returns {Ask}
 */
export function asker(experimental, line) {
  watch(line());
  return async (what, question = {}) => {
    const asked = experimental.invoke("ask", { do: what, ...question }, { signal: new AbortController().signal });
    const answer = asked.then(
      ([reply]) => usable(reply),
      () => {
        throw new Unanswered(t("kernel.gone"), { gone: true });
      },
    );
    watch(line());
    mind(line(), answer);
    answer.catch(() => undefined); // who waited has been told already
    let clock = 0;
    const patience = new Promise((_, reject) => {
      clock = setTimeout(() => reject(new Unanswered(t("kernel.gone"), { late: answer, gone: true })), PATIENCE);
    });
    return Promise.race([answer, patience]).finally(() => clearTimeout(clock));
  };
}

/** @param {any} reply */
function usable(reply) {
  if (reply.failed) throw new Unanswered(t("kernel.failed"));
  if (reply.problem) throw new Unanswered(t(/** @type {Key} */ (`problem.${reply.problem}`), reply.details));
  return reply;
}

/**
 * Do with a reply what is to be done with it, also if it comes late.
 * @template Reply
 * @template Result
 * @param {Promise<Reply>} asked
 * @param {(reply: Reply) => Result} use
 * @returns {Promise<Result>}
 */
export async function whenAnswered(asked, use) {
  try {
    return use(await asked);
  } catch (error) {
    if (!(error instanceof Unanswered && error.late)) throw error;
    throw new Unanswered(error.message, { late: error.late.then(use), gone: error.gone });
  }
}
