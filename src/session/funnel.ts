import type { Entry, Status } from "#domain/entry.js";
import { asShosekiError, failure, ShosekiError } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { ProviderSession, TaskRef } from "#providers/contract.js";
import { resultOf, statusOf, unread, unsettled } from "#session/certainty.js";
import type { Plan } from "#session/plan.js";
import type { Begun, Trail } from "#session/trail.js";

/** How long a plan may be looked at before its target is read again, in milliseconds. */
const FRESH_FOR_MS = 2_000;

/** What the funnel needs: where entries go, what is asked, and how errors are put in words for the record. */
export interface FunnelParts {
  readonly provider: ProviderSession;
  readonly trail: Trail;
  readonly explain: (error: ShosekiError) => string;
}

export interface Performed {
  readonly intent: Entry;
  readonly outcome: Entry;
  /** Why it is not OK; null when it is. */
  readonly error: ShosekiError | null;
  /** The target as the hypervisor reported it last; null when it could not be read. */
  readonly after: MachineFacts | null;
}

/**
 * The one way of an operation: intent on the disk, the call sent at most once, its task awaited, the target read back,
 * outcome on the disk. Answers for every end of the operation, good or bad. Throws only the journal's errors: before the
 * call, and nothing has been sent; after it, and what was done could not be recorded.
 */
export async function perform(parts: FunnelParts, plan: Plan, signal?: AbortSignal): Promise<Performed> {
  const { trail } = parts;
  const before = plan.before === null ? {} : plan.operation.record(plan.before);
  const begun = trail.intent({
    OPR: plan.operation.name,
    target: plan.target,
    host: plan.host,
    before,
    ask: plan.ask,
  });
  const { status, error, after, task } = await run(parts, plan, begun, signal);
  const outcome = trail.outcome(begun, {
    before,
    // A request that names no target, or one that is gone, has read nothing: AFT stays empty, as BEF does.
    after: after === null ? {} : plan.operation.record(after),
    result: error === null ? { status } : resultOf(status, error, parts.explain),
    ...(task === null ? {} : { task }),
  });
  return { intent: begun.entry, outcome, error, after };
}

interface Ended {
  readonly status: Status;
  readonly error: ShosekiError | null;
  readonly after: MachineFacts | null;
  readonly task: string | null;
}

async function run(
  { provider }: FunnelParts,
  plan: Plan,
  begun: Begun,
  signal?: AbortSignal,
): Promise<Ended> {
  const { operation, before } = plan;
  const refused = (error: ShosekiError): Ended => ({ status: "REFUSED", error, after: before, task: null });
  if (plan.refusal !== null) return refused(new ShosekiError(plan.refusal));
  if (before === null) return refused(failure("INTERNAL", { problem: "a plan without a target" }));
  if (signal?.aborted) return refused(failure("STOPPED_BY_OPERATOR", {}));
  const changed = await changedSince(provider, plan, before, signal);
  if (changed !== null) return refused(changed);

  let task: TaskRef;
  try {
    const mutation = { operationId: begun.entry.id, ...(signal === undefined ? {} : { signal }) };
    task = await operation.run(provider, before, mutation);
  } catch (cause) {
    const error = asShosekiError(cause);
    const status = statusOf(error);
    const after = status === "NG" ? await readBack(provider, before, signal) : null;
    return { status, error, after, task: null };
  }

  // From here on the server has taken the call: whatever fails now, nobody here knows what became of it.
  try {
    const { failed, after } = await provider.settle(
      task,
      before.id,
      (facts) => operation.shows(facts),
      signal,
    );
    if (failed === null) {
      // The server's word, and what it shows, are both recorded; which of them is right is not ours to say.
      const shown = after === null || operation.shows(after);
      const error = shown ? null : failure("CHANGE_NOT_SHOWN", { name: before.name });
      return { status: "OK", error, after, task: task.id };
    }
    return { status: "NG", error: failure("TASK_FAILED", failed), after, task: task.id };
  } catch (cause) {
    return { status: "UNKNOWN", error: unsettled(asShosekiError(cause)), after: null, task: task.id };
  }
}

/** What a person has looked at for a while is read again, and must still be so. */
async function changedSince(
  provider: ProviderSession,
  plan: Plan,
  before: MachineFacts,
  signal?: AbortSignal,
): Promise<ShosekiError | null> {
  if (performance.now() - plan.readAt <= FRESH_FOR_MS) return null;
  try {
    const present = await provider.readMachine(before.id, signal);
    const same = (Object.keys(before) as (keyof MachineFacts)[]).every((key) => present[key] === before[key]);
    return same ? null : failure("TARGET_CHANGED", { name: before.name });
  } catch (error) {
    return unread(asShosekiError(error));
  }
}

/** The target after a call that the server refused; nothing rests on it but AFT. */
async function readBack(
  provider: ProviderSession,
  before: MachineFacts,
  signal?: AbortSignal,
): Promise<MachineFacts | null> {
  try {
    return await provider.readMachine(before.id, signal);
  } catch {
    return null;
  }
}
