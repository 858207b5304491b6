/**
 * Markdown without its comments (`<!-- ... -->`), every line in its place. Of one that does not end, the number of the line that
 * it begins in.
 */
export function withoutComments(markdown: string): { readonly text: string } | { readonly unended: number } {
  let text = "";
  for (let from = 0; ; ) {
    const begins = markdown.indexOf("<!--", from);
    if (begins < 0) return { text: text + markdown.slice(from) };
    const ends = markdown.indexOf("-->", begins + 4);
    if (ends < 0) return { unended: linesIn(markdown.slice(0, begins)).length };
    const lines = linesIn(markdown.slice(begins, ends)).length - 1;
    text += markdown.slice(from, begins) + "\n".repeat(lines);
    from = ends + 3;
  }
}

function linesIn(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/u);
}
