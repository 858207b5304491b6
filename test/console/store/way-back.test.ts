import { expect, test } from "vitest";
import { waysBack } from "#console/store/way-back.js";
import type { Entry } from "#domain/entry.js";
import type { RunRecord } from "#procedures/run/run-record.js";
import type { Turn } from "#procedures/run/turns.js";

test("before a run is backed out, what has failed and shows all the same is told to stay", () => {
  const TGT = { kind: "VirtualMachine", id: "vm-1", uuid: null, name: "web-01" };
  const intent = { phase: "intent", OPR: "ModifyCPU", TGT } as unknown as Entry;
  const RST = { status: "NG", code: "FAILED_YET_SHOWN", fault: "VIR_ERR_SYSTEM_ERROR" } as const;
  const deeds = [{ order: 1, intent, last: { ...intent, phase: "outcome", RST } }];
  const record = { turn: () => ({ deeds }), undoing: () => ({ end: null }) } as unknown as RunRecord;
  const turn = { key: "grow", step: { kind: "run", undo: null } } as unknown as Turn;
  expect(waysBack({ turns: [turn], record })).toMatchObject([
    { by: "kept", problem: { code: "NOT_UNDOABLE", facts: { operation: "ModifyCPU", why: "NOT_DONE" } } },
  ]);
});
