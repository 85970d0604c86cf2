// What becomes of a question: one reply, or a sentence where there is none.

/** @import { Key } from "../ui/strings.js" */

import { t } from "../ui/strings.js";

const PATIENCE = 15000;

/**
 * No usable reply; `message` is the sentence for the learner, and `late` the reply if it comes after all. `gone`: the
 * question may not even have been heard.
 */
export class Unanswered extends Error {
  /** @param {string} message @param {{ late?: Promise<any>, gone?: boolean }} [more] */
  constructor(message, { late, gone = false } = {}) {
    super(message);
    this.late = late;
    this.gone = gone;
  }
}

/**
 * Do something once the reply has come after all, where an error leaves one to wait for.
 * @param {unknown} error
 * @param {(reply: any) => unknown} act
 */
export function whenLate(error, act) {
  if (error instanceof Unanswered) error.late?.then(act, () => undefined);
}

/**
 * A reply as it may be used, for as long as somebody waits; after that it comes late.
 * @param {Promise<any>} asked the reply as it was sent
 * @returns {Promise<any>}
 */
export function patiently(asked) {
  const answer = asked.then(usable);
  answer.catch(() => undefined); // who waited has been told already
  let clock = 0;
  const patience = new Promise((_, reject) => {
    clock = setTimeout(() => reject(new Unanswered(t("kernel.gone"), { late: answer, gone: true })), PATIENCE);
  });
  return Promise.race([answer, patience]).finally(() => clearTimeout(clock));
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
 * @param {(reply: Reply) => Result | Promise<Result>} use
 * @returns {Promise<Result>}
 */
export async function whenAnswered(asked, use) {
  try {
    return await use(await asked);
  } catch (error) {
    if (!(error instanceof Unanswered && error.late)) throw error;
    const late = error.late.then(use);
    late.catch(() => undefined); // not everybody listens for it
    throw new Unanswered(error.message, { late, gone: error.gone });
  }
}
