import type { Problem } from "#domain/errors.js";
import type { FullMachine, Snapshot } from "#domain/full-machine.js";
import { refuse } from "#operations/checks.js";

/** The snapshot that was named: by its name, or by `@` and its id. Refused when that is not one. */
export function snapshotNamed(
  { name, snapshots }: FullMachine,
  asked: string,
): { readonly snapshot: Snapshot } | { readonly refusal: Problem } {
  if (snapshots.length === 0) return { refusal: refuse("NO_SNAPSHOT", { name }) };
  const [snapshot, second] = snapshots.filter((each) => each.name === asked || `@${each.id}` === asked);
  if (snapshot === undefined || second !== undefined) return notOne(name, asked, snapshots);
  return { snapshot };
}

/** The refusal to choose among several. */
export function notOne(
  name: string,
  asked: string | null,
  snapshots: readonly Snapshot[],
): { readonly refusal: Problem } {
  const candidates = snapshots.map((each) => `${each.name} (@${each.id})`);
  return { refusal: refuse("SNAPSHOT_NOT_ONE", { name, snapshot: asked, candidates }) };
}

/** The name of the snapshot that the machine's present state stands on. */
export function currentName({ snapshots, currentSnapshot }: FullMachine): string | null {
  return snapshots.find(({ id }) => id === currentSnapshot)?.name ?? null;
}
