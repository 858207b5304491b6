import type { Grammar, Junction, Offer } from "#cli/completion/grammar.js";
import type { Wanted } from "#cli/completion/wanted.js";

/** The grammar as functions and variables that bash and zsh read, with what each word means or without. */
export function shTables({ values, junctions, verbs, themes }: Grammar, meanings: boolean): string {
  const offers = (some: readonly Offer[]) =>
    lines(some.map(({ text, means }) => (meanings ? `${text}\t${means}` : text)));
  const own = junctions.flatMap(({ path, values: here }) =>
    here.map(([option, wanted]) => [`${path} ${option}`, wanted] as const),
  );
  const junction = ({ path, options, words, places, rest }: Junction) => {
    const byPlace = [
      ...places.map((place, index) => `${index}) _shoseki_wanted=${wantedLines(place)} ;;`),
      ...(rest === null ? [] : [`*) _shoseki_wanted=${wantedLines(rest)} ;;`]),
    ];
    return [
      `    ${quoted(path)})`,
      `      _shoseki_options=${offers(options)}`,
      `      _shoseki_words=${offers(words)}`,
      ...(byPlace.length === 0 ? [] : [`      case $2 in ${byPlace.join(" ")} esac`]),
      "      ;;",
    ];
  };
  return [
    "_shoseki_value() { # OPTION WORDS: what is wanted after one that takes a value, after these words",
    '  case "$2 $1" in',
    ...own.map(
      ([words, wanted]) => `    ${quoted(words)}) _shoseki_wanted=${wantedLines(wanted)}; return ;;`,
    ),
    "  esac",
    "  case $1 in",
    ...values.map(([option, wanted]) => `    ${option}) _shoseki_wanted=${wantedLines(wanted)} ;;`),
    "    *) return 1 ;;",
    "  esac",
    "}",
    "",
    "_shoseki_junction() { # WORDS PLACE: what the words so far lead to, and what is wanted in the place after them",
    "  case $1 in",
    ...junctions.flatMap(junction),
    "    *) return 1 ;;",
    "  esac",
    "}",
    "",
    `_shoseki_verbs=${offers(verbs)}`,
    `_shoseki_themes=${lines(themes)}`,
    "",
  ].join("\n");
}

/** Its kind first; the words of which one is wanted are of the kind `words`. */
function wantedLines(wanted: Wanted): string {
  return lines(typeof wanted === "string" ? [wanted] : ["words", ...wanted]);
}

function lines(all: readonly string[]): string {
  return quoted(all.join("\n"));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
