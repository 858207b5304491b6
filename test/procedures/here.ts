import type { ParameterValues } from "#domain/procedure-value.js";
import type { Inventory } from "#inventory/inventory.js";
import { type Expressions, expressionsOf } from "#procedures/expressions.js";
import { readProcedure } from "#procedures/read-procedure.js";
import type { Scope } from "#procedures/scope.js";
import { estate, machine } from "../inventory/estate.js";

/** Four machines: three on esx-01, of which one is off, and one on esx-02. */
export function office(): Inventory {
  return estate(
    machine("vm-1", "web-1"),
    machine("vm-2", "web-2"),
    { ...machine("vm-3", "web-10"), power: "off" },
    { ...machine("vm-4", "db (old)", "folder-prod"), host: "host-2", memoryMiB: null },
  );
}

/** A procedure of which only this is of interest. */
export function procedureWith(parts: { parameters?: string; steps?: string }): string {
  const { parameters = "{}", steps = "[{ id: ask, confirm: Really? }]" } = parts;
  return `procedure: 1\ntitle: T\nparameters: ${parameters}\nsteps: ${steps}\n`;
}

export async function expressionsIn(text: string): Promise<Expressions> {
  return await expressionsOf(await readProcedure(text, "p.yaml"));
}

export function scopeWith(inventory: Inventory, values: ParameterValues = new Map()): Scope {
  return { inventory, values, item: null, now: new Date("2026-01-05T03:00:00Z"), done: new Map() };
}

/** As if it stood at the beginning of a file. */
export function written(text: string): {
  readonly text: string;
  readonly at: { line: number; column: number };
} {
  return { text, at: { line: 1, column: 1 } };
}
