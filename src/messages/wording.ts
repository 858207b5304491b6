/** Text that came from elsewhere, without the full stop that our sentence puts after it. */
export function unended(text: string): string {
  return text.trim().replace(/[.。]+$/u, "");
}

/** The first `limit` of a list, and how many more there are. */
export function cut<T>(
  list: readonly T[],
  limit: number,
): { readonly shown: readonly T[]; readonly more: number } {
  return { shown: list.slice(0, limit), more: Math.max(0, list.length - limit) };
}

/** Milliseconds as seconds, to the digits that tell a person something. */
export function seconds(ms: number): string {
  return (ms / 1000).toFixed(ms < 1000 ? 2 : 1);
}

/** The word for a property or a state, or the text itself where the table has none. */
export function term(terms: Readonly<Record<string, string>>, text: string): string {
  return Object.hasOwn(terms, text) ? (terms[text] ?? text) : text;
}
