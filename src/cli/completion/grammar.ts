import { OPTION_VALUES } from "#cli/completion/option-values.js";
import { PLACES, type Places, type SubcommandWord } from "#cli/completion/places.js";
import type { Wanted } from "#cli/completion/wanted.js";
import { GENERAL, type OptionName } from "#cli/options.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { verbs } from "#language/verbs.js";
import type { Catalogue } from "#messages/catalogue.js";
import {
  generalOptions,
  handoverOptions,
  logOptions,
  procedureOptions,
  profileOptions,
  replayOptions,
  touchedOptions,
  verifyOptions,
} from "#messages/options.js";

/** Something that may be typed, and what it means; empty where its name says it. */
export interface Offer {
  readonly text: string;
  readonly means: string;
}

/** A point in the command line that the words before lead to. */
export interface Junction {
  /** Those words, joined by blanks; empty at the beginning. */
  readonly path: string;
  readonly options: readonly Offer[];
  /** The words that lead on to another junction. */
  readonly words: readonly Offer[];
  readonly places: readonly Wanted[];
  readonly rest: Wanted | null;
  /** What is wanted after an option here, where that is something else than elsewhere; with its dashes. */
  readonly values: readonly (readonly [option: string, wanted: Wanted])[];
}

/** All that a shell has to know, in tables. */
export interface Grammar {
  /** Every option that a value follows, with its dashes. */
  readonly values: readonly (readonly [option: string, wanted: Wanted])[];
  readonly junctions: readonly Junction[];
  /** What a line of the command language begins with. */
  readonly verbs: readonly Offer[];
  /** The themes that come with the program. */
  readonly themes: readonly string[];
}

/** @param themes the names of those that come with the program */
export function grammarOf(catalogue: Catalogue, themes: readonly string[]): Grammar {
  const { usage, help } = catalogue;
  const words = [...Object.keys(PLACES), "help"] as readonly SubcommandWord[];
  const root: Junction = {
    path: "",
    options: optionsOf(catalogue, [...new Set([...OPTIONS_OF.console, ...OPTIONS_OF.repl])]),
    words: words.map((text) => ({ text, means: usage.subcommands[text] })),
    places: ["endpoint"],
    rest: null,
    values: [],
  };
  return {
    values: Object.entries(OPTION_VALUES).map(([name, wanted]) => [`--${name}`, wanted]),
    junctions: [
      root,
      ...Object.entries(PLACES).flatMap(([word, places]) =>
        junctionsAt(catalogue, word, places, OPTIONS_OF[word as SubcommandWord]),
      ),
      ...junctionsAt(catalogue, "help", wordsOfVerbs(), OPTIONS_OF.help),
    ],
    verbs: verbs.map(({ verb }) => ({ text: verb, means: help.summaries[verb] })),
    themes,
  };
}

function junctionsAt(
  catalogue: Catalogue,
  path: string,
  { places, rest, words = {}, values = {}, options: own }: Places,
  inherited: readonly OptionName[],
): Junction[] {
  const options = own ?? inherited;
  const here: Junction = {
    path,
    options: optionsOf(catalogue, options, path),
    words: Object.keys(words).map((text) => ({ text, means: "" })),
    places,
    rest: rest ?? null,
    values: Object.entries(values).map(([name, wanted]) => [`--${name}`, wanted]),
  };
  // After a word that nothing of its own may follow, its junction says nothing that the one before it does not.
  const on = Object.entries(words).filter(
    ([, next]) => next.options !== undefined || next.places.length + Object.keys(next.words ?? {}).length > 0,
  );
  return [here, ...on.flatMap(([word, next]) => junctionsAt(catalogue, `${path} ${word}`, next, options))];
}

/** `help` takes the words of one verb, one after the other. */
function wordsOfVerbs(): Places {
  const below = (begun: string): Places => {
    const next = verbs
      .filter(({ verb }) => verb.startsWith(begun))
      .map(({ verb }) => verb.slice(begun.length).split(" ")[0] ?? "");
    const words = [...new Set(next)].map((word) => [word, below(`${begun}${word} `)] as const);
    return { places: [], words: Object.fromEntries(words) };
  };
  return below("");
}

const OWN_TEXTS: Readonly<Record<string, typeof generalOptions>> = {
  log: logOptions,
  verify: verifyOptions,
  proof: verifyOptions,
  touched: [...touchedOptions, ...logOptions],
  replay: replayOptions,
  profile: profileOptions,
  procedure: procedureOptions,
  handover: handoverOptions,
};

/** What an option means may depend on the subcommand: the text of its own table goes before that of all. */
function optionsOf({ usage }: Catalogue, names: readonly OptionName[], path = ""): readonly Offer[] {
  const own = OWN_TEXTS[path.split(" ")[0] ?? ""] ?? [];
  const tables = [
    ...own,
    ...generalOptions,
    ...logOptions,
    ...verifyOptions,
    ...touchedOptions,
    ...replayOptions,
    ...profileOptions,
    ...procedureOptions,
    ...handoverOptions,
  ];
  return [...new Set([...names, ...GENERAL])].map((name) => {
    const [key] = tables.find(([, written]) => written.split(" ")[0] === `--${name}`) ?? [];
    return { text: `--${name}`, means: key === undefined ? "" : usage.options[key] };
  });
}
