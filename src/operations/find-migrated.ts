import type { Facts } from "#domain/entry.js";
import { type BothSides, type Position, positionIn } from "#operations/both-sides.js";
import type { Looked } from "#operations/build-operation.js";
import { capable } from "#operations/capability.js";
import { needed } from "#operations/change.js";
import type { FoundOut, Ground, Intended } from "#operations/operation.js";

/**
 * What became of a move to another endpoint of which nobody heard the end: the server goes on with it by itself, and remembers nothing
 * of it afterwards. A machine that is gone where it was and is where it was to go, under its own UUID, has been moved; all else says
 * too little. Null while it is still on its way and is not to be waited for, and as long as the other endpoint cannot be asked: what
 * is said now is said for good. Errors: those of a read.
 */
export async function findMigrated(
  ground: Ground,
  { target, chosen }: Intended,
  whileItRuns: "wait" | "leave",
  look: () => Promise<Looked<BothSides>>,
): Promise<FoundOut | null> {
  const { session, signal, neighbours } = ground;
  if ((neighbours?.at(String(chosen.endpoint)) ?? null) === null) return null;
  const migration = capable(session.migration, "MoveVM", session.platform);
  if (await migration.isBusy(needed(target), whileItRuns, signal)) return null;
  const { after, seen } = await look();
  if (!after?.isAsked) return null;
  const position = positionIn(after);
  const message = `The server keeps no history. ${SAID[position](chosen)}`;
  if (position === "MOVED") return { status: "OK", code: "FOUND_THERE", message, seen };
  return { status: "UNKNOWN", code: position, message, seen };
}

/** For the record. */
const SAID: Readonly<Record<Position, (chosen: Facts) => string>> = {
  MOVED: ({ from, endpoint }) =>
    `The machine is gone from ${from} and is at ${endpoint}, where the move was to bring it.`,
  AT_BOTH: ({ from, endpoint }) =>
    `The machine is at ${endpoint}, where the move was to bring it, and at ${from}, where it was, too: it must not run at both.`,
  STILL_THERE: ({ from }) =>
    `The machine is still at ${from}, and nothing is moving it: as far as can be seen it was not moved.`,
  NOWHERE: ({ from, endpoint }) => `The machine is gone from ${from}, and is not at ${endpoint} either.`,
};
