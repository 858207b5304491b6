import { v7 as uuidv7 } from "uuid";
import type { RunMark } from "#domain/run.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { capsuleOf } from "#procedures/capsule/capsule-of.js";
import type { Desk } from "../../session/desk.js";

export const TITLE = "Patch a host";

/** Longer than a line: it is a blob. */
export const SOURCE = `procedure: 1\ntitle: ${TITLE}\n# ${"手順書".repeat(10_000)}\n`;

/** A run that was begun at a desk, has done one step, and is paused; other work lies between. */
export function begunRun(desk: Pick<Desk, "trail">, id = uuidv7()): string {
  const { trail } = desk;
  const step = { run: { id, step: "move", item: "vm-42" }, title: TITLE };
  trail.note("before");
  trail.procedure({ OPR: "BeginRun", run: { id }, title: TITLE, after: { title: TITLE, source: SOURCE } });
  trail.procedure({ OPR: "BeginStep", ...step, after: { targets: '["vm-42"]' } });
  operate(desk, step.run);
  trail.note("between");
  trail.procedure({ OPR: "EndStep", ...step, after: { state: "done" } });
  trail.procedure({ OPR: "PauseRun", run: { id }, title: TITLE, why: "the shift ends" });
  return id;
}

/** A machine is started, within a run. */
export function operate(desk: Pick<Desk, "trail">, run: RunMark): void {
  const target = { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "web-01" } as const;
  const begun = desk.trail.intent({ OPR: "StartVM", target, host: null, before: { power: "off" }, run });
  desk.trail.outcome(begun, { before: { power: "off" }, after: { power: "on" }, result: { status: "OK" } });
}

/** The capsule of a run as it is now. */
export async function capsuleAt(desk: Desk, run: string): Promise<Buffer> {
  return await capsuleOf(desk.journal, await new Checkpointer(desk.journal).sign(), run);
}
