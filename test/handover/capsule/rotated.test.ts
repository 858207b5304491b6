import { expect, test } from "vitest";
import { capsuleOf } from "#handover/capsule/capsule-of.js";
import { checkCapsule } from "#handover/capsule/check-capsule.js";
import { draftOf } from "#handover/draft/draft-of.js";
import { canonical } from "#journal/canonical.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { parseHeldKeys } from "#journal/verify/held-keys.js";
import { foundingDraft } from "../../journal/entries.js";
import { entriesOnDisk } from "../../journal/on-disk.js";
import { newSigner, openJournal } from "../../journal/open-journal.js";
import { Desk } from "../../session/desk.js";
import { documentsOf, handedOver, operate, reportOf } from "./a-shift.js";
import { contentsOf, forged } from "./changed.js";

const operator = { os: "tester1", console: "ops-1" };

/** A desk whose journal another key has taken over from its own. */
function rotate(desk: Desk) {
  const next = newSigner();
  const draft = foundingDraft(desk.signer.fingerprint, publicKeyLine(next.publicKey));
  const { origin } = entriesOnDisk(desk.directory)[0]!.key!;
  desk.journal.rotate({ ...draft, key: { ...draft.key, origin } });
  return next;
}

test("a shift that was handed over before its key was rotated is packed again with the new key", async () => {
  using desk = new Desk();
  operate(desk);
  const packed = await handedOver(desk, await reportOf(desk, 1));
  const first = await capsuleOf(desk.journal, packed.checkpoint, packed);
  const next = rotate(desk);
  using open = openJournal(desk.directory, { signer: next });
  open.journal.append({ ...foundingDraft(next.fingerprint, ""), phase: "note", OPR: "Note" } as never);
  const checkpoint = await new Checkpointer(open.journal).sign();
  const again = await capsuleOf(open.journal, checkpoint, packed);
  const { capsule, faults } = await checkCapsule(again);
  expect(faults).toEqual([]);
  expect(capsule).toMatchObject({ key: next.fingerprint, signature: packed.signature });
  expect(capsule!.keys.map(({ fingerprint }) => fingerprint)).toEqual([
    desk.signer.fingerprint,
    next.fingerprint,
  ]);
  expect((await checkCapsule(first)).capsule?.key).toBe(desk.signer.fingerprint);
  // Whoever still has the old key cannot pack it any more.
  const old = await forged(again, desk.signer, () => undefined);
  expect((await checkCapsule(old)).faults).toMatchObject([
    { code: "SUMS_SIGNATURE", member: "SHA256SUMS.sig" },
  ]);
  // The auditor's copy is from before the rotation: the new key follows from it.
  const [signers] = (await contentsOf(first)).get("journal/allowed_signers")!.toString().split("\n");
  const held = { file: "mine.signers", keys: parseHeldKeys(signers!)! };
  expect((await checkCapsule(again, { signers: held })).capsule?.isHeld).toBe(true);
});

test("a shift in which the key was rotated has the key entry among its own", async () => {
  using desk = new Desk();
  operate(desk);
  const next = rotate(desk);
  using open = openJournal(desk.directory, { signer: next });
  open.journal.append({ ...foundingDraft(next.fingerprint, ""), phase: "note", OPR: "Note" } as never);
  const handover = await draftOf(open.journal.layout, { from: 1, operator, key: next.fingerprint });
  const checkpoint = await new Checkpointer(open.journal).sign();
  const text = Buffer.from(JSON.stringify({}));
  await expect(
    capsuleOf(open.journal, checkpoint, {
      handover,
      text,
      signature: null,
      ...(await documentsOf(desk, handover)),
      lastSeq: handover.shift.lastSeq,
    }),
  ).rejects.toMatchObject({ code: "JOURNAL_DAMAGED", problem: { facts: { where: "report.json" } } });
  const bytes = await capsuleOf(open.journal, checkpoint, {
    handover,
    text: Buffer.from(canonical(handover)),
    signature: null,
    ...(await documentsOf(desk, handover)),
    lastSeq: handover.shift.lastSeq,
  });
  expect((await checkCapsule(bytes)).capsule).toMatchObject({ key: next.fingerprint, handOver: null });
});
