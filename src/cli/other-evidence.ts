import type { OtherEvidence } from "#domain/evidence.js";
import { openRegular } from "#files/open-regular.js";
import { readBetween } from "#journal/read-between.js";

/** Enough of a file to see what it is meant to be, in bytes. */
const BEGINNING = 4_096;

const GZIP = "\u001f\u008b";

/** By what they begin with, as bytes; JSON that is canonical has its members in the order of their names. */
const KINDS: readonly (readonly [OtherEvidence, (beginning: string) => boolean])[] = [
  ["EMPTY", (beginning) => beginning === ""],
  ["GZIP", (beginning) => beginning.startsWith(GZIP)],
  ["ANSWER", (beginning) => /^\{.*"format":"shoseki-handover-answer\//u.test(beginning)],
  ["RUN", (beginning) => beginning.startsWith('{"capsule":{')],
  ["RECORDING", (beginning) => /^\{[^\n]*"version":\s*2\b/u.test(beginning)],
  ["REPORT", (beginning) => /^\{"(?:answers|approvals)":\[/u.test(beginning)],
];

/**
 * What a file is that is evidence and no proof; null where it is neither known. What it is meant to be, that is: nothing of it is
 * checked. Throws what the system says.
 */
export function otherEvidence(path: string): OtherEvidence | null {
  using file = openRegular(path);
  if (file === null) return null;
  const beginning = readBetween(file.descriptor, 0, BEGINNING).toString("latin1");
  return KINDS.find(([, isSo]) => isSo(beginning))?.[0] ?? null;
}
