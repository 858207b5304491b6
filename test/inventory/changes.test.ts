import { expect, test } from "vitest";
import type { Changed } from "#inventory/changed.js";
import type { Inventory } from "#inventory/inventory.js";
import { estate, machine } from "./estate.js";

function watched(inventory: Inventory): { readonly told: Changed[]; readonly stop: () => void } {
  const told: Changed[] = [];
  return { told, stop: inventory.subscribe((changes) => told.push(changes)) };
}

test("a batch is told once, after it is all taken in", () => {
  const inventory = estate(machine("vm-1", "web-01"), machine("vm-2", "web-02"));
  const seen: (string | undefined)[] = [];
  inventory.subscribe(() => seen.push(inventory.get("vm-3")?.name));
  const { told } = watched(inventory);
  inventory.apply([
    { change: "modify", id: "vm-1", facts: { power: "off" } },
    { change: "leave", id: "vm-2" },
    { change: "enter", object: machine("vm-3", "web-03") },
  ]);
  expect(seen).toEqual(["web-03"]);
  expect(told).toEqual([
    {
      entered: [machine("vm-3", "web-03")],
      changed: [{ before: machine("vm-1", "web-01"), after: { ...machine("vm-1", "web-01"), power: "off" } }],
      left: [machine("vm-2", "web-02")],
    },
  ]);
});

test("an object is told once, with what it was before the batch and what it is after it", () => {
  const inventory = estate(machine("vm-1", "a"), machine("vm-2", "b"));
  const { told } = watched(inventory);
  inventory.apply([
    { change: "modify", id: "vm-1", facts: { name: "a2" } },
    { change: "modify", id: "vm-1", facts: { name: "a3" } },
    { change: "leave", id: "vm-2" },
    { change: "enter", object: machine("vm-2", "b again") },
    { change: "enter", object: machine("vm-3", "short-lived") },
    { change: "leave", id: "vm-3" },
    { change: "modify", id: "vm-404", facts: { name: "ghost" } },
  ]);
  expect(told).toEqual([
    {
      entered: [],
      changed: [
        { before: machine("vm-1", "a"), after: machine("vm-1", "a3") },
        { before: machine("vm-2", "b"), after: machine("vm-2", "b again") },
      ],
      left: [],
    },
  ]);
});

test("who no longer listens is told nothing", () => {
  const inventory = estate();
  const { told, stop } = watched(inventory);
  stop();
  inventory.apply([{ change: "enter", object: machine("vm-1", "web-01") }]);
  expect(told).toEqual([]);
});
