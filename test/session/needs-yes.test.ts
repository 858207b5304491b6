import { beforeEach, expect, test, vi } from "vitest";
import type { Problem } from "#domain/errors.js";
import type { Operation } from "#operations/operation.js";
import { planFor } from "#session/plan.js";
import { estate, machine } from "../inventory/estate.js";
import { FakeProvider } from "./fake-provider.js";

/** No operation destroys yet; this one does. */
const destroying: Operation = {
  name: "StopVM",
  risk: "destroys",
  bulk: true,
  kind: "powerOff",
  supportedBy: () => true,
  refusal: () => refused,
  record: ({ name }) => ({ name }),
  run: async () => ({ id: "task-1" }),
  shows: () => true,
};
let refused: Problem | null = null;

vi.mock("#operations/operation-of.js", () => ({ operationOf: () => destroying }));

const row = machine("vm-42", "web-01");

async function refusalWith(yes: boolean) {
  const planning = { request: { name: "StopVM" }, ask: "delete web-01", yes } as const;
  return (await planFor(new FakeProvider(), estate(row), row, planning)).refusal;
}

beforeEach(() => {
  refused = null;
});

test("what destroys is refused to an operator who has not said yes", async () => {
  expect(await refusalWith(false)).toEqual({
    code: "NEEDS_YES",
    facts: { operation: "StopVM", name: "web-01" },
  });
  expect(await refusalWith(true)).toBeNull();
});

test("what would be refused anyway says so first: there is nothing to agree to", async () => {
  refused = { code: "IS_TEMPLATE", facts: { name: "web-01" } };
  expect((await refusalWith(false))?.code).toBe("IS_TEMPLATE");
  expect((await refusalWith(true))?.code).toBe("IS_TEMPLATE");
});
