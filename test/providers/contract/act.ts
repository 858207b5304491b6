import { expect } from "vitest";
import { ShosekiError } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { Mutation, ProviderSession, Shows, TaskRef } from "#providers/contract.js";

/** A mutating call, as the suite writes it. */
export type Act = (mutation: Mutation) => Promise<TaskRef>;

export const MUTATION: Mutation = { operationId: "0197a3f0-0000-7000-8000-000000000001" };

/** The capabilities of a session that the suite is about; one that is missing fails the test. */
export function capabilities(session: ProviderSession) {
  const { power, reconfigure, rename, history } = session;
  if (!power || !reconfigure || !rename || !history) throw new Error("a capability is missing");
  return { power, reconfigure, rename, history };
}

/** Makes the call, waits for its task, and gives the target as the platform then reports it. */
export async function done(
  session: ProviderSession,
  target: string,
  act: Act,
  shows: Shows,
): Promise<MachineFacts> {
  const settled = await session.settle(await act(MUTATION), target, shows);
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
    const { failed } = await session.settle(task, target, () => false);
    if (failed !== null) return { ...failed, task: task.id };
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
