import { expect, test } from "vitest";
import { usualDurations } from "#procedures/rehearsal/usual-durations.js";
import { Live } from "./live.js";

const PROCEDURE = `
procedure: 1
title: Stop and start
parameters: { vm: { type: machine, default: web-01 } }
steps:
  - { id: stop, run: "stop \${vm}" }
  - { id: start, run: "start \${vm}", estimate: 2m }
  - { id: look, confirm: Is it well? }
`;

test("a step without an estimate takes as long as its operation has taken; what nobody knows is not guessed", async () => {
  await using live = await Live.on("vms=20");
  const { session, desk } = live;
  const before = await live.rehearse(PROCEDURE);
  expect(before.steps.map(({ estimateMs }) => estimateMs)).toEqual([null, 120_000, null]);
  expect(before.totalMs).toBe(120_000);
  const expression = { by: "name", text: "web-03", glob: false } as const;
  const planning = { request: { name: "StopVM" }, ask: "stop web-03", yes: true } as const;
  await session.operate(expression, planning, { report: () => undefined });
  const [outcome] = desk.entries().filter(({ OPR, phase }) => OPR === "StopVM" && phase === "outcome");
  const after = await live.rehearse(PROCEDURE);
  expect(after.steps[0]?.estimateMs).toBe(outcome?.ms);
  const elsewhere = await usualDurations(desk.journal.layout, "sim:", ["StopVM"]);
  expect(elsewhere("StopVM")).toBeNull();
});

test("what has been done more often elsewhere since does not hide how long it takes here", async () => {
  await using live = await Live.on("vms=20");
  const { session, desk } = live;
  const expression = { by: "name", text: "web-03", glob: false } as const;
  const planning = { request: { name: "StopVM" }, ask: "stop web-03", yes: true } as const;
  await session.operate(expression, planning, { report: () => undefined });
  const [outcome] = desk.entries().filter(({ OPR, phase }) => OPR === "StopVM" && phase === "outcome");
  const { seq: _, id, STR, END, ...copied } = outcome!;
  for (let index = 0; index < 110; index += 1) {
    const HST = { ...copied.HST, endpoint: "vsphere://elsewhere" };
    desk.journal.append({ ...copied, HST, id: `${id.slice(0, -3)}${index + 100}`, STR, END } as never);
  }
  const usually = await usualDurations(desk.journal.layout, copied.HST.endpoint, ["StopVM"]);
  expect(usually("StopVM")).toBe(outcome!.ms);
});
