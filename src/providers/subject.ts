import type { FullMachine } from "#domain/full-machine.js";
import type { HostFacts } from "#domain/host.js";
import type { BriefMachine, MachineFacts } from "#domain/virtual-machine.js";

/**
 * What can be read of a subject, by its kind. `briefMachine` is for what switches a machine, and leaves out its configuration where
 * that is another call; `fullMachine` has disks and snapshots too.
 */
export interface SubjectFacts {
  readonly briefMachine: BriefMachine;
  readonly machine: MachineFacts;
  readonly fullMachine: FullMachine;
  readonly host: HostFacts;
}

export type SubjectKind = keyof SubjectFacts;

/** One of those: by the platform's own id. */
export interface Subject<K extends SubjectKind> {
  readonly kind: K;
  readonly id: string;
}
