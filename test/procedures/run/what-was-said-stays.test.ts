import { expect, test } from "vitest";
import type { Conductor } from "#procedures/run/conductor.js";
import type { Purpose } from "#session/purpose.js";
import { UNRESTRAINED } from "../../session/unrestrained.js";
import { type Process, Site } from "./mortal.js";

/** `EndStep done cable`, with what was said. */
function events(site: Site, ...names: readonly string[]): readonly string[] {
  const ours = site.entries().filter(({ OPR, phase }) => names.includes(OPR) && phase !== "intent");
  return ours.map(({ OPR, RST, AFT, run, why }) =>
    [
      OPR,
      RST?.status === "OK" ? null : RST?.code,
      AFT?.state ?? AFT?.answer,
      `${run?.undo === true ? "-" : ""}${run?.step ?? ""}`,
      why,
    ]
      .filter(Boolean)
      .join(" "),
  );
}

const idOf = (site: Site) => site.entries().find(({ OPR }) => OPR === "BeginRun")!.run!.id;

const CABLE = `procedure: 1
title: A cable
on-failure: rollback
steps:
  - id: cable
    manual: Pull the cable.
    undo: { manual: Put the cable back. }
    after: ['vms.size() == 0']
`;

test("what was done by hand is undone, though the check after it was not so", async () => {
  using site = new Site();
  const process = await site.process();
  const told: string[] = [];
  const { left } = await process.runs(
    CABLE,
    {},
    {
      atInstructions: async (_turn, text, undoing) => {
        told.push(text);
        return { kind: "seen", text: undoing ? "it is back" : "it is out" };
      },
    },
  );
  await process.ends();
  expect(left).toBe("rolled-back");
  expect(told).toEqual(["Pull the cable.", "Put the cable back."]);
  expect(events(site, "Answer", "EndStep", "EndRun")).toEqual([
    "Answer seen cable it is out",
    "EndStep CHECK_FAILED failed cable it is out",
    "Answer seen -cable it is back",
    "EndStep undone -cable it is back",
    "EndRun rolled-back",
  ]);
});

test("killed while the check after it is waited for: it is not asked again, and the way back undoes it", async () => {
  using site = new Site();
  const process = await site.process();
  // BeginRun, Answer.
  expect((await process.runs(CABLE, {}, {}, { after: 2, sent: true })).left).toBe("killed");
  await process.ends();
  const next = await site.process();
  const told: string[] = [];
  const atInstructions: Conductor["atInstructions"] = async (_turn, text) => {
    told.push(text);
    return { kind: "seen", text: "it is back" };
  };
  expect((await next.resumes(idOf(site), { atInstructions })).left).toBe("rolled-back");
  await next.ends();
  expect(told).toEqual(["Put the cable back."]);
  expect(events(site, "EndStep")).toEqual([
    "EndStep CHECK_FAILED failed cable as it should be",
    "EndStep undone -cable it is back",
  ]);
});

test("it is out of the wall still when it was tried again and then backed out of", async () => {
  using site = new Site();
  const process = await site.process();
  const told: string[] = [];
  let asked = 0;
  const { left } = await process.runs(
    CABLE.replace("rollback", "ask"),
    {},
    {
      atInstructions: async (_turn, text) => {
        told.push(text);
        asked += 1;
        return asked === 2 ? { kind: "back-out", why: "enough" } : { kind: "seen", text: "so it is" };
      },
      atFailure: async () => ({ kind: "again" }),
    },
  );
  await process.ends();
  expect(left).toBe("rolled-back");
  expect(told).toEqual(["Pull the cable.", "Pull the cable.", "Put the cable back."]);
});

test("a yes is on the disk before the check after it; a no is asked again once it is gone on with", async () => {
  using site = new Site();
  const text = `procedure: 1\ntitle: Asked\non-failure: stop\nsteps:\n  - { id: sure, confirm: Is it quiet? }\n`;
  const process = await site.process();
  expect((await process.runs(text, {}, { atQuestion: async () => ({ kind: "no" }) })).left).toBe("stopped");
  expect((await process.resumes(idOf(site))).left).toBe("complete");
  await process.ends();
  expect(events(site, "Answer", "EndStep")).toEqual([
    "Answer no sure",
    "EndStep SAID_NO failed sure",
    "Answer yes sure",
    "EndStep done sure",
  ]);
});

const TWO = `procedure: 1
title: For a reason
on-failure: rollback
steps:
  - { id: off, run: stop web-03 }
  - { id: look, manual: Look. }
  - { id: on, run: start web-03 }
`;

function wanting(process: Process, purpose: Purpose, restraints: object): void {
  const { wanted } = process;
  process.wanted = (conductor) => ({ ...wanted.call(process, conductor), purpose });
  Object.defineProperty(process.session, "restraints", {
    configurable: true,
    value: { ...UNRESTRAINED, ...restraints },
  });
}

const REASON = { demands: { reason: true, ticket: false } };
const pausing: Conductor["atInstructions"] = async () => ({ kind: "pause", why: null });

test("gone on with without a reason it is for the one that it was begun for, and nothing is rolled back", async () => {
  using site = new Site();
  const first = await site.process();
  wanting(first, { why: "patch night" }, REASON);
  expect((await first.runs(TWO, {}, { atInstructions: pausing })).left).toBe("paused");
  await first.ends();
  const next = await site.process();
  wanting(next, {}, REASON);
  expect((await next.resumes(idOf(site))).left).toBe("complete");
  await next.ends();
  const started = site.entries().find(({ OPR, phase }) => OPR === "StartVM" && phase === "outcome");
  expect(started).toMatchObject({ RST: { status: "OK" }, why: "patch night" });
});

test("what the session wants to be told is wanted before anything of the run is recorded", async () => {
  using site = new Site();
  const first = await site.process();
  wanting(first, {}, REASON);
  await expect(first.runs(TWO, {})).rejects.toMatchObject({ code: "PURPOSE_MISSING" });
  expect(site.entries().filter(({ run }) => run !== undefined)).toEqual([]);
  await first.ends();
});

test("a session that has become read-only pauses the run, and is no failure of the step", async () => {
  using site = new Site();
  const process = await site.process();
  let problem = "";
  const { left } = await process.runs(
    TWO,
    {},
    {
      atInstructions: async () => {
        process.session.setReadOnly(true);
        return { kind: "seen", text: "fine" };
      },
      atInterruption: async ({ code }) => {
        problem = code;
        return { kind: "pause", why: null };
      },
    },
  );
  expect([left, problem]).toEqual(["paused", "READ_ONLY"]);
  process.session.setReadOnly(false);
  expect((await process.resumes(idOf(site))).left).toBe("complete");
  await process.ends();
  expect(events(site, "EndStep", "StartVM")).toEqual([
    "EndStep done off",
    "EndStep done look fine",
    "StartVM on",
    "EndStep done on",
  ]);
});

test("one that becomes read-only between the plan and the yes pauses it too", async () => {
  using site = new Site();
  const process = await site.process();
  const { left } = await process.runs(
    TWO,
    {},
    {
      atPlan: async ({ key }) => {
        if (key === "on") process.session.setReadOnly(true);
        return { kind: "go" };
      },
    },
  );
  expect(left).toBe("paused");
  process.session.setReadOnly(false);
  expect((await process.resumes(idOf(site))).left).toBe("complete");
  await process.ends();
  expect(events(site, "StartVM", "EndRun")).toEqual([
    "StartVM READ_ONLY on",
    "StartVM on",
    "EndRun complete",
  ]);
});

test("a run is for the change that it was begun for, to its end", async () => {
  using site = new Site();
  const first = await site.process();
  wanting(first, { ticket: "CHG1" }, {});
  expect((await first.runs(TWO, {}, { atInstructions: pausing })).left).toBe("paused");
  await first.ends();
  const other = await site.process();
  wanting(other, { ticket: "CHG2" }, {});
  await expect(other.resumes(idOf(site))).rejects.toMatchObject({
    problem: { code: "CHANGE_NUMBER_OTHER", facts: { ticket: "CHG2", begun: "CHG1" } },
  });
  wanting(other, {}, {});
  expect((await other.resumes(idOf(site))).left).toBe("complete");
  await other.ends();
  expect(new Set(site.entries().flatMap(({ run, ticket }) => (run === undefined ? [] : [ticket])))).toEqual(
    new Set(["CHG1"]),
  );
});

test("what is complete is undone when that is wanted, and is not gone on with otherwise", async () => {
  using site = new Site();
  const process = await site.process();
  const text = TWO.replace(/ {2}- \{ id: look[\s\S]*/u, "");
  expect((await process.runs(text, {})).left).toBe("complete");
  await expect(process.resumes(idOf(site))).rejects.toMatchObject({ code: "RUN_OVER" });
  expect((await process.resumes(idOf(site), {}, { backOut: "it was the wrong one" })).left).toBe(
    "rolled-back",
  );
  await expect(process.resumes(idOf(site), {}, { backOut: "again" })).rejects.toMatchObject({
    code: "RUN_OVER",
  });
  await process.ends();
  expect(events(site, "EndRun", "ResumeRun", "BackOut", "StartVM")).toEqual([
    "EndRun complete",
    "ResumeRun",
    "BackOut it was the wrong one",
    "StartVM -off",
    "EndRun rolled-back",
  ]);
});
