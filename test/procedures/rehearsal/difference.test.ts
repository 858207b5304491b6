import { expect, test } from "vitest";
import { differenceLines } from "#listings/difference-lines.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { difference } from "#procedures/rehearsal/difference.js";
import { beginRun } from "#procedures/run/open-run.js";
import { carryOn } from "#procedures/run/runner.js";
import { AGREEING } from "../on-simulator.js";
import { fileOf, Live } from "./live.js";

const FLEET = `
procedure: 1
title: Grow a fleet
parameters: { machines: { type: machines } }
on-failure: stop
steps:
  - id: each
    for-each: vm
    in: machines
    steps:
      - { id: stop, run: "stop \${vm}", estimate: 1m }
      - { id: grow, run: "memory \${vm} 8GiB" }
  - { id: told, confirm: Have they been told? }
`;

type Meanwhile = (live: Live) => Promise<void>;

/** Rehearses it, lets others do something, runs it in earnest, and answers the difference. */
async function afterwards(meanwhile: Meanwhile = async () => undefined, skip: readonly string[] = []) {
  await using live = await Live.on("vms=20");
  const given = { machines: "web-01 web-03" };
  const rehearsal = await live.rehearse(FLEET, { given });
  await meanwhile(live);
  const { journal } = live.desk;
  const run = await beginRun({
    file: await fileOf(FLEET),
    given,
    journal,
    session: () => live.session,
    conductor: {
      ...AGREEING,
      atTurn: async ({ key }) => (skip.includes(key) ? { kind: "skip", why: "not tonight" } : { kind: "go" }),
    },
    listener: { report: () => undefined },
    purpose: {},
    approvers: null,
    explain: ({ code }) => code,
    stopping: new AbortController().signal,
    signal: new AbortController().signal,
  });
  await carryOn(run.parts);
  run.close();
  return difference(rehearsal, run.parts.record, run.parts.turns);
}

const does = (name: string, line: Parameters<Live["session"]["operate"]>[1]["request"]): Meanwhile => {
  const expression = { by: "name", text: name, glob: false } as const;
  return async ({ session }) => {
    const planning = { request: line, ask: "by somebody else", yes: true };
    await session.operate(expression, planning, { report: () => undefined });
  };
};

test("a run that went as it was rehearsed differs in nothing but how long it took", async () => {
  const found = await afterwards();
  expect(found.isAsPredicted).toBe(true);
  expect(found.turns.map(({ step, itemName, verdict }) => `${step} ${itemName}: ${verdict}`)).toEqual([
    "stop web-01: as-predicted",
    "grow web-01: as-predicted",
    "stop web-03: as-predicted",
    "grow web-03: as-predicted",
    "told null: as-predicted",
  ]);
  const lines = differenceLines(found, en);
  expect(lines[0]).toMatch(/^Beside the rehearsal of \d{4}-/);
  expect(lines[1]).toMatch(/^ {2}stop web-01: took \d+ .*, estimated 1 min$/);
  expect(lines.at(-1)).toBe("All is as predicted.");
});

test("what somebody has changed since is another BEF, and what it prevents is another end", async () => {
  const found = await afterwards(async (live) => {
    await does("web-01", { name: "StopVM" })(live);
    await does("web-01", { name: "ModifyMemory", memoryMiB: 2048 })(live);
    await does("web-01", { name: "StartVM" })(live);
    await does("web-03", { name: "StopVM" })(live);
  });
  const lines = differenceLines(found, en).filter((line) => !line.includes("estimated"));
  expect(lines.slice(1)).toEqual([
    "  grow web-01: ModifyMemory web-01: BEF memoryMiB predicted 4096, is 2048",
    "  stop web-03: predicted done, is failed",
    "  stop web-03: StopVM web-03: predicted OK, is REFUSED",
    "  stop web-03: StopVM web-03: BEF power predicted on, is off",
    "  grow web-03: was not reached",
    "  told: was not reached",
    "The run: predicted complete, is stopped.",
    "4 steps of 5 not as predicted.",
  ]);
  expect(differenceLines(found, ja).slice(1)).toContain(
    "  grow web-01: ModifyMemory web-01: BEF memoryMiB の予測は 4096、実際は 2048",
  );
});

test("what the operator has left out is told as that", async () => {
  const found = await afterwards(undefined, ["told", "grow/vm-1003"]);
  expect(found.turns.filter(({ verdict }) => verdict !== "as-predicted")).toMatchObject([
    { step: "grow", item: "vm-1003", verdict: "skipped", entries: [] },
    { step: "told", verdict: "skipped", state: { predicted: "done", actual: "skipped" } },
  ]);
  expect(found.isAsPredicted).toBe(false);
});

test("a machine that the set has gained was not predicted, and one that it has lost is not in the run", async () => {
  await using live = await Live.on("vms=20");
  const text = FLEET.replace("in: machines", "in: vms.filter(v, v.memoryMiB == 16384)");
  const given = { machines: "web-01" };
  const rehearsal = await live.rehearse(text, { given });
  const [first, ...others] = rehearsal.steps;
  // As if another machine had been in the set then.
  const was = { ...rehearsal, steps: [{ ...first!, item: "vm-1", itemName: "old-01" }, ...others] };
  const run = await beginRun({
    file: await fileOf(text),
    given,
    journal: live.desk.journal,
    session: () => live.session,
    conductor: AGREEING,
    listener: { report: () => undefined },
    purpose: {},
    approvers: null,
    explain: ({ code }) => code,
    stopping: new AbortController().signal,
    signal: new AbortController().signal,
  });
  await carryOn(run.parts);
  run.close();
  const found = difference(was, run.parts.record, run.parts.turns);
  expect(found.turns[0]).toMatchObject({ step: "stop", verdict: "not-predicted" });
  expect(found.turns.at(-1)).toMatchObject({ item: "vm-1", itemName: "old-01", verdict: "not-in-run" });
});

const MAKING = `
procedure: 1
title: Make two
steps:
  - { id: copy, run: clone web-01 twin-01 }
  - { id: named, run: rename twin-01 twin-02 }
  - { id: fresh, run: create new-01 --cpu 1 --memory 1GiB --disk 10GiB }
  - { id: on, run: start twin-02 }
  - { id: off, run: stop twin-02 }
  - { id: both, run: memory new-01 2GiB }
`;

/** Makes and takes away a machine, so that what is made next has another id than on a copy of what was before. */
const inBetween: Meanwhile = async (live) => {
  const place = { newName: "gone-01", on: false, host: null, datastore: null };
  await does("web-03", { name: "CloneVM", ...place })(live);
  await does("gone-01", { name: "DeleteVM" })(live);
};

test("what the run itself makes is told by its name: its id is another one out there", async () => {
  await using live = await Live.on("vms=20");
  const rehearsal = await live.rehearse(MAKING);
  expect(rehearsal.end).toBe("complete");
  await inBetween(live);
  const run = await beginRun({
    file: await fileOf(MAKING),
    given: {},
    journal: live.desk.journal,
    session: () => live.session,
    conductor: AGREEING,
    listener: { report: () => undefined },
    purpose: {},
    approvers: null,
    explain: ({ code }) => code,
    stopping: new AbortController().signal,
    signal: new AbortController().signal,
  });
  expect(await carryOn(run.parts)).toBe("complete");
  run.close();
  const made = (step: number) => rehearsal.steps[step]!.predicted[0]!.AFT.cloneId;
  const { deeds } = run.parts.record.turn("copy");
  expect(deeds[0]!.last!.AFT!.cloneId).not.toBe(made(0));
  const found = difference(rehearsal, run.parts.record, run.parts.turns);
  expect(found.turns.flatMap(({ entries }) => entries)).toEqual([]);
  expect(found.isAsPredicted).toBe(true);
});
