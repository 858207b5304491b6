/** A datastore as a row of the inventory. Null where the platform has not said. */
export interface Datastore {
  readonly kind: "datastore";
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  /** The platform's word: `VMFS`, `NFS`, `vsan`, ... */
  readonly type: string | null;
  readonly capacityMiB: number | null;
  readonly freeMiB: number | null;
  readonly accessible: boolean;
}

/** What an operation reads of a datastore that it is to put something on. */
export type DatastoreFacts = Pick<Datastore, "id" | "name" | "freeMiB" | "accessible">;
