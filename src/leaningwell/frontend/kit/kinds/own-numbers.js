// People on rings of one's own, and small contacts with what was expected of them. What was taken off is null.

/** @import { Contact, OnTheMap, WorkbookKind } from "../types.d.ts" */

import { t } from "../ui/strings.js";
import { each, isPlain } from "./shape.js";
import { isWritten, words } from "./told.js";

/** Entries that are there still. @template Value @param {Record<string, Value | null> | undefined} all @returns {[string, Value][]} */
export const there = (all) =>
  /** @type {[string, any][]} */ (Object.entries(all ?? {})).filter(([, value]) => value !== null && value !== undefined);

/** @param {unknown} value */
const isThing = (value) => value === null || isPlain(value);

/** @type {WorkbookKind<"circle">} */
export const circle = {
  label: () => t("kept.circle"),
  empty: { people: {} },
  isDone: ({ people }) => there(people).length > 0,
  shape: { people: each(isThing) },
  told: ({ people }, part) =>
    there(/** @type {Record<string, OnTheMap | null>} */ (people)).map(([, { name, ring }]) =>
      words([name || t("own.noName"), part.labels?.[ring ?? ""]].filter(isWritten).join(": ")),
    ),
};

/** @type {WorkbookKind<"forecast">} */
export const forecast = {
  label: () => t("kept.forecast"),
  empty: { tries: {} },
  isDone: ({ tries }) => there(tries).length > 0,
  shape: { tries: each(isThing) },
  told: ({ tries }) =>
    there(/** @type {Record<string, Contact | null>} */ (tries)).map(([, { what, expected, found }]) =>
      words(t("read.forecast", { what: what || t("own.noName"), expected: expected ?? "–", found: found ?? "–" })),
    ),
};
