import { UNWRAPPED, WRAPPED, withoutPlain } from "#recording/replay/plain-sequences.js";

const ESC = "\u001b";
/** CUP, ECMA-48 8.3.21. */
const PLACED = new RegExp(`${ESC}\\[(\\d*)(?:;\\d*)?H`, "u");
const ERASED = `${ESC}[2J`;

/**
 * The rows that a text of a recording of ours can have changed, counted from 0: each is placed, and none runs on over the next.
 * Null where that is not so, or cannot be told.
 *
 * @param rows how many there are
 */
export function touchedRows(text: string, rows: number): readonly number[] | null {
  if (text.includes(ERASED)) return null;
  const [begin, end] = [text.indexOf(UNWRAPPED), text.lastIndexOf(WRAPPED)];
  const hasRows = begin >= 0 && end > begin;
  const inside = hasRows ? text.slice(begin + UNWRAPPED.length, end) : "";
  const around = hasRows ? text.slice(0, begin) + text.slice(end) : text;
  if (inside.includes(WRAPPED) || withoutPlain(around) !== "") return null;
  const [unplaced = "", ...placed] = inside.split(PLACED);
  if (withoutPlain(unplaced) !== "") return null;
  const touched: number[] = [];
  // A split leaves row and text of each place, one after the other.
  for (let index = 0; index < placed.length; index += 2) {
    if (/\p{Cc}/u.test(withoutPlain(placed[index + 1] ?? ""))) return null;
    touched.push(Math.min(rows, Math.max(1, Number(placed[index]))) - 1);
  }
  return touched;
}
