// A number, typed. Its feedback is the verdict line, since there is nothing to stand beside.

/** @import { Form, ItemType, NumericItem, Setting } from "../types.d.ts" */

import { h, uid } from "../ui/dom.js";
import { pointed, t } from "../ui/strings.js";

/** @param {NumericItem} item @param {Setting} setting @returns {Form} */
function form(item, { changed, submit }) {
  const id = uid("number");
  const input = h("input", {
    type: "text",
    inputMode: "decimal",
    autocomplete: "off",
    id,
    class: "lw-number",
    oninput: changed,
    onkeydown: (event) => event.key === "Enter" && submit(),
  });
  return {
    element: h(
      "div",
      { class: "lw-field" },
      h("label", { for: id }, t("quiz.number")),
      h("span", { class: "lw-number-line" }, input, item.unit && h("span", {}, ` ${item.unit}`)),
    ),
    response: () => pointed(input.value.trim()) || null,
    fits: (response) => typeof response === "string" || typeof response === "number",
    restore: (response) => void (input.value = pointed(String(response))),
    show: () => {},
  };
}

/** @type {ItemType} */
export const numeric = {
  form,
  nothing: "quiz.type",
  refusal(/** @type {NumericItem} */ { minimum, maximum }, response) {
    const given = Number(String(response).replace(",", ".").replace("−", "-"));
    if (!((minimum !== null && given < minimum) || (maximum !== null && given > maximum))) return null;
    if (minimum === null) return t("quiz.range.below", { maximum: maximum ?? 0 });
    return maximum === null ? t("quiz.range.above", { minimum }) : t("quiz.range", { minimum, maximum });
  },
  details: (item, result) => [
    result.reasons[0]?.text ?? t("quiz.another"),
    ...(result.explained ?? []).map(({ fits, text }) => `${t("quiz.numberIs", { number: Number(fits[0]) })} ${text}`),
  ],
};
