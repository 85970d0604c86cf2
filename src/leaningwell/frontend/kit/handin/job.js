// Work of seconds that the kernel has done elsewhere: started with one question, asked after until there is a result.

/** @import { Ask, Failed, Jobs, Questions } from "../types.d.ts" */

const PAUSE = 500;

/**
 * @template {keyof Jobs} Job
 * @param {Ask} ask
 * @param {Job} job
 * @param {Omit<Questions["start"][0], "job">} [question]
 * @returns {Promise<Jobs[Job] | Failed>}
 */
export async function done(ask, job, question = {}) {
  const started = await ask("start", { job, ...question });
  if (started.changed) return { code: "changed" };
  for (;;) {
    const { result } = await ask("result", { job });
    if (result) return /** @type {Jobs[Job] | Failed} */ (result);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

const language = document.documentElement.lang.slice(0, 2) || "en";
/** The reader's own way of writing dates and numbers, where it is in the language of the page. */
export const locale = navigator.language.startsWith(language) ? navigator.language : language;

/** A moment as people write it, in the reader's own time zone. @param {string} iso */
export function moment(iso) {
  const when = new Date(iso);
  if (Number.isNaN(when.getTime())) return iso;
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium" }).format(when);
}
