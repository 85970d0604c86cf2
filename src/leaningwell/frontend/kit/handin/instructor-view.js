// What an instructor will see, as it is saved: every answer in words, receipts, shared texts, files.

/** @import { Key } from "../ui/strings.js" */
/** @import { Ask, HandinPage, Seen, SeenAnswer, SeenFile, SeenReflection, SeenTask } from "../types.d.ts" */

import { whenAnswered } from "../asking/asking.js";
import { button, card, disclosure, h, status } from "../ui/dom.js";
import { sentenceOf } from "../ui/problem.js";
import { t } from "../ui/strings.js";
import { locale } from "./job.js";
import { inLab, unsaved } from "./lab.js";
import { unsavedAnswers } from "./saved.js";

/** How many parts are still open, of all there are. @param {Seen} shown */
function open(shown) {
  const answers = [
    ...shown.tasks.map(taskState),
    ...shown.questions.map((one) => one.state === "given"),
    ...shown.reflections.map((one) => one.done),
  ];
  return { count: answers.filter((given) => !given).length, all: answers.length };
}

/** @param {SeenTask} task */
const taskState = (task) => task.code === "changed" || task.questions.every((one) => one.state === "given");

/** How much is still open, in a sentence. @param {Seen} shown */
export function summary(shown) {
  if (unsavedAnswers() > 0) return t("handin.open.unsaved", { count: unsavedAnswers() });
  const { count, all } = open(shown);
  return count ? t(`handin.open.${count === 1 ? "one" : "many"}`, { count, all }) : t("handin.open.none");
}

/** @param {HandinPage} page */
export function seenCard({ root, ask, own, again }) {
  const body = h("div");
  const files = h("div", { class: "lw-seen-files" }, h("p", { class: "lw-hint" }, t("handin.files.asking")));
  const warnings = h("div");
  const message = status();
  /** @type {Seen | null} */
  let latest = null;

  function warn() {
    const sentences = (latest?.notices ?? []).map((notice) => t(/** @type {Key} */ (`exercise.notice.${notice.code}`), notice));
    if (latest && !latest.notebook.saved) sentences.push(t("handin.notebook.missing"));
    else if (latest && !latest.notebook.readable) sentences.push(t("handin.notebook.broken"));
    else if (latest && !latest.notebook.whole) sentences.push(t("handin.notebook.damaged"));
    if (latest?.notebook.copy)
      sentences.push(t("handin.notebook.copy", { copy: latest.notebook.copy, own: own.find((name) => name.endsWith(".ipynb")) }));
    if (unsaved(root)) sentences.push(t("handin.unsaved"));
    warnings.replaceChildren(...sentences.map((text) => h("p", { class: "lw-status", "data-mood": "trouble" }, text)));
  }

  /** @param {Seen} shown */
  function draw(shown) {
    latest = shown;
    warn();
    body.replaceChildren(
      h("p", { class: "lw-seen-summary" }, summary(shown)),
      ...shown.tasks.flatMap((task) => [
        heading(task.title, task.points),
        ...(task.code
          ? [h("p", {}, t(/** @type {Key} */ (`handin.code.${task.code}`)), inLab(root) ? ` ${t("handin.code.saved")}` : "")]
          : []),
        answers(task.questions),
      ]),
      ...(shown.questions.length ? [h("h4", {}, t("handin.questions")), answers(shown.questions)] : []),
      ...shown.reflections.flatMap(reflection),
    );
  }

  /** @param {SeenFile[]} list */
  function drawFiles(list) {
    const extra = list.filter((file) => file.included && !own.includes(file.name));
    const parts = [
      h("h4", {}, t("handin.files")),
      h("ul", { class: "lw-kept" }, ...list.filter((file) => file.included && own.includes(file.name)).map(file)),
      list.some(({ name }) => name === "answers.json") && disclosure(t("handin.raw"), contents("answers.json", ask)),
      extra.length > 0 && h("p", {}, t("handin.extra")),
      extra.length > 0 && h("ul", { class: "lw-kept" }, ...extra.map((one) => extraFile(one, ask, moved))),
    ];
    files.replaceChildren(...parts.filter((part) => part !== false));
  }
  /** @param {string} sentence */
  function moved(sentence) {
    message.say(sentence);
    look.focus();
    again().catch((error) => message.say(sentenceOf(error), "trouble"));
  }
  const look = button(t("handin.again"), async () => {
    try {
      await again();
      message.say(`${t("handin.looked")} ${summary(/** @type {Seen} */ (latest))}`);
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
    }
  });

  const element = card(
    "look-over",
    t("handin.title"),
    t("handin.hint"),
    warnings,
    body,
    files,
    h("div", { class: "lw-actions" }, look),
    message.element,
  );
  return { element, draw, drawFiles, warn, say: message.say };
}

/** @param {string} title @param {number} points */
const heading = (title, points) =>
  h("h4", {}, `${title} `, h("span", { class: "lw-seen-points" }, t("exercise.points", { count: points })));

/** @param {SeenAnswer[]} list */
const answers = (list) =>
  h(
    "dl",
    { class: "lw-seen" },
    ...list.flatMap((one) => [
      h("dt", {}, one.prompt),
      h("dd", { "data-state": one.state }, one.state === "given" ? one.text : t(/** @type {Key} */ (`handin.${one.state}`))),
    ]),
  );

/** @param {SeenReflection} one */
function reflection(one) {
  const shared = Object.entries(one.shared);
  return [
    h("h4", {}, one.title),
    h("p", {}, t(one.done ? "handin.done" : "handin.notDone"), " ", t(shared.length ? "handin.shared" : "handin.notShared")),
    ...shared.flatMap(([label, text]) => [h("p", { class: "lw-hint" }, label), h("blockquote", {}, text)]),
  ];
}

const KINDS = { ".ipynb": "notebook", "items.yaml": "items", "answers.json": "answers" };
/** @param {SeenFile} file */
function file({ name, size }) {
  const kind = Object.entries(KINDS).find(([ending]) => name.endsWith(ending))?.[1];
  return h("li", {}, h("code", {}, name), ` · ${bytes(size)}`, kind ? ` · ${t(/** @type {Key} */ (`handin.file.${kind}`))}` : "");
}

/** Size in the reader's own way of writing numbers. @param {number} size */
function bytes(size) {
  const unit = size < 1000 ? "byte" : size < 1e6 ? "kilobyte" : "megabyte";
  const value = { byte: size, kilobyte: size / 1000, megabyte: size / 1e6 }[unit];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 }).format(
    Math.ceil(value),
  );
}

/** A file's content, asked for when it is wanted. @param {string} name @param {Ask} ask */
function contents(name, ask) {
  const place = h("pre", { class: "lw-seen-raw", tabIndex: 0, "aria-label": name });
  const shown = h("div", {}, button(t("handin.show"), show));
  async function show() {
    try {
      await whenAnswered(ask("peek", { name }), ({ text }) => (place.textContent = text));
    } catch (error) {
      place.textContent = sentenceOf(error);
    }
    shown.replaceChildren(place);
    place.focus();
  }
  return shown;
}

/**
 * A file that is no part of the exercise, such as one that was set aside: to be looked at, and moved out.
 * @param {SeenFile} file
 * @param {Ask} ask
 * @param {(sentence: string) => void} moved
 */
function extraFile({ name, size }, ask, moved) {
  const trouble = status();
  const aside = /^answers\..*\.json$/.test(name);
  const inside = name.includes("/");
  async function move() {
    try {
      await whenAnswered(ask("move", { name }), ({ place }) => moved(t("handin.moved", { name, place })));
    } catch (error) {
      trouble.say(sentenceOf(error), "trouble");
    }
  }
  return h(
    "li",
    {},
    h("code", {}, name),
    ` · ${bytes(size)}. `,
    t(aside ? "handin.file.aside" : "handin.file.other"),
    !inside && disclosure(t("handin.peek", { name }), contents(name, ask)),
    !inside &&
      h(
        "div",
        { class: "lw-actions" },
        button(t("handin.move"), move, "plain", { "aria-label": t("handin.move.name", { name }) }),
      ),
    trouble.element,
  );
}
