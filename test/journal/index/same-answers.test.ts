import fc from "fast-check";
import { expect, test } from "vitest";
import type { Criteria } from "#journal/index/criteria.js";
import { readPlainLine } from "#journal/index/plain-line.js";
import { layoutOf } from "#journal/layout.js";
import { decodeLine } from "#journal/line.js";
import { readPast } from "#journal/past.js";
import type { Past } from "#journal/past-reading.js";
import { entriesOfRun, runsIn } from "#journal/runs.js";
import { sessionsIn } from "#journal/sessions.js";
import { shortOrLong } from "../../counts.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { anyJournal, appendLines, ENDPOINTS, linesOfSteps } from "./any-journal.js";
import { ALWAYS, entriesIn, found, indexed } from "./indexed-journal.js";

const RUNS = shortOrLong(60, 2_000);

/** A journal whose index was made when it had so many lines, and that has grown since. */
const grown = fc.record({ steps: anyJournal, indexedAt: fc.nat(60), updated: fc.boolean() });

async function withGrown<T>(
  { steps, indexedAt, updated }: typeof grown extends fc.Arbitrary<infer G> ? G : never,
  look: (directory: string) => Promise<T>,
): Promise<T> {
  using place = temporaryDirectory({ inMemory: true });
  const lines = linesOfSteps(steps);
  const known = Math.min(indexedAt, lines.length);
  appendLines(place.path, lines.slice(0, known));
  await indexed(place.path);
  appendLines(place.path, lines.slice(known), known);
  if (updated) expect(entriesIn(await indexed(place.path))).toBe(lines.length);
  return await look(place.path);
}

const criteria: fc.Arbitrary<Criteria> = fc
  .record(
    {
      op: fc.constantFrom("Login", "StartVM"),
      user: fc.constantFrom("alice", "DOMAIN\\bob", "nobody"),
      target: fc.constantFrom("web-01", 'a"b\\c', "😀"),
      since: fc.nat(60 * 24 * 40),
      until: fc.nat(60),
      failed: fc.constant(true as const),
      phase: fc.constant("outcome"),
      run: fc.nat(3).map((n) => `0198c1de-0000-7000-8000-${String(800 + n).padStart(12, "0")}`),
      step: fc.constantFrom("move", "wipe-2", "other"),
    },
    { requiredKeys: [] },
  )
  .map(({ op, user, target, phase, since, until, failed, run, step }) => ({
    ...(op === undefined ? {} : { op: (OPR: string) => OPR === op }),
    ...(user === undefined ? {} : { user: (name: string) => name === user }),
    ...(target === undefined ? {} : { target: ({ name }: { name: string }) => name === target }),
    ...(phase === undefined ? {} : { phase: (each: string) => each === phase }),
    ...(since === undefined ? {} : { since: Date.now() - since * 60_000 }),
    ...(until === undefined ? {} : { until: Date.now() - until * 60_000 }),
    ...(failed === undefined ? {} : { failed }),
    ...(run === undefined ? {} : { run }),
    ...(step === undefined ? {} : { step }),
  }));

test("whatever is asked of whatever journal, the index answers as the journal itself does", async () => {
  const newest = fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(grown, criteria, newest, async (journal, asked, count) => {
      await withGrown(journal, async (directory) => {
        const layout = layoutOf(directory);
        const plain = await found(layout, asked, { index: false, newest: count });
        // Once as it is, once brought up to date on the way.
        const stale = { worthBytes: Number.MAX_SAFE_INTEGER, newest: count };
        expect(await found(layout, asked, stale)).toEqual(plain);
        expect(await found(layout, asked, { newest: count })).toEqual(plain);
      });
    }),
    { numRuns: RUNS },
  );
});

test("which runs there are, and what belongs to each, is the same by the index and from the journal itself", async () => {
  await fc.assert(
    fc.asyncProperty(grown, async (journal) => {
      await withGrown(journal, async (directory) => {
        const layout = layoutOf(directory);
        const plain = await runsIn(layout, { index: false });
        expect(await runsIn(layout, { worthBytes: Number.MAX_SAFE_INTEGER })).toEqual(plain);
        expect(await runsIn(layout, ALWAYS)).toEqual(plain);
        for (const { id } of plain) {
          const lines = await entriesOfRun(layout, id, { index: false });
          expect(await entriesOfRun(layout, id, ALWAYS)).toEqual(lines);
        }
      });
    }),
    { numRuns: RUNS },
  );
});

test("which sessions there were, and what each has done, is the same by the index and from the journal itself", async () => {
  await fc.assert(
    fc.asyncProperty(grown, async (journal) => {
      await withGrown(journal, async (directory) => {
        const layout = layoutOf(directory);
        const plain = await sessionsIn(layout, { index: false });
        expect(await sessionsIn(layout, { worthBytes: Number.MAX_SAFE_INTEGER })).toEqual(plain);
        expect(await sessionsIn(layout, ALWAYS)).toEqual(plain);
      });
    }),
    { numRuns: RUNS },
  );
});

test("what a session begins with is the same, read by the index or from the journal itself", async () => {
  const newest = fc.constantFrom(0, 3, 1_000);
  await fc.assert(
    fc.asyncProperty(grown, fc.constantFrom(...ENDPOINTS), newest, async (journal, endpoint, count) => {
      await withGrown(journal, async (directory) => {
        const wanted = { endpoint, nearMs: 600_000, newest: count };
        const plain = await readPast(layoutOf(directory), wanted, { index: false });
        const stale = await readPast(layoutOf(directory), wanted, { worthBytes: Number.MAX_SAFE_INTEGER });
        expect(told(stale)).toEqual(told(plain));
        expect(told(await readPast(layoutOf(directory), wanted, ALWAYS))).toEqual(told(plain));
      });
    }),
    { numRuns: RUNS },
  );
});

function told({ book, logins, untied, tasks, lines }: Past) {
  return {
    unresolved: book.unresolved().map(({ intent, outcome }) => [intent.seq, outcome?.seq ?? null]),
    logins: [...logins].map(([session, { seq }]) => [session, seq]).sort(),
    untied: untied.all().map(({ seq }) => seq),
    tasks: tasks.map(({ seq }) => seq),
    lines: lines.map(({ entry }) => entry.seq),
  };
}

test("a line that is read without being parsed is an entry, and says the same", () => {
  const bytes = fc.record({ at: fc.nat(2_000), byte: fc.integer({ min: 0, max: 255 }) });
  fc.assert(
    fc.property(anyJournal, fc.option(bytes), (steps, change) => {
      for (const text of linesOfSteps(steps)) {
        const line = Buffer.from(text);
        if (change !== null) line[change.at % line.length] = change.byte;
        const plain = readPlainLine(line);
        if (plain === null) continue;
        const decoded = decodeLine(line);
        expect(decoded).not.toHaveProperty("problem");
        expect("entry" in decoded ? decoded.entry : null).toMatchObject(withoutUndefined(plain));
      }
    }),
    { numRuns: RUNS * 10 },
  );
});

function withoutUndefined(value: object): object {
  return JSON.parse(JSON.stringify(value)) as object;
}

test("most lines are read without being parsed", () => {
  const lines = fc.sample(anyJournal, { numRuns: 50, seed: 1 }).flatMap(linesOfSteps);
  const common = lines.filter((line) => !line.includes("😀") && !/"phase":"(?:anchor|session)"/.test(line));
  expect(common.map((line) => readPlainLine(Buffer.from(line)))).not.toContain(null);
});
