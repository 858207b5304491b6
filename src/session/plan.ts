import type { OperationRequest } from "#domain/command.js";
import type { Target } from "#domain/entry.js";
import { asShosekiError, type Problem } from "#domain/errors.js";
import type { MachineFacts, VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import { refuse } from "#operations/machine-checks.js";
import type { Operation } from "#operations/operation.js";
import { operationOf } from "#operations/operation-of.js";
import type { ProviderSession } from "#providers/contract.js";
import { unread } from "#session/certainty.js";

/** What is about to be done to one target: this is what an operator confirms, and what is run. */
export interface Plan {
  readonly operation: Operation;
  /** The command line as it was typed. */
  readonly ask: string;
  readonly target: Target;
  /** The hypervisor host's name, where the target lives on one. */
  readonly host: string | null;
  /** Null when there is no such target, or it could not be read. */
  readonly before: MachineFacts | null;
  /** `performance.now()` when `before` was read. */
  readonly readAt: number;
  /** Why it would not be run. */
  readonly refusal: Problem | null;
}

export interface Planning {
  readonly request: OperationRequest;
  readonly ask: string;
  /** Whether the operator has agreed to what destroys. */
  readonly yes: boolean;
  /** Aborted: what has not been begun is not begun. */
  readonly stopping?: AbortSignal | undefined;
  /** Aborted: what is under way is not waited for. */
  readonly signal?: AbortSignal | undefined;
}

/** Reads the target from the hypervisor and says what would be done to it, or why it would be refused. One call. */
export async function planFor(
  provider: ProviderSession,
  inventory: Inventory,
  machine: VirtualMachine,
  { request, ask, yes, stopping, signal, named = false }: Planning & { readonly named?: boolean },
): Promise<Plan> {
  const operation = operationOf(request);
  const plan = { operation, ask, target: targetOf(machine), host: inventory.hostName(machine.host) };
  const nothingRead = (refusal: Problem): Plan => ({
    ...plan,
    before: null,
    readAt: performance.now(),
    refusal,
  });
  if (stopping?.aborted) return nothingRead(refuse("STOPPED_BY_OPERATOR", {}));
  if (!operation.supportedBy(provider)) {
    return nothingRead(refuse("NOT_SUPPORTED", { operation: operation.name, platform: provider.platform }));
  }
  try {
    const before = await provider.readMachine(machine.id, signal);
    const readAt = performance.now();
    const surroundings = {
      limits: provider.limits,
      siblingNamed: ({ parent, id }: MachineFacts, name: string) => {
        const sibling = parent === null ? null : inventory.siblingNamed(parent, name, id);
        return sibling === null ? null : inventory.path(sibling.id);
      },
    };
    const refusal =
      renamed(machine, before, named) ??
      operation.refusal(before, surroundings) ??
      unconfirmed(operation, before, yes);
    return {
      ...plan,
      target: targetOf(before),
      host: inventory.hostName(before.host),
      before,
      readAt,
      refusal,
    };
  } catch (error) {
    return nothingRead(unread(asShosekiError(error)).problem);
  }
}

/** A plan that only records that an operation was asked of something that is not there, or not one thing. */
export function planForNothing(
  request: OperationRequest,
  ask: string,
  named: string,
  refusal: Problem,
): Plan {
  const target: Target = { kind: "VirtualMachine", id: null, uuid: null, name: named };
  return {
    operation: operationOf(request),
    ask,
    target,
    host: null,
    before: null,
    readAt: performance.now(),
    refusal,
  };
}

/** A name was typed, and the machine that had it has another one now: it may not be the one that is meant. */
function renamed(machine: VirtualMachine, before: MachineFacts, named: boolean): Problem | null {
  return named && before.name !== machine.name ? refuse("TARGET_CHANGED", { name: machine.name }) : null;
}

function unconfirmed(operation: Operation, before: MachineFacts, yes: boolean): Problem | null {
  if (operation.risk !== "destroys" || yes) return null;
  return refuse("NEEDS_YES", { operation: operation.name, name: before.name });
}

function targetOf({ id, uuid, name }: { id: string; uuid: string | null; name: string }): Target {
  return { kind: "VirtualMachine", id, uuid, name };
}
