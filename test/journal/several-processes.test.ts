import { expect, test } from "vitest";
import { generatePrivateKey, signerOf } from "#journal/signer.js";
import { verifyJournal } from "#journal/verify.js";
import { note } from "./entries.js";
import { entriesOnDisk, notesOnDisk, segmentsOnDisk } from "./on-disk.js";
import { openJournal } from "./open-journal.js";
import { OtherProcess } from "./other-process.js";
import { temporaryDirectory } from "./temporary-directory.js";

const SEGMENT_BYTES = 6_000;

/** A key that other processes can be given. */
function sharedKey() {
  const key = generatePrivateKey();
  return { signer: signerOf(key), der: key.export({ type: "pkcs8", format: "der" }).toString("base64") };
}

test("several processes append at once: nothing is lost, nothing forks", async () => {
  using place = temporaryDirectory();
  const { signer, der } = sharedKey();
  const each = 40;
  const names = ["a", "b", "c", "d"];
  await using stack = new AsyncDisposableStack();
  // All of them found the journal, and one of them does.
  const consoles = names.map((name) =>
    stack.use(
      new OtherProcess("append-notes.ts", place.path, der, String(SEGMENT_BYTES), name, String(each)),
    ),
  );
  for (const one of consoles) expect(await one.says()).toBe("ready");
  using here = openJournal(place.path, { signer, segmentBytes: SEGMENT_BYTES });
  for (const one of consoles) one.tell("go");
  for (let index = 1; index <= each; index += 1) {
    here.journal.append(note(here.key, `here ${index}`));
    // Lets this process read what the others say.
    await new Promise(setImmediate);
  }
  for (const one of consoles) await one.end();

  const notes = notesOnDisk(place.path);
  for (const name of ["here", ...names]) {
    const own = notes.filter((text) => text.startsWith(`${name} `));
    expect(own).toEqual(Array.from({ length: each }, (_, index) => `${name} ${index + 1}`));
  }
  expect(entriesOnDisk(place.path).map(({ seq }) => seq)).toEqual(
    Array.from({ length: 5 * each + 1 }, (_, seq) => seq),
  );
  expect(segmentsOnDisk(place.path).length).toBeGreaterThan(5);
  expect(await verifyJournal(place.path)).toMatchObject({ fault: null, entries: 5 * each + 1, torn: [] });
});

test("a process that is killed while it writes loses nothing that it was told is written", async () => {
  using place = temporaryDirectory();
  const { signer, der } = sharedKey();
  const acknowledged: string[] = [];
  for (const [round, after] of [1, 3, 8, 20].entries()) {
    await using console = new OtherProcess(
      "append-notes.ts",
      place.path,
      der,
      String(SEGMENT_BYTES),
      `round${round}`,
      "100000",
    );
    expect(await console.says()).toBe("ready");
    console.tell("go");
    for (let index = 0; index < after; index += 1) acknowledged.push((await console.says())!);
    acknowledged.push(...(await console.kill()).filter((line) => /^round\d \d+$/.test(line)));
    using next = openJournal(place.path, { signer, segmentBytes: SEGMENT_BYTES });
    next.journal.append(note(next.key, `after ${round}`));
    acknowledged.push(`after ${round}`);
    expect((await verifyJournal(place.path)).fault).toBeNull();
  }
  const notes = notesOnDisk(place.path);
  // Written and not yet said when the kill came: one a round at most.
  expect(notes.filter((text) => !acknowledged.includes(text)).length).toBeLessThanOrEqual(4);
  expect(notes.filter((text) => acknowledged.includes(text))).toEqual(acknowledged);
});
