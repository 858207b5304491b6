/** Tags, attributes, comments and their likes: more than any host has to tell, and as many as are read within half a second. */
const MOST_PARTS = 250_000;

/** As deep as libxml2, by which libvirt reads and writes its own, goes (`xmlParserMaxDepth`). */
const MOST_DEEP = 256;

/** What holds no elements, whatever stands in it. */
const ASIDES = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

/**
 * Why a text is no document of libvirt's, or not to be read because that would take too long: told by a look at its tags alone, in
 * time with its length. Null where nothing speaks against reading it; what is not well-formed is left to the reader.
 */
export function outOfBounds(text: string): string | null {
  let depth = 0;
  let parts = 0;
  for (let at = text.indexOf("<"); at !== -1; ) {
    const aside = ASIDES.find(([begin]) => text.startsWith(begin, at));
    if (aside === undefined && text.startsWith("<!", at)) return "has a document type";
    const tag = aside === undefined ? tagAt(text, at) : { end: endOf(text, aside, at), attributes: 0 };
    parts += 1 + tag.attributes;
    if (parts > MOST_PARTS) return `has more than ${MOST_PARTS} tags and attributes`;
    if (aside === undefined) depth += text[at + 1] === "/" ? -1 : text[tag.end - 2] === "/" ? 0 : 1;
    if (depth > MOST_DEEP) return `is more than ${MOST_DEEP} elements deep`;
    at = text.indexOf("<", tag.end);
  }
  return null;
}

function endOf(text: string, [begin, end]: (typeof ASIDES)[number], at: number): number {
  const found = text.indexOf(end, at + begin.length);
  return found === -1 ? text.length : found + end.length;
}

/** Where a tag ends, and how many values in quotation marks it has. */
function tagAt(text: string, at: number): { readonly end: number; readonly attributes: number } {
  const marks = /["'>]/g;
  marks.lastIndex = at;
  for (let attributes = 0; ; attributes += 1) {
    const mark = marks.exec(text);
    if (mark === null) return { end: text.length, attributes };
    if (mark[0] === ">") return { end: marks.lastIndex, attributes };
    const closing = text.indexOf(mark[0], marks.lastIndex);
    if (closing === -1) return { end: text.length, attributes };
    marks.lastIndex = closing + 1;
  }
}
