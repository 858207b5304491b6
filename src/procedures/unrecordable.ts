/** What an entry of the journal does not hold as it is, and a terminal obeys; a file's lines may end, and be tabbed. */
const UNRECORDABLE = /(?![\t\n])[\p{Cc}\p{Cs}]/u;

/** The first of a text that could not be recorded as it is, as an offset; -1 for none. */
export function unrecordableAt(text: string): number {
  return text.search(UNRECORDABLE);
}
