import { failure } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import { buildOperation, type OperationParts } from "#operations/build-operation.js";
import type { Intended, Operation } from "#operations/operation.js";
import { SUBJECTS } from "#operations/subject.js";
import type { ProviderSession } from "#providers/contract.js";

/** An operation whose task makes a machine: its end is waited for, and then what it made is read. Four calls. */
export function make<B>(
  parts: Omit<OperationParts<B, FullMachine>, "settle" | "look" | "updates" | "shows"> & {
    shows(made: FullMachine, intended: Intended): boolean;
  },
): Operation {
  const machine = (session: ProviderSession, id: string, signal?: AbortSignal) =>
    session.read({ kind: "fullMachine", id }, signal);
  return buildOperation<B, FullMachine>({
    ...parts,
    async settle({ session }, task, _begun, patience) {
      if (task === null) throw failure("INTERNAL", { problem: `${parts.name} without a task` });
      const { failed, made } = await session.ended(task, patience);
      return { failed, after: made === null ? null : await machine(session, made, patience.signal) };
    },
    look: async ({ session, signal }, _intended, made) =>
      made === null ? null : await machine(session, made, signal),
    shows: (made, intended) => made !== null && parts.shows(made, intended),
    updates: (made) => (made === null ? [] : [{ change: "enter", object: rowOf(made) }]),
  });
}

function rowOf({ id, uuid, name, parent, power, cpus, memoryMiB, host, template }: FullMachine) {
  return { kind: "vm" as const, id, uuid, name, parent, power, cpus, memoryMiB, host, ip: null, template };
}

/** Who a machine that was made is. */
export const machineTarget = SUBJECTS.fullMachine.target;
