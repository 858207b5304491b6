import type { Console } from "#console/console.js";
import type { Host } from "#domain/host.js";
import type { OperationName } from "#domain/operation-name.js";
import type { PowerState, VirtualMachine } from "#domain/virtual-machine.js";
import type { Verb } from "#language/verb.js";

/** The power states in which an operation can be meant; any, where this is not said. The plan looks more closely. */
const POWER: Readonly<Partial<Record<OperationName, readonly PowerState[]>>> = {
  StartVM: ["off", "suspended"],
  StopVM: ["on", "suspended"],
  ResetVM: ["on"],
  SuspendVM: ["on"],
  ShutdownGuest: ["on"],
  RebootGuest: ["on"],
};

/** Why a verb cannot be meant for what is selected, as far as the rows tell; null when it can. */
export function whyNot({ store, catalogue }: Console, verb: Verb, operation: OperationName): string | null {
  const { disabled } = catalogue.console;
  const { readOnly, connection, inventory } = store;
  if (readOnly !== null) return disabled[readOnly];
  if (connection.session?.supports(operation) === false) return disabled.unsupported;
  const [target] = verb.parameters;
  const { selected } = inventory;
  // What is not selected is asked for.
  if (target?.kind === "host")
    return selected?.kind === "host" ? hostWhyNot(selected, operation, disabled) : null;
  const machines = target?.kind === "target" ? inventory.targets() : [];
  const [first] = machines;
  if (first === undefined) return null;
  const powers = POWER[operation];
  if (powers !== undefined && !machines.some(({ power }) => powers.includes(power))) {
    return disabled.power({ power: catalogue.labels.power[first.power] });
  }
  return templateWhyNot(machines, operation, disabled);
}

type Disabled = Console["catalogue"]["console"]["disabled"];

function templateWhyNot(
  machines: readonly VirtualMachine[],
  operation: OperationName,
  disabled: Disabled,
): string | null {
  const any: readonly OperationName[] = ["CloneVM", "RenameVM", "DeleteVM", "MoveVM"];
  return !any.includes(operation) && machines.every(({ template }) => template) ? disabled.template : null;
}

function hostWhyNot({ maintenance }: Host, operation: OperationName, disabled: Disabled): string | null {
  if (operation === "ExitMaintenance" && !maintenance) return disabled.notInMaintenance;
  return operation === "EnterMaintenance" && maintenance ? disabled.inMaintenance : null;
}
