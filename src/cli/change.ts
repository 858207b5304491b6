import type { Entry } from "#domain/entry.js";
import { printable } from "#messages/printable.js";

/** BEF and AFT of an entry in short, only what differs: `cpus 2 -> 4`. Null where nothing does. */
export function change({ BEF = {}, AFT = {} }: Entry): string | null {
  const changed = Object.keys(AFT)
    .filter((key) => key in BEF && BEF[key] !== AFT[key])
    .map((key) => `${key} ${String(BEF[key])} -> ${String(AFT[key])}`);
  return changed.length === 0 ? null : printable(changed.join(", "));
}

/** How long it took, in milliseconds: measured where it was, else from the times it names. */
export function duration({ ms, STR, END }: Entry): number {
  return ms ?? (END === undefined ? 0 : Date.parse(END) - Date.parse(STR));
}
