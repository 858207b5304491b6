import type { TaskRecord } from "#domain/past.js";
import type { PastTask, TaskQuery } from "#providers/history.js";
import { TASK_KINDS } from "#providers/vsphere/past/task-kinds.js";
import { decodeName, moment, wholeNumber } from "#providers/vsphere/property-values.js";
import { localizedFault } from "#providers/vsphere/soap-envelope.js";
import { madeBy, taskFailure, taskState } from "#providers/vsphere/tasks/task-properties.js";
import { child, textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";

/** Whether a TaskInfo is one that was asked for. */
export function answers(info: XmlNode, query: TaskQuery): boolean {
  const queued = queuedAt(info);
  return (
    textOf(info, "entity") === query.target &&
    TASK_KINDS[query.kind].descriptions.includes(textOf(info, "descriptionId") ?? "") &&
    (userOf(info) ?? "").toLowerCase() === query.user.toLowerCase() &&
    queued >= query.since &&
    queued <= query.until
  );
}

export function pastTask(info: XmlNode): PastTask {
  const error = child(info, "error");
  const state = taskState(textOf(info, "state")) ?? "running";
  return {
    id: textOf(info, "key") ?? "",
    queuedAt: queuedAt(info),
    state,
    failed: error === undefined ? null : taskFailure(error),
    made: state === "success" ? madeBy(child(info, "result")) : null,
  };
}

/** A TaskInfo for people to read. Throws `REPLY_INVALID`. */
export function taskRecord(info: XmlNode): TaskRecord {
  const error = child(info, "error");
  const state = taskState(textOf(info, "state")) ?? "running";
  const target = textOf(info, "entityName");
  return {
    id: textOf(info, "key") ?? "",
    what: textOf(info, "descriptionId") ?? "",
    target: target ? decodeName(target) : null,
    user: userOf(info),
    state,
    progress: state === "running" ? wholeNumber(textOf(info, "progress"), "progress") : null,
    queued: moment(info, "queueTime"),
    ended: child(info, "completeTime") === undefined ? null : moment(info, "completeTime"),
    error: error === undefined ? null : localizedFault(error).message,
  };
}

/** Milliseconds since 1970 on the server's clock. */
export function queuedAt(info: XmlNode): number {
  return Date.parse(textOf(info, "queueTime") ?? "");
}

/** Null for a task that no user asked for. */
function userOf(info: XmlNode): string | null {
  const reason = child(info, "reason");
  return (reason && textOf(reason, "userName")) || null;
}
