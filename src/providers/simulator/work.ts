import type { Host } from "#domain/host.js";
import type { Machine, MachineChange } from "#providers/simulator/machine.js";
import { OBJECT_GONE, type Refusal } from "#providers/simulator/refusals.js";
import type { HostChange, World } from "#providers/simulator/world.js";

/** Why a task would not do its work on the world as it is, or how it does it, all at once. */
type Verdict =
  | { readonly refusal: Refusal }
  /** Gives the id of what it has made, null where that is nothing. */
  | { readonly perform: () => string | null };

/** The work of a task, decided at the moment it is done. */
export type Work = (world: World) => Verdict;

/** What would become of a machine or a host, or why not. */
type Fate<C> = { readonly change: C } | { readonly refusal: Refusal };

export type MachineWork = (machine: Machine, world: World) => Fate<MachineChange>;

export type HostWork = (host: Host, world: World) => Fate<HostChange>;

/** Work that changes one machine. */
export function onMachine(id: string, work: MachineWork): Work {
  return (world) => {
    const machine = world.machine(id);
    if (machine === undefined) return { refusal: OBJECT_GONE };
    return verdictOf(work(machine, world), (change) => world.changeMachine(id, change));
  };
}

/** Work that changes one host. */
export function onHost(id: string, work: HostWork): Work {
  return (world) => {
    const host = world.host(id);
    if (host === undefined) return { refusal: OBJECT_GONE };
    return verdictOf(work(host, world), (change) => world.changeHost(id, change));
  };
}

/** The first refusal of several rules, or null. */
export function firstRefusal(...rules: readonly (() => Refusal | null)[]): Refusal | null {
  for (const rule of rules) {
    const refusal = rule();
    if (refusal !== null) return refusal;
  }
  return null;
}

function verdictOf<C>(fate: Fate<C>, apply: (change: C) => void): Verdict {
  if ("refusal" in fate) return fate;
  const perform = (): null => {
    apply(fate.change);
    return null;
  };
  return { perform };
}
