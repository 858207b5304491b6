import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Checkpointer } from "#journal/checkpointer.js";
import { parseCheckpointLog } from "#journal/note/checkpoint-log.js";
import { generatePrivateKey, signerOf } from "#journal/signer.js";
import { verifyJournal } from "#journal/verify.js";
import { shortOrLong } from "../../counts.js";
import { seededNumbers } from "../../stories/kill-moment.js";
import { note } from "../entries.js";
import { openJournal } from "../open-journal.js";
import { OtherProcess } from "../other-process.js";
import { temporaryDirectory } from "../temporary-directory.js";

const KILLS = shortOrLong(5, 100);
/** Others with SHOSEKI_KILL_SEED=7. */
const SEED = Number(process.env.SHOSEKI_KILL_SEED ?? 1);

test(`a console is killed while it signs checkpoints (${KILLS} times, seed ${SEED}): the next one continues them`, async () => {
  using place = temporaryDirectory();
  const key = generatePrivateKey();
  const signer = signerOf(key);
  const der = key.export({ type: "pkcs8", format: "der" }).toString("base64");
  const random = seededNumbers(SEED);
  const told: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    await using console = new OtherProcess("sign-checkpoints.ts", place.path, der, "500");
    for (let heard = Math.floor(random() * 20); heard >= 0; heard -= 1)
      told.push(Number(await console.says()));
    for (let turn = Math.floor(random() * 20); turn > 0; turn -= 1)
      await new Promise((resolve) => setImmediate(resolve));
    told.push(...(await console.kill()).map(Number));
    expect((await verifyJournal(place.path)).fault).toBeNull();

    // A lock that a killed one held is free; what it left half done is taken up or done again.
    using open = openJournal(place.path, { signer });
    open.journal.append(note(open.key, `after kill ${kill}`));
    told.push((await new Checkpointer(open.journal).sign()).size);
    expect(await verifyJournal(place.path)).toMatchObject({ fault: null, torn: [], missing: [] });
  }
  const logged = parseCheckpointLog(readFileSync(join(place.path, "checkpoints.log"), "utf8"));
  const sizes = logged.checkpoints.map(({ checkpoint }) => checkpoint?.size ?? null);
  expect(sizes).toEqual(expect.arrayContaining(told));
  expect(sizes).toEqual([...new Set(sizes)].sort((a, b) => Number(a) - Number(b)));
});
