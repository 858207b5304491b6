import type { Entry, Phase } from "#domain/entry.js";
import { change } from "#listings/change.js";
import { printable } from "#messages/printable.js";

/** `>` is about to be sent, `<` has come back, `=` was found out afterwards. ASCII, for logs that know nothing else. */
const SIGNS: Readonly<Partial<Record<Phase, string>>> = {
  intent: ">",
  outcome: "<",
  recovery: "=",
  note: "*",
};
const OTHER = "-";

/** `REFUSED`, `UNKNOWN`. */
const LONGEST_STATUS = 7;
/** `EnterMaintenance`. */
const LONGEST_NAME = 16;

/**
 * An entry in columns, the same in every language: time as it is recorded, seq, phase, status (`...` for an intent), OPR,
 * target, then what has changed (of a note, its text) and the code where there are such.
 *
 * `2026-01-05T21:04:59.123Z       6 <  OK       ModifyCPU         web-03  cpus 2 -> 4`
 */
export function entryLine({ phase, ...entry }: Entry): string {
  const { seq, STR, END, RST, OPR, TGT, why } = entry;
  const fixed = [
    `${END ?? STR} ${String(seq).padStart(6)} ${SIGNS[phase] ?? OTHER}`,
    (RST?.status ?? "...").padEnd(LONGEST_STATUS),
    OPR.padEnd(LONGEST_NAME),
    TGT.name,
  ];
  const details = [phase === "note" ? why : change(entry), RST?.code];
  return printable([...fixed, ...details.filter((each) => each)].join("  "));
}
