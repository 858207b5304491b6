import type { Entry, Facts } from "#domain/entry.js";
import { printable } from "#messages/printable.js";

/** What is said of something that was made, where there is nothing before it to compare with. */
const OF_WHAT_IS_MADE: readonly string[] = ["clone", "host", "datastore"];

/**
 * BEF and AFT of an entry in short, only what differs: `cpus 2 -> 4`; `+disk Hard disk 2` for what was nothing,
 * `-snapshot old` for what is nothing now. Null where nothing does.
 */
export function change({ BEF = {}, AFT = {} }: Pick<Entry, "BEF" | "AFT">): string | null {
  const changed = [
    ...Object.keys(AFT).flatMap((key) => (key in BEF ? differing(key, BEF, AFT) : [])),
    ...OF_WHAT_IS_MADE.filter((key) => key in AFT && !(key in BEF)).map((key) => `+${key} ${AFT[key]}`),
  ];
  return changed.length === 0 ? null : printable(changed.join(", "));
}

function differing(key: string, before: Facts, after: Facts): readonly string[] {
  const [was, is] = [before[key], after[key]];
  if (was === is) return [];
  if (was === null) return [`+${key} ${is}`];
  return is === null ? [`-${key} ${was}`] : [`${key} ${was} -> ${is}`];
}

/** How long it took, in milliseconds: measured where it was, else from the times it names. */
export function duration({ ms, STR, END }: Entry): number {
  return ms ?? (END === undefined ? 0 : Date.parse(END) - Date.parse(STR));
}
