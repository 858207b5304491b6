import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Verdict } from "#journal/verify/verdict.js";
import { verifyJournal } from "#journal/verify.js";
import { shortOrLong } from "../../counts.js";
import { type Evidence, twoJournals } from "./evidence.js";
import type { Expected, Mutated } from "./family.js";
import { WorkingCopy } from "./files.js";
import { forgedLines } from "./forged-lines.js";
import { harmless } from "./harmless.js";
import { tamperedCheckpoints } from "./tampered-checkpoints.js";
import { tamperedKeyFiles } from "./tampered-key-files.js";
import { tamperedLines } from "./tampered-lines.js";
import { tamperedTiles } from "./tampered-tiles.js";

const TAMPERED = [
  ...tamperedLines,
  ...forgedLines,
  ...tamperedCheckpoints,
  ...tamperedTiles,
  ...tamperedKeyFiles,
];

const FAMILIES = [...TAMPERED, ...harmless];

/** How many times a family is tried in this run. */
const runsOf = ({ share }: { readonly share: number }) => shortOrLong(Math.ceil(share / 14), share);
const TOTAL = TAMPERED.reduce((sum, family) => sum + runsOf(family), 0);

/** One in so many is verified with other threads as well, which take longer to start than the rest takes. */
const WITH_THREADS = 40;

const threads = vi.hoisted(() => ({ count: 0 }));
vi.mock("#journal/verify/crew.js", async (original) => ({
  ...(await original<typeof import("#journal/verify/crew.js")>()),
  crewSize: () => threads.count,
}));

let copies: readonly { readonly evidence: Evidence; readonly copy: WorkingCopy; readonly sound: Verdict }[];
let done = 0;

beforeAll(async () => {
  const journals = await twoJournals();
  copies = await Promise.all(
    journals.map(async (evidence) => {
      const copy = new WorkingCopy();
      copy.become(evidence.files);
      return { evidence, copy, sound: await verifyJournal(copy.directory) };
    }),
  );
});
afterAll(() => {
  for (const { copy } of copies) copy[Symbol.dispose]();
});

test("as they were written, the journals are sound, and nothing is reported that is not there", async () => {
  for (const { evidence, copy, sound } of copies) {
    const { lines, checkpoints, rotatedAt } = evidence;
    expect(await verifyJournal(copy.directory, { deep: true })).toEqual({ ...sound, deep: true });
    expect(sound).toMatchObject({
      fault: null,
      entries: lines.length,
      checkpoints: checkpoints.length,
      keys: [{ fromSeq: 0 }, { fromSeq: rotatedAt }],
      torn: [expect.stringMatching(/^\d{12}-[0-9a-f]{8}\.torn$/)],
      missing: [],
    });
    expect(sound.unresolved.length).toBeGreaterThan(3);
    expect(sound.unresolved.map(({ outcome }) => outcome === null)).toContain(false);
  }
  const newest = copies.map(({ evidence }) => evidence.lines.length - evidence.checkpoints.at(-1)!.size);
  expect(newest).toEqual([0, 13]);
});

test.each(FAMILIES.map((family) => ({ ...family, family, count: runsOf(family) })))(
  "$count times: $name",
  async ({ family, count }) => {
    await family.run(count, async (mutate, index) => {
      const { evidence, copy, sound } = copies[index]!;
      const mutated = mutate(evidence);
      copy.become(mutated.files);
      done += 1;
      const quick = await verifyJournal(copy.directory);
      const deep = await verifyJournal(copy.directory, { deep: true });
      expectSaid(deep, mutated.expected, mutated, sound);
      expectSaid(quick, mutated.quick === undefined ? mutated.expected : mutated.quick, mutated, sound);
      if (mutated.quick === undefined) expect({ ...quick, deep: true }).toEqual(deep);
      if (done % WITH_THREADS !== 0) return;
      threads.count = 2;
      try {
        expect(await verifyJournal(copy.directory)).toEqual(quick);
        expect(await verifyJournal(copy.directory, { deep: true })).toEqual(deep);
      } finally {
        threads.count = 0;
      }
    });
  },
);

test(`${TOTAL} mutations in all, beside the harmless ones`, () => {
  expect(done).toBe(FAMILIES.reduce((sum, family) => sum + runsOf(family), 0));
  expect(TOTAL).toBeGreaterThanOrEqual(shortOrLong(200, 2_000));
});

function expectSaid(
  verdict: Verdict,
  expected: Expected,
  { torn = [], missing = [] }: Mutated,
  sound: Verdict,
): void {
  if (expected === null) {
    expect(verdict.fault).toBeNull();
    expect(verdict.torn).toEqual([
      ...sound.torn.filter((name) => !missing.includes(`entries/${name}`)),
      ...torn,
    ]);
    expect(verdict.missing).toEqual([...sound.missing, ...missing]);
  } else expect(verdict.fault).toMatchObject(expected);
}
