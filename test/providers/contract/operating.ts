import { describe, expect, test } from "vitest";
import type { Facts } from "#domain/entry.js";
import { Inventory } from "#inventory/inventory.js";
import type { Ground, Operation } from "#operations/operation.js";
import { operationOf } from "#operations/operation-of.js";
import { MUTATION } from "./act.js";
import type { Bench } from "./bench.js";
import { type OperationCase, operationCases } from "./operation-cases.js";

/** What BEF and AFT have in common with what another client can tell of the same thing. */
const TOLD: readonly string[] = [
  "name",
  "power",
  "cpus",
  "memoryMiB",
  "host",
  "datastore",
  "folder",
  "snapshot",
  "maintenance",
  "connection",
];

/** Every operation of the program, as it is planned, run and read back; another client sees BEF before and AFT after it. */
export function describeOperating(bench: Bench): void {
  describe("operating", () => {
    const ground = (): Ground => {
      const inventory = new Inventory();
      inventory.apply([...bench.pushes.objects.values()].map((object) => ({ change: "enter", object })));
      return { session: bench.rig.session, inventory };
    };

    const expectTold = (facts: Facts, told: Facts, what: string, passing: readonly string[] = []) => {
      const both = TOLD.filter((key) => key in facts && key in told && !passing.includes(key));
      const pick = (from: Facts) => Object.fromEntries(both.map((key) => [key, from[key]]));
      expect(both.length, what).toBeGreaterThan(0);
      expect(pick(facts), what).toEqual(pick(told));
    };

    const see = async ({ on }: Operation, id: string | null): Promise<Facts> => {
      if (id === null) return {};
      const { inventory } = ground();
      return await (on === "host" ? bench.rig.other.host(id) : bench.rig.other.machine(id, inventory));
    };

    const run = async ({ set, request, passing, after }: OperationCase) => {
      const target = await set(bench, ground);
      const operation = operationOf(await request(ground(), target));
      const seenBefore = await see(operation, target);
      const prepared = await operation.prepare(ground(), target);
      expect(prepared.refusal).toBeNull();
      if (target !== null) expectTold(prepared.before, seenBefore, "BEF");

      const { failed, seen } = await prepared.settle(await prepared.run(MUTATION), {});
      expect(failed).toBeNull();
      expect(seen).toMatchObject({ shown: true });
      const made = seen?.target?.id ?? seen?.after.cloneId;
      const now = typeof made === "string" ? made : target;
      const gone = seen?.updates.some(({ change }) => change === "leave") ?? false;
      const seenAfter = gone ? {} : await see(operation, now);
      if (!gone) expectTold(seen?.after ?? {}, seenAfter, "AFT", passing);
      else expect(await bench.rig.other.isThere(target ?? "")).toBe(false);
      after?.({ BEF: prepared.before, AFT: seen?.after ?? {}, seenBefore, seenAfter });
    };

    test.for(operationCases)("$name", async (each, { skip }) => {
      const why = bench.rig.cannot?.[each.name];
      if (why !== undefined) return skip(why);
      const operation = operationOf(await each.request(ground(), null));
      if (!operation.supportedBy(bench.rig.session)) {
        expect(bench.rig.lacks, `${operation.name} is not there`).toContain(operation.name);
        return;
      }
      expect(bench.rig.lacks).not.toContain(operation.name);
      await run(each);
    });

    test("what the platform lacks for a reason is what it has not", () => {
      const { session, lacks } = bench.rig;
      if (session.lacks !== undefined) expect(Object.keys(session.lacks).sort()).toEqual([...lacks].sort());
    });

    test("there is a case for every operation", async () => {
      const requests = await Promise.all(operationCases.map(({ request }) => request(ground(), null)));
      expect(new Set(requests.map(({ name }) => name)).size).toBe(21);
    });
  });
}
