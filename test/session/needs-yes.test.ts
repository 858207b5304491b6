import { expect, test } from "vitest";
import type { FullMachine } from "#domain/full-machine.js";
import { planFor } from "#session/plan.js";
import type { Restraints } from "#session/restraints.js";
import { estate, machine } from "../inventory/estate.js";
import { FakeProvider, facts } from "./fake-provider.js";
import { groundOn } from "./ground-on.js";

const row = machine("vm-42", "web-01");

async function refusalOfDelete(yes: boolean, changes: Partial<FullMachine> = {}) {
  const planning = { request: { name: "DeleteVM" }, ask: "delete web-01", yes } as const;
  const provider = new FakeProvider();
  provider.machine = facts(changes);
  const ground = groundOn(provider, estate(row));
  return (await planFor(ground, { ...row, named: true }, planning)).refusal;
}

const SNAPSHOT = { id: "snapshot-1", description: "", created: "", parent: null, power: "off" } as const;

test("what destroys is refused to an operator who has not said yes, and says what would go", async () => {
  const snapshots = [{ ...SNAPSHOT, name: "before" }];
  expect(await refusalOfDelete(false, { snapshots })).toEqual({
    code: "NEEDS_YES",
    facts: {
      operation: "DeleteVM",
      name: "web-01",
      losses: [
        { kind: "disk", label: "Hard disk 1", sizeMiB: 16_384, file: "[ds-1] web-01/web-01.vmdk" },
        { kind: "snapshot", name: "before" },
      ],
    },
  });
  expect(await refusalOfDelete(true, { snapshots })).toBeNull();
});

test("what loses a machine by stopping it is agreed to as a deletion is, and is not done to what is protected", async () => {
  const provider = new FakeProvider();
  provider.machine = facts({ power: "on", transient: true });
  const stop = async (yes: boolean, restraints: Partial<Restraints> = {}) => {
    const ground = groundOn(provider, estate(row));
    const planning = { request: { name: "StopVM" }, ask: "stop web-01", yes } as const;
    const restrained = { ...ground, restraints: { ...ground.restraints, ...restraints } };
    return (await planFor(restrained, { ...row, named: true }, planning)).refusal;
  };
  expect(await stop(false)).toEqual({
    code: "NEEDS_YES",
    facts: { operation: "StopVM", name: "web-01", losses: [{ kind: "configuration" }] },
  });
  expect(await stop(true)).toBeNull();
  expect((await stop(true, { protected: ["web-*"] }))?.code).toBe("PROTECTED");
  provider.machine = facts({ power: "on" });
  expect(await stop(false, { protected: ["web-*"] })).toBeNull();
});

test("what would be refused anyway says so first: there is nothing to agree to", async () => {
  expect((await refusalOfDelete(false, { power: "on" }))?.code).toBe("POWER_STATE");
  expect((await refusalOfDelete(true, { power: "on" }))?.code).toBe("POWER_STATE");
});
