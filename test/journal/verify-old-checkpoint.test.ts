import { readFileSync, writeFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { Checkpointer } from "#journal/checkpointer.js";
import { layoutOf } from "#journal/layout.js";
import { readOwnCheckpoints } from "#journal/verify/own-checkpoints.js";
import { verifyJournal } from "#journal/verify.js";
import { note } from "./entries.js";
import { type OpenJournal, openJournal } from "./open-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** The two files of checkpoints, as they were at some time. */
interface Then {
  readonly checkpoint: Buffer;
  readonly log: Buffer;
}

/** A journal with checkpoints of 1, 2, 3 and 4 entries, and what its files were after each of them. */
let place: ReturnType<typeof temporaryDirectory>;
let open: OpenJournal;
let times: Then[];
beforeEach(async () => {
  place = temporaryDirectory();
  open = openJournal(place.path);
  const { checkpoint, checkpointsLog } = layoutOf(place.path);
  times = [];
  for (const text of ["one", "two", "three", null]) {
    await new Checkpointer(open.journal).sign();
    times.push({ checkpoint: readFileSync(checkpoint), log: readFileSync(checkpointsLog) });
    if (text !== null) open.journal.append(note(open.key, text));
  }
  return () => {
    open[Symbol.dispose]();
    place[Symbol.dispose]();
  };
});

function put({ checkpoint, log }: Then): void {
  const layout = layoutOf(place.path);
  writeFileSync(layout.checkpoint, checkpoint);
  writeFileSync(layout.checkpointsLog, log);
}

test("a checkpoint that is older than the log's last but one is a finding: whoever copies it has nothing new", async () => {
  const [first, second, third, newest] = times as [Then, Then, Then, Then];
  for (const [then, size] of [
    [first, 1],
    [second, 2],
  ] as const) {
    put({ checkpoint: then.checkpoint, log: newest.log });
    expect(await verifyJournal(place.path)).toMatchObject({
      fault: null,
      missing: [],
      newestCheckpoint: { size: 4 },
      checkpointBehind: { size, newest: 4 },
    });
  }
  // So far a writer leaves it that is stopped between the two files.
  put({ checkpoint: third.checkpoint, log: newest.log });
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, checkpointBehind: null });
  put(newest);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, checkpointBehind: null });
});

test("the writer that comes after one that was stopped puts the newest in its place", async () => {
  const [, second, , newest] = times as [Then, Then, Then, Then];
  put({ checkpoint: second.checkpoint, log: newest.log });
  await new Checkpointer(open.journal).sign();
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, checkpointBehind: null });
});

test("what is signed while the files are read is no finding, however much it is", () => {
  const [first, , , newest] = times as [Then, Then, Then, Then];
  put(first);
  const layout = layoutOf(place.path);
  const busy = {
    ...layout,
    /** Asked for after the published one was read. */
    get checkpointsLog() {
      put(newest);
      return layout.checkpointsLog;
    },
  };
  const { behind, all } = readOwnCheckpoints(busy);
  expect(all.map(({ size }) => size)).toEqual([1, 2, 3, 4, 1]);
  expect(behind).toBeNull();
});
