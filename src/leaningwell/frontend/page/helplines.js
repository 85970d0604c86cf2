// The helplines of the reader's own country come first, as far as the browser's language tells it. Nobody hears which.

/** Where the number of the European Union can be called as well. */
const UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

/** The countries that a browser's languages speak of, likeliest first. @param {readonly string[]} languages */
export function regionsOf(languages) {
  const regions = languages.flatMap((language) => {
    try {
      const { region } = new Intl.Locale(language).maximize();
      return region ? [region] : [];
    } catch {
      return []; // no language that anybody knows
    }
  });
  // "de-AT, de, en" is one country: a language alone only says where most people speak it.
  const said = languages
    .filter((language) => /[-_][A-Z]{2}$/i.test(language))
    .map((language) => language.slice(-2).toUpperCase());
  const own = (said.length ? said : regions.slice(0, 1)).filter((region, place, all) => all.indexOf(region) === place);
  return own.some((region) => UNION.includes(region)) ? [...own, "EU"] : own;
}

export function nearestFirst() {
  /** @type {NodeListOf<HTMLElement>} */
  const rows = document.querySelectorAll(".lw-helplines > [data-region]");
  const near = regionsOf(navigator.languages ?? [navigator.language]);
  for (const region of near.reverse()) {
    const row = [...rows].find((one) => one.dataset.region === region);
    row?.parentElement?.prepend(row);
  }
}
