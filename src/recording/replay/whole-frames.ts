import type { Cast } from "#recording/replay/cast.js";
import { CONTROL, UNWRAPPED, WRAPPED, withoutPlain } from "#recording/replay/plain-sequences.js";

const ESC = "\u001b";

/** What a frame begins with that is drawn over nothing: our recorder's do, with the cursor shown or hidden in them. */
const WHOLE = `${ESC}[0m${ESC}[H${ESC}[2J`;
const CURSOR = new RegExp(`${ESC}\\[\\?25[hl]`, "u");

/** What a terminal keeps, or may: another mode, another character set, a sequence that goes on in the next event. */
const KEPT = new RegExp(CONTROL, "u");

/**
 * The events at which a screen can be begun from nothing: those that draw it whole, where no other event does what would
 * outlive that. Empty for what other programs have recorded, as a rule.
 */
export function wholeFrames({ events }: Cast): readonly number[] {
  const found: number[] = [];
  for (const [index, event] of events.entries()) {
    if (event.kind !== "output") continue;
    if (KEPT.test(withoutPlain(event.text)) || leavesUnwrapped(event.text)) return [];
    if (event.text.startsWith(WHOLE) && CURSOR.test(event.text)) found.push(index);
  }
  return found;
}

/** What is written then would run on in a screen that is begun anew, and did not here. */
function leavesUnwrapped(text: string): boolean {
  return text.lastIndexOf(UNWRAPPED) > text.lastIndexOf(WRAPPED);
}
