import type { VirtualMachine } from "#domain/virtual-machine.js";
import { globMatcher } from "#inventory/glob.js";
import type { Inventory } from "#inventory/inventory.js";
import { hostNameOf } from "./random-estate.js";

/** The filter's language once more, as plainly as can be: what is fast is held against this. */
export function naivelyMatches(inventory: Inventory, text: string, machine: VirtualMachine): boolean {
  return text
    .split(" ")
    .map((word) => word.replace(/\[[^\]]*$/, ""))
    .filter((word) => word !== "" && word !== "!")
    .every((word) =>
      word.startsWith("!")
        ? !has(inventory, word.slice(1), machine, false)
        : has(inventory, word, machine, true),
    );
}

function has(inventory: Inventory, word: string, machine: VirtualMachine, fuzzily: boolean): boolean {
  const fields = [machine.name, machine.ip ?? "", hostNameOf(inventory, machine)];
  if (/[*?[]/.test(word)) return fields.some(globMatcher(word, "name"));
  const wanted = folded(word);
  if (fields.some((field) => folded(field).includes(wanted))) return true;
  return fuzzily && isInOrder(folded(machine.name), wanted);
}

function isInOrder(name: string, word: string): boolean {
  if (word === "") return true;
  const at = name.indexOf(word.charAt(0));
  return at >= 0 && isInOrder(name.slice(at + 1), word.slice(1));
}

export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
