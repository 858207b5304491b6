import { asShosekiError } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import { needed } from "#operations/change.js";
import type { Ground, Intended } from "#operations/operation.js";
import type { ProviderSession } from "#providers/contract.js";

/** A machine that was to go to another endpoint, as each of the two shows it; null where it is gone. */
export type BothSides = BothAsked | OneAsked;

export interface BothAsked {
  readonly here: FullMachine | null;
  readonly there: FullMachine | null;
  readonly isAsked: true;
}

/** Nothing can be asked at the other endpoint now. */
interface OneAsked {
  readonly here: FullMachine | null;
  readonly there: null;
  readonly isAsked: false;
}

/** Where it is. While it is on its way both have it. */
export type Position = "MOVED" | "AT_BOTH" | "STILL_THERE" | "NOWHERE";

/** Where the other side cannot be read now, it is not asked. Errors: those of a read on this one. */
export async function lookOnBothSides(ground: Ground, { target, chosen }: Intended): Promise<BothSides> {
  const id = needed(target);
  const neighbour = ground.neighbours?.at(String(chosen.endpoint)) ?? null;
  // In this order: what has left by then has arrived.
  const here = await machineAt(ground.session, id, ground.signal);
  if (neighbour === null) return { here, there: null, isAsked: false };
  try {
    return { here, there: await machineAt(neighbour.session, id, ground.signal), isAsked: true };
  } catch (error) {
    if (ground.signal?.aborted) throw error;
    return { here, there: null, isAsked: false };
  }
}

/** It has been moved only where it is gone at the one and shown by the other; where that one is not asked, it may be there. */
export function positionIn(sides: BothAsked): Position;
export function positionIn(sides: BothSides): Position | "LOOK_ELSEWHERE";
export function positionIn({ here, there, isAsked }: BothSides): Position | "LOOK_ELSEWHERE" {
  if (here !== null) return there === null ? "STILL_THERE" : "AT_BOTH";
  if (there !== null) return "MOVED";
  return isAsked ? "NOWHERE" : "LOOK_ELSEWHERE";
}

/** Which of the two AFT tells of: where both have it, the one here, unless only the other runs. */
export function isShownThere({ here, there }: BothSides): boolean {
  return there !== null && (here === null || (there.power === "on" && here.power !== "on"));
}

/** Null when it is gone. */
async function machineAt(
  session: ProviderSession,
  id: string,
  signal: AbortSignal | undefined,
): Promise<FullMachine | null> {
  try {
    return await session.read({ kind: "fullMachine", id }, signal);
  } catch (error) {
    if (asShosekiError(error).code === "TARGET_UNKNOWN") return null;
    throw error;
  }
}
