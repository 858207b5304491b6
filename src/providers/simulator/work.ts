import type { Machine, MachineChange } from "#providers/simulator/machine.js";
import type { Refusal } from "#providers/simulator/refusals.js";
import type { World } from "#providers/simulator/world.js";

/** What a task would do to a machine as it is when the task gets to it, or why not. */
export type Verdict = { readonly change: MachineChange } | { readonly refusal: Refusal };

/** The work of a task, decided at the moment it is done. */
export type Work = (machine: Machine, world: World) => Verdict;
