import { CONSOLE_VERB_TABLE } from "#console/commands/console-verbs.js";
import type { Canvas } from "#console/panes/canvas.js";
import { meantRows } from "#console/store/meant-rows.js";
import type { Store } from "#console/store/store.js";
import type { TargetExpression } from "#domain/command.js";
import { asShosekiError } from "#domain/errors.js";
import type { Host } from "#domain/host.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import type { Rows } from "#inventory/shelf.js";
import { expectedAt } from "#language/expected.js";
import { parse } from "#language/parse.js";
import { explain } from "#messages/explain.js";
import { size } from "#messages/wording.js";
import { operationOf } from "#operations/operation-of.js";

/** While nothing is typed. */
const EXAMPLES = "start web-01   memory web-* 8GiB   help";

/** Behind what is typed: what is still to come, or what the command would do to what. */
export function lineHint(canvas: Canvas, { line, inventory, endpoints }: Store): string {
  const { text, column } = line.editor;
  if (text.trim() === "") return EXAMPLES;
  const { rest, verb } = expectedAt(text, column, CONSOLE_VERB_TABLE);
  if (verb?.operation == null || inventory.inventory === null || /^[A-Z]/u.test(rest)) return rest;
  try {
    const command = parse(text);
    if (command?.kind !== "operation") return rest;
    const { request, target } = command;
    const { on, risk } = operationOf(request);
    const rowsOf = ({ machines, hosts }: Inventory): Rows<VirtualMachine | Host> =>
      on === "host" ? hosts : machines;
    const found = target === null ? [] : meantRows(endpoints.fleet, rowsOf, target);
    return [
      said(
        canvas,
        found.map(({ name }) => name),
        target,
      ),
      changeSaid(found[0], request),
      canvas.catalogue.console.plan.short[risk],
      rest,
    ]
      .filter((part) => part !== "")
      .join("  ");
  } catch (error) {
    const { problem } = asShosekiError(error);
    // What cannot be read yet is not wrong yet.
    return problem.code === "TARGET_UNKNOWN" || problem.code === "TARGET_AMBIGUOUS"
      ? explain(problem, canvas.catalogue).what
      : rest;
  }
}

function said({ catalogue }: Canvas, names: readonly string[], target: TargetExpression | null): string {
  const [first] = names;
  if (target === null || first === undefined) return "";
  return names.length === 1
    ? `→ ${first}`
    : `→ ${catalogue.console.palette.machines({ count: names.length })}`;
}

/** As far as the row tells; the plan reads the machine itself. */
function changeSaid(found: object | undefined, request: { readonly name: string }): string {
  const machine = found as Partial<VirtualMachine> | undefined;
  if (machine === undefined) return "";
  if ("cpus" in request && typeof request.cpus === "number")
    return `${machine.cpus ?? "?"} → ${request.cpus} CPU`;
  if (request.name === "ModifyMemory" && "memoryMiB" in request && typeof request.memoryMiB === "number") {
    return `${machine.memoryMiB == null ? "?" : size(machine.memoryMiB)} → ${size(request.memoryMiB)}`;
  }
  return "";
}
