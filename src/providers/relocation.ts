import type { Mutation, TaskRef } from "#providers/mutation.js";

export interface RelocationCapability {
  relocate(id: string, to: RelocationSpec, mutation: Mutation): Promise<TaskRef>;
}

/** Where a machine goes; null for what stays. One at least is not null; `pool` goes with `host`. */
export interface RelocationSpec {
  readonly host: string | null;
  readonly pool: string | null;
  readonly datastore: string | null;
  readonly folder: string | null;
}
