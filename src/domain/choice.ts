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
    | "guest"
    | "port"
    | "screen"
    | "route";
  /** As it is called, or with its unit. */
  readonly value: string;
  readonly why: ChoiceReason;
}

/**
 * `leastPromised`: the host whose running machines have been promised the least memory; `mostFree`: the datastore with
 * the most free space; `firstByName`: of several that would all do; `datacenter`: the datacenter's own folder;
 * `default`: what is taken where nothing is said; `time`: a name made of the time; `whileOn`: as the machine runs, and from then
 * on; `nextBoot`: from its next start on alone; `givenUp`: it had waited for the next start, and is replaced; `notOnClone`: a file or
 * device of the host that a port of the source leads to; `sourcesPassword`: whatever the source's is; `kept`: it stays when the machine goes; `keptStandingStill`: it is kept,
 * too, and the guest stands still meanwhile; `endpoint`: made of the
 * destination's endpoint; of disks `shared`: both hosts have it; `copied`: the other host gets one, and this one stays; `copiedOver`:
 * the same, over what is there; `theirs`: it is only read, and the other host has one of that name and size that is read there.
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
  | "whileOn"
  | "nextBoot"
  | "givenUp"
  | "notOnClone"
  | "sourcesPassword"
  | "endpoint"
  | "shared"
  | "copied"
  | "copiedOver"
  | "theirs"
  | "kept"
  | "keptStandingStill"
  | "default";
