import type { FullMachine } from "#domain/full-machine.js";

/** A machine to be deleted, where the platform goes by its id alone. */
export const doomed = (id: string): FullMachine => ({ id }) as FullMachine;
