import { expect, test } from "vitest";
import { verifyJournal } from "#journal/verify.js";
import { shortOrLong } from "../../counts.js";
import { seededNumbers } from "../../stories/kill-moment.js";
import { note } from "../entries.js";
import { entriesOnDisk, notesOnDisk, tornOnDisk } from "../on-disk.js";
import { openJournal } from "../open-journal.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { Writers } from "./writers.js";

const KILLS = shortOrLong(12, 300);
/** Others with SHOSEKI_KILL_SEED=7. */
const SEED = Number(process.env.SHOSEKI_KILL_SEED ?? 1);
const AT_ONCE = 3;
/** What each of them writes between two kills. */
const BURST = 30;

test(`of several writers one is killed at any moment (${KILLS} times, seed ${SEED}): nothing told is lost, the others go on`, async () => {
  using place = temporaryDirectory();
  await using writers = new Writers(place.path);
  const random = seededNumbers(SEED);
  const upTo = (most: number) => Math.floor(random() * (most + 1));

  let atWork = Array.from({ length: AT_ONCE }, () => writers.start());
  await Promise.all(atWork.map((writer) => writer.ready()));
  for (let kill = 0; kill < KILLS; kill += 1) {
    const next = writers.start();
    for (const writer of atWork) writer.write(BURST);
    const victim = atWork[upTo(AT_ONCE - 1)]!;
    await victim.hear(upTo(BURST - 1));
    await turns(upTo(10));
    await victim.kill();
    const others = atWork.filter((writer) => writer !== victim);
    await Promise.all([next.ready(), ...others.map((writer) => writer.hear(BURST))]);
    atWork = [...others, next];
  }
  for (const writer of atWork) await writer.end();

  const notes = notesOnDisk(place.path);
  for (const { name, told } of writers.all) {
    const own = notes.filter((text) => text.startsWith(`${name} `));
    expect(own).toEqual(own.map((_, index) => `${name} ${index + 1}`));
    expect(own.slice(0, told.length)).toEqual(told);
    // Written, and not yet said when the kill came.
    expect(own.length - told.length).toBeLessThanOrEqual(1);
  }
  expect(writers.all).toHaveLength(AT_ONCE + KILLS);
  expect(notes.length).toBeGreaterThan((AT_ONCE - 1) * BURST * KILLS);
  const seqs = entriesOnDisk(place.path).map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, index) => index));
  expect((await verifyJournal(place.path)).fault).toBeNull();

  using later = openJournal(place.path, writers);
  later.journal.append(note(later.key, "after them all"));
  expect(notesOnDisk(place.path).at(-1)).toBe("after them all");
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, torn: tornOnDisk(place.path) });
});

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
