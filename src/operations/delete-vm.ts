import type { Facts } from "#domain/entry.js";
import { asShosekiError, failure } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { Loss } from "#domain/loss.js";
import { buildOperation } from "#operations/build-operation.js";
import { capable } from "#operations/capability.js";
import { needed } from "#operations/change.js";
import { firstOf, powerOtherThan, refuse } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";
import { SUBJECTS } from "#operations/subject.js";
import { hardware, whereabouts } from "#operations/whereabouts.js";

const WAYS = SUBJECTS.fullMachine;

/**
 * Deletes a machine with its disks and snapshots. It cannot be undone. That it is gone is read from the hypervisor, which
 * then has no such machine: AFT is empty. Four calls.
 */
export function deleteVm(): Operation {
  const name = "DeleteVM";
  return buildOperation<FullMachine, FullMachine>({
    name,
    risk: "destroys",
    bulk: true,
    on: "machine",
    kind: "destroy",
    supportedBy: ({ lifecycle }) => lifecycle !== undefined,
    keptUnder: ({ target }) => target,
    read: ({ session, signal }, target) => session.read({ kind: "fullMachine", id: needed(target) }, signal),
    target: (before) => WAYS.target(before),
    host: (before) => WAYS.host(before),
    recordBefore: (before, _chosen, { inventory }) => ({
      ...record(before),
      ...whereabouts(inventory, before),
    }),
    plan: (before) => ({
      refusal: firstOf(
        () => (before.reachable ? null : refuse("MACHINE_UNREACHABLE", { name: before.name })),
        () => powerOtherThan(before, "off", "suspended"),
      ),
      losses: lossesOf(before),
    }),
    predict: () => ({}),
    run: ({ lifecycle, platform }, before, _chosen, mutation) =>
      capable(lifecycle, name, platform).destroy(before.id, mutation),
    async settle({ session }, task, { intended: { target } }, patience) {
      if (task === null) throw failure("INTERNAL", { problem: "DeleteVM without a task" });
      const { failed } = await session.ended(task, patience);
      const subject = { kind: "fullMachine", id: needed(target) } as const;
      const after = await session.read(subject, patience.signal).catch((error: unknown) => {
        if (asShosekiError(error).code === "TARGET_UNKNOWN") return null;
        throw error;
      });
      return { failed, after };
    },
    look: ({ session, signal }, { target }) =>
      session.read({ kind: "fullMachine", id: needed(target) }, signal),
    recordAfter: (after, _chosen, { inventory }) => ({ ...record(after), ...whereabouts(inventory, after) }),
    shows: (after) => after === null,
    becomes: () => null,
    updates: (after, { target }) =>
      after === null && target !== null ? [{ change: "leave", id: target }] : [],
  });
}

/** The disks by label, size and file: after this there is nothing else that says what they were. */
function record(machine: FullMachine): Facts {
  const disks = machine.disks.map(({ label, sizeMiB, file }) =>
    `${label} ${sizeMiB} MiB ${file ?? ""}`.trim(),
  );
  return {
    name: machine.name,
    ...hardware(machine),
    disks: disks.join(", "),
    snapshots: machine.snapshots.map((snapshot) => snapshot.name).join(", "),
  };
}

function lossesOf({ disks, snapshots }: FullMachine): readonly Loss[] {
  return [
    ...disks.map(({ label, sizeMiB, file }) => ({ kind: "disk" as const, label, sizeMiB, file })),
    ...snapshots.map(({ name }) => ({ kind: "snapshot" as const, name })),
  ];
}
