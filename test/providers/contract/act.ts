import { expect } from "vitest";
import { ShosekiError } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Mutation, TaskRef } from "#providers/mutation.js";
import type { ContractRig } from "./rig.js";

/** A mutating call, as the suite writes it. */
export type Act = (mutation: Mutation) => Promise<TaskRef>;

export const MUTATION: Mutation = { operationId: "0197a3f0-0000-7000-8000-000000000001" };

/** The capabilities of a platform; a test that takes one that is missing fails. */
export function capabilities(session: ProviderSession) {
  const there = <K extends keyof ProviderSession>(name: K): NonNullable<ProviderSession[K]> => {
    const capability = session[name];
    if (capability == null) throw new Error(`the platform has no ${name}`);
    return capability;
  };
  return {
    get power() {
      return there("power");
    },
    get guest() {
      return there("guest");
    },
    get reconfigure() {
      return there("reconfigure");
    },
    get rename() {
      return there("rename");
    },
    get lifecycle() {
      return there("lifecycle");
    },
    get snapshots() {
      return there("snapshots");
    },
    get hostPower() {
      return there("hostPower");
    },
    get history() {
      return there("history");
    },
    get events() {
      return there("events");
    },
  };
}

/** The machine that can be renamed: some platforms rename none that runs. */
export function renamable({ session, machines }: Pick<ContractRig, "session" | "machines">): string {
  return session.rename?.renames === "onlyOff" ? machines.stopped : machines.running;
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
    if (!(error instanceof ShosekiError)) throw error;
    const { problem } = error;
    if (problem.code === "SERVER_FAULT") return { ...problem.facts, task: null };
    const message = Object.values(explain(problem, en)).join(" ");
    if (problem.code === "NOT_ASKED") return { fault: problem.facts.fault, message, task: null };
    if (problem.code === "TARGET_CHANGED") return { fault: problem.code, message, task: null };
    throw error;
  }
  throw new Error("it was not refused");
}

/** Whether a machine runs. */
export const isOn = (facts: MachineFacts): boolean => facts.power === "on";
