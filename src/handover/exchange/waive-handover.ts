import { v7 as uuidv7 } from "uuid";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { HandoverEvent } from "#session/trail.js";

/**
 * A shift begins without a handover: from now on, what waits for one is not held. Throws `USAGE` for a reason that says
 * nothing, and the journal's errors.
 */
export function waiveHandover(record: (event: HandoverEvent) => Entry, reason: string): Entry {
  if (reason.trim() === "") throw failure("USAGE", { problem: { kind: "EMPTY", place: "--reason" } });
  return record({ OPR: "WaiveHandover", target: { id: uuidv7(), name: "" }, why: reason });
}
