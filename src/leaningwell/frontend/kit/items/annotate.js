// Lines as in a script, each to be given a tag: a row of native radios for each, so that mouse, touch and keyboard do alike.

/** @import { AnnotateItem, Form, ItemType, Setting } from "../types.d.ts" */

import { h, uid } from "../ui/dom.js";
import { t } from "../ui/strings.js";
import { feedback, toldBeside } from "./feedback.js";
import { arePlaced } from "./names.js";
import { fitsHere } from "./placing.js";

/** @param {AnnotateItem} item */
const tagged = (item) => item.lines.flatMap(({ key, text }) => (key ? [{ key, text }] : []));

/** @param {AnnotateItem} item @param {Setting} setting @returns {Form} */
function form(item, { changed }) {
  /** @param {AnnotateItem["lines"][number]} line */
  function row({ key, who, text, folded }) {
    const speaker = h("span", { class: "lw-who", id: uid("who") }, who);
    const words = h("span", { class: "lw-line-text", id: uid("line") }, text);
    if (!key) {
      const scene = h("p", { class: "lw-line lw-scene" }, who && speaker, words);
      return { key, element: scene, shut: null, radios: [], show: () => {} };
    }
    const name = uid("tag");
    const why = feedback();
    const onchange = () => {
      why.show(null);
      changed();
    };
    const radios = item.tags.map((tag) => h("input", { type: "radio", name, value: tag.key, onchange }));
    const chips = radios.map((radio, place) => h("label", { class: "lw-chip" }, radio, h("span", {}, item.tags[place].text)));
    const element = h(
      "fieldset",
      { class: "lw-line", "aria-labelledby": `${speaker.id} ${words.id}`, "aria-describedby": why.id },
      speaker,
      words,
      h("div", { class: "lw-chips" }, ...chips),
      why.element,
    );
    // A card that its reader may leave shut. An answer given earlier opens it again.
    const shut = folded ? h("details", { class: "lw-folded" }, h("summary", {}, folded), element) : null;
    return { key, element: shut ?? element, shut, radios, show: why.show };
  }
  const rows = item.lines.map(row);
  const explained = item.tags.filter((tag) => tag.about);
  return {
    element: h(
      "div",
      { class: "lw-script" },
      explained.length > 0 &&
        h("dl", { class: "lw-tags" }, ...explained.flatMap((tag) => [h("dt", {}, tag.text), h("dd", {}, tag.about)])),
      ...rows.map((each) => each.element),
    ),
    response() {
      const given = rows.map(({ key, radios }) => [key, radios.find((radio) => radio.checked)?.value]).filter(([, tag]) => tag);
      return given.length ? Object.fromEntries(given) : null;
    },
    fits: (response) => arePlaced(tagged(item), item.tags, response),
    restore(response) {
      for (const { key, shut, radios, show } of rows) {
        radios.forEach((radio) => (radio.checked = key !== undefined && response[key] === radio.value));
        if (shut && key !== undefined && response[key]) shut.open = true;
        show(null);
      }
    },
    show(result) {
      const told = toldBeside(result, (fits) => fitsHere(item.tags, fits));
      rows.forEach(({ key, show }) => show(key ? told(key) : null));
    },
  };
}

/** @type {ItemType} */
export const annotate = {
  form,
  nothing: "quiz.tag",
  details: (item, result) => [
    t("quiz.tags", {
      right: result.reasons.filter((reason) => reason.right).length,
      all: result.reasons.length + (result.missed ?? 0),
    }),
    ...(result.missed ? [t("quiz.untagged", { count: result.missed })] : []),
  ],
  open: (/** @type {AnnotateItem} */ { lines }, response) =>
    lines.filter(({ key, folded }) => key && !folded && !(key in response)).length,
  stillOpen: "exercise.saved.untagged",
};
