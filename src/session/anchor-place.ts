import type { Entry, Target } from "#domain/entry.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Mutation } from "#providers/mutation.js";

/** Somewhere that the operator cannot take a checkpoint back from. */
export interface AnchorPlace {
  /** What its entries are about. */
  readonly target: Target;
  /**
   * Hands a signed note over, once. Errors are those of a mutating call: what is doubtful is so in `statusOf`.
   *
   * @param mutation its id is the entry's; its signal, aborted: no longer waited for
   */
  put(note: string, mutation: Required<Mutation>): Promise<void>;
}

/** The event log of the platform that a session is on; null where it has none of its own. */
export function eventLog({ anchors }: ProviderSession, { TGT }: Entry): AnchorPlace | null {
  if (anchors === undefined) return null;
  return { target: TGT, put: (note, mutation) => anchors.write(note, mutation) };
}
