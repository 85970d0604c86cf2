// Searching the prose of all lessons. All of it is fetched once, and searched here: nobody hears what somebody looks for.

import { h, uid } from "../kit/ui/dom.js";
import { t } from "../kit/ui/strings.js";

/** @typedef {{ page: string, title: string, cell: string, heading: string, text: string }} Section */

const MOST = 20;
/** Words on either side of what was found. */
const AROUND = 90;

/** Letters without their marks, in lower case. @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * The sections that hold every word, at the beginning of one of theirs; best first.
 * @param {Section[]} sections
 * @param {string} wanted
 */
export function find(sections, wanted) {
  const words = plain(wanted).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (!words.length) return [];
  const starts = words.map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, "gu"));
  return sections
    .map((section) => {
      const places = [section.heading, section.title, section.text].map(plain);
      const counts = starts.map((start) => places.map((place) => place.match(start)?.length ?? 0));
      if (counts.some(([heading, title, text]) => !heading && !title && !text)) return { section, worth: 0 };
      const worth = counts.reduce((sum, [heading, title, text]) => sum + 8 * heading + 3 * title + Math.min(text, 4), 0);
      return { section, worth };
    })
    .filter(({ worth }) => worth)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, MOST)
    .map(({ section }) => section);
}

/** What stands around the first of the words. @param {string} text @param {string} wanted */
function around(text, wanted) {
  const word = plain(wanted)
    .match(/[\p{L}\p{N}]+/gu)
    ?.find((one) => plain(text).includes(one));
  const at = word ? plain(text).indexOf(word) : 0;
  const from = at > AROUND ? text.indexOf(" ", at - AROUND) + 1 : 0;
  const to = at + AROUND * 2 < text.length ? text.lastIndexOf(" ", at + AROUND * 2) : text.length;
  return `${from ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`;
}

/** @param {string} address where the sections are @param {string} home the folder of the lessons' pages */
export function searcher(address, home) {
  /** @type {Promise<Section[]> | undefined} */
  let fetched;
  const title = uid("search");
  const box = h("input", { type: "search", "aria-labelledby": title, autocomplete: "off", spellcheck: false });
  const said = h("p", { class: "lw-status", role: "status", "aria-live": "polite" });
  const list = h("ol", { class: "lw-found" });
  const dialog = h(
    "dialog",
    { class: "lw lw-search-box", "aria-labelledby": title },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: title }, t("search.title")),
      box,
      h("button", { type: "submit", class: "lw-button lw-button-plain" }, t("search.close")),
    ),
    said,
    list,
  );
  document.body.append(dialog);

  function sections() {
    fetched ??= fetch(address).then((reply) => (reply.ok ? reply.json() : Promise.reject(reply.status)));
    fetched.catch(() => (fetched = undefined)); // asked again with the next letter
    return fetched;
  }
  async function look() {
    const wanted = box.value;
    try {
      const found = wanted.trim() ? find(await sections(), wanted) : [];
      if (box.value !== wanted) return;
      list.replaceChildren(...found.map((section) => row(section, wanted)));
      said.textContent = wanted.trim() ? t("search.found", { count: found.length }) : "";
    } catch {
      list.replaceChildren();
      said.textContent = t("search.failed");
    }
  }
  /** @param {Section} section @param {string} wanted */
  function row({ page, title, cell, heading, text }, wanted) {
    const href = new URL(`${home}${page}.ipynb#cell-${cell}`, location.href).href;
    const link = h("a", { href, onclick: () => dialog.close() }, heading || title);
    return h(
      "li",
      {},
      link,
      heading && heading !== title ? h("span", { class: "lw-hint" }, title) : null,
      h("p", {}, around(text, wanted)),
    );
  }
  box.addEventListener("input", look);
  // Enter is for looking, not for closing; Escape is for closing, though a browser would first empty the box.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Enter") look();
    else dialog.close();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return () => {
    dialog.showModal();
    box.focus();
    sections().catch(() => undefined);
  };
}
