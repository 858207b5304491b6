import fc from "fast-check";
import { expect, test } from "vitest";
import { markdownOf } from "#documents/markdown.js";
import type { Entry } from "#domain/entry.js";
import type { Handover } from "#domain/handover.js";
import { handoverDocument } from "#handover/document/handover-document.js";
import { operationsByTarget } from "#handover/draft/by-target.js";
import { failuresIn } from "#handover/draft/failures-in.js";
import { leftoversIn } from "#handover/draft/leftovers-in.js";
import { notesIn } from "#handover/draft/notes-in.js";
import { standingsIn } from "#handover/draft/operations-in.js";
import { recordingsIn } from "#handover/draft/recordings-in.js";
import { tasksOf } from "#handover/draft/tasks-of.js";
import { parseHandover } from "#handover/parse-handover.js";
import { timelineOf } from "#handover/timeline.js";
import { canonical } from "#journal/canonical.js";
import { IntentBook } from "#journal/intents.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { writable } from "#procedures/approval/frozen-plan.js";
import { shortOrLong } from "../../counts.js";
import { anyEntry, anyFacts } from "../../journal/tampering/any-entry.js";

const RUNS = shortOrLong(60, 3_000);

const OPERATIONS = ["StartVM", "CloneVM", "CreateVM", "DeleteVM", "RenameVM", "ModifyDisk", "MoveVM"];
const SNAPSHOTS = ["CreateSnapshot", "RemoveSnapshot", "RevertSnapshot"];

const idOf = (seq: number) => `019c9000-0000-7000-8000-${String(seq).padStart(12, "0")}`;

/** Facts by the names that matter, of whatever type. */
const facts = fc
  .tuple(
    anyFacts,
    fc.dictionary(
      fc.constantFrom("power", "snapshot", "snapshots", "disk", "name", "cloneId", "endpoint"),
      fc.oneof(fc.constantFrom("a", "b"), fc.nat(3), fc.constant(null)),
      { noNullPrototype: true },
    ),
  )
  .map(([any, known]) => ({ ...any, ...known }));

/** Entries that answer one another, about a few targets, in any order. */
const entries: fc.Arbitrary<readonly Entry[]> = fc
  .array(
    fc.record({
      entry: anyEntry,
      answers: fc.nat(4),
      phase: fc.constantFrom(
        "intent",
        "outcome",
        "outcome",
        "recovery",
        "note",
        "anchor",
        "recording",
        "procedure",
      ),
      OPR: fc.constantFrom(...OPERATIONS, ...SNAPSHOTS),
      kind: fc.constantFrom("VirtualMachine", "HostSystem", "Endpoint"),
      id: fc.constantFrom("vm-1", "vm-2", "__proto__", null),
      facts: fc.tuple(facts, facts),
      status: fc.constantFrom("OK", "OK", "NG", "REFUSED", "UNKNOWN"),
    }),
    { maxLength: 24 },
  )
  .map((given) => {
    const all = given.map(({ entry, phase, OPR, kind, id, facts: [BEF, AFT], status }, seq) => {
      const TGT = { ...entry.TGT, kind, id };
      return { ...entry, seq, id: idOf(seq), phase, OPR, TGT, BEF, AFT, RST: { status } } as Entry;
    });
    return all.map((entry, seq) => ({ ...entry, ref: all[Math.max(0, seq - given[seq]!.answers - 1)]!.id }));
  });

test(`whatever entries say, a report of them can be drawn, signed, read again and printed, ${RUNS} times`, () => {
  fc.assert(
    fc.property(entries, fc.nat(8), (all, cut) => {
      const before = all.slice(0, cut);
      const shift = all.slice(cut);
      const earlier = new Map(
        before.filter(({ phase }) => phase === "intent").map((each) => [each.id, each]),
      );
      const book = new IntentBook();
      for (const entry of all) book.add(entry);
      const standings = standingsIn({ entries: shift, earlier });
      const handover: Handover = writable({
        format: "shoseki-handover/1",
        id: "019c9000-0000-7000-8000-000000000001",
        revision: 1,
        made: "2026-03-01T09:00:00.000Z",
        outgoing: { os: "a", console: "b", key: "c" },
        shift: {
          ...{ from: "2026-03-01T09:00:00.000Z", to: "2026-03-01T09:00:00.000Z", firstSeq: 0, lastSeq: 9 },
          ...{ sessions: [], recordings: recordingsIn(shift), lost: [] },
        },
        operations: operationsByTarget(standings),
        failures: failuresIn(standings, shift),
        procedures: [],
        machines: leftoversIn(shift),
        tasks: tasksOf(book.unresolved(), standings),
        approvals: [],
        notes: notesIn(shift),
        journal: {
          ...{ origin: "o", treeSize: 0, rootHash: "", sound: true, problem: null, anchor: null, keys: [] },
        },
        remarks: {},
        answers: [],
      });
      expect(parseHandover(Buffer.from(canonical(handover)))).toEqual(handover);
      for (const catalogue of [en, ja]) {
        const markdown = markdownOf(handoverDocument(handover, catalogue, false));
        for (const section of Object.values(catalogue.handover.sections)) expect(markdown).toContain(section);
        expect(timelineOf(shift).map(({ seq }) => seq)).toEqual(shift.map(({ seq }) => seq));
      }
      // Each intent of the shift is told once, with the newest word on it.
      const intents = shift.filter(({ phase }) => phase === "intent");
      const told = handover.operations.flatMap(({ operations }) => operations.map(({ intent }) => intent));
      for (const { seq } of intents) expect(told.filter((each) => each === seq)).toHaveLength(1);
    }),
    { numRuns: RUNS },
  );
});
