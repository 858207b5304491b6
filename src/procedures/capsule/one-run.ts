import { invalid } from "#procedures/capsule/capsule-file.js";
import { isTakeOver } from "#procedures/capsule/chain.js";
import type { Checked } from "#procedures/capsule/check-capsule.js";

/**
 * Throws `CAPSULE_INVALID` unless the capsules of a file are together one run: it begins once, in the only capsule that came
 * of none; what goes on in a journal that has a part of it already is a part of the same journal; no end of an operation is
 * without its intent.
 */
export function mustBeOneRun(all: readonly Checked[], path: string): void {
  const [newest] = all;
  if (all.some(({ capsule }) => capsule.run !== newest?.capsule.run)) throw invalid(path, "WRONG_EARLIER");
  for (const checked of all) {
    const others = all.filter((each) => each !== checked && each.capsule.journal === checked.capsule.journal);
    mustBegin(checked, others.length > 0, path);
    mustBeOneJournal(checked, others, path);
    mustHaveIntents(checked, others, path);
  }
  const begins = all.flatMap(({ capsule }) => capsule.lines.filter(({ entry }) => isBegin(entry)));
  const [first] = begins;
  const another = begins.find(({ bytes }) => first?.bytes.equals(bytes) === false);
  if (another !== undefined) throw invalid(path, "NO_BEGINNING", another.entry.seq);
}

function isBegin({ phase, OPR }: { readonly phase: string; readonly OPR: string }): boolean {
  return phase === "procedure" && OPR === "BeginRun";
}

/** With its beginning, or with taking it over; or where it goes on in a journal that has had it before. */
function mustBegin({ capsule, takenIn }: Checked, goesOn: boolean, path: string): void {
  const [first, ...rest] = capsule.lines;
  if (first === undefined) throw invalid(path, "NO_BEGINNING");
  const begins = isBegin(first.entry) || isTakeOver(first.entry) || (goesOn && takenIn.length > 0);
  const again = rest.find(({ entry }) => isBegin(entry));
  if (!begins || again !== undefined) throw invalid(path, "NO_BEGINNING", (again ?? first).entry.seq);
}

/** The keys of a journal are the same in all of its capsules, but for those that came later. */
function mustBeOneJournal({ keyLines }: Checked, others: readonly Checked[], path: string): void {
  const isSo = others.every((other) =>
    keyLines.every((line, index) => other.keyLines[index] === undefined || other.keyLines[index] === line),
  );
  if (!isSo) throw invalid(path, "WRONG_KEYS");
}

function mustHaveIntents({ capsule }: Checked, others: readonly Checked[], path: string): void {
  const intents = new Set<string>();
  const orphans = capsule.entries.filter(({ id, phase, ref }) => {
    if (phase === "intent") intents.add(id);
    return (phase === "outcome" || phase === "recovery") && !intents.has(ref ?? "");
  });
  if (orphans.length === 0) return;
  const elsewhere = new Set(
    others.flatMap((other) =>
      other.capsule.entries.filter(({ phase }) => phase === "intent").map(({ id }) => id),
    ),
  );
  const orphan = orphans.find(({ ref }) => !elsewhere.has(ref ?? ""));
  if (orphan !== undefined) throw invalid(path, "NO_INTENT", orphan.seq);
}
