import type { Mutation, TaskRef } from "#providers/mutation.js";
import type { OnlyOff } from "#providers/only-off.js";

/** Its tasks are waited for by `ended`, as those of `LifecycleCapability`. A single ESXi host has none. */
export interface CloningCapability {
  /** Of the source. */
  readonly clones?: OnlyOff;
  clone(id: string, clone: CloneSpec, mutation: Mutation): Promise<TaskRef>;
}

/** Where a clone goes; null for where its source is. */
export interface CloneSpec {
  readonly name: string;
  readonly folder: string;
  readonly host: string | null;
  readonly pool: string | null;
  readonly datastore: string | null;
  readonly on: boolean;
}
