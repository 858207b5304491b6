import type { Entry, Facts } from "#domain/entry.js";
import type { Leftover, LeftoverKind } from "#domain/handover.js";
import { observationsIn } from "#handover/draft/observations.js";
import { Watched } from "#handover/draft/watched.js";

/**
 * What is left in another state than it was found in, by what the entries of a shift have read of it first and last; in the
 * order in which the targets were first read. What was made and is gone again is left as it was found.
 */
export function leftoversIn(entries: readonly Entry[]): readonly Leftover[] {
  const watched = new Map<string, Watched>();
  for (const seen of entries.flatMap(observationsIn)) {
    const key = JSON.stringify([seen.endpoint, seen.target.id]);
    const target = watched.get(key) ?? new Watched(seen);
    watched.set(key, target);
    target.see(seen);
  }
  return [...watched.values()].flatMap(leftoversOf);
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
