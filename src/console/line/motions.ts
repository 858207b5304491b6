import type { Graphemes } from "#console/line/graphemes.js";

/** Where the cursor goes from a column. */
export type Motion = (graphemes: Graphemes, column: number) => number;

const inWord = (grapheme: string) => /[\p{L}\p{N}]/u.test(grapheme);
const betweenWords = (grapheme: string) => !inWord(grapheme);
const blank = (grapheme: string) => /^\s+$/u.test(grapheme);
const notBlank = (grapheme: string) => !blank(grapheme);

export const left: Motion = (graphemes, column) => graphemes.before(column);
export const right: Motion = (graphemes, column) => graphemes.after(column);
export const lineStart: Motion = () => 0;
export const lineEnd: Motion = ({ text }) => text.length;

/** The beginning of the word before the cursor: letters and digits. */
export const wordLeft: Motion = (graphemes, column) =>
  graphemes.leftPast(graphemes.leftPast(column, betweenWords), inWord);

/** The end of the word after the cursor. */
export const wordRight: Motion = (graphemes, column) =>
  graphemes.rightPast(graphemes.rightPast(column, betweenWords), inWord);

/** The beginning of what stands between blanks before the cursor. */
export const blankLeft: Motion = (graphemes, column) =>
  graphemes.leftPast(graphemes.leftPast(column, blank), notBlank);
