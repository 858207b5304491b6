import type { Entry, Result, Status } from "#domain/entry.js";
import type { ErrorCode } from "#domain/errors.js";
import type { Unresolved } from "#journal/intents.js";
import type { Ground, Intended, Operation, Seen } from "#operations/operation.js";
import type { PastTask } from "#providers/history.js";
import type { TaskEnd } from "#providers/mutation.js";
import { intendedBy, operationIn } from "#session/intended.js";
import type { Ledger } from "#session/ledger.js";
import { fitsRival, hasRivalAmong, rivalsOf } from "#session/rivals.js";
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
 * leaves it UNKNOWN. Where the outcome names the task, that one it is. Null when its task still runs and is not to be waited
 * for. Throws the errors of a read: then nothing is known yet.
 */
export async function investigate(
  ground: Ground,
  ledger: Ledger,
  { intent, outcome }: Unresolved,
  whileItRuns: "wait" | "leave",
): Promise<Finding | null> {
  const operation = operationIn(intent);
  const intended = intendedBy(intent);
  const target = operation?.keptUnder(intended) ?? null;
  if (operation === null || target === null)
    return unknown("NOT_TRACEABLE", notTraceable(intent, outcome), null);
  const { kind } = operation;
  if (operation.findOut !== undefined) {
    const found = await operation.findOut(ground, intended, whileItRuns);
    if (found === null) return null;
    if (found.status === "UNKNOWN" || !hasRivalAmong(await ledger.about(target), intent))
      return { ...found, task: null };
    const message = `${found.message} At least one other intent of this ${thing(operation)} may have brought it there.`;
    return unknown("SEVERAL_INTENTS_FIT", message, found.seen);
  }
  if (kind === null) {
    const message = "The server keeps no task of what is asked of a guest.";
    return unknown("NOT_TRACEABLE", message, await operation.lookBack(ground, intended, null));
  }
  if (ground.session.history === undefined) {
    const seen = await operation.lookBack(ground, intended, null);
    return unknown("NO_HISTORY", withoutHistory(operation, outcome, seen), seen);
  }
  const { user, clockOffsetMs } = circumstanceOf(intent, ledger.loginOf(intent.USR.session));
  const since = Date.parse(intent.STR) + clockOffsetMs - CLOCK_SLACK_MS;
  const until = since + SENT_WITHIN_MS;
  const found = await ground.session.history.tasksOf({ target, kind, user, since, until });
  const fitting = found.filter(({ id }) =>
    outcome?.task === undefined ? !ledger.isAnothers(id, intent) : id === outcome.task,
  );
  const tasks = await ofThisName(ground, operation, intended, fitting);
  const [task, second] = tasks;
  const unclear = async (code: string, what: string): Promise<Finding> => {
    const seen = await operation.lookBack(ground, intended, null);
    const seenUntil = Math.min(until, Date.now() + clockOffsetMs);
    const message = `What the server still remembers has ${what} of this kind by ${user} on this ${thing(operation)} from ${iso(since)} to ${iso(seenUntil)}.`;
    return unknown(code, message, seen);
  };
  if (task === undefined) return await unclear("NO_TASK_FOUND", "no task");
  if (second !== undefined) return await unclear("SEVERAL_TASKS_FOUND", `${tasks.length} tasks`);
  if (whileItRuns === "leave" && !hasEnded(task)) return null;
  const end = await endOf(ground, task);
  const isNamed = outcome?.task !== undefined;
  const rivals = isNamed ? [] : rivalsOf(ledger, intent, operation);
  if (await fitsRival(ground, intent, rivals, end))
    return await unclear("SEVERAL_INTENTS_FIT", "one task, for this and at least one other open intent,");
  const seen = await operation.lookBack(ground, intended, end.made);
  const finding = ofTask(task, end, seen);
  if (isNamed) return finding;
  // Kind and time alone are not enough: another program may work on the machine under the same login. A success must
  // show, and a failure must not be from before.
  const shown = seen === null || seen.shown;
  const early = task.queuedAt < since + CLOCK_SLACK_MS - CLOCK_ERROR_MS;
  if (finding.status === "OK" ? shown : !early) return finding;
  const message =
    finding.status === "OK"
      ? `The server's history has one task that fits (${task.id}) and succeeded, but the ${thing(operation)} does not show the change: it may be another's.`
      : `The server's history has one task that fits (${task.id}) and failed, but it is from before the intent: it may be another's.`;
  // What it made may be another's too.
  return unknown("TASK_UNCERTAIN", message, end.made === null ? seen : null);
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

/** Under which name, and by which clock, the server knows an intent's session. */
function circumstanceOf(intent: Entry, login: Entry | null): { user: string; clockOffsetMs: number } {
  const offset = intent.clock ?? login?.AFT?.clockOffsetMs;
  return { user: login?.USR.name ?? intent.USR.name, clockOffsetMs: typeof offset === "number" ? offset : 0 };
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

/** How a task has ended, or ends: one that still runs is waited for. */
async function endOf({ session, signal }: Ground, task: PastTask): Promise<TaskEnd> {
  return hasEnded(task) ? task : await session.ended(task, signal === undefined ? {} : { signal });
}

function hasEnded({ state }: PastTask): boolean {
  return state === "success" || state === "error";
}

function ofTask({ id }: PastTask, { failed }: TaskEnd, seen: Seen | null): Finding {
  if (failed !== null) {
    const message = `${failed.fault}: ${failed.message}`;
    return { status: "NG", code: "TASK_FAILED", message, seen, task: id };
  }
  const message = "The server's history has its task, which succeeded.";
  return { status: "OK", code: "TASK_FOUND", message, seen, task: id };
}

function unknown(code: string, message: string, seen: Seen | null): Finding {
  return { status: "UNKNOWN", code, message, seen, task: null };
}

/** What shows now may be anybody's doing: it is told, and decides nothing. */
function withoutHistory(operation: Operation, outcome: Entry | null, seen: Seen | null): string {
  return `${unheard(outcome)}, and this server keeps no record of calls that could be asked. ${whatShows(operation, seen)}`;
}

function whatShows({ on, kind }: Operation, seen: Seen | null): string {
  if (kind === "create" || kind === "clone")
    return "Whether the machine was made is seen by its name, and whether a volume was, in its storage pool.";
  if (seen === null) return `The ${on} is not there any more.`;
  if (seen.after.paused === true)
    return "The machine only stands still: its memory is in the host's alone, not saved, and is lost when the host goes down.";
  if (kind === "destroy" && seen.shown)
    return "The machine is not there any more; whether its volumes are is seen in their storage pool.";
  return seen.shown
    ? `The ${on} is now as it was to be, by whomever.`
    : `The ${on} is not, or not any more, as it was to be.`;
}

function notTraceable({ OPR }: Entry, outcome: Entry | null): string {
  if (OPR !== "Login" && OPR !== "Logout") return "Its entry does not say enough to look it up.";
  return `${unheard(outcome)}. A session that it may have left at the server ends when the server finds it idle.`;
}

/** Why nobody has heard what became of it, for the record. */
function unheard(outcome: Entry | null): string {
  if (outcome === null) return "Its writer ended before the answer came";
  return UNHEARD[outcome.RST?.code as ErrorCode] ?? "What became of it was not heard";
}

const UNHEARD: Readonly<Partial<Record<ErrorCode, string>>> = {
  CONNECTION_LOST: "Its answer was lost",
  REPLY_TIMEOUT: "Its answer did not come in time",
  REPLY_INVALID: "Its answer could not be read",
  SERVER_UNSURE: "The server answered that it does not know itself",
  GAVE_UP_WAITING: "Its end was not waited for",
};

function iso(time: number): string {
  return new Date(time).toISOString();
}
