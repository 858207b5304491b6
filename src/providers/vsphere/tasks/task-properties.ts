import type { PastTask } from "#providers/history.js";
import type { Failure, Patience, TaskEnd } from "#providers/mutation.js";
import type { Properties, PropertySpec } from "#providers/vsphere/property-collector.js";
import { integer, text } from "#providers/vsphere/property-values.js";
import { localizedFault } from "#providers/vsphere/soap-envelope.js";
import type { XmlNode } from "#providers/vsphere/xml-reader.js";

/** What decides whether a task has ended, and how. */
export const TASK_STATE: PropertySpec = {
  type: "Task",
  paths: ["info.state", "info.error", "info.progress", "info.result"],
};

export type TaskState = PastTask["state"];

/** Null for a state that vim25 does not have. */
export function taskState(value: string | null): TaskState | null {
  return value === "queued" || value === "running" || value === "success" || value === "error" ? value : null;
}

/** How a task has ended; null while it has not, or nothing is known of it. */
export function taskEnd(properties: Properties | undefined): TaskEnd | null {
  if (properties === undefined) return null;
  const state = taskState(text(properties, "info.state"));
  if (state === "success") return { failed: null, made: madeBy(properties.get("info.result")) };
  return state === "error" ? { failed: taskFailure(properties.get("info.error")), made: null } : null;
}

/** A task's error (a LocalizedMethodFault). */
export function taskFailure(error: XmlNode | undefined): Failure {
  const said = error === undefined ? { fault: "Fault", message: "no message" } : localizedFault(error);
  return { ...said, cancelled: said.fault === "RequestCanceled" };
}

/** The id of what a task made, where its result is a reference. */
export function madeBy(result: XmlNode | undefined): string | null {
  return result === undefined || result.type === null || result.text === "" ? null : result.text;
}

/** Percent; null where the task does not say. */
export function taskProgress(properties: Properties | undefined): number | null {
  return properties === undefined ? null : integer(properties, "info.progress");
}

/** The same patience, told of each percentage once however often it is seen. */
export function toldOnce(patience: Patience): Patience {
  const { onProgress } = patience;
  if (onProgress === undefined) return patience;
  let last: number | null = null;
  return {
    ...patience,
    onProgress(percent) {
      if (percent === last) return;
      last = percent;
      onProgress(percent);
    },
  };
}
