import stringWidth from "string-width";
import { type Secrets, SHORTEST } from "#recording/secrets.js";
import { urlPasswords } from "#recording/url-password.js";

export const MASK = "•";
/** A piece of a painted line that takes no column: colours and the like. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a painted line is made of them
const SEQUENCE = /\u001b\[[\d;:?]*[A-Za-z]/gu;
/** What follows, or goes before, what is cut off or goes on in another row: a column's end is a row's end too. */
const CUT_AFTER = /^\s*(?:$|[…│])/u;
const CUT_BEFORE = /(?:^|[…│])\s*$/u;

/** A part of a text, from one index to before another. */
type Part = readonly [from: number, to: number];

/** A text with nothing of a secret in it: in its place stand as many signs as it has columns. */
export function scrubbed(text: string, secrets: Secrets): string {
  return maskedAt(text, indicesOf(partsIn(text, secrets, false)));
}

/**
 * A painted line likewise, whatever its colours are.
 *
 * @param isTyped whether the cursor is in it: what is begun, or has gone out of sight at the left, is no less secret there
 */
export function scrubbedLine(line: string, secrets: Secrets, isTyped: boolean): string {
  // Most lines are clean, and to find each sign's place in one costs far more than to see that.
  const parts = partsIn(line.replace(SEQUENCE, ""), secrets, isTyped);
  if (parts.length === 0) return line;
  const places = placesIn(line);
  return maskedAt(line, new Set([...indicesOf(parts)].map((at) => places[at] ?? -1)));
}

/**
 * Whether there is something of a secret in what is typed, or something that may be one follows it.
 *
 * @param behind what ends before this index does not count
 */
export function holdsSecret(typed: string, secrets: Secrets, behind = 0): boolean {
  return partsIn(typed, secrets, true).some(([, to]) => to >= behind);
}

function partsIn(text: string, secrets: Secrets, isTyped: boolean): readonly Part[] {
  return [...piecesIn(text, secrets), ...endsIn(text, secrets, isTyped), ...urlPasswords(text, isTyped)];
}

/** Pieces from anywhere in a secret. */
function piecesIn(text: string, { pieces }: Secrets): readonly Part[] {
  const found: Part[] = [];
  for (const [length, known] of pieces) {
    for (let at = 0; at + length <= text.length; at += 1)
      if (known.has(text.slice(at, at + length))) found.push([at, at + length]);
  }
  return found;
}

/** Beginnings and ends of a secret, as much of them as there is; where nothing is typed, those that something cuts off. */
function endsIn(text: string, { texts }: Secrets, isTyped: boolean): readonly Part[] {
  return texts.flatMap((secret) => {
    const begun = occurrences(text, secret.slice(0, SHORTEST)).map((from): Part => {
      let to = from + SHORTEST;
      while (to < text.length && text[to] === secret[to - from]) to += 1;
      return [from, to];
    });
    const ended = occurrences(text, secret.slice(-SHORTEST)).map((at): Part => {
      const to = at + SHORTEST;
      let from = at;
      while (from > 0 && text[from - 1] === secret[secret.length - 1 - (to - from)]) from -= 1;
      return [from, to];
    });
    return [
      ...begun.filter(([, to]) => isTyped || CUT_AFTER.test(text.slice(to))),
      ...ended.filter(([from]) => isTyped || CUT_BEFORE.test(text.slice(0, from))),
    ];
  });
}

function occurrences(text: string, wanted: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) found.push(at);
  return found;
}

function indicesOf(parts: readonly Part[]): ReadonlySet<number> {
  return new Set(parts.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at)));
}

/** By the code points that begin at those indices; what takes two columns leaves two. */
function maskedAt(text: string, hidden: ReadonlySet<number>): string {
  if (hidden.size === 0) return text;
  let shown = "";
  let at = 0;
  for (const point of text) {
    shown += hidden.has(at) ? MASK.repeat(stringWidth(point)) : point;
    at += point.length;
  }
  return shown;
}

/** Where in a line each unit stands of what is left without its sequences. */
function placesIn(line: string): readonly number[] {
  const places: number[] = [];
  let from = 0;
  const take = (to: number) => {
    for (let at = from; at < to; at += 1) places.push(at);
  };
  for (const { index, 0: sequence } of line.matchAll(SEQUENCE)) {
    take(index);
    from = index + sequence.length;
  }
  take(line.length);
  return places;
}
