// Before handing in: exactly what an instructor will see, handing in, and grading one's own exercise.

/** @import { Activity, HandinPage, HandinSpec, Seen } from "../types.d.ts" */

import { whenAnswered, whenLate } from "../asking/asking.js";
import { gradeCard } from "../handin/grade.js";
import { done } from "../handin/job.js";
import { whenSavedInLab } from "../handin/lab.js";
import { seenCard } from "../handin/instructor-view.js";
import { submitCard } from "../handin/submit.js";
import { sentenceOf } from "../ui/problem.js";
import { whenSaved } from "../handin/saved.js";

/** Shown while the workbook is locked: what is handed in is in a folder, not in the workbook. */
export const isOpen = () => true;

/** @param {Activity<HandinSpec>} activity */
export async function view({ root, spec, ask }) {
  /** @type {Seen | null} */
  let shown = null;
  /** Which other files were there when those in view were asked for. @type {string | undefined} */
  let listed;
  const mark = () => ({ answers: shown?.mark.answers, files: listed });
  /** @type {HandinPage} */
  const page = { root, ask, own: spec.own, shown: () => shown, mark, again: () => look().then(lookAround) };
  const seen = seenCard(page);
  const submit = submitCard(page);
  root.append(seen.element, submit.element, spec.solutions ? gradeCard(page) : "");

  /** The answers, which the kernel knows at once. */
  async function look() {
    await whenAnswered(ask("look"), (found) => {
      shown = found;
      seen.draw(found);
    });
  }
  /** Files and exchange, for which nbgrader is asked. */
  async function lookAround() {
    const names = shown?.mark.files;
    const found = await done(ask, "look");
    if ("files" in found) {
      listed = names;
      seen.drawFiles(found.files);
      submit.draw(found);
    } else submit.draw({ exchange: found.code, detail: found.detail, courses: [], earlier: [] });
  }
  const trouble = (/** @type {unknown} */ error) => {
    seen.say(sentenceOf(error), "trouble");
    whenLate(error, () => seen.say(""));
  };

  await look().catch(trouble);
  lookAround().catch(trouble);
  const stops = [whenSaved(() => look().catch(trouble)), whenSavedInLab(root, () => seen.warn())];
  return () => stops.forEach((stop) => stop());
}
