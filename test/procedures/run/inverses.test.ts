import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import type { Deed } from "#procedures/run/deeds.js";
import { inversesOf } from "#procedures/run/inverses.js";
import { isToBeUndone } from "#procedures/run/next.js";
import type { RunRecord } from "#procedures/run/run-record.js";
import type { Turn } from "#procedures/run/turns.js";

/** Processors given to a machine, from 1 to 2. */
function given(id: string, RST: Entry["RST"]): Deed {
  const TGT = { kind: "VirtualMachine", id, uuid: null, name: id };
  const intent = { phase: "intent", OPR: "ModifyCPU", TGT } as unknown as Entry;
  const [BEF, AFT] = [
    { name: id, cpus: 1 },
    { name: id, cpus: 2 },
  ];
  return { order: 1, intent, last: { ...intent, phase: "outcome", BEF, AFT, RST: RST! } };
}

const DONE = given("vm-1", { status: "OK" });
const REFUSED = given("vm-2", { status: "NG", code: "TASK_FAILED", fault: "VIR_ERR_NO_SUPPORT" });

/** Whether backing out comes to a step at all. */
function isVisited(deeds: readonly Deed[]): boolean {
  const record = { turn: () => ({ deeds }) } as unknown as RunRecord;
  return isToBeUndone({ key: "step", step: { kind: "run" } } as unknown as Turn, record);
}

test.each([
  ["shows all the same", { status: "NG", code: "FAILED_YET_SHOWN", fault: "VIR_ERR_SYSTEM_ERROR" }],
  ["was done by half", { status: "NG", code: "TASK_FAILED", fault: "HALF_DONE" }],
  ["has left a volume when it was cancelled", { status: "NG", code: "CANCELLED", fault: "VOLUME_LEFT" }],
] as const)("what has failed and %s is kept, and a back-out says so", (_what, RST) => {
  const failed = given("vm-2", RST);
  const kept = { code: "NOT_UNDOABLE", facts: { operation: "ModifyCPU", why: "NOT_DONE" } };
  expect(isVisited([failed])).toBe(true);
  expect(inversesOf([failed], [])).toEqual({ asked: [], kept });
  const both = inversesOf([DONE, failed], []);
  expect(both.asked.map(({ ask }) => ask)).toEqual(["cpu @vm-1 1"]);
  expect(both.kept).toEqual(kept);
});

test("what has failed and left nothing is passed over", () => {
  expect(isVisited([REFUSED])).toBe(false);
  expect(inversesOf([REFUSED], [])).toEqual({ asked: [], kept: null });
  expect(inversesOf([DONE, REFUSED], []).kept).toBeNull();
});
