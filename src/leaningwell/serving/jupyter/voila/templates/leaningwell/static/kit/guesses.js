// What a prediction's entry holds: { guesses: { <id>: number }, done }. The first version kept one number, `guess`.

/**
 * The numbers guessed, by guess.
 * @param {any} value
 * @returns {Record<string, number>}
 */
export const guessesOf = (value) => value?.guesses ?? (value?.guess === undefined ? {} : { guess: value.guess });
