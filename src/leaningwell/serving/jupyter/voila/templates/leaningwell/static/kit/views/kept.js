// What this browser keeps, in numbers, and one button that deletes it all.

import { button, card, h, status } from "../dom.js";
import { t } from "../strings.js";
import * as workbook from "../workbook.js";

const KINDS = ["item", "reflection", "prediction", "plan", "translator", "choice", "aside"];

export async function view({ root }) {
  const list = h("ul", { class: "lw-kept" });
  const actions = h("div", { class: "lw-actions" });
  const message = status();

  async function draw() {
    const ids = await workbook.ids();
    const lines = KINDS.map((kind) => [kind, ids.filter((id) => id.startsWith(`${kind}/`)).length])
      .filter(([, count]) => count > 0)
      .map(([kind, count]) => h("li", {}, `${t(`kept.${kind}`)}: ${count}`));
    list.replaceChildren(...(lines.length ? lines : [h("li", {}, t("kept.none"))]));
  }
  const calm = () => actions.replaceChildren(button(t("kept.delete"), sure));
  function sure() {
    actions.replaceChildren(
      h("span", {}, t("kept.sure")),
      button(t("kept.yes"), erase, "main"),
      button(t("kept.no"), () => { calm(); actions.querySelector("button").focus(); }),
    );
    actions.querySelector("button").focus();
  }
  async function erase() {
    try {
      await workbook.clear();
      message.say(t("kept.deleted"));
    } catch (error) {
      message.say(error.message, "trouble");
    }
    calm();
    actions.querySelector("button").focus();
  }

  calm();
  await draw();
  root.append(card("kept", t("kept.title"), t("kept.hint"), list, actions, message.element));
  return workbook.subscribe(draw);
}
