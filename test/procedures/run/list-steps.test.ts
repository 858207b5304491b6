// biome-ignore-all lint/suspicious/noTemplateCurlyInString: as it stands in a file
import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import type { Conductor } from "#procedures/run/conductor.js";
import { AGREEING } from "../on-simulator.js";
import { type LeftRun, Site } from "./mortal.js";

const FLEET = { fleet: "web-02 web-03 web-04 web-05" } as const;

function procedure(steps: string): string {
  return `procedure: 1
title: Many at once
on-failure: stop
parameters: { fleet: { type: machines } }
steps:
${steps}`;
}

/** Stops all of the fleet that is on, at once. */
const OFF = "  - id: off\n    run: stop ${fleet.filter(m, m.power == on)}\n";

async function runs(site: Site, text: string, conductor: Partial<Conductor> = {}): Promise<LeftRun> {
  const process = await site.process();
  const left = await process.runs(text, FLEET, conductor);
  await process.ends();
  return left;
}

const named = (entries: readonly Entry[], name: string) => entries.filter(({ OPR }) => OPR === name);

/** What was done, in its order: `StopVM web-03`. */
const done = (site: Site) =>
  site
    .entries()
    .filter(({ phase, RST }) => phase === "outcome" && RST?.status === "OK")
    .flatMap(({ OPR, TGT }) => (OPR === "Login" || OPR === "Logout" ? [] : [`${OPR} ${TGT.name}`]));

test("a line for a list is one plan, whose lines and targets are written down before anything is done", async () => {
  using site = new Site();
  const plans: string[][] = [];
  const atPlan: Conductor["atPlan"] = async (_turn, proposal) => {
    plans.push(proposal.plans.map(({ ask, target }) => `${ask} ${target.name}`));
    return { kind: "go" };
  };
  const { left } = await runs(site, procedure(OFF), { atPlan });
  expect(left).toBe("complete");
  expect(plans).toEqual([["stop @vm-1003 web-03", "stop @vm-1011 web-04", "stop @vm-1027 web-05"]]);
  const [begun] = named(site.entries(), "BeginStep");
  expect(begun?.AFT).toMatchObject({
    line: "stop @vm-1003\nstop @vm-1011\nstop @vm-1027",
    targets: '["vm-1003","vm-1011","vm-1027"]',
  });
  expect([...done(site)].sort()).toEqual(["StopVM web-03", "StopVM web-04", "StopVM web-05"]);
});

test("a line for an empty list is done with nothing, and its checks are looked at", async () => {
  using site = new Site();
  const text = procedure(`${OFF}  - id: again
    run: stop \${fleet.filter(m, m.power == on)}
    after: ["fleet.all(m, m.power == off)"]
  - id: whole
    approve: none
  - id: none
    run: stop \${fleet.filter(m, m.power == on)}
`);
  expect((await runs(site, text)).left).toBe("complete");
  const entries = site.entries();
  expect(named(entries, "BeginStep").map(({ run }) => run?.step)).toEqual(["off"]);
  expect(named(entries, "EndStep").map(({ run, AFT }) => `${run?.step} ${AFT?.state}`)).toEqual([
    "off done",
    "again done",
    "whole done",
    "none done",
  ]);
  expect(named(entries, "Check").map(({ run, AFT }) => `${run?.step} ${AFT?.value}`)).toEqual(["again true"]);
});

test("what was done to a list is undone thing by thing, the last first", async () => {
  using site = new Site();
  const text = procedure(`${OFF}  - { id: wrong, check: "false", on-failure: rollback }\n`);
  const before = await rowsOf(site);
  expect((await runs(site, text)).left).toBe("rolled-back");
  const [undone] = named(site.entries(), "BeginStep").filter(({ run }) => run?.undo === true);
  const stopped = done(site).flatMap((each) => (each.startsWith("StopVM") ? [each] : []));
  expect(String(undone?.AFT?.line).split("\n")).toHaveLength(stopped.length);
  expect(await rowsOf(site)).toEqual(before);
});

test("a second person approves a list as one plan; what has joined it since is not done under that", async () => {
  using site = new Site();
  const text = procedure(`  - { id: eyes, approve: off }
${OFF}`);
  const asked: number[] = [];
  let joined = false;
  const { left } = await runs(site, text, {
    atApproval: async (turn, request, refusal) => {
      asked.push(request.request.frozen.operations.length);
      return await AGREEING.atApproval(turn, request, refusal);
    },
    atTurn: async ({ step }) => {
      if (step.id === "off" && !joined) {
        joined = true;
        const other = await site.process();
        const expression = { by: "name", text: "web-02", glob: false } as const;
        const planning = { request: { name: "StartVM" }, ask: "", yes: true } as const;
        await other.session.operate(expression, planning, { report: () => undefined });
        await other.ends();
      }
      return { kind: "go" };
    },
  });
  expect(left).toBe("complete");
  expect(asked).toEqual([3, 4]);
  expect(done(site).filter((each) => each.startsWith("StopVM"))).toHaveLength(4);
});

test("where one of a list is refused nothing is done to the others", async () => {
  using site = new Site();
  const text = procedure("  - id: all\n    run: stop ${fleet}\n");
  expect((await runs(site, text)).left).toBe("stopped");
  expect(done(site)).toEqual([]);
  const refused = site.entries().filter(({ OPR, phase }) => OPR === "StopVM" && phase === "outcome");
  expect(refused.map(({ TGT, RST }) => `${TGT.name} ${RST?.status}`)).toEqual(["web-02 REFUSED"]);
});

async function rowsOf(site: Site): Promise<readonly string[]> {
  const process = await site.process();
  const rows = process.session.inventory.machines.all().map(({ name, power }) => `${name} ${power}`);
  await process.ends();
  return rows.sort();
}

test("what waits for a step that was left out counts from then", async () => {
  using site = new Site();
  const text = procedure(`${OFF}  - id: waits
    check: now >= done["off"] + duration("1s")
    within: 1m
  - { id: quiet, check: fleet.size() > 0 }
`);
  const { left } = await runs(site, text, {
    atTurn: async ({ step }) =>
      step.id === "off" ? { kind: "skip", why: "they are off by themselves" } : { kind: "go" },
  });
  expect(left).toBe("complete");
});
