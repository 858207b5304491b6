import { expect, test, vi } from "vitest";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { Conductor } from "#procedures/run/conductor.js";
import { type Process, Site } from "./mortal.js";

/** `EndStep OK stop`, in the order in which they were recorded. */
function events(entries: readonly Entry[], ...names: readonly string[]): string[] {
  return entries
    .filter(({ OPR, phase }) => names.includes(OPR) && phase !== "intent")
    .map(({ OPR, RST, run, AFT }) =>
      [
        OPR,
        RST?.status,
        RST?.code,
        `${run?.undo === true ? "-" : ""}${run?.step ?? ""}`,
        OPR === "EndStep" || OPR === "EndRun" ? AFT?.state : null,
      ]
        .filter(Boolean)
        .join(" "),
    );
}

function procedure(steps: string, head = "on-failure: stop"): string {
  return `procedure: 1\ntitle: A procedure\n${head}\nsteps:\n${steps}`;
}

async function runs(site: Site, text: string, conductor: Partial<Conductor> = {}) {
  const process = await site.process();
  const run = await process.runs(text, {}, conductor);
  await process.ends();
  return { ...run, id: site.entries().find(({ OPR }) => OPR === "BeginRun")!.run!.id };
}

async function resumes(site: Site, id: string, conductor: Partial<Conductor> = {}) {
  const process = await site.process();
  try {
    return (await process.resumes(id, conductor)).left;
  } finally {
    await process.ends();
  }
}

async function powers(site: Site, ...names: readonly string[]): Promise<readonly string[]> {
  const process = await site.process();
  const all = process.session.inventory.machines.all();
  await process.ends();
  return names.map((name) => all.find((each) => each.name === name)?.power ?? "gone");
}

async function operates(process: Process, name: string, request: { readonly name: "StopVM" | "StartVM" }) {
  const expression = { by: "name", text: name, glob: false } as const;
  await process.session.operate(expression, { request, ask: "", yes: true }, { report: () => undefined });
}

test("a check waits for what somebody else does, and no longer than it takes", async () => {
  using site = new Site();
  const other = await site.process();
  let waited = 0;
  const { left } = await runs(
    site,
    procedure(`  - { id: off, check: 'vms.exists(v, v.name == "web-01" && v.power == off)', within: 10m }`),
    {
      onCheck: (_turn, { until }) => {
        if (until === null) return;
        waited += 1;
        if (waited === 1) void operates(other, "web-01", { name: "StopVM" });
      },
    },
  );
  await other.ends();
  expect(left).toBe("complete");
  expect(waited).toBeGreaterThan(0);
  expect(events(site.entries(), "Check", "EndStep")).toEqual(["Check OK off", "EndStep OK off done"]);
});

test("what a check looks at is no older than the check", async () => {
  using site = new Site();
  const other = await site.process();
  const process = await site.process();
  const caughtUp = vi.spyOn(process.session, "caughtUp").mockImplementation(async () => {
    await operates(other, "web-01", { name: "StopVM" });
  });
  const run = await process.runs(
    procedure(`  - { id: off, check: 'vms.exists(v, v.name == "web-01" && v.power == off)' }`),
    {},
    {},
  );
  await process.ends();
  await other.ends();
  expect(run.left).toBe("complete");
  expect(caughtUp).toHaveBeenCalledOnce();
});

test("while it cannot be told whether that is so, the run is interrupted, and says so", async () => {
  using site = new Site();
  const process = await site.process();
  const caughtUp = vi
    .spyOn(process.session, "caughtUp")
    .mockRejectedValueOnce(failure("CONNECTION_LOST", { cause: "ECONNRESET" }));
  const told: string[] = [];
  const run = await process.runs(
    procedure(`  - { id: some, check: 'vms.size() > 0' }`),
    {},
    {
      atInterruption: async ({ code }) => {
        told.push(code);
        return { kind: "go" };
      },
    },
  );
  await process.ends();
  expect(run.left).toBe("complete");
  expect(told).toEqual(["CONNECTION_LOST"]);
  expect(caughtUp).toHaveBeenCalledTimes(2);
  expect(events(site.entries(), "Check")).toEqual(["Check OK some"]);
});

test("a check that waits for the server to be asked is stopped as any wait is", async () => {
  using site = new Site();
  const process = await site.process();
  const asked = Promise.withResolvers<void>();
  vi.spyOn(process.session, "caughtUp").mockImplementation(async (signal) => {
    asked.resolve();
    await new Promise((_, reject) => {
      signal?.addEventListener("abort", () => reject(failure("GAVE_UP_WAITING", {})), { once: true });
    });
  });
  const running = process.runs(procedure(`  - { id: some, check: 'vms.size() > 0' }`), {}, {});
  await asked.promise;
  process.stop.abort();
  expect((await running).left).toBe("paused");
  await process.ends();
  expect(events(site.entries(), "Check", "EndStep")).toEqual([]);
});

test("a check before a step that is not so keeps the step from being run", async () => {
  using site = new Site();
  const { left } = await runs(
    site,
    procedure(`  - { id: stop, run: stop web-01, before: ['vms.size() == 0'] }`),
  );
  expect(left).toBe("stopped");
  expect(events(site.entries(), "Check", "EndStep", "StopVM")).toEqual([
    "Check NG CHECK_FAILED stop",
    "EndStep NG CHECK_FAILED stop failed",
  ]);
});

test("a no to a question stops it; a step is left out for a reason, which is recorded", async () => {
  using site = new Site();
  const text = procedure(`  - { id: sure, confirm: Is it quiet? }\n  - { id: stop, run: stop web-01 }`);
  const { left, id } = await runs(site, text, { atQuestion: async () => ({ kind: "no" }) });
  expect(left).toBe("stopped");
  expect(events(site.entries(), "EndStep", "StopVM")).toEqual(["EndStep NG SAID_NO sure failed"]);

  const skipping: Partial<Conductor> = {
    atTurn: async ({ key }) => (key === "stop" ? { kind: "skip", why: "it is off already" } : { kind: "go" }),
  };
  expect(await resumes(site, id, skipping)).toBe("complete");
  const last = site.entries().findLast(({ OPR }) => OPR === "EndStep");
  expect(last).toMatchObject({ AFT: { state: "skipped" }, why: "it is off already" });
  expect(await powers(site, "web-01")).toEqual(["on"]);
});

test("where one of many would be refused none of them is run", async () => {
  using site = new Site();
  const { left } = await runs(site, procedure(`  - { id: stop, run: 'stop web-0[1-3]' }`));
  expect(left).toBe("stopped");
  expect(events(site.entries(), "StopVM", "EndStep")).toEqual([
    "StopVM REFUSED POWER_STATE stop",
    "EndStep REFUSED POWER_STATE stop failed",
  ]);
  expect(await powers(site, "web-01", "web-02", "web-03")).toEqual(["on", "off", "on"]);
});

test("where some of many have failed, trying again is about those alone", async () => {
  using site = new Site("vms=30&seed=1&faults=stop:fail@2");
  const proposed: string[][] = [];
  const { left } = await runs(
    site,
    procedure(`  - { id: stop, run: 'stop web-0[3-6]' }`, "on-failure: ask"),
    {
      atPlan: async (_turn, { plans }) => {
        proposed.push(plans.map(({ target }) => target.name));
        return { kind: "go" };
      },
      atFailure: async () => ({ kind: "again" }),
    },
  );
  expect(left).toBe("complete");
  expect(proposed[0]).toEqual(["web-03", "web-04", "web-05", "web-06"]);
  expect(proposed[1]).toHaveLength(1);
  expect(events(site.entries(), "StopVM").filter((each) => each.includes("OK"))).toHaveLength(4);
});

test("an answer that was lost is looked up, and the step goes on by what was found", async () => {
  using site = new Site("vms=30&seed=1&faults=stop:lost");
  const { left } = await runs(site, procedure(`  - { id: stop, run: stop web-01 }`));
  expect(left).toBe("complete");
  expect(events(site.entries(), "StopVM", "EndStep")).toEqual([
    "StopVM UNKNOWN CONNECTION_LOST stop",
    "StopVM OK TASK_FOUND stop",
    "EndStep OK stop done",
  ]);
});

const WAY_BACK = procedure(
  `  - { id: keep, run: snapshot create web-03 before }
  - { id: gone, run: delete db-01, undo: { none: nobody needs it } }
  - { id: plug, manual: Pull it., undo: { manual: Put it back. } }
  - { id: off, run: 'stop web-0[3-5]' }
  - { id: bare, manual: Turn it. }
  - { id: wrong, check: 'vms.size() == 0' }`,
  "on-failure: rollback",
);

test("what was done is undone in reverse, each planned again; what cannot be is left, and the end says so", async () => {
  using site = new Site();
  const plans: string[] = [];
  const { left } = await runs(site, WAY_BACK, {
    atPlan: async ({ key }, { name, plans: all }, undoing) => {
      plans.push(`${undoing ? "-" : ""}${key} ${name} ${all.map(({ target }) => target.name).join()}`);
      return { kind: "go" };
    },
    atInstructions: async (_turn, text) => ({ kind: "seen", text: `done: ${text}` }),
  });
  expect(left).toBe("rolled-back-in-part");
  expect(plans).toEqual([
    "keep CreateSnapshot web-03",
    "gone DeleteVM db-01",
    "off StopVM web-03,web-04,web-05",
    "-off StartVM web-05,web-04,web-03",
    "-keep RemoveSnapshot web-03",
  ]);
  expect(events(site.entries(), "BackOut", "EndStep", "EndRun").slice(-7)).toEqual([
    "BackOut OK",
    "EndStep NG NOT_UNDOABLE -bare kept",
    "EndStep OK -off undone",
    "EndStep OK -plug undone",
    "EndStep OK -gone kept",
    "EndStep OK -keep undone",
    "EndRun NG RUN_NOT_COMPLETE rolled-back-in-part",
  ]);
  expect(site.entries().findLast(({ AFT }) => AFT?.state === "kept")).toMatchObject({
    why: "nobody needs it",
  });
  expect(await powers(site, "web-03", "web-04", "web-05")).toEqual(["on", "on", "on"]);
});

test("what is only noted down, or finds nothing, undoes nothing: it is kept, and the end says so", async () => {
  using site = new Site();
  const text = procedure(
    `  - { id: one, run: stop web-03, undo: note call Bob }
  - { id: two, run: stop web-04, undo: 'start ${"${"}vms.filter(v, v.name == "nobody")}' }
  - { id: wrong, check: 'vms.size() == 0' }`,
    "on-failure: rollback",
  );
  expect((await runs(site, text)).left).toBe("rolled-back-in-part");
  expect(events(site.entries(), "EndStep", "EndRun").slice(-3)).toEqual([
    "EndStep NG NOT_UNDOABLE -two kept",
    "EndStep OK -one kept",
    "EndRun NG RUN_NOT_COMPLETE rolled-back-in-part",
  ]);
});

test("what somebody else has changed since is not undone, and the operator may leave it as it is", async () => {
  using site = new Site();
  const other = await site.process();
  const { left } = await runs(
    site,
    procedure(
      `  - { id: off, run: stop web-03 }\n  - { id: wrong, check: 'vms.size() == 0' }`,
      "on-failure: rollback",
    ),
    {
      atTurn: async ({ key }) => {
        if (key === "wrong") await operates(other, "web-03", { name: "StartVM" });
        return { kind: "go" };
      },
      atFailure: async () => ({ kind: "skip", why: "it is on again" }),
    },
  );
  await other.ends();
  expect(left).toBe("rolled-back-in-part");
  expect(events(site.entries(), "EndStep").slice(-2)).toEqual([
    "EndStep REFUSED TARGET_NOT_AS_LEFT -off undo-failed",
    "EndStep OK -off kept",
  ]);
});

test("a signal while a plan is looked at: nothing is run, the run is paused, and it goes on from there", async () => {
  using site = new Site();
  const process = await site.process();
  const text = procedure(`  - { id: stop, run: stop web-01 }`, "on-failure: rollback");
  const { id, left } = await process.runs(
    text,
    {},
    {
      atPlan: async () => {
        process.stop.abort();
        return { kind: "go" };
      },
    },
  );
  await process.ends();
  expect(left).toBe("paused");
  expect(await site.tasks()).toEqual([]);
  expect(events(site.entries(), "EndStep", "BackOut", "PauseRun")).toEqual(["PauseRun OK"]);
  expect(await resumes(site, id)).toBe("complete");
  expect(await site.tasks()).toHaveLength(1);
});

test("a session that is over is no failure of the step: the run is paused, and the next session goes on with it", async () => {
  using site = new Site("vms=30&seed=1&faults=stop:expire@1");
  const text = procedure(`  - { id: stop, run: stop web-01 }`, "on-failure: rollback");
  const process = await site.process();
  const { id, left } = await process.runs(text, {});
  await process.ends();
  expect(left).toBe("paused");
  expect(events(site.entries(), "EndStep", "BackOut")).toEqual([]);
  expect(await resumes(site, id)).toBe("complete");
  expect(await site.tasks()).toHaveLength(1);
});

test("of a step that was begun the line and the targets bind, whatever the file would say by then", async () => {
  using site = new Site();
  const text = procedure(
    `  - id: stop
    run: 'stop \${vms.filter(v, v.name.startsWith("web-0") && v.power == on)[0]}'
  - id: two
    run: stop \${vms.filter(v, v.name.startsWith("web-0") && v.power == on)[0]}
    after: ['vms.size() == 0']`,
  );
  const { id, left } = await runs(site, text);
  expect(left).toBe("stopped");
  const before = await site.tasks();
  // Its check is looked at again, and what was done is not done to another one.
  expect(await resumes(site, id)).toBe("stopped");
  expect(await site.tasks()).toEqual(before);
});

test("a plan of a session that is not there any more is made anew, and agreed to anew", async () => {
  using site = new Site();
  const process = await site.process();
  const first = process.session;
  let plans = 0;
  const { left } = await process.runs(
    procedure(`  - { id: stop, run: stop web-01 }`, "on-failure: rollback"),
    {},
    {
      atPlan: async () => {
        plans += 1;
        if (plans === 1) process.session = await site.anotherFor(process);
        return { kind: "go" };
      },
    },
  );
  await process.session.logout();
  process.session = first;
  await process.ends();
  expect([left, plans]).toEqual(["complete", 2]);
  expect(events(site.entries(), "StopVM", "EndStep")).toEqual([
    "StopVM REFUSED TARGET_CHANGED stop",
    "StopVM OK stop",
    "EndStep OK stop done",
  ]);
});

test("a step whose target is never as it was planned has failed, and is not planned for ever", async () => {
  using site = new Site();
  const process = await site.process();
  const sessions = [process.session];
  const { left } = await process.runs(
    procedure(`  - { id: stop, run: stop web-01 }`),
    {},
    {
      atPlan: async () => {
        process.session = await site.anotherFor(process);
        sessions.push(process.session);
        return { kind: "go" };
      },
    },
  );
  const [first, ...others] = sessions;
  for (const other of others) await other.logout();
  process.session = first!;
  await process.ends();
  expect(left).toBe("stopped");
  expect(events(site.entries(), "StopVM", "EndStep")).toEqual([
    ...Array<string>(3).fill("StopVM REFUSED TARGET_CHANGED stop"),
    "EndStep REFUSED TARGET_CHANGED stop failed",
  ]);
  expect(await powers(site, "web-01")).toEqual(["on"]);
});

test("of two that go on with a run at the same moment one does", async () => {
  using site = new Site();
  const text = procedure(`  - { id: stop, run: stop web-01 }\n  - { id: seen, manual: Look. }`);
  const { id } = await runs(site, text, { atInstructions: async () => ({ kind: "pause", why: "later" }) });
  const [one, two] = [await site.process(), await site.process()];
  const goes: Partial<Conductor> = { atInstructions: async () => ({ kind: "seen", text: "fine" }) };
  const results = await Promise.allSettled([one.resumes(id, goes), two.resumes(id, goes)]);
  await one.ends();
  await two.ends();
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = results.find((each) => each.status === "rejected");
  expect(["RUN_HELD", "RUN_OVER"]).toContain(refused?.reason.code);
  expect(events(site.entries(), "ResumeRun", "StopVM")).toEqual(["StopVM OK stop", "ResumeRun OK"]);
  await expect(resumes(site, id)).rejects.toMatchObject({ code: "RUN_OVER" });
});

test("a run that another process goes on with is held, and one that nobody knows is unknown", async () => {
  using site = new Site();
  const holder = await site.process();
  const waiting = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const running = holder.runs(
    procedure(`  - { id: seen, manual: Look. }`),
    {},
    {
      atInstructions: async () => {
        asked.resolve();
        await waiting.promise;
        return { kind: "seen", text: "fine" };
      },
    },
  );
  await asked.promise;
  const id = site.entries().find(({ OPR }) => OPR === "BeginRun")!.run!.id;
  await expect(resumes(site, id)).rejects.toMatchObject({ code: "RUN_HELD" });
  waiting.resolve();
  expect((await running).left).toBe("complete");
  await holder.ends();
  await expect(resumes(site, "01a2")).rejects.toMatchObject({ code: "RUN_UNKNOWN" });
});

test("what is wrong with a procedure by itself keeps it from being begun", async () => {
  using site = new Site();
  const process = await site.process();
  const text = procedure(`  - { id: stop, run: stop web-01 }\n  - { id: what, run: snapshoot web-01 }`);
  await expect(process.runs(text, {})).rejects.toMatchObject({
    problem: { code: "PROCEDURE_UNSOUND", facts: { line: 6, errors: 1 } },
  });
  await process.ends();
  expect(events(site.entries(), "BeginRun", "StopVM")).toEqual([]);
});
