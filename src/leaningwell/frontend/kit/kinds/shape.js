// What a field of an entry may hold. A file that is brought in may have been made by anybody.

/** @typedef {(value: unknown) => boolean} Test */

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isPlain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
/** @param {unknown} value @returns {value is string} */
export const isText = (value) => typeof value === "string";
/** @type {Test} */
export const isNumber = (value) => typeof value === "number";
/** @type {Test} */
export const isFlag = (value) => typeof value === "boolean";
/** One of these. @param {...unknown} values @returns {Test} */
export const isOneOf =
  (...values) =>
  (value) =>
    values.includes(value);
/** Fields that all pass a test, whatever they are called. @param {Test} test @returns {Test} */
export const each = (test) => (value) => isPlain(value) && Object.values(value).every(test);
/** @param {Test} test @returns {Test} */
export const list = (test) => (value) => Array.isArray(value) && value.every(test);
