import { agrees } from "#cli/agree.js";
import type { Setting } from "#cli/io.js";
import { failure } from "#domain/errors.js";
import type { Vouched } from "#handover/exchange/vouched.js";

/** Another operator's key. */
export interface StrangeKey {
  /** The file that it has signed. */
  readonly path: string;
  readonly key: string;
  /** The other journal's name; empty where that is not said. */
  readonly origin: string;
  readonly of: "OUTGOING" | "INCOMING";
}

/**
 * Has the operator agree to a key at the terminal, where nobody has vouched for it: what agrees to everything else beforehand does
 * not. Throws `HANDOVER_KEY_UNKNOWN`.
 */
export async function agreeToKey(
  { io, catalogue }: Setting,
  vouched: Vouched,
  strange: StrangeKey,
): Promise<void> {
  if (vouched !== null) return;
  const { handoverExchange, procedureRun } = catalogue;
  if (!(await agrees(io, handoverExchange.askKey(strange), procedureRun.answers.yes)))
    throw failure("HANDOVER_KEY_UNKNOWN", strange);
}
