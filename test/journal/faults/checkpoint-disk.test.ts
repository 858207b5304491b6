import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Checkpointer } from "#journal/checkpointer.js";
import { verifyJournal } from "#journal/verify.js";
import { note } from "../entries.js";
import { notesOnDisk } from "../on-disk.js";
import { openJournal } from "../open-journal.js";
import { smallDisk } from "../small-disk.js";

const CHECKPOINT = "checkpoint";

test("the disk is full in a checkpoint, wherever it is: entries go on, and once there is space it is made", async (context) => {
  using disk = smallDisk(context, { kiB: 1_024 });
  const directory = join(disk.path, "journal");
  using open = openJournal(directory);
  const checkpointer = new Checkpointer(open.journal);
  open.journal.append(note(open.key, "before"));
  const first = await checkpointer.sign();
  const published = () => readFileSync(join(directory, CHECKPOINT), "utf8");
  const before = published();

  const said = ["before"];
  // A page for each file that a checkpoint makes: tiles, the log's next page, the newest checkpoint.
  for (let pages = 0; published() === before; pages += 1) {
    const text = `with ${pages} pages left`;
    open.journal.append(note(open.key, text));
    said.push(text);
    disk.fill(pages * 4_096);
    const failed = await checkpointer.sign().then(
      () => null,
      (error: unknown) => error,
    );
    // What stands there is whole: the one before, or the new one.
    expect(await verifyJournal(directory)).toMatchObject({ fault: null, entries: said.length + 1 });
    if (failed !== null) expect(published()).toBe(before);
    disk.free();
    expect(pages).toBeLessThan(20);
  }
  open.journal.append(note(open.key, "after"));
  said.push("after");
  const last = await checkpointer.sign();
  expect(first.size).toBe(2);
  expect(last.size).toBe(said.length + 1);
  expect(notesOnDisk(directory)).toEqual(said);
  expect(await verifyJournal(directory)).toMatchObject({ fault: null, torn: [], missing: [] });
});
