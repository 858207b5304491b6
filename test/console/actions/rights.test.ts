import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RightsReader } from "#console/actions/rights.js";
import type { Console } from "#console/console.js";
import { InventoryModel } from "#console/store/inventory-model.js";
import type { RightsSubject } from "#providers/rights.js";
import { Rights } from "#session/rights.js";
import { estate, machine } from "../../inventory/estate.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Three machines at one endpoint, the last one at another; whom the reader asks about, and where. */
function scene() {
  const inventory = new InventoryModel();
  inventory.attach(estate(...["1", "2", "3"].map((n) => machine(`vm-${n}`, `web-0${n}`))));
  const asked: string[] = [];
  const linkTo = (name: string) => {
    const missing = async (objects: readonly RightsSubject[]) => {
      asked.push(`${name}: ${objects.map(({ kind, id }) => `${kind} ${id}`).join(", ")}`);
      return new Map(objects.map(({ id }) => [id, { StopVM: "VirtualMachine.Interact.PowerOff" }]));
    };
    return { openSession: { rights: new Rights({ rights: { missing } }) } as { rights: Rights } | null };
  };
  const [first, second] = [linkTo("vc1"), linkTo("vc2")];
  const endpoints = {
    fleet: { links: [first, second] },
    placeOf: (id: string) => ({ link: id === "vm-3" ? second : first, id: `own-${id}` }),
  };
  const soon = vi.fn();
  const reader = new RightsReader({
    store: { inventory, endpoints, changes: { soon } },
  } as unknown as Console);
  const goTo = (id: string) => {
    inventory.select(id);
    reader.look();
  };
  return { inventory, first, reader, asked, soon, goTo };
}

test("the server is asked about what the cursor rests on, and the screen is drawn when it has answered", async () => {
  const { asked, soon, goTo, first } = scene();
  goTo("vm-1");
  await vi.advanceTimersByTimeAsync(200);
  goTo("vm-2");
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual(["vc1: machine own-vm-2"]);
  expect(soon).toHaveBeenCalledOnce();
  expect(first.openSession?.rights.lacking("own-vm-2", "StopVM")).toBe("VirtualMachine.Interact.PowerOff");
});

test("what is drawn beside does not put it off, and what is known is not asked again", async () => {
  const { asked, soon, goTo, reader } = scene();
  goTo("vm-1");
  for (let each = 0; each < 6; each += 1) {
    await vi.advanceTimersByTimeAsync(100);
    reader.look();
  }
  goTo("vm-2");
  await vi.advanceTimersByTimeAsync(300);
  goTo("vm-1");
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toEqual(["vc1: machine own-vm-1", "vc1: machine own-vm-2"]);
  expect(soon).toHaveBeenCalledTimes(2);
});

test("marks are asked about together, each at its endpoint", async () => {
  const { asked, inventory, reader } = scene();
  for (const id of ["vm-3", "vm-1", "vm-2"]) inventory.marks.add(id);
  reader.look();
  await vi.advanceTimersByTimeAsync(300);
  expect(asked.sort()).toEqual(["vc1: machine own-vm-1, machine own-vm-2", "vc2: machine own-vm-3"]);
});

test("a host under the cursor is asked about too", async () => {
  const { asked, inventory, goTo } = scene();
  inventory.marks.add("vm-1");
  inventory.arrangeBy("hosts");
  goTo("host-1");
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toEqual(["vc1: host own-host-1, machine own-vm-1"]);
});

test("what has been forgotten is asked again, though the cursor has not moved", async () => {
  const { asked, goTo, reader } = scene();
  goTo("vm-1");
  await vi.advanceTimersByTimeAsync(5 * 60_000 + 300);
  reader.look();
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toEqual(["vc1: machine own-vm-1", "vc1: machine own-vm-1"]);
});

test("nothing is asked where there is no session; it is once there is one again", async () => {
  const { asked, goTo, reader, first } = scene();
  const { openSession } = first;
  goTo("vm-1");
  first.openSession = null;
  reader.look();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([]);
  first.openSession = openSession;
  reader.look();
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toEqual(["vc1: machine own-vm-1"]);
});

test("a reader that has been stopped asks no more", async () => {
  const { asked, goTo, reader } = scene();
  goTo("vm-1");
  reader.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([]);
});
