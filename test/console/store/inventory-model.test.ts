import { expect, test } from "vitest";
import { InventoryModel } from "#console/store/inventory-model.js";
import type { Inventory } from "#inventory/inventory.js";
import { estate, machine } from "../../inventory/estate.js";

const NAMES = ["web-01", "web-02", "web-03", "web-04", "web-05"];

function model(...names: readonly string[]): { model: InventoryModel; inventory: Inventory } {
  const inventory = estate(...names.map((name) => machine(`vm-${name}`, name)));
  const model = new InventoryModel();
  model.attach(inventory);
  return { model, inventory };
}

const marks = ({ marks }: InventoryModel) => [...marks].map((id) => id.replace("vm-", "")).sort();

test("the cursor stays on its machine while others come and go above it", () => {
  const { model: shown, inventory } = model(...NAMES);
  shown.select("vm-web-03");
  inventory.apply([
    { change: "enter", object: machine("vm-a", "app-01") },
    { change: "leave", id: "vm-web-01" },
    { change: "enter", object: machine("vm-b", "app-02") },
  ]);
  expect(shown).toMatchObject({ selected: { name: "web-03" }, index: 3 });
});

test("when its machine goes, the cursor is on what took its place", () => {
  const { model: shown, inventory } = model(...NAMES);
  shown.select("vm-web-03");
  inventory.apply([{ change: "leave", id: "vm-web-03" }]);
  expect(shown.selected?.name).toBe("web-04");
  shown.select("vm-web-05");
  inventory.apply([{ change: "leave", id: "vm-web-05" }]);
  expect(shown.selected?.name).toBe("web-04");
});

test("the cursor goes with its machine when that is renamed, and when the order is another", () => {
  const { model: shown, inventory } = model(...NAMES);
  shown.select("vm-web-01");
  inventory.apply([{ change: "modify", id: "vm-web-01", facts: { name: "zzz" } }]);
  expect(shown.index).toBe(4);
  shown.sortBy("name", true);
  expect(shown).toMatchObject({ index: 0, selected: { id: "vm-web-01" } });
});

test("it moves no further than the rows go, and nowhere in an empty inventory", () => {
  const { model: shown } = model(...NAMES);
  shown.move(Number.POSITIVE_INFINITY);
  expect(shown.selected?.name).toBe("web-05");
  shown.move(Number.NEGATIVE_INFINITY);
  expect(shown.selected?.name).toBe("web-01");
  const { model: empty } = model();
  empty.move(1);
  expect(empty).toMatchObject({ length: 0, selected: null });
});

test("a mark goes on to the next row, and is taken back by the same key", () => {
  const { model: shown } = model(...NAMES);
  shown.toggleMark();
  shown.toggleMark();
  expect(marks(shown)).toEqual(["web-01", "web-02"]);
  expect(shown.selected?.name).toBe("web-03");
  shown.select("vm-web-01");
  shown.toggleMark();
  expect(marks(shown)).toEqual(["web-02"]);
});

test.each([
  ["down", "web-02", "web-04"],
  ["up", "web-04", "web-02"],
])("a range is marked from the last mark %s to the cursor", (_, from, to) => {
  const { model: shown } = model(...NAMES);
  shown.select(`vm-${from}`);
  shown.toggleMark();
  shown.select(`vm-${to}`);
  shown.markRange();
  expect(marks(shown)).toEqual(["web-02", "web-03", "web-04"]);
});

test("without a mark before it, a range is the row under the cursor", () => {
  const { model: shown } = model(...NAMES);
  shown.select("vm-web-03");
  shown.markRange();
  expect(marks(shown)).toEqual(["web-03"]);
});

test("a range whose first machine has gone begins at the cursor", () => {
  const { model: shown, inventory } = model(...NAMES);
  shown.toggleMark();
  shown.select("vm-web-03");
  inventory.apply([{ change: "leave", id: "vm-web-01" }]);
  shown.markRange();
  expect(marks(shown)).toContain("web-03");
  expect(shown.targets().map(({ name }) => name)).toEqual(["web-03"]);
});

test("all that the filter shows are marked, and unmarked; other marks stay", () => {
  const { model: shown } = model(...NAMES, "db-01");
  shown.select("vm-db-01");
  shown.toggleMark();
  shown.filterBy("web");
  shown.markShown();
  expect(marks(shown)).toEqual(["db-01", ...NAMES]);
  shown.markShown();
  expect(marks(shown)).toEqual(["db-01"]);
});

test("an operation is about the marked machines that are still there, else about the one under the cursor", () => {
  const { model: shown, inventory } = model(...NAMES);
  expect(shown.targets().map(({ name }) => name)).toEqual(["web-01"]);
  shown.toggleMark();
  shown.toggleMark();
  shown.select("vm-web-05");
  expect(shown.targets().map(({ name }) => name)).toEqual(["web-01", "web-02"]);
  inventory.apply([{ change: "leave", id: "vm-web-01" }]);
  expect(shown.targets().map(({ name }) => name)).toEqual(["web-02"]);
});

test("a filter puts the cursor on what fits best, and to drop it loses nothing", () => {
  const { model: shown } = model(...NAMES, "db-01");
  shown.filterBy("web-04");
  expect(shown).toMatchObject({ filtering: true, selected: { name: "web-04" } });
  shown.filterBy("nothing like it");
  expect(shown).toMatchObject({ length: 0, selected: null });
  shown.filterBy("");
  expect(shown).toMatchObject({ filtering: false, length: 6 });
});

test("after a reconnection, marks and cursor are where their machines are", () => {
  const { model: shown } = model(...NAMES);
  shown.toggleMark();
  shown.toggleMark();
  shown.select("vm-web-04");
  const { inventory } = model("app-01", "web-02", "web-04");
  shown.attach(inventory);
  expect(marks(shown)).toEqual(["web-02"]);
  expect(shown).toMatchObject({ selected: { name: "web-04" }, length: 3 });
});

test("another arrangement keeps the cursor on its machine, and opens the tree down to it", () => {
  const { model: shown } = model(...NAMES);
  shown.select("vm-web-03");
  shown.arrangeBy("hosts");
  expect(shown.selected?.name).toBe("web-03");
  shown.arrangeBy("folders");
  expect(shown.selected?.name).toBe("web-03");
  shown.arrangeBy("table");
  expect(shown).toMatchObject({ selected: { name: "web-03" }, index: 2 });
});

test("in a tree, to fold goes to what holds the row, and then folds that", () => {
  const { model: shown } = model(...NAMES);
  shown.arrangeBy("hosts");
  shown.select("vm-web-03");
  shown.unfold(false);
  expect(shown.selected?.name).toBe("esx-01.example");
  const { length } = shown;
  shown.unfold(false);
  expect(shown.length).toBe(length - NAMES.length);
  shown.unfold(true);
  expect(shown.length).toBe(length);
});
