import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import type { MissingRights, RightsSubject } from "#providers/rights.js";
import { Rights } from "#session/rights.js";

const MINUTE = 60_000;
const NO_STOP: MissingRights = { StopVM: "VirtualMachine.Interact.PowerOff" };

const machines = (...ids: string[]): RightsSubject[] => ids.map((id) => ({ kind: "machine", id }));

/** A server on which the login may stop no machine whose id ends in 1, and a clock that the test sets. */
function scene() {
  const asked: string[][] = [];
  const clock = { now: 1_000 };
  const told = (ids: readonly string[]) =>
    new Map(ids.map((id) => [id, id.endsWith("1") ? NO_STOP : ({} as MissingRights)]));
  const platform = {
    rights: {
      missing: async (objects: readonly RightsSubject[]): Promise<ReadonlyMap<string, MissingRights>> => {
        asked.push(objects.map(({ id }) => id));
        return told(objects.map(({ id }) => id));
      },
    },
  };
  return { asked, clock, platform, rights: new Rights(platform, () => clock.now) };
}

test("nothing is lacking until it is known; what is known is not asked again", async () => {
  const { rights, asked } = scene();
  expect(rights.lacking("vm-1", "StopVM")).toBeNull();
  expect(await rights.learn(machines("vm-1", "vm-2"))).toBe(true);
  expect(rights.lacking("vm-1", "StopVM")).toBe("VirtualMachine.Interact.PowerOff");
  expect(rights.lacking("vm-1", "StartVM")).toBeNull();
  expect(rights.lacking("vm-2", "StopVM")).toBeNull();
  expect(rights.lacking("vm-3", "StopVM")).toBeNull();
  expect(await rights.learn(machines("vm-1", "vm-2"))).toBe(false);
  expect(await rights.learn(machines("vm-2", "vm-11"))).toBe(true);
  expect(asked).toEqual([["vm-1", "vm-2"], ["vm-11"]]);
});

test("all of it is forgotten five minutes after the first answer, and then asked again", async () => {
  const { rights, asked, clock } = scene();
  await rights.learn(machines("vm-1"));
  clock.now += 4 * MINUTE;
  await rights.learn(machines("vm-11"));
  expect(rights.rounds).toBe(0);
  clock.now += MINUTE - 1;
  expect(rights.lacking("vm-1", "StopVM")).not.toBeNull();
  clock.now += 1;
  expect(rights.lacking("vm-11", "StopVM")).toBeNull();
  expect(rights.lacking("vm-1", "StopVM")).toBeNull();
  expect(rights.rounds).toBe(1);
  expect(await rights.learn(machines("vm-1"))).toBe(true);
  clock.now += 5 * MINUTE - 1;
  expect(rights.lacking("vm-1", "StopVM")).not.toBeNull();
  expect(asked).toEqual([["vm-1"], ["vm-11"], ["vm-1"]]);
});

test("many are asked about a hundred at a time", async () => {
  const { rights, asked } = scene();
  await rights.learn(machines(...Array.from({ length: 250 }, (_, nth) => `vm-${nth}`)));
  expect(asked.map((each) => each.length)).toEqual([100, 100, 50]);
  expect(rights.lacking("vm-241", "StopVM")).not.toBeNull();
});

test("what is being asked is not asked twice", async () => {
  const { rights, asked } = scene();
  const first = rights.learn(machines("vm-1", "vm-2"));
  const second = rights.learn(machines("vm-2", "vm-3"));
  expect(await Promise.all([first, second])).toEqual([true, true]);
  expect(asked).toEqual([["vm-1", "vm-2"], ["vm-3"]]);
});

test("an error says nothing, keeps what came before it, and the rest is asked when there is a next time", async () => {
  const { rights, asked, platform } = scene();
  const { missing } = platform.rights;
  platform.rights.missing = async (objects) => {
    if (asked.length === 1) throw failure("CONNECTION_LOST", { cause: "reset" });
    return await missing(objects);
  };
  const all = machines("vm-1", ...Array.from({ length: 100 }, (_, nth) => `vm-9${nth}`));
  expect(await rights.learn(all)).toBe(true);
  expect(rights.lacking("vm-1", "StopVM")).not.toBeNull();
  platform.rights.missing = missing;
  expect(await rights.learn(all)).toBe(true);
  expect(asked.map((each) => each.length)).toEqual([100, 1]);
});

test("a server that does not say is not asked again all the time, and a platform that has no rights never", async () => {
  const { rights, asked, platform, clock } = scene();
  platform.rights.missing = async (objects) => {
    asked.push(objects.map(({ id }) => id));
    return new Map();
  };
  expect(await rights.learn(machines("vm-1"))).toBe(false);
  expect(await rights.learn(machines("vm-1"))).toBe(false);
  expect(asked).toHaveLength(1);
  clock.now += 5 * MINUTE;
  await rights.learn(machines("vm-1"));
  expect(asked).toHaveLength(2);
  const none = new Rights({});
  expect(await none.learn(machines("vm-1"))).toBe(false);
  expect(none.lacking("vm-1", "StopVM")).toBeNull();
});
