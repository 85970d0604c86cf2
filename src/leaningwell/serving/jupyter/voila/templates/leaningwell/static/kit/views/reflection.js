// A private reflection. What is written stays in this browser; the kernel hears only that it is done, whichever of
// the three ways was taken. In an exercise the text can be shared, by a button of its own, and taken back.

import { button, card, debounced, disclosure, h, paragraphs, status, uid } from "../dom.js";
import { t } from "../strings.js";
import * as workbook from "../workbook.js";

const EMPTY = { way: null, own: {}, persona: {} };

export async function view({ root, spec, ask }) {
  const id = `reflection/${spec.id}`;
  const message = status();
  let kept = { ...EMPTY, ...(await workbook.get(id, (sentence) => message.say(sentence, "trouble"))) };

  const filled = (texts) => spec.boxes.filter((box) => texts[box.id]?.trim()).length;
  const complete = () =>
    kept.way === "skip" || kept.way === "persona" || (kept.way === "own" && filled(kept.own) >= spec.complete);

  let told = false;
  async function tellDone() {
    if (told) return;
    told = true;
    await ask("done", { id: spec.id }).catch((error) => {
      told = false;
      if (spec.exercise) message.say(`${t("reflection.unsaved")} ${error.message}`, "trouble");
    });
  }

  async function save(sentence = t("reflection.saved")) {
    kept.done = complete();
    done.hidden = !kept.done;
    try {
      await workbook.put(id, kept);
      message.say(sentence);
    } catch (error) {
      message.say(error.message, "trouble");
    }
    if (kept.done) await tellDone();
  }
  const saveSoon = debounced(save);
  const flush = () => saveSoon.flush();

  const ways = [
    ["own", t("reflection.own")],
    ["persona", t("reflection.persona", { name: spec.persona.name })],
    ["skip", t("reflection.skip")],
  ];
  const group = uid("way");
  const radios = ways.map(([way]) =>
    h("input", { type: "radio", name: group, value: way, checked: kept.way === way, onchange: () => choose(way) }),
  );
  const body = h("div", { class: "lw-reflection-body" });
  const done = h("p", { class: "lw-done", hidden: !kept.done }, t("reflection.done"));

  function choose(way) {
    saveSoon.cancel();
    kept.way = way;
    draw();
    save(way === "skip" ? t("reflection.skipped") : t("reflection.saved"));
  }

  function boxes(texts) {
    return spec.boxes.map((box) => {
      const field = uid(box.id);
      const area = h("textarea", {
        id: field, rows: 2, value: texts[box.id] ?? "", autocomplete: "off", spellcheck: true,
        oninput: () => {
          texts[box.id] = area.value;
          saveSoon();
        },
        onblur: flush,
      });
      return h("div", { class: "lw-field" }, h("label", { for: field }, box.label), area);
    });
  }

  function eraser() {
    const place = h("div", { class: "lw-actions" });
    const calm = () => place.replaceChildren(button(t("reflection.delete"), sure, "quiet"));
    const sure = () => {
      place.replaceChildren(
        h("span", {}, t("reflection.delete.sure")),
        button(t("reflection.delete.yes"), erase),
        button(t("reflection.delete.no"), () => { calm(); place.querySelector("button").focus(); }),
      );
      place.querySelector("button").focus();
    };
    calm();
    return place;
  }

  async function erase() {
    saveSoon.cancel();
    kept = structuredClone(EMPTY);
    radios.forEach((radio) => (radio.checked = false));
    done.hidden = true;
    draw();
    try {
      await workbook.remove(id);
      message.say(t("reflection.deleted"));
    } catch (error) {
      message.say(error.message, "trouble");
    }
    radios[0].focus();
  }

  function draw() {
    body.replaceChildren();
    if (kept.way === "own") {
      body.append(...(spec.example ? [example(spec.example)] : []), ...boxes(kept.own), eraser());
    } else if (kept.way === "persona") {
      body.append(
        h("blockquote", { class: "lw-voice" }, ...paragraphs(spec.persona.text)),
        h("p", { class: "lw-hint" }, t("reflection.persona.invite", { name: spec.persona.name })),
        ...boxes(kept.persona),
        eraser(),
      );
    }
    share.element.hidden = !(spec.exercise && spec.shareable && (kept.way === "own" || kept.way === "persona"));
  }

  const share = sharing(spec, ask, message, () => {
    flush();
    return kept[kept.way] ?? {};
  });

  root.append(
    card(
      "reflection",
      spec.title,
      t(spec.exercise && spec.shareable ? "reflection.hint.shareable" : "reflection.hint"),
      ...paragraphs(spec.prompt),
      h(
        "fieldset",
        { class: "lw-ways" },
        h("legend", {}, t("reflection.ways")),
        h("div", { class: "lw-chips" }, ...ways.map(([, label], index) => h("label", { class: "lw-chip" }, radios[index], h("span", {}, label)))),
      ),
      body,
      share.element,
      h("p", { class: "lw-note" }, t("reflection.kept")),
      done,
      message.element,
    ),
  );
  draw();
  if (spec.exercise) await share.restore();
  if (complete()) await tellDone();

  addEventListener("pagehide", flush);
  return () => {
    removeEventListener("pagehide", flush);
    return flush();
  };
}

const example = (voice) => disclosure(t("reflection.example", { name: voice.name }), ...paragraphs(voice.text));

/** The only way a reflection's text leaves the browser: a button that says so, and another that takes it back. */
function sharing(spec, ask, message, texts) {
  const element = h("div", { class: "lw-share", hidden: true });
  if (!spec.exercise || !spec.shareable) return { element, restore: async () => undefined };

  function draw(shared) {
    const lines = spec.boxes.filter((box) => shared?.[box.id]).map((box) => h("blockquote", {}, shared[box.id]));
    element.replaceChildren(
      ...(lines.length
        ? [h("p", {}, t("reflection.shared")), ...lines, button(t("reflection.takeBack"), takeBack)]
        : [h("p", { class: "lw-hint" }, t("reflection.share.note")), button(t("reflection.share"), give)]),
    );
    if (lines.length) element.hidden = false;
  }
  async function give() {
    const given = Object.fromEntries(Object.entries(texts()).filter(([, text]) => text.trim()));
    if (Object.keys(given).length === 0) {
      message.say(t("reflection.nothing"), "again");
      return;
    }
    await attempt(() => ask("share", { texts: given }), () => draw(given));
  }
  const takeBack = () =>
    attempt(
      () => ask("take-back"),
      () => {
        draw(null);
        message.say(t("reflection.takenBack"));
      },
    );
  async function attempt(act, then) {
    try {
      await act();
      then();
    } catch (error) {
      message.say(error.message, "trouble");
    }
    element.querySelector("button")?.focus();
  }
  return {
    element,
    restore: async () => {
      const saved = await ask("load").catch(() => null);
      draw(saved?.shared?.[spec.id] ?? null);
    },
  };
}
