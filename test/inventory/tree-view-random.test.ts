import { expect, test } from "vitest";
import type { Host } from "#domain/host.js";
import type { Container, InventoryObject } from "#domain/inventory-update.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { parseFilter } from "#inventory/filter.js";
import type { Inventory } from "#inventory/inventory.js";
import { inNaturalOrder } from "#inventory/natural-order.js";
import { TreeView } from "#inventory/tree-view.js";
import { estate, machine } from "./estate.js";
import { folded, naivelyMatches } from "./naive-filter.js";
import { randomFilter, randomNumbers, randomUpdate } from "./random-estate.js";

type Arrangement = "hosts" | "folders";

/** The same tree, from the inventory as it is, by looking for what belongs to each node. */
class NaiveTree {
  readonly open = new Set(["dc-1", "cluster-1"]);
  readonly #inventory: Inventory;
  readonly #arrangement: Arrangement;
  text = "";

  constructor(inventory: Inventory, arrangement: Arrangement) {
    this.#inventory = inventory;
    this.#arrangement = arrangement;
  }

  rows(): readonly string[] {
    return this.#below(null, 0);
  }

  #below(parent: string | null, depth: number): readonly string[] {
    const nodes = inNaturalOrder(this.#nodes().filter((node) => this.#holder(node) === parent));
    const machines = inNaturalOrder(this.#machines().filter((each) => this.#home(each) === parent));
    return [
      ...nodes.flatMap((node) => {
        const inside = this.#below(node.id, depth + 1);
        const isNamed = this.text === "" || this.#isNamed(node);
        if (!isNamed && this.#count(node.id) === 0 && inside.length === 0) return [];
        const isOpen = inside.length > 0 && (this.text !== "" || this.open.has(node.id));
        const row = `${depth} ${node.id} ${inside.length > 0} ${isOpen} ${this.#count(node.id)}`;
        return [row, ...(isOpen ? inside : [])];
      }),
      ...machines.map(({ id }) => `${depth} ${id} false false 0`),
    ];
  }

  #count(node: string): number {
    const own = this.#machines().filter((each) => this.#home(each) === node).length;
    const inside = this.#nodes().filter((each) => this.#holder(each) === node);
    return inside.reduce((sum, { id }) => sum + this.#count(id), own);
  }

  #machines(): readonly VirtualMachine[] {
    return this.#inventory.machines.all().filter((each) => naivelyMatches(this.#inventory, this.text, each));
  }

  #nodes(): readonly (Container | Host)[] {
    const byArrangement: Readonly<Record<Arrangement, (object: InventoryObject) => boolean>> = {
      hosts: ({ id, kind }) => ["dc-1", "cluster-1"].includes(id) || kind === "host",
      folders: ({ id, kind }) =>
        kind === "datacenter" ||
        kind === "vapp" ||
        (kind === "folder" && id.startsWith("folder-") && this.#isInside(id, "vm")),
    };
    return [...this.#inventory.containers.all(), ...this.#inventory.hosts.all()].filter(
      byArrangement[this.#arrangement],
    );
  }

  #isInside(id: string, folder: string): boolean {
    const parent = this.#inventory.get(id)?.parent ?? null;
    return parent !== null && (parent === folder || this.#isInside(parent, folder));
  }

  #holder(object: InventoryObject): string | null {
    const nodes = new Set(this.#nodes().map(({ id }) => id));
    for (let id = object.parent; id !== null; id = this.#inventory.get(id)?.parent ?? null) {
      if (nodes.has(id)) return id;
    }
    return null;
  }

  #home(machine: VirtualMachine): string | null {
    if (this.#arrangement === "folders") return this.#holder(machine);
    const runs = machine.template ? null : this.#inventory.hosts.get(machine.host ?? "");
    return runs?.id ?? this.#inventory.datacenterOf(machine.id);
  }

  #isNamed({ name }: InventoryObject): boolean {
    const words = this.text.split(" ").filter((word) => word !== "" && word !== "!");
    if (words.every((word) => word.startsWith("!"))) return false;
    const only = { ...machine("", name), ip: null, host: null };
    return words.every((word) => {
      const isPlain = !/[*?!]|\[.*\]/.test(word);
      if (isPlain) return folded(name).includes(folded(word.replace(/\[.*$/, "")));
      return naivelyMatches(this.#inventory, word, only);
    });
  }
}

function rowsOf(tree: TreeView): readonly string[] {
  return tree
    .slice(0, 10_000)
    .map(
      ({ object, depth, expandable, expanded, machines }) =>
        `${depth} ${object.id} ${expandable} ${expanded} ${machines}`,
    );
}

test.each([
  ["hosts", 1],
  ["folders", 2],
  ["hosts", 3],
  ["folders", 4],
] as const)(
  "whatever happens to the inventory, the tree by %s is what it would be if read anew (%i)",
  (arrangement, seed) => {
    const random = randomNumbers(seed);
    const inventory = estate();
    const tree = new TreeView(inventory, arrangement);
    const naive = new NaiveTree(inventory, arrangement);
    for (let step = 0; step < 200; step++) {
      if (random(2) === 0) naive.text = random(2) === 0 ? "" : randomFilter(random).trim();
      if (parseFilter(naive.text).isEmpty) naive.text = "";
      tree.filterBy(parseFilter(naive.text));
      inventory.apply(Array.from({ length: random(8) }, () => randomUpdate(random)));
      const row = tree.at(random(Math.max(1, tree.length)));
      if (row?.expandable && naive.text === "") {
        const { id } = row.object;
        tree.toggle(id);
        if (!naive.open.delete(id)) naive.open.add(id);
      }
      const wanted = naive.rows();
      expect([step, naive.text, rowsOf(tree)]).toEqual([step, naive.text, wanted]);
      expect(tree.length).toBe(wanted.length);
      wanted.forEach((each, index) => {
        expect(tree.indexOf(each.split(" ")[1] ?? "")).toBe(index);
      });
      expect(tree.machines).toBe(
        inventory.machines.all().filter((each) => naivelyMatches(inventory, naive.text, each)).length,
      );
    }
  },
);
