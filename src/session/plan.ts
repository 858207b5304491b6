import type { OperationRequest } from "#domain/command.js";
import type { Facts, Target } from "#domain/entry.js";
import { asShosekiError, type Problem } from "#domain/errors.js";
import type { OperationName, Risk } from "#domain/operation-name.js";
import type { RunMark } from "#domain/run.js";
import { asLeft } from "#operations/as-left.js";
import { refuse } from "#operations/checks.js";
import type { Ground, Operation, Prepared } from "#operations/operation.js";
import { operationOf } from "#operations/operation-of.js";
import { arrivalAt, destinationOf } from "#session/arrival.js";
import { unread } from "#session/certainty.js";
import { type Moment, thisMoment } from "#session/elapsed.js";
import type { RestrainedNeighbour, RestrainedNeighbours } from "#session/neighbouring.js";
import type { Purpose } from "#session/purpose.js";
import { protectionOf, type Restraints } from "#session/restraints.js";
import { riskOf } from "#session/risk-of.js";

/** What is about to be done to one target: this is what an operator confirms, and what is run. */
export interface Plan {
  /** The name by which its session goes: `vc1`. */
  readonly at: string;
  /** The Shoseki session that has read it, and alone carries it out: the next one of that name may be on another server. */
  readonly readBy: string;
  readonly operation: Operation;
  /** The command line as it was typed. */
  readonly ask: string;
  readonly target: Target;
  /** The hypervisor host's name, where the target lives on one. */
  readonly host: string | null;
  /** Null when there is no such target, or it could not be read. */
  readonly prepared: Prepared | null;
  /** When it was read. */
  readonly readAt: Moment;
  /** Why it would not be run. */
  readonly refusal: Problem | null;
  /** The session that its target goes to, where that is another one: what binds that one binds this, too. */
  readonly to?: RestrainedNeighbour;
  /** Why it is done, where that is not what the whole session is for. */
  readonly purpose?: Purpose;
  /** Who else asked for it, where it was not the operator at the console: `USR.via` of its entries. */
  readonly via?: string;
  /** Which run of a procedure it is done in. */
  readonly run?: RunMark;
}

export interface Planning {
  readonly request: OperationRequest;
  readonly ask: string;
  /** Whether the operator has agreed to what destroys. */
  readonly yes: boolean;
  /** For an `undo`: how the entry that is undone has left its target, which must still be so. */
  readonly expects?: Facts | undefined;
  /** Aborted: what has not been begun is not begun, and the server is asked to cancel what is under way. */
  readonly stopping?: AbortSignal | undefined;
  /** Aborted: what is under way is not waited for. */
  readonly signal?: AbortSignal | undefined;
}

/** What planning looks at, and what it is bound by. */
export interface PlanningGround extends Omit<Ground, "signal" | "neighbours">, Pick<Plan, "at" | "readBy"> {
  readonly neighbours?: RestrainedNeighbours | undefined;
  readonly restraints: Restraints;
}

/** A target as the inventory has it. */
export interface Found {
  readonly id: string;
  readonly name: string;
  readonly uuid: string | null;
  /** The id of the host that it lives on. */
  readonly host: string | null;
  /** Whether it was found by its name, and not by its id. */
  readonly named: boolean;
}

/**
 * Reads what an operation is about from the hypervisor and says what would be done to it, or why it would be refused. One
 * call.
 *
 * @param found null for a target that is to be made
 */
export async function planFor(
  ground: PlanningGround,
  found: Found | null,
  { request, ask, yes, expects, stopping, signal }: Planning,
): Promise<Plan> {
  const operation = operationOf(request);
  const { at, readBy, restraints, session } = ground;
  const to = destinationOf(request, ground.neighbours);
  const common = { at, readBy, operation, ask, ...(to === null ? {} : { to }) };
  const plan = {
    ...common,
    target:
      found === null ? missing(request, nameIn(request)) : { kind: kindOf(operation), ...identity(found) },
    host: ground.inventory.nameOf(found?.host ?? null),
  };
  const nothingRead = (refusal: Problem): Plan => ({
    ...plan,
    prepared: null,
    readAt: thisMoment(),
    refusal,
  });
  if (stopping?.aborted) return nothingRead(refuse("STOPPED_BY_OPERATOR", {}));
  if (restraints.readOnly !== null) return nothingRead(refuse("READ_ONLY", { by: restraints.readOnly }));
  if (!operation.supportedBy(session)) {
    const { platform, lacks } = session;
    const why = lacks?.[operation.name];
    const facts = { operation: operation.name, platform, ...(why === undefined ? {} : { why }) };
    return nothingRead(refuse("NOT_SUPPORTED", facts));
  }
  try {
    const prepared = await operation.prepare({ ...ground, signal }, found?.id ?? null);
    const readAt = thisMoment();
    const { target, host } = prepared;
    const path = target.id === null ? "" : ground.inventory.path(target.id);
    const risk = riskOf(operation, prepared);
    const guarded = { request, risk, target, path, to: to === null ? null : arrivalAt(to, prepared) };
    const refusal =
      renamed(found, prepared) ??
      (expects === undefined ? null : asLeft(expects, prepared.before)) ??
      protectionOf(restraints, guarded) ??
      prepared.refusal ??
      unconfirmed(operation.name, risk, prepared, yes) ??
      (stopping?.aborted ? refuse("STOPPED_BY_OPERATOR", {}) : null);
    return { ...common, target, host, prepared, readAt, refusal };
  } catch (error) {
    return nothingRead(unread(asShosekiError(error)).problem);
  }
}

/** A plan that only records that an operation was asked of something that is not there, or not one thing. */
export function planForNothing(
  { at, readBy }: Pick<Plan, "at" | "readBy">,
  request: OperationRequest,
  ask: string,
  named: string,
  refusal: Problem,
): Plan {
  return {
    at,
    readBy,
    operation: operationOf(request),
    ask,
    target: missing(request, named),
    host: null,
    prepared: null,
    readAt: thisMoment(),
    refusal,
  };
}

function kindOf({ on }: Operation): Target["kind"] {
  return on === "host" ? "HostSystem" : "VirtualMachine";
}

function identity({ id, uuid, name }: Found): Pick<Target, "id" | "uuid" | "name"> {
  return { id, uuid, name };
}

function missing(request: OperationRequest, name: string): Target {
  return { kind: kindOf(operationOf(request)), id: null, uuid: null, name };
}

function nameIn(request: OperationRequest): string {
  return "newName" in request ? request.newName : "";
}

/** A name was typed, and what had it has another one now: it may not be the one that is meant. */
function renamed(found: Found | null, { target }: Prepared): Problem | null {
  if (found === null || !found.named || target.name === found.name) return null;
  return refuse("TARGET_CHANGED", { name: found.name });
}

function unconfirmed(
  operation: OperationName,
  risk: Risk,
  { target, losses }: Prepared,
  yes: boolean,
): Problem | null {
  if (risk !== "destroys" || yes) return null;
  return refuse("NEEDS_YES", { operation, name: target.name, losses });
}
