// A set of closed questions. In a lesson each is checked by the kernel and kept in the workbook; in an exercise each
// is saved to answers.json and says no more than that.

import { h } from "../dom.js";
import { question } from "../items/card.js";
import { workbookKeeper } from "../items/keeper.js";
import { t } from "../strings.js";
import * as workbook from "../workbook.js";

export async function view({ root, spec, ask }) {
  const seed = await workbook.seed();
  const saved = spec.exercise ? await ask("load").catch((error) => ({ error })) : {};
  root.classList.add("lw-quiz");
  for (const notice of saved.notices ?? []) {
    root.append(h("p", { class: "lw-status", "data-mood": "trouble" }, t(`exercise.notice.${notice.code}`, notice)));
  }
  if (saved.error) root.append(h("p", { class: "lw-status", "data-mood": "trouble" }, saved.error.message));
  for (const item of spec.items) {
    const keeper = spec.exercise ? exerciseKeeper(item, ask, saved.items ?? {}) : workbookKeeper(`item/${item.id}`, item, ask);
    root.append(await question(item, keeper, { seed, exercise: spec.exercise }));
  }
}

/** Where an exercise's question keeps its answer: answers.json, by way of the kernel. */
function exerciseKeeper(item, ask, items) {
  const saved = items[item.id];
  return {
    restore: async () => (saved ? { draft: saved.response, confidence: saved.confidence, saved: true } : {}),
    draft: async () => t("exercise.unsaved"),
    async check(response, confidence) {
      await ask("check", { id: item.id, response, confidence });
      const parts = { sort: item.entries, match: item.lefts }[item.type];
      const open = parts ? parts.length - Object.keys(response).length : 0;
      return { saved: true, open };
    },
    solve: null,
    tries: () => 0,
  };
}
