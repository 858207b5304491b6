import { failure } from "#domain/errors.js";
import type { OperationName } from "#domain/operation-name.js";
import type { CloningCapability } from "#providers/cloning.js";
import type { HostPowerCapability } from "#providers/host-power.js";
import type { LifecycleCapability } from "#providers/lifecycle.js";
import type { Mutation, MutationKind, TaskRef } from "#providers/mutation.js";
import type { PowerCapability } from "#providers/power.js";
import type { ReconfigureCapability } from "#providers/reconfigure.js";
import type { RelocationCapability } from "#providers/relocation.js";
import type { RenameCapability } from "#providers/rename.js";
import { clone } from "#providers/simulator/clone-work.js";
import type { Connection } from "#providers/simulator/connection.js";
import { create } from "#providers/simulator/create-work.js";
import { destroy, destroyKeepingDisks } from "#providers/simulator/destroy-work.js";
import { filesThere } from "#providers/simulator/files-there.js";
import {
  enterMaintenance,
  exitMaintenance,
  rebootHost,
  shutdownHost,
} from "#providers/simulator/host-work.js";
import { ifEmpty, onceEmpty, perform } from "#providers/simulator/jobs.js";
import { nameOf, ownerOf } from "#providers/simulator/lookups.js";
import { MUTATION_KINDS } from "#providers/simulator/mutation-kinds.js";
import { powerOff, powerOn, reset, suspend } from "#providers/simulator/power-work.js";
import { rebooting } from "#providers/simulator/rebooting.js";
import { reconfigure } from "#providers/simulator/reconfigure-work.js";
import { CONCURRENT_ACCESS, OBJECT_GONE, type Refusal } from "#providers/simulator/refusals.js";
import { moveToFolder, relocate } from "#providers/simulator/relocate-work.js";
import { rename } from "#providers/simulator/rename-work.js";
import { admit, operationsOf } from "#providers/simulator/rights.js";
import type { SimulatedServer } from "#providers/simulator/server.js";
import { createSnapshot, removeSnapshot, revertSnapshot } from "#providers/simulator/snapshot-work.js";
import type { Job } from "#providers/simulator/tasks.js";
import type { Work } from "#providers/simulator/work.js";
import type { SnapshotCapability } from "#providers/snapshots.js";

/** What `fail` makes of a task. */
const SIMULATED_FAILURE: Refusal = {
  fault: "SystemError",
  message: "A simulated fault: the task has failed.",
};

/** What the call itself is answered with; everything else is the task's to say. */
const REFUSED_AT_CALL: ReadonlySet<Refusal> = new Set([OBJECT_GONE, CONCURRENT_ACCESS]);

/** Everything a session can change by a task. */
export interface Mutations {
  readonly power: PowerCapability;
  readonly reconfigure: ReconfigureCapability;
  readonly rename: RenameCapability;
  readonly lifecycle: LifecycleCapability;
  readonly cloning: CloningCapability;
  readonly relocation: RelocationCapability;
  readonly snapshots: SnapshotCapability;
  readonly hostPower: HostPowerCapability;
}

/** One call: what it is about, and what its task does. */
interface Call {
  readonly kind: MutationKind;
  readonly work: Work;
  /** What it changes; null for what it is to make. */
  readonly subject: string | null;
  /** The object that its task is kept under, where that is not the subject. */
  readonly under?: string;
  /** What rights call it, where its kind does not say. */
  readonly operations?: readonly OperationName[];
  /** How its task does the work, where that takes more than doing it. */
  readonly run?: Job["run"];
}

/**
 * The mutations of a session. What the platform refuses, the task says in its end; only what logins may not do, what
 * is not there and a stale `changeVersion` are refused at the call, with `SERVER_FAULT`. A `changeVersion` that becomes stale between the call
 * and the end of the task fails the task.
 */
export function mutations(server: SimulatedServer, connection: Connection, user: string): Mutations {
  const { world, tasks } = server;

  const make = async (call: Call, mutation: Mutation): Promise<TaskRef> => {
    const { kind, work, subject, under = subject ?? "", run = () => perform(world, work) } = call;
    const { call: counted, steps, cancelable, operation } = MUTATION_KINDS[kind];
    return connection.mutate(counted, mutation, (failing) => {
      admit(server, operation === null ? (call.operations ?? []) : [operation], subject);
      const verdict = work(world);
      if ("refusal" in verdict && REFUSED_AT_CALL.has(verdict.refusal)) {
        throw failure("SERVER_FAULT", { ...verdict.refusal });
      }
      const { operationId } = mutation;
      const about = { kind, target: under, name: nameOf(world, under), subject, user, operationId };
      const failed = () => ({ refusal: SIMULATED_FAILURE });
      const task = tasks.start(about, { steps, cancelable, run: failing ? failed : run });
      return { answer: { id: task.id }, reached: task.reached };
    });
  };

  /** A call on what it changes. */
  const on = (kind: MutationKind, subject: string, work: Work, mutation: Mutation, run?: Job["run"]) =>
    make({ kind, subject, work, ...(run && { run }) }, mutation);

  const onSnapshot = (kind: MutationKind, snapshot: string, work: Work, mutation: Mutation) =>
    on(kind, ownerOf(world, snapshot)?.id ?? snapshot, work, mutation);

  return {
    power: {
      powerOn: (id, mutation) => on("powerOn", id, powerOn(id), mutation),
      powerOff: (id, mutation) => on("powerOff", id, powerOff(id), mutation),
      reset: (id, mutation) => on("reset", id, reset(id), mutation),
      suspend: (id, mutation) => on("suspend", id, suspend(id), mutation),
    },
    reconfigure: {
      reconfigure: (before, change, mutation) => {
        const work = reconfigure(before, change);
        const operations = operationsOf(change);
        return make({ kind: "reconfigure", subject: before.id, work, operations }, mutation);
      },
    },
    rename: {
      rename: (id, newName, mutation) => on("rename", id, rename(id, newName), mutation),
    },
    lifecycle: {
      create: (spec, mutation) =>
        make({ kind: "create", subject: null, under: spec.folder, work: create(spec) }, mutation),
      destroy: ({ id }, disks, mutation) =>
        on("destroy", id, disks === "go" ? destroy(id) : destroyKeepingDisks(id), mutation),
      keepingDisks: {
        filesThere: (files, signal) => connection.read("read", () => filesThere(world, files), signal),
      },
    },
    cloning: {
      clone: (id, spec, mutation) => on("clone", id, clone(id, spec), mutation),
    },
    relocation: {
      relocate: (id, to, mutation) => {
        const { host, datastore, folder } = to;
        if (folder === null || host !== null || datastore !== null) {
          return on("relocate", id, relocate(id, to), mutation);
        }
        const call = {
          kind: "moveToFolder",
          subject: id,
          under: folder,
          work: moveToFolder(id, folder),
        } as const;
        return make(call, mutation);
      },
    },
    snapshots: {
      createSnapshot: (id, name, mutation) => on("createSnapshot", id, createSnapshot(id, name), mutation),
      revertSnapshot: (id, mutation) => onSnapshot("revertSnapshot", id, revertSnapshot(id), mutation),
      removeSnapshot: (id, mutation) => onSnapshot("removeSnapshot", id, removeSnapshot(id), mutation),
    },
    hostPower: {
      shutdownHost: (id, mutation) => on("shutdownHost", id, shutdownHost(id), mutation),
      rebootHost: (id, mutation) =>
        on("rebootHost", id, rebootHost(id), mutation, rebooting(server, id, rebootHost(id))),
      enterMaintenance: (id, mutation) => {
        const work = enterMaintenance(id);
        const run = server.alone ? ifEmpty(world, id, work) : onceEmpty(world, id, work);
        return on("enterMaintenance", id, work, mutation, run);
      },
      exitMaintenance: (id, mutation) => on("exitMaintenance", id, exitMaintenance(id), mutation),
    },
  };
}
