import { basename } from "node:path";
import { OTHER, type SiteExample } from "./procedure-examples.js";
import type { ProcedureSite } from "./procedure-site.js";

/** One call of an example. */
export interface Call {
  readonly step: string;
  readonly method: string;
  readonly target: string;
  /** Which call of its method it is, from 1. */
  readonly nth: number;
}

export function callsOf({ calls }: SiteExample): readonly Call[] {
  return calls.map(([step, method, target], index) => ({
    step,
    method,
    target,
    nth: calls.slice(0, index + 1).filter(([, each]) => each === method).length,
  }));
}

/** What the other client does to a target, and what becomes of the run for it. */
export interface Meddling {
  /** What govc is told. */
  readonly does: (target: string) => readonly string[];
  /** The code of the step that fails. */
  readonly code: string;
  /**
   * What the rows of the first state have become in the end: what the other client has done stands. Codes are those for one
   * of which the undoing stops, as what it would change is not as it was left.
   */
  readonly leaves: readonly string[] | ((row: string, target: string) => string);
}

const off = (row: string, target: string) =>
  row.startsWith(`${target} `) ? row.replace(" on ", " off ") : row;
const renamed = (name: (target: string) => string) => (row: string, target: string) =>
  row.startsWith(`${OTHER} `) ? row.replace(OTHER, name(target)) : row;
const power = (word: string) => (target: string) => ["vm.power", `-${word}`, target];
const host = (word: string) => (target: string) => [`host.maintenance.${word}`, `/DC0/host/*/${target}`];

/** As the call comes to the server, the other client has been quicker. */
export const BEFORE_THE_CALL: Readonly<Record<string, Meddling>> = {
  PowerOffVM_Task: { does: power("off"), code: "FAILED_YET_SHOWN", leaves: off },
  PowerOnVM_Task: {
    does: power("on"),
    code: "FAILED_YET_SHOWN",
    leaves: ["NO_HOT_REMOVE", "TARGET_NOT_AS_LEFT"],
  },
  ShutdownGuest: { does: power("off"), code: "FAILED_YET_SHOWN", leaves: off },
  RelocateVM_Task: { does: power("off"), code: "CHECK_FAILED", leaves: off },
  ReconfigVM_Task: {
    does: (target) => ["vm.change", "-vm", target, "-m", "64"],
    code: "TASK_FAILED",
    leaves: (row, target) => (row.startsWith(`${target} `) ? row.replace(" 32 ", " 64 ") : row),
  },
  CloneVM_Task: {
    does: () => ["object.rename", `/DC0/vm/${OTHER}`, "new-vm"],
    code: "TASK_FAILED",
    leaves: renamed(() => "new-vm"),
  },
  Rename_Task: {
    does: (target) => ["object.rename", `/DC0/vm/${OTHER}`, `old-${target}`],
    code: "TASK_FAILED",
    leaves: renamed((target) => `old-${target}`),
  },
  EnterMaintenanceMode_Task: { does: host("enter"), code: "FAILED_YET_SHOWN", leaves: ["IN_MAINTENANCE"] },
  ExitMaintenanceMode_Task: { does: host("exit"), code: "FAILED_YET_SHOWN", leaves: ["TARGET_NOT_AS_LEFT"] },
  RebootHost_Task: { does: host("exit"), code: "TASK_FAILED", leaves: ["TARGET_NOT_AS_LEFT"] },
  ShutdownHost_Task: { does: host("exit"), code: "TASK_FAILED", leaves: ["TARGET_NOT_AS_LEFT"] },
  Destroy_Task: { does: power("on"), code: "TASK_FAILED", leaves: ["TARGET_NOT_AS_LEFT"] },
};

/** What an example is told, with some of it said otherwise. */
export function givenWith({ given }: SiteExample, otherwise: readonly string[] = []): readonly string[] {
  const names = new Set(otherwise.map((each) => each.split("=")[0]));
  return [...given.filter((each) => !names.has(each.split("=")[0])), ...otherwise];
}

/** Runs an example to where it is left; what a second person has to approve, one does. */
export async function ranWithApproval(
  here: ProcedureSite,
  example: SiteExample,
  given: readonly string[] = example.given,
  ...said: readonly string[]
) {
  if (example.name !== "decommission") return await here.run(example.name, given, ...said);
  const approvers = ["--approvers", here.approvers];
  const ran = await here.run(example.name, given, ...said, ...approvers);
  const [request] = here.requests;
  if (request === undefined) return ran;
  here.bob.sign(request);
  return await here.procedure("resume", here.id, "--yes", "--approval", basename(request), ...approvers);
}
