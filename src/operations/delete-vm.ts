import { asShosekiError, failure } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import { buildOperation } from "#operations/build-operation.js";
import { capable } from "#operations/capability.js";
import { needed } from "#operations/change.js";
import { firstOf, powerOtherThan, refuse } from "#operations/checks.js";
import {
  deletionRecord,
  type Kept,
  keptBy,
  keptChoices,
  keptOf,
  leftRecord,
  lossesOf,
} from "#operations/deletion-record.js";
import type { Ground, Intended, Operation } from "#operations/operation.js";
import { SUBJECTS } from "#operations/subject.js";
import { whereabouts } from "#operations/whereabouts.js";
import type { FilesThere } from "#providers/lifecycle.js";

const WAYS = SUBJECTS.fullMachine;

/** A machine, and which files of what stays of it are there beside it. */
interface Parting {
  /** Null once it is gone. */
  readonly machine: FullMachine | null;
  readonly left: FilesThere;
}

type Before = Parting & { readonly machine: FullMachine };

/**
 * Deletes a machine with its snapshots and disks, but for those that stay whatever is done; or it leaves all disks where they are,
 * and what lies in a disk of a snapshot nobody knows any more whose it was. It cannot be undone from here. That it is gone is read
 * from the hypervisor, which then has no such machine; AFT is what stays, as the hypervisor reports it. Four calls, and two for
 * what stays.
 */
export function deleteVm(disks: "go" | "stay" = "go"): Operation {
  const name = "DeleteVM";
  const keeps = disks === "stay";
  return buildOperation<Before, Parting>({
    name,
    risk: "destroys",
    bulk: true,
    on: "machine",
    kind: "destroy",
    supportedBy: ({ lifecycle }) => lifecycle !== undefined,
    keptUnder: ({ target }) => target,
    async read(ground, target) {
      const machine = await ground.session.read({ kind: "fullMachine", id: needed(target) }, ground.signal);
      return { machine, left: await filesThere(ground, keptOf(machine, disks)) };
    },
    target: ({ machine }) => WAYS.target(machine),
    host: ({ machine }) => WAYS.host(machine),
    recordBefore: ({ machine }, _chosen, { inventory }) => ({
      ...deletionRecord(machine),
      ...whereabouts(inventory, machine),
    }),
    plan({ machine }, { session: { lifecycle, platform } }) {
      const refusal = firstOf(
        () => (machine.reachable ? null : refuse("MACHINE_UNREACHABLE", { name: machine.name })),
        () =>
          keeps && lifecycle?.keepingDisks === undefined
            ? refuse("DISKS_NOT_KEPT", { name: machine.name, platform })
            : null,
        () => powerOtherThan(machine, "off", "suspended"),
      );
      const kept = keptOf(machine, disks);
      return {
        refusal,
        chosen: { ...(keeps ? { keepDisks: true } : {}), ...kept },
        choices: refusal === null ? keptChoices(kept) : [],
        losses: lossesOf(machine, disks),
      };
    },
    predict: (_recorded, { left }, chosen) => leftRecord(keptBy(chosen), left),
    run: ({ lifecycle, platform }, { machine }, _chosen, mutation) =>
      capable(lifecycle, name, platform).destroy(machine, disks, mutation),
    async settle(ground, task, { intended }, patience) {
      if (task === null) throw failure("INTERNAL", { problem: "DeleteVM without a task" });
      const { failed } = await ground.session.ended(task, patience);
      return { failed, after: await part({ ...ground, signal: patience.signal }, intended) };
    },
    look: (ground, intended) => part(ground, intended),
    recordAfter: ({ machine, left }, chosen, { inventory }) =>
      machine === null
        ? leftRecord(keptBy(chosen), left)
        : { ...deletionRecord(machine), ...whereabouts(inventory, machine) },
    shows: (after) => after !== null && after.machine === null,
    becomes: () => null,
    updates: (after, { target }) =>
      after?.machine === null && target !== null ? [{ change: "leave", id: target }] : [],
  });
}

/** What is there of it now. */
async function part(ground: Ground, { target, chosen }: Intended): Promise<Parting> {
  const { session, signal } = ground;
  const machine = await session
    .read({ kind: "fullMachine", id: needed(target) }, signal)
    .catch((error: unknown) => {
      if (asShosekiError(error).code === "TARGET_UNKNOWN") return null;
      throw error;
    });
  return { machine, left: await filesThere(ground, keptBy(chosen)) };
}

async function filesThere({ session, signal }: Ground, kept: Kept): Promise<FilesThere> {
  const files = Object.values(kept).filter((file) => file !== null);
  const { keepingDisks } = session.lifecycle ?? {};
  if (files.length === 0 || keepingDisks === undefined) return { there: [], unseen: files };
  return await keepingDisks.filesThere(files, signal);
}
