import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { canonical } from "#journal/canonical.js";
import { hashOf } from "#journal/line.js";
import { verifyJournal } from "#journal/verify.js";
import { Desk } from "../../session/desk.js";
import { verifiedByOpenssh } from "../auditor.js";
import { note } from "../entries.js";
import { entriesOnDisk, linesOnDisk } from "../on-disk.js";
import { newSigner, openJournal } from "../open-journal.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { needs } from "../tools.js";

/** As the clock says it, one entry after the other. */
const TIMES = [
  "2026-01-05T03:00:00.000Z",
  "2026-01-05T02:00:00.000Z",
  "1970-01-02T00:00:00.000Z",
  "2026-01-05T03:00:00.000Z",
  "2038-01-19T03:14:08.000Z",
  "2026-01-05T03:00:00.000Z",
];

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

test("whatever the clock says, entries are numbered and chained as they were written, and the journal is sound", async (context) => {
  needs(context, "ssh-keygen");
  using place = temporaryDirectory();
  const signer = newSigner();
  for (const time of TIMES) {
    vi.setSystemTime(time);
    // A console that was open all the while, and one that has just been opened.
    using open = openJournal(place.path, { signer });
    using other = openJournal(place.path, { signer });
    open.journal.append(note(open.key, `at ${time}`));
    const line = other.journal.append(note(other.key, `also at ${time}`));
    const auditor = { directory: place.path, signer, line };
    expect(verifiedByOpenssh(auditor, Buffer.from(canonical(line.entry)))).toMatchObject({ ok: true });
  }
  const entries = entriesOnDisk(place.path);
  const lines = linesOnDisk(place.path);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index));
  expect(entries.slice(1).map(({ prev }) => prev)).toEqual(
    lines.slice(0, -1).map((line) => hashOf(Buffer.from(line))),
  );
  expect(entries.slice(1).map(({ STR }) => STR)).toEqual(TIMES.flatMap((time) => [time, time]));
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: entries.length, torn: [] });
});

test("the clock is set back while an operation runs: its outcome keeps both times, and how long it really took", async () => {
  using desk = new Desk();
  vi.setSystemTime("2026-01-05T03:00:00.000Z");
  const begun = desk.trail.intent({
    OPR: "StartVM",
    target: { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "web-01" },
    host: null,
  });
  vi.setSystemTime("2026-01-05T02:00:00.000Z");
  desk.trail.outcome(begun, { before: {}, after: {}, result: { status: "OK" } });
  const outcome = desk.entries().at(-1)!;
  expect(outcome).toMatchObject({ STR: "2026-01-05T03:00:00.000Z", END: "2026-01-05T02:00:00.000Z" });
  expect(outcome.ms).toBeGreaterThanOrEqual(0);
  expect(outcome.ms).toBeLessThan(60_000);
  expect(await verifyJournal(desk.directory)).toMatchObject({ fault: null, unresolved: [] });
});
