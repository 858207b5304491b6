import { expect } from "vitest";
import { ShosekiError } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { Mutation, ProviderSession, TaskRef } from "#providers/contract.js";

/** A mutating call, as the suite writes it. */
export type Act = (mutation: Mutation) => Promise<TaskRef>;

export const MUTATION: Mutation = { operationId: "0197a3f0-0000-7000-8000-000000000001" };

/** The capabilities that every platform of the suite has; one that is missing fails the test. */
export function capabilities(session: ProviderSession) {
  const { power, guest, reconfigure, rename, lifecycle, snapshots, hostPower, history, events } = session;
  if (!power || !guest || !reconfigure || !rename || !lifecycle) throw new Error("a capability is missing");
  if (!snapshots || !hostPower || !history || !events) throw new Error("a capability is missing");
  return { power, guest, reconfigure, rename, lifecycle, snapshots, hostPower, history, events };
}

/** Whether what is read of a machine shows a change. */
type Shows = (facts: MachineFacts) => boolean;

/** A machine as the session reads it now. */
export function machineOf(session: ProviderSession, id: string, signal?: AbortSignal): Promise<MachineFacts> {
  return session.read({ kind: "machine", id }, signal);
}

/** Makes the call, waits for its task, and gives the target as the platform then reports it. */
export async function done(
  session: ProviderSession,
  target: string,
  act: Act,
  shows: Shows,
): Promise<MachineFacts> {
  const settled = await session.settle(await act(MUTATION), { kind: "machine", id: target }, shows);
  expect(settled.failed).toBeNull();
  expect(settled.after).not.toBeNull();
  expect(shows(settled.after!)).toBe(true);
  return settled.after!;
}

/** Why a platform refused, and the task that says so; null when the call itself was refused. */
export interface Refused {
  readonly fault: string;
  readonly message: string;
  readonly task: string | null;
}

/** Makes a call that the platform refuses, in its answer or by its task. */
export async function refused(session: ProviderSession, target: string, act: Act): Promise<Refused> {
  try {
    const task = await act(MUTATION);
    const { failed } = await session.settle(task, { kind: "machine", id: target }, () => false);
    if (failed !== null) return { fault: failed.fault, message: failed.message, task: task.id };
  } catch (error) {
    if (error instanceof ShosekiError && error.problem.code === "SERVER_FAULT") {
      return { ...error.problem.facts, task: null };
    }
    throw error;
  }
  throw new Error("it was not refused");
}

/** Whether a machine runs. */
export const isOn = (facts: MachineFacts): boolean => facts.power === "on";
