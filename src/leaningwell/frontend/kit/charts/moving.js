// A chart that has changed is seen to change: what was there moves to where it is now, what is new comes up. The drawing
// itself is the new one from the start; only how it is shown lags behind, and not for readers who want no motion, nor
// where one change follows another at once: these are seen to change by themselves.

const MILLISECONDS = 280;
/** What CSS can move, for each element that has it. */
const GEOMETRY = ["x", "y", "width", "height", "cx", "cy", "r", "rx", "ry"];
const UNITLESS = new Set(["fill-opacity"]);
const still = matchMedia("(prefers-reduced-motion: reduce)");
/** When a drawing last became another, in milliseconds of the page. @type {WeakMap<SVGElement, number>} */
const since = new WeakMap();

/**
 * Show how one drawing of a chart becomes the next. Both are alike in their parts, or the parts that differ come up.
 * @param {SVGElement} from
 * @param {SVGElement} to
 */
export function move(from, to) {
  const now = performance.now();
  since.set(to, now);
  if (still.matches || document.hidden || now - (since.get(from) ?? 0) < MILLISECONDS) return;
  const before = parts(from);
  for (const [kind, there] of parts(to)) {
    const then = before.get(kind) ?? [];
    there.forEach((element, index) => animate(element, frames(then[index], element)));
  }
}

/** The elements of a drawing by what they are, each kind in its order. @param {SVGElement} svg */
function parts(svg) {
  /** @type {Map<string, SVGElement[]>} */
  const kinds = new Map();
  for (const element of /** @type {NodeListOf<SVGElement>} */ (svg.querySelectorAll("*"))) {
    const kind = `${element.tagName} ${element.getAttribute("class") ?? ""}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), element]);
  }
  return kinds;
}

/**
 * What an element looked like, in the terms of its next drawing; nothing if it has not changed.
 * @param {SVGElement | undefined} then
 * @param {SVGElement} now
 * @returns {Record<string, string | string[]> | null}
 */
function frames(then, now) {
  if (!then) return { opacity: ["0", "1"] };
  const value = (/** @type {SVGElement} */ element, /** @type {string} */ name) => element.getAttribute(name) ?? "";
  switch (now.tagName) {
    case "rect":
    case "circle":
    case "ellipse": {
      const changed = [...GEOMETRY, "fill-opacity"].filter((name) => value(then, name) !== value(now, name));
      const unit = (/** @type {string} */ name) => (UNITLESS.has(name) ? "" : "px");
      return changed.length
        ? Object.fromEntries(
            changed.map((name) => [
              name === "fill-opacity" ? "fillOpacity" : name,
              [then, now].map((one) => (value(one, name) || "0") + unit(name)),
            ]),
          )
        : null;
    }
    case "path": {
      const [old, wanted] = [value(then, "d"), value(now, "d")];
      const shapeOf = (/** @type {string} */ d) => d.replace(/-?[\d.]+/g, "").replace(/\s+/g, " ");
      if (old === wanted) return null;
      return shapeOf(old) === shapeOf(wanted) ? { d: [`path("${old}")`, `path("${wanted}")`] } : { opacity: ["0", "1"] };
    }
    case "text":
    case "line":
    case "polygon": {
      const [a, b] = [placeOf(then), placeOf(now)];
      const [across, down] = [a[0] - b[0], a[1] - b[1]];
      // A text that turns keeps its own transform.
      if ((across === 0 && down === 0) || now.hasAttribute("transform")) return null;
      return { transform: [`translate(${across}px, ${down}px)`, "none"] };
    }
  }
  return null;
}

/** Where a text, line or polygon begins. @param {SVGElement} element */
function placeOf(element) {
  const names = element.tagName === "line" ? ["x1", "y1"] : ["x", "y"];
  if (element.tagName !== "polygon") return names.map((name) => Number(element.getAttribute(name) ?? 0));
  return (element.getAttribute("points") ?? "0,0").split(/[\s,]+/, 2).map(Number);
}

/** @param {SVGElement} element @param {Record<string, string | string[]> | null} keyframes */
function animate(element, keyframes) {
  if (keyframes) element.animate(keyframes, { duration: MILLISECONDS, easing: "ease-out" });
}
