import type { Entry, Result, Status } from "#domain/entry.js";
import { asShosekiError } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { Unresolved } from "#journal/intents.js";
import { parse } from "#language/parse.js";
import type { Operation } from "#operations/operation.js";
import { operationOf } from "#operations/operation-of.js";
import type { PastTask, ProviderSession } from "#providers/contract.js";
import type { Trail } from "#session/trail.js";

/** How far two clocks that were compared by one round trip may still be apart, in milliseconds. */
const CLOCK_SLACK_MS = 2_000;
/** How long after its intent a call can have reached the server, in milliseconds. */
const SENT_WITHIN_MS = 120_000;

/** What was found out of an intent. */
export interface Finding {
  readonly status: Status;
  readonly code: string;
  readonly message: string;
  readonly after: MachineFacts | null;
  readonly task: string | null;
}

/** Where and when to look for what became of an intent. */
export interface Circumstance {
  /** The login that the intent was written under. */
  readonly user: string;
  /** Server's clock minus the writer's, in milliseconds, as its Login recorded it. */
  readonly clockOffsetMs: number;
}

/**
 * Looks up the target and its tasks: by entity, kind, user and time on the server's clock. One task that fits says what
 * became of the intent; none, or several, leave it UNKNOWN. Throws the errors of a read: then nothing is known yet.
 */
export async function investigate(
  provider: ProviderSession,
  { intent }: Unresolved,
  { user, clockOffsetMs }: Circumstance,
): Promise<Finding> {
  const operation = operationIn(intent);
  const target = intent.TGT.id;
  if (operation === null || target === null) return unknown("NOT_TRACEABLE", notTraceable(intent), null);
  const since = Date.parse(intent.STR) + clockOffsetMs - CLOCK_SLACK_MS;
  const until = since + SENT_WITHIN_MS;
  const tasks = (await provider.history?.tasksOf({ target, kind: operation.kind, user, since, until })) ?? [];
  const [task, second] = tasks;
  if (task === undefined || second !== undefined) {
    const after = await readIfThere(provider, target);
    const found = task === undefined ? "no task" : `${tasks.length} tasks`;
    const message = `The server's history has ${found} of this kind by ${user} on this machine from ${iso(since)} to ${iso(until)}.`;
    return unknown(task === undefined ? "NO_TASK_FOUND" : "SEVERAL_TASKS_FOUND", message, after);
  }
  return await ofTask(provider, operation, target, task);
}

/** The operation that an intent's command line asks for; null for Login, Logout and what this version cannot read. */
function operationIn(intent: Entry): Operation | null {
  try {
    const command = parse(intent.ask ?? "");
    return command?.kind === "operation" && command.request.name === intent.OPR
      ? operationOf(command.request)
      : null;
  } catch {
    return null;
  }
}

/** Writes what was found; null when another process has said it meanwhile. */
export function record(trail: Trail, { intent }: Unresolved, finding: Finding): Entry | null {
  const { status, code, message, after, task } = finding;
  const operation = operationIn(intent);
  const result: Result = { status, code, message };
  return trail.recovery(intent, {
    before: intent.BEF ?? {},
    after: after === null || operation === null ? {} : operation.record(after),
    result,
    ...(task === null ? {} : { task }),
  });
}

async function ofTask(
  provider: ProviderSession,
  operation: Operation,
  target: string,
  task: PastTask,
): Promise<Finding> {
  const settled =
    task.state === "success" || task.state === "error"
      ? { failed: task.failed, after: await readIfThere(provider, target) }
      : await provider.settle(task, target, (facts) => operation.shows(facts));
  const { failed, after } = settled;
  if (failed !== null) {
    return {
      status: "NG",
      code: "TASK_FAILED",
      message: `${failed.fault}: ${failed.message}`,
      after,
      task: task.id,
    };
  }
  return {
    status: "OK",
    code: "TASK_FOUND",
    message: "The server's history has its task, which succeeded.",
    after,
    task: task.id,
  };
}

async function readIfThere(provider: ProviderSession, target: string): Promise<MachineFacts | null> {
  try {
    return await provider.readMachine(target);
  } catch (error) {
    if (asShosekiError(error).code === "TARGET_UNKNOWN") return null;
    throw error;
  }
}

function unknown(code: string, message: string, after: MachineFacts | null): Finding {
  return { status: "UNKNOWN", code, message, after, task: null };
}

function notTraceable({ OPR }: Entry): string {
  if (OPR === "Login")
    return "Its writer ended before the answer came. A session that it opened ends when the server finds it idle.";
  if (OPR === "Logout")
    return "Its writer ended before the answer came. A session that it left ends when the server finds it idle.";
  return "Its entry does not say enough to look it up.";
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
