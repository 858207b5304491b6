import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import type { Handover } from "#domain/handover.js";
import { capsuleOf } from "#handover/capsule/capsule-of.js";
import { checkCapsule } from "#handover/capsule/check-capsule.js";
import { reportJson } from "#handover/files.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { shortOrLong } from "../../counts.js";
import { reportedRun, TITLE } from "../../procedures/report/a-reported-run.js";
import { WorkedShift } from "../draft/worked-shift.js";
import { documentsOf, Recording } from "./a-shift.js";

/** A few of the windows, or all of them. */
const STEP = shortOrLong(3, 1);

const FAR = "2036-01-01T00:00:00.000Z";

/** Some of everything, so that it lies on both sides of wherever a shift begins or ends. */
function busy({ desk, session }: WorkedShift): { readonly run: string } {
  const { trail } = desk;
  const recording = new Recording(desk);
  const target = { kind: "VirtualMachine", id: "vm-9", uuid: null, name: "slow-01" } as const;
  const begin = (OPR: string) => trail.intent({ OPR, target, host: null, before: { power: "on" } });
  const [found, lost, late] = [begin("StopVM"), begin("ResetVM"), begin("StartVM")];
  const unknown = { status: "UNKNOWN", code: "CONNECTION_LOST" } as const;
  trail.outcome(found, { before: { power: "on" }, after: {}, result: unknown });
  recording.chunk();
  const run = reportedRun(desk);
  trail.outcome(lost, { before: { power: "on" }, after: {}, result: unknown });
  const asked = { of: null, expires: FAR, text: "", request: "", plan: "", nonce: "" };
  trail.procedure({ OPR: "RequestApproval", run: { id: run }, title: TITLE, after: asked });
  session.note("長いメモ".repeat(8_000));
  trail.recovery(found.entry, {
    ...{ before: { power: "on" }, after: { power: "off" }, result: { status: "OK", code: "TASK_FOUND" } },
  });
  trail.outcome(late, { before: { power: "off" }, after: { power: "on" }, result: { status: "OK" } });
  const over = reportedRun(desk, uuidv7());
  trail.procedure({ OPR: "EndRun", run: { id: over }, title: TITLE, after: { state: "complete" } });
  trail.procedure({ OPR: "PauseRun", run: { id: run }, title: TITLE, why: "the shift ends" });
  const none = { before: {}, after: {}, result: { status: "UNKNOWN", code: "NO_TASK_FOUND" } } as const;
  trail.recovery(lost.entry, none);
  begin("SuspendVM");
  recording.stop();
  session.note("the end");
  return { run };
}

async function packed({ desk }: WorkedShift, handover: Handover): Promise<Buffer> {
  const checkpoint = await new Checkpointer(desk.journal).sign();
  const { lastSeq } = handover.shift;
  const documents = await documentsOf(desk, handover);
  const report = { handover, text: reportJson(handover), signature: null, ...documents, lastSeq };
  return await capsuleOf(desk.journal, checkpoint, report);
}

test("wherever a shift begins and ends, its report is what its entries say", {
  timeout: 60_000,
}, async () => {
  await using shift = await WorkedShift.at("vms=12");
  busy(shift);
  const last = shift.desk.entries().at(-1)!.seq;
  const windows = Array.from({ length: last }, (_, index) => index + 1).flatMap((seq) => [
    [seq, last] as const,
    [1, seq] as const,
  ]);
  for (const [from, until] of windows.filter((_, index) => index % STEP === 0)) {
    const { capsule, faults } = await checkCapsule(await packed(shift, await shift.draft({ from, until })));
    expect([from, until, faults, capsule?.unlike]).toEqual([from, until, [], []]);
  }
});

test("what a report says of a run that was begun in the shift, and of what it waits for, is worked out again", async () => {
  await using shift = await WorkedShift.at("vms=12");
  const { run } = busy(shift);
  const told = await shift.draft({ from: 1 });
  const [procedure] = told.procedures;
  expect(procedure).toMatchObject({ run, state: "paused" });
  expect(told.approvals).toHaveLength(1);
  const lies: readonly Partial<Handover>[] = [
    { procedures: [] },
    { procedures: [{ ...procedure!, done: 3 }] },
    { procedures: [{ ...procedure!, step: null }] },
    { procedures: [{ ...procedure!, state: "running" }] },
    { procedures: [{ ...procedure!, seq: procedure!.seq - 1 }] },
    { procedures: [procedure!, procedure!] },
    { approvals: [] },
    { approvals: [{ ...told.approvals[0]!, expires: "2026-01-01T00:00:00.000Z" }] },
  ];
  for (const lie of lies)
    await expect(packed(shift, { ...told, ...lie })).rejects.toMatchObject({
      code: "JOURNAL_DAMAGED",
      problem: {
        facts: { where: "report.json", problem: expect.stringMatching(/^its (procedures|approvals) /) },
      },
    });
});
