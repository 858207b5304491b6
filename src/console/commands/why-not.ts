import { lackingRight } from "#console/commands/lacking-right.js";
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
export function whyNot(console: Console, verb: Verb, operation: OperationName): string | null {
  const { store, catalogue } = console;
  const { disabled } = catalogue.console;
  const { endpoints, inventory } = store;
  const [target] = verb.parameters;
  const about =
    target?.kind === "target" ? (inventory.targets()[0] ?? inventory.selected) : inventory.selected;
  const link = endpoints.placeOf(about?.id ?? null)?.link ?? endpoints.primary;
  const why = store.whyUnchanged(link);
  if (why !== null) return disabled[why];
  const session = link?.session ?? null;
  if (session !== null && session.restraints.readOnly !== null)
    return session.restraints.readOnly === "handover" ? disabled.held : disabled.readOnly;
  if (session?.supports(operation) === false) {
    const lack = session.lack(operation);
    return lack === null ? disabled.unsupported : disabled.lacks[lack];
  }
  const { selected } = inventory;
  // What is not selected is asked for.
  if (target?.kind === "host") {
    if (selected?.kind !== "host") return null;
    return lackingRight(console, operation, [selected]) ?? hostWhyNot(selected, operation, disabled);
  }
  const machines = target?.kind === "target" ? inventory.targets() : [];
  const [first] = machines;
  if (first === undefined) return null;
  // It comes first: what else is in the way may pass.
  const noRight = lackingRight(console, operation, machines);
  if (noRight !== null) return noRight;
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
