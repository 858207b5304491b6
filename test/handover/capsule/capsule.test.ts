import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { unpackTar } from "modern-tar";
import { expect, test } from "vitest";
import { capsuleOf } from "#handover/capsule/capsule-of.js";
import { checkCapsule } from "#handover/capsule/check-capsule.js";
import { Desk } from "../../session/desk.js";
import { LONG_NOTE, shiftAt } from "./a-shift.js";

test("a shift's capsule has its report, entries, keys, proofs, long texts and recording, and is sound", async () => {
  using desk = new Desk();
  const { packed, bytes, recording } = await shiftAt(desk);
  const { capsule, faults } = await checkCapsule(bytes);
  expect(faults).toEqual([]);
  expect(capsule).toMatchObject({
    handover: packed.handover,
    signature: packed.signature,
    origin: packed.handover.journal.origin,
    key: desk.signer.fingerprint,
    isHeld: false,
    casts: [recording.file],
  });
  const { firstSeq } = packed.handover.shift;
  expect(capsule!.entries.map(({ seq }) => seq)).toEqual(
    Array.from({ length: packed.lastSeq - firstSeq + 1 }, (_, index) => firstSeq + index),
  );
  expect(capsule!.entries.find(({ OPR }) => OPR === "Note")?.why).toBe(LONG_NOTE);
  expect(capsule!.handOver).toMatchObject({ OPR: "HandOver", TGT: { id: packed.handover.id } });
});

test("the same shift gives the same bytes, and other programs unpack them", async () => {
  using desk = new Desk();
  const { packed, bytes } = await shiftAt(desk);
  expect((await capsuleOf(desk.journal, packed.checkpoint, packed)).equals(bytes)).toBe(true);
  const entries = await unpackTar(bytes, { strict: true });
  expect(entries.map(({ header: { name, type, mode } }) => [name, type, mode])).toEqual(
    entries.map(({ header: { name } }) => [name, "file", 0o644]),
  );
  expect(entries.slice(0, 2).map(({ header }) => header.name)).toEqual(["SHA256SUMS", "SHA256SUMS.sig"]);
  const report = entries.find(({ header }) => header.name === "report.json");
  expect(Buffer.from(report!.data!).equals(packed.text)).toBe(true);
});

test("a capsule is read from its file as from its bytes", async () => {
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  const path = join(desk.directory, "shift.tar");
  writeFileSync(path, bytes);
  const told: number[] = [];
  const { capsule } = await checkCapsule(path, { onProgress: (done) => told.push(done) });
  expect(capsule?.casts).toHaveLength(1);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.length).toBeGreaterThan(5);
});
