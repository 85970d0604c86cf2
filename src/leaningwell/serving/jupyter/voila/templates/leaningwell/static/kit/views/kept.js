// What this browser keeps, in numbers; a way to take it along in one encrypted file and to bring it back; and one
// button that deletes it all.

import { exported, imported } from "../carry.js";
import { button, card, disclosure, h, status, uid } from "../dom.js";
import { numeral, t } from "../strings.js";
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
      .map(([kind, count]) => h("li", {}, `${t(`kept.${kind}`)}: ${numeral(count)}`));
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
  root.append(
    card("kept", t("kept.title"), t("kept.hint"), list, takeAlong(), bringBack(), actions, message.element),
  );
  return workbook.subscribe(draw);
}

const SHORTEST = 10;

function field(label, properties) {
  const id = uid("carry");
  const input = h("input", { id, ...properties });
  return { input, element: h("div", { class: "lw-field" }, h("label", { for: id }, label), input) };
}

/** Save everything as a file that only the passphrase opens. */
function takeAlong() {
  const message = status();
  const passphrase = field(t("carry.passphrase"), { type: "password", autocomplete: "new-password", class: "lw-password" });
  async function save() {
    if (passphrase.input.value.length < SHORTEST) {
      message.say(t("carry.short", { least: SHORTEST }), "again");
      return;
    }
    message.say(t("carry.working"));
    try {
      const file = new Blob([await exported(passphrase.input.value)], { type: "application/jose" });
      const link = h("a", { href: URL.createObjectURL(file), download: "leaning-well-workbook.jwe" });
      link.click();
      URL.revokeObjectURL(link.href);
      passphrase.input.value = "";
      message.say(t("carry.saved"));
    } catch {
      message.say(t("carry.failed"), "trouble");
    }
  }
  return disclosure(
    t("carry.out"),
    h("p", {}, t("carry.out.note")),
    passphrase.element,
    h("div", { class: "lw-actions" }, button(t("carry.out.button"), save)),
    message.element,
  );
}

/** Take the entries of such a file into this browser. */
function bringBack() {
  const message = status();
  const file = field(t("carry.file"), { type: "file", accept: ".jwe" });
  const passphrase = field(t("carry.passphrase.file"), { type: "password", autocomplete: "off", class: "lw-password" });
  async function load() {
    const [chosen] = file.input.files;
    if (!chosen) {
      message.say(t("carry.choose"), "again");
      return;
    }
    message.say(t("carry.working"));
    try {
      const count = await imported(await chosen.text(), passphrase.input.value);
      passphrase.input.value = "";
      message.say(t("carry.brought", { count }));
    } catch (error) {
      message.say(error.message, "trouble");
    }
  }
  return disclosure(
    t("carry.in"),
    h("p", {}, t("carry.in.note")),
    file.element,
    passphrase.element,
    h("div", { class: "lw-actions" }, button(t("carry.in.button"), load)),
    message.element,
  );
}
