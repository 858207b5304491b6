import { constants } from "node:os";

/** How a process ended: with a code, or by a signal. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** From what `waitpid` says: a code, and the number of a signal, 0 for none. */
export function exitOf(code: number, number = 0): Exit {
  const names = Object.entries(constants.signals) as [NodeJS.Signals, number][];
  const signal = names.find(([, each]) => each === number)?.[0] ?? null;
  return { code: signal === null ? code : null, signal };
}
