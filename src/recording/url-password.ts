/**
 * In what is typed, from the first `:` behind a URL's user to the last `@`, or as far as the word goes: it may be a password as
 * yet without its `@`. So may a port, and of a text that is being typed nobody can tell.
 */
const TYPED = /(?<=:\/\/[^\s/:[]*:)(?:.*@|\S*)/gu;
/** Elsewhere a port is told by its few digits with nothing behind them, and is none where the text is cut. */
const SHOWN = /(?<=:\/\/[^\s/:[]*:)(?:\S*@|(?!\d{1,5}(?:\/|[^\w@…\s]*(?:\s|$)))\S+)/gu;

/** Where in a text the password of a URL stands: from which index to before which. Both are the same where none is typed yet. */
export function urlPasswords(
  text: string,
  isTyped: boolean,
): readonly (readonly [from: number, to: number])[] {
  return [...text.matchAll(isTyped ? TYPED : SHOWN)].map(({ index, 0: { length } }) => [
    index,
    index + length,
  ]);
}

/** The passwords of URLs in a text, without the `@` behind them. */
export function passwordsIn(text: string): readonly string[] {
  return urlPasswords(text, false).map(([from, to]) => text.slice(from, to).replace(/@$/u, ""));
}
