import type { Grammar, Junction, Offer } from "#cli/completion/grammar.js";
import type { Wanted } from "#cli/completion/wanted.js";

/** The grammar as functions and variables that fish reads. Lists are fish's own; a tab stands before what a word means.
 * `set` leaves the status as it was, so that it has to be said. */
export function fishTables({ values, junctions, verbs, themes }: Grammar): string {
  return [
    "function __shoseki_value # OPTION WORDS: what is wanted after one that takes a value, after these words",
    '    switch "$argv[2] $argv[1]"',
    ...junctions.flatMap(({ path, values: own }) =>
      own.flatMap(([option, wanted]) => [
        `        case ${quoted(`${path} ${option}`)}`,
        `            ${wants(wanted)}`,
        "            return 0",
      ]),
    ),
    "    end",
    "    switch $argv[1]",
    ...values.flatMap(([option, wanted]) => [
      `        case ${option}`,
      `            ${wants(wanted)}`,
      "            return 0",
    ]),
    "        case '*'",
    "            return 1",
    "    end",
    "end",
    "",
    "function __shoseki_junction # WORDS PLACE: what the words so far lead to, and what is wanted in the place after them",
    '    switch "$argv[1]"',
    ...junctions.flatMap(junctionCase),
    "        case '*'",
    "            return 1",
    "    end",
    "end",
    "",
    `set -g __shoseki_verbs${offers(verbs)}`,
    `set -g __shoseki_themes${list(themes)}`,
    "",
  ].join("\n");
}

function junctionCase({ path, options, words, places, rest }: Junction): readonly string[] {
  const byPlace = [
    ...places.map((place, index) => `case ${index}; ${wants(place)};`),
    ...(rest === null ? [] : [`case '*'; ${wants(rest)};`]),
  ];
  return [
    `        case ${quoted(path)}`,
    `            set -g __shoseki_options${offers(options)}`,
    `            set -g __shoseki_words${offers(words)}`,
    ...(byPlace.length === 0 ? [] : [`            switch $argv[2]; ${byPlace.join(" ")} end`]),
    "            return 0",
  ];
}

/** Its kind first; the words of which one is wanted are of the kind `words`. */
function wants(wanted: Wanted): string {
  return `set -g __shoseki_wanted${list(typeof wanted === "string" ? [wanted] : ["words", ...wanted])}`;
}

function offers(some: readonly Offer[]): string {
  return list(some.map(({ text, means }) => `${text}\t${means}`));
}

function list(all: readonly string[]): string {
  return all.map((each) => ` ${quoted(each)}`).join("");
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
