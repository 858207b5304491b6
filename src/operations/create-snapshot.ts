import type { Choice } from "#domain/choice.js";
import type { FullMachine } from "#domain/full-machine.js";
import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, nameInvalid, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";
import { currentName } from "#operations/snapshot-choice.js";

/**
 * Keeps the state of a machine's disks, to go back to, and where the platform has it so its memory while it runs; the guest is
 * not asked to be quiet. Without a name it gets the time as one. Undone by RemoveSnapshot.
 */
export function createSnapshot(asked: string | null): Operation {
  const name = "CreateSnapshot";
  return change({
    name,
    subject: "fullMachine",
    risk: "harmless",
    bulk: true,
    kind: "createSnapshot",
    supportedBy: ({ snapshots }) => snapshots !== undefined,
    plan(before, { session }) {
      const snapshot = asked ?? `shoseki ${new Date().toISOString()}`;
      return {
        refusal: firstOf(
          () => unworkable(before),
          () => nameInvalid(snapshot, session.limits),
        ),
        chosen: { snapshot },
        choices: [
          ...(asked === null ? [{ what: "snapshot", value: snapshot, why: "time" } as const] : []),
          ...(session.snapshots?.keepsMemory ? memoryKept(before) : []),
        ],
      };
    },
    record: (facts) => ({
      name: facts.name,
      snapshots: facts.snapshots.length,
      snapshot: currentName(facts),
    }),
    predict: (recorded, { snapshots }, chosen) => ({
      ...recorded,
      snapshots: snapshots.length + 1,
      snapshot: String(chosen.snapshot),
    }),
    run: ({ snapshots, platform }, before, mutation, chosen) =>
      capable(snapshots, name, platform).createSnapshot(before.id, String(chosen.snapshot), mutation),
    shows: (after, { before, chosen }) =>
      after.snapshots.length > Number(before.snapshots) && currentName(after) === chosen.snapshot,
  });
}

function memoryKept({ power, memoryMiB }: FullMachine): readonly Choice[] {
  if (power !== "on") return [];
  return [{ what: "memory", value: `${memoryMiB ?? "?"} MiB`, why: "keptStandingStill" }];
}
