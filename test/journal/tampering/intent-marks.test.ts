import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import type { Entry, Facts } from "#domain/entry.js";
import { canonical } from "#journal/canonical.js";
import { IntentBook } from "#journal/intents.js";
import { hashOf } from "#journal/line.js";
import { OpenIntents } from "#journal/verify/open-intents.js";
import { scanSegment } from "#journal/verify/segment-scan.js";
import { shortOrLong } from "../../counts.js";
import { answer, intent, note } from "../entries.js";
import { signedText } from "../forge.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { anyFacts } from "./any-entry.js";
import { fileOf } from "./files.js";

const RUNS = shortOrLong(200, 5_000);

/** What the next entry is: it may answer an intent that there is not yet, or no more, or in another file. */
interface Step {
  readonly kind: "intent" | "outcome" | "recovery" | "note";
  readonly of: number;
  readonly status: "OK" | "NG" | "REFUSED" | "UNKNOWN";
  readonly facts: Facts;
  readonly beginsFile: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("intent", "intent", "outcome", "outcome", "recovery", "note"),
  of: fc.nat({ max: 9 }),
  status: fc.constantFrom("OK", "NG", "REFUSED", "UNKNOWN", "UNKNOWN"),
  facts: anyFacts,
  beginsFile: fc.boolean(),
});

/** The entries of these steps, each intent once. */
function entriesOf(steps: readonly Step[]): Entry[] {
  const ids = Array.from({ length: 10 }, () => uuidv7());
  const asked = new Set<number>();
  return steps.map(({ kind, of, status, facts }, seq) => {
    const isAsked = kind === "intent" && !asked.has(of);
    if (isAsked) asked.add(of);
    const base = { ...intent("key"), id: ids[of]!, BEF: facts };
    const draft = isAsked
      ? { ...base, chosen: facts }
      : kind === "outcome" || kind === "recovery"
        ? {
            ...answer(base, { status, message: '"status":"UNKNOWN"' }, { phase: kind, after: facts }),
            id: uuidv7(),
          }
        : { ...note("key", '"RST":{"status":"UNKNOWN"}'), id: uuidv7() };
    return { ...draft, v: 1, seq, prev: "0".repeat(64) } satisfies Entry;
  });
}

/** What is open by the places of lines, file by file, without any of them read. */
function openBy(directory: string, entries: readonly Entry[], steps: readonly Step[]) {
  const open = new OpenIntents();
  const starts = steps.flatMap(({ beginsFile }, seq) => (seq === 0 || beginsFile ? [seq] : []));
  let prev = "0".repeat(64);
  for (const [index, firstSeq] of starts.entries()) {
    const lines = entries.slice(firstSeq, starts[index + 1]).map((entry) => {
      const line = Buffer.from(signedText(canonical({ ...entry, prev }), Buffer.alloc(64)));
      prev = hashOf(line);
      return line;
    });
    const name = `${firstSeq}.jsonl`;
    const path = join(directory, name);
    const content = fileOf(lines);
    writeFileSync(path, content);
    const range = { path, name, firstSeq, size: content.length };
    const scan = scanSegment(range, () => undefined);
    expect(scan).toMatchObject({ inOrder: true, count: lines.length });
    open.add(range, scan.intents);
  }
  return open.unresolved();
}

/** The intents of which no answer says what became of them, with their outcome and the newest recovery: each a `seq`. */
function openAmong(entries: readonly Entry[]) {
  return entries
    .filter(({ phase }) => phase === "intent")
    .flatMap(({ id, seq: asked }) => {
      const answers = entries.filter(({ ref, seq }) => ref === id && seq > asked);
      if (answers.some(({ RST }) => RST?.status !== "UNKNOWN")) return [];
      const newest = (wanted: string) => answers.findLast(({ phase }) => phase === wanted)?.seq ?? null;
      return [[asked, newest("outcome"), newest("recovery")]];
    });
}

test(`in ${RUNS} journals, verify finds the same intents open as whoever reads every entry`, () => {
  using place = temporaryDirectory({ inMemory: true });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      const entries = entriesOf(steps);
      const book = new IntentBook();
      for (const entry of entries) book.add(entry);
      const found = openBy(place.path, entries, steps).map(({ intent, outcome, recovery }) => [
        intent.seq,
        outcome?.seq ?? null,
        recovery?.seq ?? null,
      ]);
      expect(found).toEqual(openAmong(entries));
      // Those that were looked up in vain are not looked up again.
      const toLookUp = book
        .unresolved()
        .map(({ intent: { seq }, outcome }) => [seq, outcome?.seq ?? null, null]);
      expect(found.filter(([, , recovery]) => recovery === null)).toEqual(toLookUp);
    }),
    { numRuns: RUNS },
  );
});
