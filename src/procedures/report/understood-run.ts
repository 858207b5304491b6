import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { Parameter, Procedure } from "#domain/procedure.js";
import type { ParameterValue } from "#domain/procedure-value.js";
import { durationText } from "#procedures/duration.js";
import { expressionsOf } from "#procedures/expressions.js";
import { readSets } from "#procedures/frozen-sets.js";
import { readParameters } from "#procedures/parameters.js";
import { readProcedure } from "#procedures/read-procedure.js";
import { nameOf, type Turn, turnsOf } from "#procedures/run/turns.js";

/** What a run carries out, as it was frozen when it was begun. */
export interface UnderstoodRun {
  readonly procedure: Procedure;
  readonly turns: readonly Turn[];
  readonly values: ReadonlyMap<string, ParameterValue>;
}

/**
 * What the first entry of a run says of it. Throws `RUN_UNREADABLE`.
 *
 * @param begun its BeginRun, whole
 */
export async function understandRun(run: string, { AFT = {} }: Entry): Promise<UnderstoodRun> {
  const { source, parameters, sets } = AFT;
  if (typeof source !== "string" || typeof parameters !== "string" || typeof sets !== "string")
    throw failure("RUN_UNREADABLE", { run, cause: "its first entry does not say enough" });
  try {
    const procedure = await readProcedure(source, `run ${run}`);
    const turns = turnsOf(procedure, readSets(sets, await expressionsOf(procedure)));
    return { procedure, turns, values: readParameters(parameters, procedure) };
  } catch (error) {
    throw failure("RUN_UNREADABLE", { run, cause: (error as Error).message }, error);
  }
}

/** What a parameter is, as people say it; with the id of what it names. */
export function valuesSaid({ type }: Parameter, value: ParameterValue | undefined): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === "number" && type === "size") return [`${value} MiB`];
  if (typeof value === "number" && type === "duration") return [durationText(value)];
  if (typeof value !== "object") return [String(value)];
  return ("id" in value ? [value] : value).map(({ id, name }) => `${name} (${id})`);
}

/** What is known by name without an inventory: parameters, and the item of a turn's loop. */
export function namesIn(
  parameters: readonly Parameter[],
  values: ReadonlyMap<string, ParameterValue>,
  turn: Turn | null,
): ReadonlyMap<string, string> {
  const said = parameters.map(({ name, type }): readonly [string, string] => {
    const value = values.get(name);
    if (typeof value !== "object") return [name, valuesSaid({ type } as Parameter, value).join("")];
    return [name, ("id" in value ? [value] : value).map((thing) => thing.name).join(", ")];
  });
  const item = turn?.loop == null || turn.item === null ? [] : [[turn.loop.as, nameOf(turn.item)] as const];
  return new Map([...said, ...item]);
}
