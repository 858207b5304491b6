import { refused } from "#providers/libvirt/changes/changing.js";
import { notDone } from "#providers/libvirt/changes/not-done.js";

/** One of several changes that make one together. */
export interface Step {
  /** What is so once it has been made, in words. */
  readonly done: string;
  make(): Promise<unknown>;
}

/**
 * Makes changes one after the other. Where one is not made and another was before it, both are told (`SERVER_FAULT`, `HALF_DONE`).
 */
export async function inTurn(steps: readonly Step[]): Promise<void> {
  const done: string[] = [];
  for (const step of steps) {
    try {
      await step.make();
      done.push(step.done);
    } catch (error) {
      const why = notDone(error);
      if (why === null || done.length === 0) throw error;
      throw refused("HALF_DONE", `${done.join(", ")}, and no more of it was done: ${why}`);
    }
  }
}
