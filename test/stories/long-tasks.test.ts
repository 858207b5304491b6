import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { onVcsim } from "./on-vcsim.js";
import { jsonLines, meanwhile, OperatorHome, type Running } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

onVcsim("a task that takes its time", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 4, hosts: 0, clusters: 1, poweredOff: true });
  });
  afterAll(() => site.stop());
  beforeEach(() => site.reset());

  const outcome = (home: OperatorHome, OPR: string): Entry | undefined =>
    home.entries().find((entry) => entry.phase === "outcome" && entry.OPR === OPR);
  const calls = (method: string) => site.vcsim.calls((call) => call.method === method);

  /** The program as a person starts it: on a terminal, whose typescript is its output. */
  const onTerminal = (home: OperatorHome, args: readonly string[]): Running =>
    site.begin(home, args, {
      by: ["sh", "-c", 'exec script -qfec "$(printf "\'%s\' " "$@")" /dev/null', "sh"],
      keepInput: true,
    });

  /** Its task is watched: from here on only its end is waited for. */
  const watched = (running: Running) => meanwhile(running, site.proxy.answer({ method: "ModifyListView" }));

  test("on a terminal its progress is shown in one line, which is gone at the end", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    await site.vcsim.holdTasks("CloneVM_Task");
    const running = onTerminal(home, [`clone @${machine!.id} slow-1`]);
    let shown = "";
    running.child.stdout?.on("data", (text: string) => {
      shown += text;
    });
    await watched(running);
    await site.vcsim.setProgress(37, "CloneVM_Task");
    await meanwhile(
      running,
      until(running, () => shown.includes("37 %")),
    );
    await site.vcsim.releaseTasks();
    const ran = await running.ended;
    expect(ran.code, ran.out).toBe(0);
    const screen = lastScreen(ran.out);
    expect(screen).not.toContain("37 %");
    expect(screen).toMatch(/OK {6}CloneVM/);
  });

  test("with --json there is nothing but the result, on a terminal too", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    await site.vcsim.holdTasks("CloneVM_Task");
    const running = onTerminal(home, [`clone @${machine!.id} slow-2`, "--json"]);
    await watched(running);
    await site.vcsim.setProgress(42, "CloneVM_Task");
    await site.vcsim.releaseTasks();
    const { out } = await running.ended;
    expect(out).not.toContain("42 %");
    expect(out).not.toContain("\u001b");
    const printed = jsonLines<Partial<Entry>>(out.replaceAll("\r", "")).filter((each) => !("newKey" in each));
    expect(printed.map(({ OPR }) => OPR)).toEqual(["Login", "CloneVM", "Logout"]);
  });

  test("one interrupt asks the server to cancel it: it ends it, and nothing was made", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    await site.vcsim.holdTasks("CloneVM_Task");
    const running = site.begin(home, [`clone @${machine!.id} never`, `start @${machine!.id}`]);
    await watched(running);
    running.child.kill("SIGINT");
    const ran = await running.ended;
    expect(ran.code, ran.err).toBe(1);
    expect(outcome(home, "CloneVM")).toMatchObject({
      RST: { status: "NG", code: "CANCELLED", fault: "RequestCanceled" },
      AFT: {},
      task: expect.stringMatching(/^task-/),
    });
    expect(await calls("CancelTask")).toMatchObject([{ target: outcome(home, "CloneVM")?.task }]);
    expect((await site.machines()).map(({ name }) => name)).not.toContain("never");
    expect(ran.err).toContain("Asked the server to cancel 1 running task");
    expect(ran.err).toContain("1 line was not run");
    expect(outcome(home, "StartVM")).toBeUndefined();
    expect(outcome(home, "Logout")).toMatchObject({ RST: { status: "OK" } });
  });

  test("what the server does not cancel is seen to its end, and the record says that it was asked", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    await site.vcsim.holdTasks("ReconfigVM_Task");
    const running = site.begin(home, [`memory @${machine!.id} 512MiB`]);
    await watched(running);
    running.child.kill("SIGINT");
    await meanwhile(running, site.proxy.answer({ method: "CancelTask" }));
    await site.vcsim.releaseTasks();
    expect((await running.ended).code).toBe(0);
    expect(outcome(home, "ModifyMemory")).toMatchObject({
      RST: { status: "OK", code: "NOT_CANCELLED" },
      AFT: { memoryMiB: 512 },
    });
    expect((await site.machine(machine!.id)).memoryMiB).toBe(512);
  });

  test("a second interrupt waits no longer: UNKNOWN, until the next Login finds out", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    await site.vcsim.holdTasks("ReconfigVM_Task");
    const running = site.begin(home, [`memory @${machine!.id} 1GiB`]);
    await watched(running);
    running.child.kill("SIGINT");
    await meanwhile(running, site.proxy.answer({ method: "CancelTask" }));
    running.child.kill("SIGINT");
    expect((await running.ended).code).toBe(5);
    const left = outcome(home, "ModifyMemory");
    expect(left).toMatchObject({ RST: { status: "UNKNOWN", code: "GAVE_UP_WAITING" }, AFT: {} });
    await site.vcsim.releaseTasks();
    await site.exec(home, ["vms"]);
    const recovery = home.entries().find(({ phase }) => phase === "recovery");
    expect(recovery).toMatchObject({
      ref: left?.ref,
      RST: { status: "OK", code: "TASK_FOUND" },
      AFT: { memoryMiB: 1024 },
      task: left?.task,
    });
  });

  test("a guest that takes its time to shut down is waited for by push: two calls and the watching", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    await site.vcsim.govc(["vm.power", "-on", machine!.name]);
    await site.vcsim.setTaskDuration(200, "ShutdownGuest");
    const ran = await site.exec(home, [`guest shutdown @${machine!.id}`]);
    expect(ran.code, ran.err).toBe(0);
    expect(outcome(home, "ShutdownGuest")).toMatchObject({ BEF: { power: "on" }, AFT: { power: "off" } });
    expect(outcome(home, "ShutdownGuest")?.task).toBeUndefined();
    expect((await site.machine(machine!.id)).power).toBe("off");
  });
});

/** Resolves as soon as the program's output makes it true. */
async function until({ child }: Running, holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => child.stdout?.once("data", resolve));
}

/** What is left on the terminal of each line: what follows the last clearing of it. */
function lastScreen(typescript: string): string {
  return typescript
    .split("\n")
    .map((line) => line.split("\r\u001b[K").at(-1))
    .join("\n");
}
