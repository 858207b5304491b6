import { widthOf } from "#console/widgets/width.js";

const words = new Intl.Segmenter(undefined, { granularity: "word" });
const graphemes = new Intl.Segmenter();

/** A text in lines of at most `width` columns, broken between words (Japanese has them without blanks) where it can be. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, Math.max(2, width)));
}

function wrapLine(line: string, width: number): readonly string[] {
  if (widthOf(line) <= width) return [line];
  const lines: string[] = [];
  let current = "";
  for (const piece of piecesOf(line, width)) {
    if (widthOf(current + piece) > width && current !== "") {
      lines.push(current.trimEnd());
      current = piece.trimStart();
    } else current += piece;
  }
  return current === "" ? lines : [...lines, current];
}

/** What is not broken: a word with the punctuation after it; where that is wider than a line, each grapheme. */
function piecesOf(line: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let glue = false;
  for (const { segment, isWordLike } of words.segment(line)) {
    const blank = /^\s+$/u.test(segment);
    if (pieces.length > 0 && !blank && (glue || !isWordLike)) pieces.push(`${pieces.pop() ?? ""}${segment}`);
    else pieces.push(segment);
    // `web-01`, `--host`: an ASCII mark holds what follows it.
    glue = !isWordLike && !blank && /^[\x21-\x7e]+$/u.test(segment);
  }
  return pieces.flatMap((piece) => (widthOf(piece) > width ? graphemesOf(piece) : [piece]));
}

function graphemesOf(text: string): readonly string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}
