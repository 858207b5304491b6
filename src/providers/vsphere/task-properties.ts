import type { PastTask } from "#providers/contract.js";
import type { Properties, PropertySpec } from "#providers/vsphere/property-collector.js";
import { text } from "#providers/vsphere/property-values.js";
import { localizedFault } from "#providers/vsphere/soap-envelope.js";

/** What decides whether a task has ended, and how. */
export const TASK_STATE: PropertySpec = { type: "Task", paths: ["info.state", "info.error"] };

export type TaskState = PastTask["state"];

/** Null for a state that vim25 does not have. */
export function taskState(value: string | null): TaskState | null {
  return value === "queued" || value === "running" || value === "success" || value === "error" ? value : null;
}

export interface TaskEnd {
  readonly state: TaskState | null;
  readonly failed: { readonly fault: string; readonly message: string } | null;
}

export function taskEnd(properties: Properties | undefined): TaskEnd {
  const state = properties === undefined ? null : taskState(text(properties, "info.state"));
  const error = properties?.get("info.error");
  if (state !== "error") return { state, failed: null };
  return {
    state,
    failed: error === undefined ? { fault: "Fault", message: "no message" } : localizedFault(error),
  };
}
