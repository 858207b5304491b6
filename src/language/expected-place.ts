import { type BegunWord, readAround, readBegun } from "#language/completion-line.js";
import { type AnyVerb, beginVerb, type VerbBegun } from "#language/expected-verb.js";
import type { Token } from "#language/lexer.js";
import type { Option, OptionName, Parameter } from "#language/verb.js";

/** What may stand at a place in a line. */
export type ExpectedPlace =
  | { readonly kind: "verb" }
  | { readonly kind: "parameter"; readonly parameter: Parameter }
  | { readonly kind: "optionName" }
  | { readonly kind: "optionValue"; readonly option: Option }
  | { readonly kind: "nothing" };

/** The cursor's place, and what of the line bears on it. */
export interface Standing {
  readonly place: ExpectedPlace;
  /** Null while it is not all there. */
  readonly verb: AnyVerb | null;
  /** The words of a verb that could stand here: the table's, or for `help` those of the verb it is asked for. */
  readonly verbWords: readonly string[];
  /** How many words of a verb stand before the cursor. */
  readonly verbCount: number;
  /** The word at the cursor; for `--host=esx` what follows the `=`. */
  readonly begun: BegunWord;
  /**
   * The words that are no option and no option's value, before the cursor and after it. While the verb is only begun, all
   * words.
   */
  readonly before: readonly Token[];
  readonly after: readonly Token[];
  /** The options that stand elsewhere in the line. */
  readonly given: ReadonlySet<OptionName>;
  /** Those that may still be given. */
  readonly left: readonly Option[];
}

/** What stands around the cursor, for any line: what is wrong in it is passed over. */
export function standingAt(line: string, column: number, table: readonly AnyVerb[]): Standing {
  const { before, begun, after } = readAround(line, column);
  const comment = line.trimStart().startsWith("#");
  const start = comment ? null : beginVerb(textsOf(before), table);
  const blank: Standing = {
    place: { kind: start === null ? "nothing" : "verb" },
    verb: null,
    verbWords: start?.next ?? [],
    verbCount: start?.count ?? 0,
    begun,
    before,
    after,
    given: new Set(),
    left: [],
  };
  if (start === null || start.verb === null) return blank;
  return standingAfter(line, { ...start, verb: start.verb }, { before, begun, after }, table);
}

function standingAfter(
  line: string,
  { verb, count }: VerbBegun & { readonly verb: AnyVerb },
  { before, begun, after }: ReturnType<typeof readAround>,
  table: readonly AnyVerb[],
): Standing {
  // A text takes the whole of what follows, hyphens and all.
  const head = splitHalf(verb, before.slice(count), verb.parameters[0]?.kind === "text");
  const tail = splitHalf(verb, after, head.onlyWords);
  const given = new Set([...head.given, ...tail.given]);
  const left = head.onlyWords ? [] : optionsLeft(verb, given);
  const { place, from } = placeOf(verb, head, begun, left);
  const asksForVerb = place.kind === "parameter" && place.parameter.kind === "verb";
  const verbWords = asksForVerb ? (beginVerb(textsOf(head.words), table)?.next ?? []) : [];
  return {
    place: asksForVerb && verbWords.length === 0 ? { kind: "nothing" } : place,
    verb,
    verbWords,
    verbCount: count,
    begun: from === 0 ? begun : readBegun(line, begun.start + from, begun.start + begun.raw.length),
    before: head.words,
    after: tail.words,
    given,
    left,
  };
}

interface SplitHalf {
  readonly words: readonly Token[];
  readonly given: ReadonlySet<OptionName>;
  /** The option whose value is to come next. */
  readonly open: Option | null;
  /** Whether options are no more: after `--` alone. */
  readonly onlyWords: boolean;
}

/** As `splitOptions`, for a line that may be wrong: an option that the verb has not is passed over. */
function splitHalf(verb: AnyVerb, tokens: readonly Token[], textOnly: boolean): SplitHalf {
  const words: Token[] = [];
  const given = new Set<OptionName>();
  let open: Option | null = null;
  let onlyWords = textOnly;
  for (const token of tokens) {
    const isOption = !onlyWords && token.raw.startsWith("--");
    const isValue = open !== null && !isOption;
    open = null;
    if (isValue) continue;
    if (!isOption) words.push(token);
    else if (token.raw === "--") onlyWords = true;
    else {
      const { option, equals } = optionIn(verb, token.raw);
      if (option !== null) given.add(option.name);
      open = option === null || option.value === null || equals > 0 ? null : option;
    }
  }
  return { words, given, open, onlyWords };
}

/** The option that a word names, and how far in it the `=` is; 0 where there is none. */
function optionIn(verb: AnyVerb, raw: string): { readonly option: Option | null; readonly equals: number } {
  const equals = Math.max(0, raw.indexOf("="));
  const typed = raw.slice(2, equals === 0 ? undefined : equals);
  return { option: verb.options.find(({ name }) => name === typed) ?? null, equals };
}

function optionsLeft({ takes, options }: AnyVerb, given: ReadonlySet<OptionName>): readonly Option[] {
  if (takes === "one at most" && given.size > 0) return [];
  return options.filter(({ name }) => !given.has(name));
}

/** The place, and how many characters of the begun word are not what is to be completed there. */
function placeOf(
  verb: AnyVerb,
  { words, open, onlyWords }: SplitHalf,
  { raw }: BegunWord,
  left: readonly Option[],
): { readonly place: ExpectedPlace; readonly from: number } {
  if (!onlyWords && raw.startsWith("--")) return optionPlace(verb, raw, left);
  if (open !== null) return { place: { kind: "optionValue", option: open }, from: 0 };
  const parameter = verb.parameters[words.length] ?? restOf(verb);
  // A hyphen alone is a word to the parser, but hardly ever one that somebody is going to end so.
  const mayBeOption = raw === "-" || (raw === "" && parameter === null);
  if (left.length > 0 && mayBeOption) return { place: { kind: "optionName" }, from: 0 };
  if (parameter === null) return { place: { kind: "nothing" }, from: 0 };
  return { place: { kind: "parameter", parameter }, from: 0 };
}

function optionPlace(verb: AnyVerb, raw: string, left: readonly Option[]): ReturnType<typeof placeOf> {
  const { option, equals } = optionIn(verb, raw);
  if (equals === 0) return { place: { kind: left.length > 0 ? "optionName" : "nothing" }, from: 0 };
  if (option === null || option.value === null) return { place: { kind: "nothing" }, from: 0 };
  return { place: { kind: "optionValue", option }, from: equals + 1 };
}

/** The last parameter where it takes all the words that follow. */
function restOf({ parameters }: AnyVerb): Parameter | null {
  const last = parameters.at(-1);
  return last !== undefined && (last.kind === "text" || last.kind === "verb") ? last : null;
}

function textsOf(tokens: readonly Token[]): readonly string[] {
  return tokens.map(({ text }) => text);
}
