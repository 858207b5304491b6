import { Checkpointer } from "#journal/checkpointer.js";
import type { Desk } from "./desk.js";

/** Signs a checkpoint, and records that the event log of a desk's endpoint has it. Answers that entry's `seq`. */
export async function anchoredAt({ journal, trail }: Desk): Promise<number> {
  const { size, root } = await new Checkpointer(journal).sign();
  const target = { kind: "Endpoint", id: null, uuid: null, name: trail.endpoint } as const;
  const after = { treeSize: size, rootHash: root.toString("base64") };
  return trail.anchor(trail.attempt(), { target, after, result: { status: "OK" } }).seq;
}
