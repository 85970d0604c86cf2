// What is said of something that went wrong.

/** The sentence of whatever was thrown, which need not be an Error. @param {unknown} error */
export const sentenceOf = (error) => (error instanceof Error ? error.message : String(error));
