import { folded } from "#inventory/folding.js";

/** One word of a filter. */
export type FilterWord =
  | { readonly kind: "plain"; readonly text: string }
  | FilterGlob
  | { readonly kind: "not"; readonly word: FilterWord };

/** `literals`: the text between the wildcards, before the first and after the last, each perhaps empty. */
export interface FilterGlob {
  readonly kind: "glob";
  readonly pattern: string;
  readonly wildcards: readonly string[];
  readonly literals: readonly string[];
}

/** As `glob.ts` takes a pattern apart. */
const PARTS = /\\.|\[[!^]?(?:\\.|[^\]\\])+\]|./gsu;
const QUOTED = /^\\[*?[\]!\\]$/;

/**
 * A word as it was typed so far; null for one that says nothing yet: `!`, `[`. A `[` that nobody has closed yet, with
 * what follows it, counts as not typed. A plain word is folded. `\` makes a wildcard, `!` or `\` plain.
 */
export function parseWord(text: string): FilterWord | null {
  if (text.startsWith("!")) {
    const word = parseWord(text.slice(1));
    return word === null ? null : { kind: "not", word };
  }
  const wildcards: string[] = [];
  const literals = [""];
  let plain = "";
  let pattern = "";
  for (const part of text.match(PARTS) ?? []) {
    if (part === "[") {
      if (wildcards.length > 0) return globOf(`${pattern}*`, [...wildcards, "*"], [...literals, ""]);
      break;
    }
    pattern += part;
    plain += QUOTED.test(part) ? part.slice(1) : part;
    if (part === "*" || part === "?" || (part.startsWith("[") && part.length > 1)) {
      wildcards.push(part);
      literals.push("");
    } else
      literals.push(
        (literals.pop() ?? "") + (part.length > 1 && part.startsWith("\\") ? part.slice(1) : part),
      );
  }
  if (wildcards.length > 0) return globOf(pattern, wildcards, literals);
  return plain === "" ? null : { kind: "plain", text: folded(plain) };
}

/**
 * Whether everything that `word` matches is surely matched by `other` too. False where it is not sure. This holds for
 * every way in which a word is looked for (in order, in one piece), since it asks for one piece.
 */
export function implies(word: FilterWord, other: FilterWord): boolean {
  if (word.kind === "not" || other.kind === "not") {
    return word.kind === "not" && other.kind === "not" && implies(other.word, word.word);
  }
  if (word.kind === "plain") return other.kind === "plain" && word.text.includes(other.text);
  if (other.kind === "glob") {
    if (word.pattern === other.pattern) return true;
    return (
      other.wildcards.at(-1) === "*" && other.literals.at(-1) === "" && word.pattern.startsWith(other.pattern)
    );
  }
  return word.literals.some((literal) => isAscii(literal) && folded(literal).includes(other.text));
}

/** Beside a wildcard, what is not ASCII may fold or compose with its neighbour, and stand otherwise in a name. */
export function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function globOf(pattern: string, wildcards: readonly string[], literals: readonly string[]): FilterGlob {
  return { kind: "glob", pattern, wildcards, literals };
}
