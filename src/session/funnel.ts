import type { Entry, Status } from "#domain/entry.js";
import { asShosekiError, failure, ShosekiError } from "#domain/errors.js";
import type { Prepared, Seen, Settlement } from "#operations/operation.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Patience, TaskRef } from "#providers/mutation.js";
import { cancelOn } from "#session/cancelling.js";
import { resultOf, statusOf, unread, unsettled } from "#session/certainty.js";
import { elapsedSince } from "#session/elapsed.js";
import { unlessShown } from "#session/failed-yet-shown.js";
import type { Plan } from "#session/plan.js";
import { purposeMissing, type Restraints } from "#session/restraints.js";
import type { Begun, Ending, Trail } from "#session/trail.js";

/** How long a plan may be looked at before its target is read again, in milliseconds. */
const FRESH_FOR_MS = 2_000;

/** What the funnel needs: where entries go, what is asked, and how errors are put in words for the record. */
export interface FunnelParts {
  readonly provider: ProviderSession;
  readonly trail: Trail;
  readonly explain: (error: ShosekiError) => string;
  readonly restraints: () => Restraints;
}

/** How an operator waits for the end of an operation. */
export interface Waiting {
  /** Aborted: what has not been sent is not sent, and the server is asked to cancel the task. */
  readonly stopping?: AbortSignal | undefined;
  /** Aborted: it is waited for no longer. */
  readonly signal?: AbortSignal | undefined;
  /** Told of the percentage done, as the server reports it. */
  readonly onProgress?: (percent: number) => void;
}

export interface Performed {
  readonly intent: Entry;
  readonly outcome: Entry;
  /** Why it is not OK; null when it is. */
  readonly error: ShosekiError | null;
  /** What the hypervisor reported last; null when nothing could be read. */
  readonly seen: Seen | null;
}

/**
 * The one way of an operation: intent on the disk, the call sent at most once, its task awaited, the target read back,
 * outcome on the disk. Answers for every end of the operation, good or bad. Throws only the journal's errors before the
 * call, and nothing has been sent; and `OUTCOME_NOT_RECORDED` after it.
 */
export async function perform(parts: FunnelParts, plan: Plan, waiting: Waiting = {}): Promise<Performed> {
  const { trail } = parts;
  const { prepared } = plan;
  const before = prepared?.before ?? {};
  const begun = trail.intent({
    OPR: plan.operation.name,
    target: plan.target,
    host: plan.host,
    before,
    ask: plan.ask,
    chosen: prepared?.chosen ?? {},
    purpose: plan.purpose,
    via: plan.via,
    run: plan.run,
  });
  const { status, error, seen, task, untouched } = await run(parts, plan, begun, waiting);
  const target = seen?.target ?? plan.target;
  const ending: Ending = {
    before,
    // A request that names no target, or one that is gone, has read nothing: AFT stays empty, as BEF does.
    after: untouched ? before : (seen?.after ?? {}),
    result: error === null ? { status } : resultOf(status, error, parts.explain),
    target,
    ...(task === null ? {} : { task }),
  };
  const unrecorded = (cause: ShosekiError) =>
    failure(
      "OUTCOME_NOT_RECORDED",
      { operation: plan.operation.name, name: target.name, status, cause: parts.explain(cause) },
      cause,
    );
  try {
    return { intent: begun.entry, outcome: trail.outcome(begun, ending), error, seen };
  } catch (cause) {
    throw cause instanceof ShosekiError ? unrecorded(cause) : cause;
  }
}

interface Ended {
  readonly status: Status;
  readonly error: ShosekiError | null;
  readonly seen: Seen | null;
  readonly task: string | null;
  /** Nothing was sent: what was read before is what is so. */
  readonly untouched: boolean;
}

async function run(
  { provider, trail, restraints }: FunnelParts,
  plan: Plan,
  begun: Begun,
  waiting: Waiting,
): Promise<Ended> {
  const { prepared } = plan;
  const { signal } = waiting;
  const refused = (error: ShosekiError): Ended => ({
    status: "REFUSED",
    error,
    seen: null,
    task: null,
    untouched: true,
  });
  if (plan.refusal !== null) return refused(new ShosekiError(plan.refusal));
  if (prepared === null) return refused(failure("INTERNAL", { problem: "a plan without a target" }));
  if (isStopped(waiting)) return refused(failure("STOPPED_BY_OPERATOR", {}));
  const changed = await changedSince(plan, prepared, signal);
  if (changed !== null) return refused(changed);
  if (isStopped(waiting)) return refused(failure("STOPPED_BY_OPERATOR", {}));
  // It may have been switched since it was planned: nothing is asked after this before the call.
  const bound = [restraints(), ...(plan.to === undefined ? [] : [plan.to.restraints])];
  for (const { readOnly: by, demands } of bound) {
    if (by !== null) return refused(failure("READ_ONLY", { by }));
    const missing = purposeMissing(demands, plan.purpose ?? trail.purpose);
    if (missing !== null) return refused(new ShosekiError(missing));
  }

  let task: TaskRef | null;
  try {
    const mutation = { operationId: begun.entry.id, ...(signal === undefined ? {} : { signal }) };
    task = await prepared.run(mutation);
  } catch (cause) {
    const error = asShosekiError(cause);
    if (error.code === "NOT_SENT" && signal?.aborted)
      return refused(failure("STOPPED_BY_OPERATOR", {}, error));
    const status = statusOf(error);
    // Of what was refused right before the call, too: what was read with the plan may be why.
    const seen = status === "UNKNOWN" ? null : await prepared.readBack(signal).catch(() => null);
    const told = unlessShown(error, plan.target.name, prepared, seen);
    return { status, error: told, seen, task: null, untouched: false };
  }

  // From here on the server has taken the call: whatever fails now, nobody here knows what became of it.
  using cancelling = cancelOn(waiting.stopping, provider, task);
  const known = { task: task?.id ?? null, untouched: false };
  try {
    const settled = await settle(provider, prepared, task, patienceOf(waiting));
    const { name } = plan.target;
    const { status, error } = verdict(settled, name, {
      hasTask: task !== null,
      cancelAsked: cancelling.asked,
    });
    const told = error === null ? null : unlessShown(error, name, prepared, settled.seen);
    return { ...known, seen: settled.seen, status, error: told };
  } catch (cause) {
    return { ...known, status: "UNKNOWN", error: unsettled(asShosekiError(cause)), seen: null };
  }
}

/** What a task has made can be deleted before it is read: then the end of the task alone says what became of the call. */
async function settle(
  provider: ProviderSession,
  prepared: Prepared,
  task: TaskRef | null,
  patience: Patience,
): Promise<Settlement> {
  try {
    return await prepared.settle(task, patience);
  } catch (cause) {
    if (task === null || asShosekiError(cause).code !== "TARGET_UNKNOWN") throw cause;
    return { failed: (await provider.ended(task, patience)).failed, seen: null };
  }
}

/**
 * The server's word, and what it shows, are both recorded; which of them is right is not ours to say. A doubt has both, and comes
 * first. What a task of the program's own could not send has not failed at the server.
 */
function verdict(
  { failed, seen, doubt = null }: Settlement,
  name: string,
  { hasTask, cancelAsked }: { readonly hasTask: boolean; readonly cancelAsked: boolean },
): Pick<Ended, "status" | "error"> {
  if (doubt !== null) return { status: "UNKNOWN", error: doubt };
  if (failed !== null) {
    const { fault, message, cancelled } = failed;
    if (fault === "NOT_SENT") return { status: "NG", error: failure("NOT_SENT", { cause: message }) };
    const code = cancelled && cancelAsked ? "CANCELLED" : "TASK_FAILED";
    return { status: "NG", error: failure(code, { fault, message }) };
  }
  if (seen !== null && !seen.shown) {
    const of = hasTask ? "TASK" : "REQUEST";
    return { status: "OK", error: failure("CHANGE_NOT_SHOWN", { name, of }) };
  }
  return { status: "OK", error: cancelAsked ? failure("NOT_CANCELLED", { name }) : null };
}

/** Whether the operator has said stop: nothing is begun any more. */
function isStopped({ stopping, signal }: Waiting): boolean {
  return stopping?.aborted === true || signal?.aborted === true;
}

function patienceOf({ signal, onProgress }: Waiting): Patience {
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  };
}

/** What a person has looked at for a while is read again, and must still be so. */
async function changedSince(
  { readAt, target }: Plan,
  prepared: Prepared,
  signal?: AbortSignal,
): Promise<ShosekiError | null> {
  if (elapsedSince(readAt) <= FRESH_FOR_MS) return null;
  try {
    return (await prepared.isStillSo(signal)) ? null : failure("TARGET_CHANGED", { name: target.name });
  } catch (error) {
    return unread(asShosekiError(error));
  }
}
