import type { RunMark } from "#domain/run.js";

/** Which run of a procedure, and what of it, the same in every language: `run 0198c1de-... move vm-42 undo`. */
export function runMark({ id, step, item, undo }: RunMark): string {
  return ["run", id, step, item, undo === true ? "undo" : undefined].filter((each) => each).join(" ");
}
