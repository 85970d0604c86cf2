// Many things to set, one scene at a time: nothing is set to begin with, and the picture comes once everything is.

/** @import { Control } from "./controls.js" */

import { button, h, status } from "./dom.js";
import { t } from "./strings.js";

/**
 * @param {Control[][]} groups the controls of each scene
 * @param {() => void} completed called when the last scene has been left with everything set
 */
export function scenes(groups, completed) {
  const place = h("p", { class: "lw-scene-place", "aria-live": "polite" });
  const room = h("div");
  const message = status();
  const back = button(t("explore.scene.back"), () => turn(now - 1));
  const next = button("", forward, "main");
  const all = groups.length;
  let now = 0;

  const missing = (/** @type {Control[]} */ controls) => controls.find((one) => !one.isSet());
  const isComplete = () => !missing(groups.flat());
  const focus = (/** @type {Control} */ one) => one.element.querySelector("input")?.focus();

  function forward() {
    const open = missing(groups[now]);
    if (open) {
      message.say(t("explore.scene.unset"), "trouble");
      focus(open);
    } else if (now < all - 1) turn(now + 1);
    else {
      const left = groups.findIndex(missing);
      if (left >= 0) turn(left);
      else completed();
    }
  }
  /** @param {number} scene */
  function turn(scene) {
    show(scene);
    focus(groups[now][0]);
  }
  /** @param {number} scene */
  function show(scene) {
    now = scene;
    message.say("");
    place.textContent = t("explore.scene", { place: now + 1, all });
    room.replaceChildren(...groups[now].map((one) => one.element));
    label();
  }
  /** What the two buttons lead to. The controls stay as they are, since somebody may have one in hand. */
  function label() {
    back.disabled = now === 0;
    const last = now === all - 1;
    next.textContent = t(last ? "explore.scene.last" : "explore.scene.next");
    // Once the picture is there, the last scene has nothing more to lead to.
    next.hidden = last && element.classList.contains("lw-scenes-done");
  }
  const element = h(
    "div",
    { class: "lw-scenes" },
    h("p", { class: "lw-hint" }, t("explore.scenes", { all })),
    place,
    room,
    h("div", { class: "lw-actions" }, back, next),
    message.element,
  );
  show(0);
  return {
    element,
    isComplete,
    /** Say whether the picture is there. @param {boolean} there */
    pictured(there) {
      element.classList.toggle("lw-scenes-done", there);
      label();
    },
    /** Everything as it was at first. */
    restart() {
      groups.flat().forEach((one) => one.clear());
      element.classList.remove("lw-scenes-done");
      show(0);
    },
  };
}
