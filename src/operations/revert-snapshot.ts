import { AT_NEXT_BOOT } from "#domain/at-next-boot.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { Planned } from "#operations/build-operation.js";
import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { refuse, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";
import { currentName, snapshotNamed } from "#operations/snapshot-choice.js";

/**
 * Takes a machine back to a snapshot, its hardware too; without a name to the current one. A snapshot without memory
 * leaves the machine off. It cannot be undone: all since that snapshot is lost, unless another was made of it.
 */
export function revertSnapshot(asked: string | null): Operation {
  const name = "RevertSnapshot";
  return change({
    name,
    subject: "fullMachine",
    risk: "destroys",
    bulk: true,
    kind: "revertSnapshot",
    supportedBy: ({ snapshots }) => snapshots !== undefined,
    plan: (before) => planRevert(before, asked),
    record: (facts, _chosen, { session }) => ({
      name: facts.name,
      power: facts.power,
      cpus: facts.cpus,
      memoryMiB: facts.memoryMiB,
      ...(session.reconfigure?.atNextBoot === true ? waiting(facts) : {}),
      snapshot: currentName(facts),
    }),
    predict: ({ name }, { snapshots }, chosen) => {
      const to = snapshots.find(({ id }) => id === chosen.snapshotId);
      // The platform does not say what hardware a snapshot keeps.
      return { name: name ?? null, power: to?.power ?? "unknown", snapshot: to?.name ?? null };
    },
    run: ({ snapshots, platform }, _before, mutation, chosen) =>
      capable(snapshots, name, platform).revertSnapshot(String(chosen.snapshotId), mutation),
    shows: (after, { chosen }) => after.currentSnapshot === chosen.snapshotId,
  });
}

/** Going back takes the machine's configuration back, too: what waits for its next start is another then, or nothing. */
function waiting({ nextBoot }: FullMachine) {
  return {
    [AT_NEXT_BOOT.cpus]: nextBoot?.cpus ?? null,
    [AT_NEXT_BOOT.memoryMiB]: nextBoot?.memoryMiB ?? null,
  };
}

function planRevert(before: FullMachine, asked: string | null): Planned {
  const { name, currentSnapshot } = before;
  if (asked === null && currentSnapshot === null) return { refusal: refuse("NO_SNAPSHOT", { name }) };
  const found = snapshotNamed(before, asked ?? `@${currentSnapshot}`);
  if ("refusal" in found) return found;
  const { snapshot } = found;
  return {
    refusal: unworkable(before),
    chosen: { snapshot: snapshot.name, snapshotId: snapshot.id },
    choices: [{ what: "snapshot", value: snapshot.name, why: asked === null ? "current" : "asked" }],
    losses: [{ kind: "since", snapshot: snapshot.name }],
  };
}
