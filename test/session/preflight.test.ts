import { expect, test } from "vitest";
import type { OperationRequest } from "#domain/command.js";
import type { ErrorCode } from "#domain/errors.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { planFor } from "#session/plan.js";
import { estate, machine } from "../inventory/estate.js";
import { FakeProvider, facts } from "./fake-provider.js";
import { groundOn } from "./ground-on.js";

const START: OperationRequest = { name: "StartVM" };
const STOP: OperationRequest = { name: "StopVM" };
const cpu = (cpus: number): OperationRequest => ({ name: "ModifyCPU", cpus });
const memory = (memoryMiB: number): OperationRequest => ({ name: "ModifyMemory", memoryMiB });
const rename = (newName: string): OperationRequest => ({ name: "RenameVM", newName });

const RUNNING = { power: "on" } as const;
const SUSPENDED = { power: "suspended" } as const;
const ALL_HOT = { power: "on", cpuHotAdd: true, cpuHotRemove: true, memoryHotAdd: true } as const;

type Row = readonly [OperationRequest, Partial<MachineFacts>, ErrorCode | null, RegExp?];

/** What is asked, of which machine (off, 2 CPUs, 4096 MiB where nothing else is said), and why it is refused. */
const ROWS: readonly Row[] = [
  [START, {}, null],
  [START, SUSPENDED, null],
  [START, RUNNING, "POWER_STATE"],
  [START, { power: "unknown" }, "POWER_STATE"],
  [START, { template: true }, "IS_TEMPLATE"],
  [START, { reachable: false }, "MACHINE_UNREACHABLE"],
  [START, { reachable: false, template: true, power: "on" }, "MACHINE_UNREACHABLE"],

  [STOP, RUNNING, null],
  [STOP, {}, "POWER_STATE"],
  [STOP, SUSPENDED, "POWER_STATE"],
  [STOP, { power: "unknown" }, "POWER_STATE"],
  [STOP, { ...RUNNING, template: true }, "IS_TEMPLATE"],
  [STOP, { ...RUNNING, reachable: false }, "MACHINE_UNREACHABLE"],

  [cpu(4), {}, null],
  [cpu(1), {}, null],
  [cpu(2), {}, "NO_CHANGE"],
  [cpu(0), {}, "SIZE_IMPOSSIBLE", /from 1 to 64 CPUs/],
  [cpu(64), {}, null],
  [cpu(65), {}, "SIZE_IMPOSSIBLE", /from 1 to 64 CPUs/],
  [cpu(6), { coresPerSocket: 4 }, "SIZE_IMPOSSIBLE", /multiple of the 4 cores/],
  [cpu(8), { coresPerSocket: 4 }, null],
  [cpu(4), SUSPENDED, "POWER_STATE"],
  [cpu(4), { power: "unknown" }, "POWER_STATE"],
  [cpu(4), RUNNING, "NO_HOT_ADD"],
  [cpu(4), { ...RUNNING, cpuHotAdd: true }, null],
  [cpu(4), { ...RUNNING, memoryHotAdd: true, cpuHotRemove: true }, "NO_HOT_ADD"],
  [cpu(1), { ...RUNNING, cpuHotAdd: true }, "NO_HOT_REMOVE"],
  [cpu(1), { ...RUNNING, cpuHotRemove: true }, null],
  [cpu(2), RUNNING, "NO_CHANGE"],
  [cpu(4), { template: true }, "IS_TEMPLATE"],
  [cpu(4), { reachable: false }, "MACHINE_UNREACHABLE"],
  [cpu(4), { cpus: null }, null],

  [memory(8192), {}, null],
  [memory(2048), {}, null],
  [memory(4096), {}, "NO_CHANGE"],
  [memory(0), {}, "SIZE_IMPOSSIBLE", /from 4 to/],
  [memory(4), {}, null],
  [memory(4098), {}, "SIZE_IMPOSSIBLE", /multiple of 4 MiB/],
  [memory(1024 * 1024), {}, null],
  [memory(1024 * 1024 + 4), {}, "SIZE_IMPOSSIBLE", /to 1048576 MiB/],
  [memory(8192), SUSPENDED, "POWER_STATE"],
  [memory(8192), RUNNING, "NO_HOT_ADD"],
  [memory(8192), { ...RUNNING, memoryHotAdd: true }, null],
  [memory(8192), { ...RUNNING, cpuHotAdd: true }, "NO_HOT_ADD"],
  [memory(2048), ALL_HOT, "NO_HOT_REMOVE"],
  [memory(8192), { template: true }, "IS_TEMPLATE"],
  [memory(8192), { reachable: false }, "MACHINE_UNREACHABLE"],

  [rename("web-09"), {}, null],
  [rename("web-09"), RUNNING, null],
  [rename("web-09"), { template: true }, null],
  [rename("web-09"), { reachable: false }, "MACHINE_UNREACHABLE"],
  [rename("web-01"), {}, "NO_CHANGE"],
  [rename("web-02"), {}, "NAME_TAKEN"],
  [rename("elsewhere-01"), {}, null],
  [rename("a/b"), {}, null],
  [rename(""), {}, "NAME_INVALID", /empty/],
  [rename("  "), {}, "NAME_INVALID", /empty/],
  [rename(" web"), {}, "NAME_INVALID", /space/],
  [rename("web "), {}, "NAME_INVALID", /space/],
  [rename("x".repeat(80)), {}, null],
  [rename("x".repeat(81)), {}, "NAME_INVALID", /81/],
  [rename("web\n01"), {}, "NAME_INVALID", /control/],
  [rename("web\u007f01"), {}, "NAME_INVALID", /control/],
  [rename("web\ud800"), {}, "NAME_INVALID", /control/],
  [rename("ウェブ"), {}, null],
];

const inventory = estate(
  machine("vm-42", "web-01"),
  machine("vm-43", "web-02"),
  machine("vm-44", "elsewhere-01", "folder-test"),
);
const row = machine("vm-42", "web-01");

test.each(ROWS.map(([request, changes, code, says]) => ({ request, changes, code, says })))(
  "$request of $changes: $code",
  async ({ request, changes, code, says }) => {
    const provider = new FakeProvider();
    provider.machine = facts(changes);
    const planning = { request, ask: "as typed", yes: false };
    const plan = await planFor(groundOn(provider, inventory), { ...row, named: false }, planning);
    expect(plan.refusal?.code ?? null).toBe(code);
    if (says !== undefined && plan.refusal !== null) expect(explain(plan.refusal, en).what).toMatch(says);
    // Seen beforehand: BEF is read by one call, and nothing else is asked.
    expect(provider.calls).toEqual(["read"]);
    expect(plan.target).toMatchObject({ id: "vm-42", name: provider.machine.name });
  },
);
