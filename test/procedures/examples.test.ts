import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import type { Check, Procedure, Step } from "#domain/procedure.js";
import { checkOnInventory } from "#procedures/check-on-inventory.js";
import { checkProcedure } from "#procedures/check-procedure.js";
import { expressionsOf } from "#procedures/expressions.js";
import { readProcedureFile } from "#procedures/read-procedure-file.js";
import { shortOrLong } from "../counts.js";
import { EXAMPLES, type Example, SITE } from "./examples.js";
import { Operated, type Ran } from "./on-simulator.js";

/** What each operation is called in the simulator's faults. */
const CALLS: Readonly<Record<string, string>> = {
  MoveVM: "move",
  EnterMaintenance: "enter",
  ExitMaintenance: "exit",
  RebootHost: "reboot",
  ShutdownHost: "shutdown",
  StopVM: "stop",
  StartVM: "start",
  ModifyMemory: "reconfigure",
  CloneVM: "clone",
  RenameVM: "rename",
  DeleteVM: "delete",
};

const FAULTS = shortOrLong(1, 2);

test("each example is one that is tried here", () => {
  const directory = fileURLToPath(new URL("../../examples/procedures", import.meta.url));
  const files = readdirSync(directory).filter((file) => file.endsWith(".yaml"));
  expect(files.sort()).toEqual(EXAMPLES.map(({ name }) => `${name}.yaml`).sort());
});

test("an emergency shutdown asks the guests, where that is wanted", async () => {
  const { path, given } = EXAMPLES.find(({ name }) => name === "emergency-shutdown")!;
  await using operated = await Operated.at(SITE);
  const ran = await operated.runs(path, { ...given, guests: "true", front: "web-*", last: "会計-*" });
  expect([ran.left, operationsOf(ran).slice(0, 3)]).toEqual([
    "complete",
    ["ShutdownGuest web-01", "ShutdownGuest web-03", "ShutdownGuest 会計-01"],
  ]);
});

test("an emergency shutdown of a site that nobody has asks nothing, and does nothing", async () => {
  const { path, given } = EXAMPLES.find(({ name }) => name === "emergency-shutdown")!;
  await using operated = await Operated.at(SITE);
  const atQuestion = async () => {
    throw new Error("it is asked");
  };
  const ran = await operated.runs(path, { ...given, site: "esx-*.tky.*" }, { atQuestion });
  const failed = ran.entries.find(({ OPR, AFT }) => OPR === "EndStep" && AFT?.state === "failed");
  expect([ran.left, failed?.run?.step, operationsOf(ran)]).toEqual(["stopped", "there", []]);
});

test("a machine that is off already is decommissioned as well, after the same waiting period", async () => {
  const { path } = EXAMPLES.find(({ name }) => name === "decommission")!;
  await using operated = await Operated.at(SITE);
  const { machines } = operated.session.inventory;
  const vm = machines.all().find(({ power, template }) => power === "off" && !template)!.name;
  const ran = await operated.runs(path, { vm, wait: "30d" });
  expect([ran.left, operationsOf(ran)]).toEqual(["complete", [`DeleteVM ${vm}`]]);
});

test("a waiting period that no run waits for is told of before anything is done", async () => {
  const { path, given } = EXAMPLES.find(({ name }) => name === "decommission")!;
  await using operated = await Operated.at(SITE);
  const ran = await operated.runs(path, { ...given, wait: "91d" });
  expect([ran.left, operationsOf(ran)]).toEqual(["stopped", []]);
});

describe.each(EXAMPLES)("$name", (example) => {
  test("has nothing that a check finds, by itself and on the site", async () => {
    const { procedure } = await readProcedureFile(example.path);
    const expressions = await expressionsOf(procedure);
    expect(checkProcedure(expressions)).toEqual([]);
    await using operated = await Operated.at(SITE);
    const { findings } = checkOnInventory(expressions, example.given, operated.session.inventory);
    // What shall go by its guests does not go by power, and the other way round.
    expect(findings.filter(({ problem }) => problem.kind !== "EMPTY_SET")).toEqual([]);
  });

  test("is run to its end", async () => {
    await using operated = await Operated.at(SITE);
    const before = operated.rows();
    const ran = await operated.runs(example.path, example.given);
    expect(ran.left).toBe("complete");
    expect(operationsOf(ran)).toEqual(example.operations);
    const after = operated.rows().filter((row) => !before.includes(row));
    expect(after).toEqual(example.appears);
    expect(lastOf(ran)).toMatchObject({ OPR: "EndRun", AFT: { state: "complete" } });
  });

  test(`ends where it should when an operation fails, whichever (${FAULTS} ways)`, async () => {
    for (const kind of ["fail", "refuse"].slice(0, FAULTS)) {
      for (const index of example.operations.keys()) {
        const fault = faultOf(example, index, kind);
        await using operated = await Operated.at(`${SITE}&faults=${fault}`);
        await endsWell(operated, example, {}, { fault });
      }
    }
  });

  test("goes on when the answer of an operation is lost, whichever, once it is found out that it was done", async () => {
    for (const [index, operation] of example.operations.entries()) {
      await using operated = await Operated.at(`${SITE}&faults=${faultOf(example, index, "lost")}`);
      const ran = await operated.runs(example.path, example.given);
      const found = ran.entries.filter(({ phase }) => phase === "recovery");
      expect(found.map(({ OPR, TGT }) => `${OPR} ${TGT.name}`)).toEqual([operation]);
      expect([ran.left, operationsOf(ran)]).toEqual(["complete", example.operations]);
    }
  });

  test("ends where it should when a check does not come true, whichever", async () => {
    const { checks } = withFalse((await readProcedureFile(example.path)).procedure, -1);
    expect(checks).toBeGreaterThan(0);
    for (let which = 0; which < checks; which++) {
      await using operated = await Operated.at(SITE);
      const change = (procedure: Procedure) => withFalse(procedure, which).procedure;
      await endsWell(operated, example, {}, { check: which }, change);
    }
  });

  test("ends where it should when a question is answered with no, whichever", async () => {
    const questions = await questionsOf(example);
    expect(questions).toBeGreaterThan(0);
    for (let which = 1; which <= questions; which++) {
      await using operated = await Operated.at(SITE);
      let asked = 0;
      const atQuestion = async () => ({ kind: ++asked === which ? "no" : "go" }) as const;
      await endsWell(operated, example, { atQuestion }, { question: which });
    }
  });
});

/** How many checks there are in a procedure, and the same procedure with one of them never true. */
function withFalse(procedure: Procedure, which: number): { procedure: Procedure; checks: number } {
  let checks = 0;
  const falsified = (check: Check): Check => {
    const isIt = checks++ === which;
    return isIt ? { ...check, expression: { ...check.expression, text: "false" } } : check;
  };
  const changed = (step: Step): Step => ({
    ...step,
    ...(step.kind === "check" ? { check: falsified(step.check) } : {}),
    before: step.before.map(falsified),
    after: step.after.map(falsified),
  });
  const steps = procedure.steps.map((step) =>
    step.kind === "for-each" ? { ...step, steps: step.steps.map(changed) } : changed(step),
  );
  return { procedure: { ...procedure, steps }, checks };
}

/** The fault of the simulator by which this operation goes wrong, and none before it. */
function faultOf({ operations }: Example, index: number, kind: string): string {
  const [OPR = ""] = operations[index]?.split(" ") ?? [];
  const earlier = operations.slice(0, index).filter((each) => each.startsWith(`${OPR} `));
  return `${CALLS[OPR]}:${kind}@${earlier.length + 1}`;
}

/** It is rolled back to what was before, or it stops, says where, and can be rolled back as far as there is a way back. */
async function endsWell(
  operated: Operated,
  { path, given }: Example,
  conductor: Parameters<Operated["runs"]>[2],
  injected: object,
  change?: (procedure: Procedure) => Procedure,
): Promise<void> {
  const before = operated.rows();
  const ran = await operated.runs(path, given, conductor, change);
  const failed = ran.entries.findLast(({ OPR, AFT }) => OPR === "EndStep" && AFT?.state === "failed");
  expect({ ...injected, left: ran.left, failed: failed?.run?.step }).toEqual({
    ...injected,
    left: expect.stringMatching(/^(?:stopped|rolled-back)$/u),
    failed: expect.any(String),
  });
  expect(lastOf(ran)).toMatchObject({ OPR: "EndRun", AFT: { state: ran.left } });
  if (ran.left === "rolled-back") {
    expect({ ...injected, rows: operated.rows() }).toEqual({ ...injected, rows: before });
    return;
  }
  // A host that is down is started by hand, and by nobody here.
  const isDown = operationsOf(ran).some((operation) => operation.startsWith("ShutdownHost"));
  const atFailure = async () => ({ kind: "skip", why: "the host is down" }) as const;
  const back = await operated.backsOut(ran, isDown ? { atFailure } : {});
  expect({ ...injected, left: back.left }).toEqual({
    ...injected,
    left: isDown ? "rolled-back-in-part" : "rolled-back",
  });
  if (!isDown) expect({ ...injected, rows: operated.rows() }).toEqual({ ...injected, rows: before });
}

async function questionsOf({ path, given }: Example): Promise<number> {
  await using operated = await Operated.at(SITE);
  let questions = 0;
  await operated.runs(path, given, {
    atQuestion: async () => {
      questions++;
      return { kind: "go" };
    },
  });
  return questions;
}

/** What was done, each as `StopVM web-01`, in the order in which it was begun. */
function operationsOf({ entries }: Ran): readonly string[] {
  const isDone = ({ id }: Entry) =>
    entries.some(({ phase, ref, RST }) => phase !== "intent" && ref === id && RST?.status === "OK");
  return entries
    .filter((entry) => entry.phase === "intent" && isDone(entry))
    .map(({ OPR, TGT }) => `${OPR} ${TGT.name}`);
}

function lastOf({ entries }: Ran): Entry | undefined {
  return entries.at(-1);
}
