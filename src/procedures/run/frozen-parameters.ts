import type { ParameterValue, ParameterValues } from "#domain/procedure-value.js";
import type { FrozenParameter } from "#procedures/approval/frozen-plan.js";

/** What a run was begun with, as an approver is shown it. */
export function frozenParameters(values: ParameterValues): Readonly<Record<string, FrozenParameter>> {
  return Object.fromEntries([...values].map(([name, value]) => [name, frozen(value)]));
}

function frozen(value: ParameterValue): FrozenParameter {
  if (typeof value !== "object") return String(value);
  if ("id" in value) return { id: value.id, name: value.name };
  return value.map(({ id, name }) => ({ id, name }));
}
