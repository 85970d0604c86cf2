// How much of a lesson is done, as this browser's workbook has it.

import * as workbook from "./workbook.js";

/**
 * How many of these entries are done. A workbook that cannot be read just now, because it is locked, shows no progress.
 * @param {string[]} parts
 */
export async function done(parts) {
  const values = await Promise.all(parts.map((part) => workbook.get(part).catch(() => undefined)));
  return values.filter((value) => value?.done).length;
}
