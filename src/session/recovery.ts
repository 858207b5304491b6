import type { Entry, Result, Status } from "#domain/entry.js";
import type { Unresolved } from "#journal/intents.js";
import { parse } from "#language/parse.js";
import type { Ground, Intended, Operation, Seen } from "#operations/operation.js";
import { operationOf } from "#operations/operation-of.js";
import type { PastTask } from "#providers/contract.js";
import type { Ledger } from "#session/ledger.js";
import type { Trail } from "#session/trail.js";

/** How far two clocks that were compared by one round trip may still be apart, in milliseconds. */
const CLOCK_SLACK_MS = 2_000;
/** How far they commonly are. */
const CLOCK_ERROR_MS = 100;
/** How long after its intent a call can have reached the server, in milliseconds. */
const SENT_WITHIN_MS = 120_000;

/** What was found out of an intent. */
export interface Finding {
  readonly status: Status;
  readonly code: string;
  readonly message: string;
  readonly seen: Seen | null;
  readonly task: string | null;
}

/**
 * Looks up the target and its tasks: by entity, kind, user and time on the server's clock, less those that are known to
 * be of other intents. One task that fits, and no other intent that it fits, says what became of the intent; all else
 * leaves it UNKNOWN. Where the outcome names the task, that one it is. Throws the errors of a read: then nothing is
 * known yet.
 */
export async function investigate(
  ground: Ground,
  ledger: Ledger,
  { intent, outcome }: Unresolved,
): Promise<Finding> {
  const operation = operationIn(intent);
  const intended = intendedBy(intent);
  const target = operation?.keptUnder(intended) ?? null;
  if (operation === null || target === null)
    return unknown("NOT_TRACEABLE", notTraceable(intent, outcome), null);
  const { kind } = operation;
  if (kind === null) {
    const message = "The server keeps no task of what is asked of a guest.";
    return unknown("NOT_TRACEABLE", message, await operation.lookBack(ground, intended, null));
  }
  const { user, clockOffsetMs } = circumstanceOf(intent, ledger.loginOf(intent));
  const since = Date.parse(intent.STR) + clockOffsetMs - CLOCK_SLACK_MS;
  const until = since + SENT_WITHIN_MS;
  const found = (await ground.session.history?.tasksOf({ target, kind, user, since, until })) ?? [];
  const fitting = found.filter(({ id }) =>
    outcome?.task === undefined ? !ledger.isAnothers(id, intent) : id === outcome.task,
  );
  const tasks = await ofThisName(ground, operation, intended, fitting);
  const [task, second] = tasks;
  const rival =
    outcome?.task === undefined &&
    ledger.hasRival(
      intent,
      (other) =>
        operationIn(other)?.kind === kind && (operation.on !== null || other.TGT.name === intent.TGT.name),
    );
  if (task === undefined || second !== undefined || rival) {
    const seen = await operation.lookBack(ground, intended, null);
    const [code, what] =
      task === undefined
        ? (["NO_TASK_FOUND", "no task"] as const)
        : second === undefined
          ? (["SEVERAL_INTENTS_FIT", "one task, for this and at least one other open intent,"] as const)
          : (["SEVERAL_TASKS_FOUND", `${tasks.length} tasks`] as const);
    const seenUntil = Math.min(until, Date.now() + clockOffsetMs);
    const message = `What the server still remembers has ${what} of this kind by ${user} on this ${thing(operation)} from ${iso(since)} to ${iso(seenUntil)}.`;
    return unknown(code, message, seen);
  }
  const finding = await ofTask(ground, operation, intended, task);
  if (outcome?.task !== undefined) return finding;
  // Kind and time alone are not enough: another program may work on the machine under the same login. A success must
  // show, and a failure must not be from before.
  const shown = finding.seen === null || finding.seen.shown;
  const early = task.queuedAt < since + CLOCK_SLACK_MS - CLOCK_ERROR_MS;
  if (finding.status === "OK" ? shown : !early) return finding;
  const message =
    finding.status === "OK"
      ? `The server's history has one task that fits (${task.id}) and succeeded, but the ${thing(operation)} does not show the change: it may be another's.`
      : `The server's history has one task that fits (${task.id}) and failed, but it is from before the intent: it may be another's.`;
  return unknown("TASK_UNCERTAIN", message, finding.seen);
}

/** The tasks that a folder keeps are of any machine in it: those that made another one do not fit. */
async function ofThisName(
  ground: Ground,
  operation: Operation,
  intended: Intended,
  tasks: readonly PastTask[],
): Promise<readonly PastTask[]> {
  if (tasks.length < 2) return tasks;
  const fits = await Promise.all(
    tasks.map(async ({ made }) => {
      const seen = made === null ? null : await operation.lookBack(ground, intended, made);
      return seen === null || seen.shown;
    }),
  );
  return tasks.filter((_, index) => fits[index]);
}

function thing({ on, kind }: Operation): string {
  if (on === null || kind === "moveToFolder") return "folder";
  return on;
}

function intendedBy({ TGT, BEF, chosen }: Entry): Intended {
  return { target: TGT.id, before: BEF ?? {}, chosen: chosen ?? {} };
}

/** Under which name, and by which clock, the server knows an intent's session. */
function circumstanceOf(intent: Entry, login: Entry | null): { user: string; clockOffsetMs: number } {
  const offset = login?.AFT?.clockOffsetMs;
  return { user: login?.USR.name ?? intent.USR.name, clockOffsetMs: typeof offset === "number" ? offset : 0 };
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
  const { status, code, message, seen, task } = finding;
  const result: Result = { status, code, message };
  return trail.recovery(intent, {
    before: intent.BEF ?? {},
    after: seen?.after ?? {},
    result,
    ...(seen?.target ? { target: seen.target } : {}),
    ...(task === null ? {} : { task }),
  });
}

async function ofTask(
  ground: Ground,
  operation: Operation,
  intended: Intended,
  task: PastTask,
): Promise<Finding> {
  const { session, signal } = ground;
  const hasEnded = task.state === "success" || task.state === "error";
  const { failed, made } = hasEnded
    ? task
    : await session.ended(task, signal === undefined ? {} : { signal });
  const seen = await operation.lookBack(ground, intended, made);
  if (failed !== null) {
    const message = `${failed.fault}: ${failed.message}`;
    return { status: "NG", code: "TASK_FAILED", message, seen, task: task.id };
  }
  const message = "The server's history has its task, which succeeded.";
  return { status: "OK", code: "TASK_FOUND", message, seen, task: task.id };
}

function unknown(code: string, message: string, seen: Seen | null): Finding {
  return { status: "UNKNOWN", code, message, seen, task: null };
}

function notTraceable({ OPR }: Entry, outcome: Entry | null): string {
  if (OPR !== "Login" && OPR !== "Logout") return "Its entry does not say enough to look it up.";
  const why = outcome === null ? "Its writer ended before the answer came." : "Its answer was lost.";
  return `${why} A session that it may have left at the server ends when the server finds it idle.`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
