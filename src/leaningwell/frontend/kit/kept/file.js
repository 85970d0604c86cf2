// The workbook as one encrypted file: saved, and brought back.

import { exported, imported } from "../workbook/export-import.js";
import { button, disclosure, h, status } from "../ui/dom.js";
import { field } from "../ui/fields.js";
import { sentenceOf } from "../ui/problem.js";
import { t } from "../ui/strings.js";
import { newPassphrase } from "./new-passphrase.js";

/**
 * Have the browser save a file.
 * @param {Blob} file
 * @param {string} name
 */
export function download(file, name) {
  const link = h("a", { href: URL.createObjectURL(file), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Save everything as a file that only the passphrase opens. */
export function takeAlong() {
  const message = status();
  const passphrase = newPassphrase(t("carry.passphrase"), t("carry.passphrase.again"), message.say);
  async function save() {
    const chosen = passphrase.chosen();
    if (chosen === null) return;
    message.say(t("carry.working"));
    try {
      download(new Blob([await exported(chosen)], { type: "application/jose" }), "leaning-well-workbook.jwe");
      passphrase.clear();
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
export function bringBack() {
  const message = status();
  const file = field(t("carry.file"), { type: "file", accept: ".jwe" });
  const passphrase = field(t("carry.passphrase.file"), { type: "password", autocomplete: "off", class: "lw-password" });
  async function load() {
    const [chosen] = file.input.files ?? [];
    if (!chosen) {
      message.say(t("carry.choose"), "again");
      return;
    }
    message.say(t("carry.working"));
    try {
      const { count, left } = await imported(await chosen.text(), passphrase.input.value);
      passphrase.input.value = "";
      message.say(
        [t("carry.brought", { count }), ...(left ? [t("carry.left", { count: left })] : [])].join(" "),
        left ? "again" : "calm",
      );
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
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
