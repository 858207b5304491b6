import type { NextBoot } from "#domain/virtual-machine.js";

/** What may be known of a machine that its row does not tell. */
export interface BesideRow {
  readonly ip: string | null;
  /** As `MachineFacts.nextBoot`. */
  readonly nextBoot: NextBoot | null;
}
