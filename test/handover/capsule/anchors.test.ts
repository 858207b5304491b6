import { expect, test } from "vitest";
import type { Handover } from "#domain/handover.js";
import { capsuleOf } from "#handover/capsule/capsule-of.js";
import { checkCapsule } from "#handover/capsule/check-capsule.js";
import { reportMarkdown } from "#handover/files.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { anchoredAt } from "../../session/anchored-at.js";
import { Desk } from "../../session/desk.js";
import { handedOver, operate, reportOf } from "./a-shift.js";

const SIMULATED = { endpoint: "sim:", platform: "simulator" } as const;

/** The report of all but the founding entry, once its capsule has been packed and checked. */
async function packed(desk: Desk, drawn: Handover): Promise<Handover | undefined> {
  const report = await handedOver(desk, drawn);
  const { capsule, faults } = await checkCapsule(await capsuleOf(desk.journal, report.checkpoint, report));
  expect(faults).toEqual([]);
  return capsule?.handover;
}

/** It is not packed, for what it says of an entry. */
async function expectRefused(desk: Desk, told: Handover, seq: number): Promise<void> {
  const report = await handedOver(desk, told);
  await expect(capsuleOf(desk.journal, report.checkpoint, report)).rejects.toMatchObject({
    problem: { facts: { where: "report.json", problem: expect.stringMatching(`entry ${seq}\\b`) } },
  });
}

test("a shift in the simulator alone: the report says whose event log has the anchor", async () => {
  using desk = new Desk(SIMULATED);
  operate(desk);
  const seq = await anchoredAt(desk);
  const drawn = await reportOf(desk, 1);
  expect(drawn.journal.anchor).toMatchObject({ seq, simulated: true });
  expect(reportMarkdown(drawn, en, false)).toMatch(
    new RegExp(`Newest anchor: .*#${seq}, .* entries, in a simulator, where it bears out nothing`),
  );
  expect(reportMarkdown(drawn, ja, false)).toContain("シミュレーター内のため、何の裏づけにもなりません");
  expect((await packed(desk, drawn))?.journal.anchor).toMatchObject({ seq, simulated: true });
});

test("with a server's entries beside it, an anchor in a simulator is none", async () => {
  using desk = new Desk(SIMULATED);
  using kvm = new Desk({ beside: desk, endpoint: "qemu:///system", platform: "libvirt" });
  operate(kvm);
  await anchoredAt(desk);
  const drawn = await reportOf(desk, 1);
  expect(drawn.journal.anchor).toBeNull();
  expect(reportMarkdown(drawn, en, false)).toContain("Newest anchor: none");
  expect((await packed(desk, drawn))?.journal.anchor).toBeNull();
});

test("one at a server is the newest, also where one in a simulator is newer", async () => {
  using desk = new Desk(SIMULATED);
  using real = new Desk({ beside: desk });
  const seq = await anchoredAt(real);
  await anchoredAt(desk);
  const drawn = await reportOf(desk, 1);
  expect(drawn.journal.anchor).toMatchObject({ seq });
  expect(drawn.journal.anchor).not.toHaveProperty("simulated");
  expect((await packed(desk, drawn))?.journal.anchor).toMatchObject({ seq });
});

test("a report that takes a simulator's anchor for a server's is not packed", async () => {
  using desk = new Desk(SIMULATED);
  const seq = await anchoredAt(desk);
  const { journal, ...told } = await reportOf(desk, 1);
  const { at, size } = journal.anchor!;
  await expectRefused(desk, { ...told, journal: { ...journal, anchor: { seq, at, size } } }, seq);
});

test("nor one that has a simulator's anchor count although its shift tells of a server", async () => {
  using desk = new Desk(SIMULATED);
  using real = new Desk({ beside: desk });
  const seq = await anchoredAt(desk);
  operate(real);
  const { journal, ...told } = await reportOf(desk, 1);
  expect(journal.anchor).toBeNull();
  const anchor = { seq, at: told.made, size: 1, simulated: true } as const;
  await expectRefused(desk, { ...told, journal: { ...journal, anchor } }, seq);
});
