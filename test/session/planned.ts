import type { OperationRequest } from "#domain/command.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import { operationOf } from "#operations/operation-of.js";
import type { Plan } from "#session/plan.js";
import { facts } from "./fake-provider.js";

/** A plan as an operator has just seen it. */
export function planned(
  request: OperationRequest = { name: "StartVM" },
  before: MachineFacts = facts(),
  changes: Partial<Plan> = {},
): Plan {
  const { id, uuid, name } = before;
  return {
    operation: operationOf(request),
    ask: "start web-01",
    target: { kind: "VirtualMachine", id, uuid, name },
    host: "esx-01.example",
    before,
    readAt: performance.now(),
    refusal: null,
    ...changes,
  };
}
