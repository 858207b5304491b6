import { v7 as uuidv7 } from "uuid";
import type { RunMark } from "#domain/run.js";
import { sha256Of } from "#procedures/approval/request.js";
import type { Desk } from "../../session/desk.js";

export const TITLE = "Start the web tier";

const SOURCE = `procedure: 1
title: ${TITLE}
steps:
  - id: each
    for-each: vm
    in: vms
    steps:
      - { id: start, title: "Start \${vm}", run: "start \${vm}", estimate: 1m }
  - { id: heard, confirm: Is it quiet? }
`;

const MACHINES = [
  { id: "vm-42", name: "web-01" },
  { id: "vm-43", name: "web-02" },
] as const;

/** A run that has started one machine of two, and is paused. */
export function reportedRun({ trail }: Pick<Desk, "trail">, id = uuidv7()): string {
  trail.procedure({
    OPR: "BeginRun",
    run: { id },
    title: TITLE,
    after: {
      title: TITLE,
      procedure: sha256Of(SOURCE),
      source: SOURCE,
      parameters: "{}",
      sets: JSON.stringify({ each: MACHINES }),
      steps: 3,
      approvers: null,
    },
    ticket: "CHG0012345",
    why: "the winter change",
  });
  started({ trail }, id, 0);
  trail.note("work that does not belong to it");
  trail.procedure({ OPR: "PauseRun", run: { id }, title: TITLE, why: "the shift ends" });
  return id;
}

/** The step of one of the machines. */
export function started({ trail }: Pick<Desk, "trail">, id: string, which: 0 | 1): void {
  const machine = MACHINES[which];
  const run: RunMark = { id, step: "start", item: machine.id };
  const event = { run, title: TITLE };
  const after = {
    line: `start @${machine.id}`,
    targets: JSON.stringify([machine.id]),
    plan: "ab".repeat(32),
  };
  trail.procedure({ OPR: "BeginStep", ...event, after });
  const target = { kind: "VirtualMachine", ...machine, uuid: null } as const;
  const begun = trail.intent({ OPR: "StartVM", target, host: null, before: { power: "off" }, run });
  trail.outcome(begun, { before: { power: "off" }, after: { power: "on" }, result: { status: "OK" } });
  trail.procedure({ OPR: "EndStep", ...event, after: { state: "done" } });
}
