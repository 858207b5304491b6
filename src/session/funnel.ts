import type { Entry, Facts, Result } from "#domain/entry.js";
import { asShosekiError, failure, ShosekiError } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { ProviderSession, Settled, TaskRef } from "#providers/contract.js";
import { resultOf, statusOf } from "#session/certainty.js";
import type { Plan } from "#session/plan.js";
import type { Begun, Ending, Trail } from "#session/trail.js";

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
  const ended = await run(parts, plan, begun, signal);
  // A request that names no target, or one that is gone, has read nothing: BEF and AFT stay empty.
  const after: Facts = ended.after === null ? {} : plan.operation.record(ended.after);
  const ending: Ending = {
    before,
    after,
    result: ended.result,
    ...(ended.task === null ? {} : { task: ended.task }),
  };
  return { intent: begun.entry, outcome: trail.outcome(begun, ending), after: ended.after };
}

interface Ended {
  readonly result: Result;
  readonly after: MachineFacts | null;
  readonly task: string | null;
}

async function run(parts: FunnelParts, plan: Plan, begun: Begun, signal?: AbortSignal): Promise<Ended> {
  const { provider, explain } = parts;
  const { operation, before } = plan;
  const refused = (error: ShosekiError): Ended => ({
    result: resultOf("REFUSED", error, explain),
    after: before,
    task: null,
  });
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
    return { result: resultOf(status, error, explain), after, task: null };
  }

  try {
    const settled = await provider.settle(task, before.id, (facts) => operation.shows(facts), signal);
    return { result: settledResult(settled, explain), after: settled.after, task: task.id };
  } catch (cause) {
    return { result: resultOf("UNKNOWN", asShosekiError(cause), explain), after: null, task: task.id };
  }
}

function settledResult({ failed }: Settled, explain: FunnelParts["explain"]): Result {
  return failed === null ? { status: "OK" } : resultOf("NG", failure("TASK_FAILED", failed), explain);
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
    return asShosekiError(error);
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
