import { OTHER, THIRD, VM } from "./procedure-examples.js";

/** A check that is false, because of what was said or of what another did. */
export interface FalseCheck {
  readonly example: string;
  /** Whose check it is, and which: `copy before`. */
  readonly check: string;
  /** Said otherwise than in the example. */
  readonly given?: readonly string[];
  readonly said?: readonly string[];
  /** Done by the other client when the first call of a method has been answered. */
  readonly meanwhile?: readonly [method: string, ...govc: readonly string[]];
  /** What the other client has done to a machine, and what stands: the machine's row in the end. */
  readonly stands?: string;
  /** How many calls the run has made when it comes to it. */
  readonly calls: number;
}

const skip = (step: string) => ["--skip", `${step}=it is done already`];

export const FALSE_CHECKS: readonly FalseCheck[] = [
  {
    example: "patch-host",
    check: "move-away before",
    meanwhile: ["RelocateVM_Task", "vm.migrate", "-host", "/DC0/host/DC0_C0/DC0_C0_H1", THIRD],
    stands: `${THIRD} on 1 32 DC0_C0_H1`,
    calls: 1,
  },
  { example: "patch-host", check: "enter before", said: skip("move-away"), calls: 0 },
  { example: "patch-host", check: "back", given: ["settle=1h"], calls: 4 },
  { example: "grow-memory", check: "whole", given: ["memory=32MiB"], calls: 0 },
  {
    example: "grow-memory",
    check: "stop before",
    meanwhile: ["PowerOnVM_Task", "vm.power", "-off", OTHER],
    stands: `${OTHER} off 1 32 DC0_C0_H1`,
    calls: 3,
  },
  { example: "grow-memory", check: "well", said: skip("start"), calls: 2 },
  { example: "grow-memory", check: "all-well", said: [...skip("grow"), ...skip("well")], calls: 4 },
  { example: "clone-and-cut-over", check: "free", given: [`clone=${OTHER}`], calls: 0 },
  { example: "clone-and-cut-over", check: "copy before", said: skip("old-off"), calls: 0 },
  { example: "emergency-shutdown", check: "dark", said: skip("middle-stop"), calls: 2 },
  {
    example: "emergency-shutdown",
    check: "empty before",
    said: [...skip("middle-stop"), ...skip("dark")],
    calls: 2,
  },
  { example: "emergency-shutdown", check: "gone", said: skip("down"), calls: 4 },
  { example: "decommission", check: "bounded", given: ["wait=91d"], calls: 0 },
  { example: "emergency-shutdown", check: "there", given: ["site=no-such-*"], calls: 0 },
  { example: "decommission", check: "waiting", given: ["wait=1h"], calls: 1 },
];

/** What the other client does once a call has done its work: the step's own check is false then. */
export interface TakenBack {
  readonly example: string;
  readonly step: string;
  readonly method: string;
  readonly govc: readonly string[];
  /** For what the undoing stops; absent where all is as it was at first. */
  readonly stuck?: string;
}

export const TAKEN_BACK: readonly TakenBack[] = [
  {
    example: "patch-host",
    step: "enter",
    method: "EnterMaintenanceMode_Task",
    govc: ["host.maintenance.exit", "/DC0/host/*/DC0_C0_H0"],
  },
  {
    example: "patch-host",
    step: "leave",
    method: "ExitMaintenanceMode_Task",
    govc: ["host.maintenance.enter", "/DC0/host/*/DC0_C0_H0"],
  },
  { example: "grow-memory", step: "stop", method: "PowerOffVM_Task", govc: ["vm.power", "-on", VM] },
  {
    example: "grow-memory",
    step: "grow",
    method: "ReconfigVM_Task",
    govc: ["vm.change", "-vm", VM, "-m", "64"],
  },
  { example: "grow-memory", step: "start", method: "PowerOnVM_Task", govc: ["vm.power", "-off", VM] },
  {
    example: "clone-and-cut-over",
    step: "old-off",
    method: "PowerOffVM_Task",
    govc: ["vm.power", "-on", VM],
  },
  {
    example: "clone-and-cut-over",
    step: "copy",
    method: "CloneVM_Task",
    govc: ["vm.power", "-on", "new-vm"],
    stuck: "POWER_STATE",
  },
  {
    example: "clone-and-cut-over",
    step: "new-on",
    method: "PowerOnVM_Task",
    govc: ["vm.power", "-off", "new-vm"],
  },
  {
    example: "clone-and-cut-over",
    step: "keep",
    method: "Rename_Task",
    govc: ["object.rename", `/DC0/vm/old-${VM}`, VM],
  },
  { example: "decommission", step: "stop", method: "PowerOffVM_Task", govc: ["vm.power", "-on", VM] },
];
