/** What of the inventory a procedure can be told about. A folder is whatever holds machines by name. */
export type ThingKind = "machine" | "host" | "datastore" | "network" | "folder";

/** A thing of the inventory: its id at the platform, which is what counts, and the name that it had when it was named. */
export interface Thing {
  readonly kind: ThingKind;
  readonly id: string;
  readonly name: string;
}

/** What a loop is gone through for: a thing, or a text. */
export type Item = Thing | string;

/** By the parameter's type: a size in MiB, a duration in milliseconds; `machines` are several. */
export type ParameterValue = string | number | boolean | Thing | readonly Thing[];

/** What each parameter is, by its name; all parameters of the procedure are there. */
export type ParameterValues = ReadonlyMap<string, ParameterValue>;

/** What each loop is gone through for, by the loop's id, in its order. */
export type FrozenSets = ReadonlyMap<string, readonly Item[]>;

/** A length of time in an expression. */
interface Duration {
  readonly ms: number;
}

/** What an expression comes to; whole numbers are numbers, timestamps are dates. */
export type Value = null | boolean | number | string | Date | Duration | Thing | readonly Value[];
