import type { BesideRow } from "#domain/beside-row.js";
import type { ShosekiError } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { EventRecord, TaskRecord } from "#domain/past.js";

/** What has been asked of the server about one machine, beside what its row has. */
export interface MachineDetails {
  readonly machine: FullMachine;
  readonly beside: BesideRow;
  /** Newest first; null where they cannot be had. */
  readonly events: readonly EventRecord[] | null;
  /** What the server is doing with it now, whoever asked for it. */
  readonly tasks: readonly TaskRecord[];
}

/** What is known of the machine that is looked at. Asking waits until the cursor has come to rest. */
export class DetailsModel {
  /** The id of the machine that the rest is about. */
  id: string | null = null;
  details: MachineDetails | null = null;
  /** Why it could not be read. */
  problem: ShosekiError | null = null;

  /** Nothing is known any more of what was looked at before. */
  turnTo(id: string | null): void {
    if (this.id === id) return;
    this.id = id;
    this.details = null;
    this.problem = null;
  }

  /** Takes in an answer, unless something else is looked at by now. */
  learn(id: string, answer: MachineDetails | ShosekiError): void {
    if (this.id !== id) return;
    const failed = answer instanceof Error;
    this.problem = failed ? answer : null;
    if (!failed) this.details = answer;
  }
}
