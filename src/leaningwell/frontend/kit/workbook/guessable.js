// Passphrases that somebody who tries them begins with: short ones, words that many people take, numbers, keys in a row.
// A list of a few words and three rules: what is left over when they are taken away has to be worth trying for.

/** The fewest characters of a passphrase. */
export const SHORTEST = 10;
/** The fewest characters that are neither on the list nor follow from the one before. */
const UNFORESEEN = 5;
/** From so many well-known words on, their order alone takes a while to find. */
const MANY = 4;

const COMMON = `
  1q2w3e4r5t 1qaz2wsx3edc abc access adgjmp admin administrator android angel anthony april arsenal ashley august autumn baby
  banana barcelona barney baseball basketball batman bayern berlin blume buster butterfly changeme charlie cheese chelsea
  chocolate christ computer cookie correcthorsebatterystaple daniel default deutschland dezember december diary donald dragon engel england facebook
  familie family february februar flower football forever freedom freunde friday friends fussball fußball geheim geheimnis
  germany ginger google guest hallo hamburg hello herbst herbst hockey hunter ichliebedich iloveyou internet iphone jennifer
  jessica jesus jordan juli julia juni jupyter kennwort killer leaningwell letmein liebe liverpool login london love maggie
  master matrix matthew michael michelle mein monday monkey mustang mypassword name ninja november october oktober orange
  pass passphrase passw0rd passwd password passwort pepper pokemon prinzessin princess qwerty qwertz root samsung schalke
  schatz schmetterling schokolade secret september shadow silver sommer spring starwars summer sunday sunshine superman
  tagebuch test tester testing thomas tigger trustno1 user welcome whatever willkommen winter workbook arbeitsheft zaq12wsx
`
  .split(/\s+/)
  .filter(Boolean)
  .sort((one, other) => other.length - one.length);

const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertzuiopü",
  "qwertyuiop",
  "asdfghjklöä",
  "yxcvbnm",
  "zxcvbnm",
  "azertyuiop",
].flatMap((row) => [row, [...row].reverse().join("")]);
const IN_A_ROW = 4;

/** Letters that people write as other signs. @type {Record<string, string>} */
const WRITTEN_AS = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t", "@": "a", $: "s", "!": "i" };

/**
 * What is left of a passphrase without its well-known words and its rows of keys, and how many of those there were.
 * @param {string} text
 */
function unforeseen(text) {
  let known = 0;
  let rest = text.replace(/(.)\1{2,}/gu, "$1");
  /** @param {string} part */
  const take = (part) => {
    const parts = rest.split(part);
    known += parts.length - 1;
    rest = parts.join(" ");
  };
  COMMON.forEach(take);
  for (let place = 0; place + IN_A_ROW <= rest.length; place += 1) {
    let end = place + IN_A_ROW;
    const runs = (/** @type {number} */ to) => to <= rest.length && ROWS.some((row) => row.includes(rest.slice(place, to)));
    if (!runs(end)) continue;
    while (runs(end + 1)) end += 1;
    take(rest.slice(place, end));
  }
  return { known, left: rest.replace(/[\s\d]/gu, "") };
}

/**
 * Why a passphrase is easy to find: "short", "common", or null where it is not.
 * @param {string} passphrase
 * @returns {"short" | "common" | null}
 */
export function weakness(passphrase) {
  if (passphrase.length < SHORTEST) return "short";
  const lower = passphrase.normalize("NFKC").toLowerCase();
  const bare = (/** @type {string} */ text) => text.replace(/[^\p{L}\p{N}]/gu, "");
  const respelled = lower.replace(/[013457@$!]/g, (sign) => WRITTEN_AS[sign]);
  const ways = [bare(lower), bare(respelled)].map((way) => way.replace(/^(.+?)\1+$/u, "$1"));
  const found = ways.some((way) => {
    const { known, left } = unforeseen(way);
    return new Set(left).size < UNFORESEEN && known < MANY;
  });
  return found ? "common" : null;
}
