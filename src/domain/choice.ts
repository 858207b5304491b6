/** What a plan has chosen where the command line left it open or gave a name for it, and why: for people to read. */
export interface Choice {
  readonly what:
    | "host"
    | "datastore"
    | "network"
    | "folder"
    | "snapshot"
    | "disk"
    | "cpus"
    | "memory"
    | "guest";
  /** As it is called, or with its unit. */
  readonly value: string;
  readonly why: ChoiceReason;
}

/**
 * `leastPromised`: the host whose running machines have been promised the least memory; `mostFree`: the datastore with
 * the most free space; `firstByName`: of several that would all do; `datacenter`: the datacenter's own folder;
 * `default`: what is taken where nothing is said; `time`: a name made of the time.
 */
export type ChoiceReason =
  | "asked"
  | "only"
  | "leastPromised"
  | "mostFree"
  | "firstByName"
  | "datacenter"
  | "sourcesOwn"
  | "current"
  | "time"
  | "default";
