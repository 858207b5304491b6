import type { FullMachine } from "#domain/full-machine.js";
import type { Planned } from "#operations/build-operation.js";
import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { refuse, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";
import { notOne, snapshotNamed } from "#operations/snapshot-choice.js";

/**
 * Gives up a snapshot; those on top of it stay, and so does the machine's present state. Without a name, the only one.
 * It cannot be undone: there is no going back to it any more.
 */
export function removeSnapshot(asked: string | null): Operation {
  const name = "RemoveSnapshot";
  return change({
    name,
    subject: "fullMachine",
    risk: "destroys",
    bulk: true,
    kind: "removeSnapshot",
    supportedBy: ({ snapshots }) => snapshots !== undefined,
    plan: (before) => planRemoval(before, asked),
    record: (facts, chosen) => ({
      name: facts.name,
      snapshots: facts.snapshots.length,
      snapshot: facts.snapshots.find(({ id }) => id === chosen.snapshotId)?.name ?? null,
    }),
    predict: (recorded, { snapshots }) => ({
      ...recorded,
      snapshots: snapshots.length - 1,
      snapshot: null,
    }),
    run: ({ snapshots, platform }, _before, mutation, chosen) =>
      capable(snapshots, name, platform).removeSnapshot(String(chosen.snapshotId), mutation),
    shows: (after, { chosen }) => after.snapshots.every(({ id }) => id !== chosen.snapshotId),
  });
}

function planRemoval(before: FullMachine, asked: string | null): Planned {
  const { name, snapshots } = before;
  const [only, second] = snapshots;
  if (only === undefined) return { refusal: refuse("NO_SNAPSHOT", { name }) };
  if (asked === null && second !== undefined) return notOne(name, null, snapshots);
  const found = snapshotNamed(before, asked ?? `@${only.id}`);
  if ("refusal" in found) return found;
  const { snapshot } = found;
  return {
    refusal: unworkable(before),
    chosen: { snapshot: snapshot.name, snapshotId: snapshot.id },
    choices: [{ what: "snapshot", value: snapshot.name, why: asked === null ? "only" : "asked" }],
    losses: [{ kind: "snapshot", name: snapshot.name }],
  };
}
