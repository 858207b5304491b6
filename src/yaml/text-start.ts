/**
 * Where the text of a scalar begins, as an offset in the file: after a quote, and for a block (`|`, `>`) at the first
 * character of the first line that has one.
 *
 * @param offset where the scalar itself begins
 * @param type as the library calls it
 */
export function textStart(file: string, offset: number, type: string | undefined): number {
  if (type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE") return offset + 1;
  if (type !== "BLOCK_LITERAL" && type !== "BLOCK_FOLDED") return offset;
  const header = file.indexOf("\n", offset);
  if (header < 0) return offset;
  const blank = /[ \n\r]*/y;
  blank.lastIndex = header;
  return header + (blank.exec(file)?.[0].length ?? 0);
}
