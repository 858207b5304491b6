import type { Entry, Facts } from "#domain/entry.js";
import type { Leftover, LeftoverKind } from "#domain/handover.js";
import { followed } from "#handover/draft/followed.js";
import { observationsIn } from "#handover/draft/observations.js";
import { Watched } from "#handover/draft/watched.js";

/**
 * What is left in another state than it was found in, by what the entries of a shift have read of it first and last; in the
 * order in which the targets were first read. What was made and is gone again is left as it was found. A machine that was moved to
 * another endpoint is one machine: what was done there is of it, too.
 */
export function leftoversIn(entries: readonly Entry[]): readonly Leftover[] {
  return followed(entries.flatMap(observationsIn)).flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const watched = new Watched(first);
    for (const seen of [first, ...rest]) watched.see(seen);
    return leftoversOf(watched);
  });
}

function leftoversOf(watched: Watched): readonly Leftover[] {
  const { isMade, isGone, target, endpoint } = watched;
  const left = (kind: LeftoverKind, before: Facts, after: Facts, seq: number): readonly Leftover[] =>
    Object.keys({ ...before, ...after }).length === 0 ? [] : [{ kind, target, endpoint, seq, before, after }];
  if (isGone) return isMade ? [] : left("deleted", watched.deleted, {}, watched.seq);
  const kept = watched.snapshots().flatMap(({ before, after, seq }) => left("snapshots", before, after, seq));
  if (isMade) return [...left("created", {}, watched.left, watched.madeAt), ...kept];
  const changed = KINDS.flatMap(([kind, isOfKind]) => {
    const { before, after, seq } = watched.difference(isOfKind);
    return left(kind, before, after, seq);
  });
  return [...changed, ...kept];
}

const POWER: ReadonlySet<string> = new Set(["power", "connection"]);

/** Which of the facts belong to what. */
const KINDS: readonly (readonly [LeftoverKind, (key: string) => boolean])[] = [
  ["power", (key) => POWER.has(key)],
  ["maintenance", (key) => key === "maintenance"],
  ["changed", (key) => !POWER.has(key) && key !== "maintenance"],
];
