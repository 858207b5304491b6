import { expect, test } from "vitest";
import type { TargetExpression } from "#domain/command.js";
import { verifyJournal } from "#journal/verify.js";
import { simulatorAt } from "#providers/simulator/open.js";
import { optionsOf } from "../providers/simulator/open.js";
import { FAST } from "./cadences.js";
import { Desk } from "./desk.js";
import { met } from "./met.js";
import { opened, steps } from "./opened.js";

const all: TargetExpression = { by: "name", text: "*", glob: true, pattern: "*" };
const start = { request: { name: "StartVM" }, ask: "start *", yes: false } as const;

test("a shift on a network that goes three times: each operation ends once, and truly", async () => {
  using desk = new Desk({ endpoint: "sim:" });
  const query = "vms=60&latency=1&faults=network:unsent@4-9,network:unsent@14-19,network:unsent@24-29";
  const simulator = simulatorAt(optionsOf(query));
  const told: string[] = [];
  const session = await opened(desk, await simulator.logIn("operator"), {
    cadence: FAST,
    watcher: {
      onInterrupted: (_, attempts) => void (attempts === 1 && told.push("interrupted")),
      onRestored: () => void told.push("restored"),
    },
  });
  const machines = session.inventory.machineCount;
  const outcomes = await session.operate(all, start, { report: () => undefined });
  expect(outcomes).toHaveLength(machines);
  await met(() => told.length === 6);
  expect(session.isInterrupted).toBe(false);
  const isOn = (id: string) => session.inventory.machines.get(id)?.power === "on";
  const begun = desk.entries().filter(({ phase, OPR }) => phase === "intent" && OPR === "StartVM");
  expect(begun).toHaveLength(machines);
  await met(() => !outcomes.some(({ RST, TGT }) => RST?.status === "OK" && !isOn(TGT.id!)));
  await session.logout();
  expect(told).toEqual(Array(3).fill(["interrupted", "restored"]).flat());
  const events = desk.entries().filter(({ phase }) => phase === "session");
  expect(steps(events)).toEqual(
    Array(3).fill(["session ConnectionLost NG NOT_SENT", "session ConnectionRestored OK"]).flat(),
  );
  // The server has none of ours.
  const auditor = await simulator.logIn("auditor");
  expect((await auditor.sessions!.all()).map(({ user }) => user)).toEqual(["auditor"]);
  await auditor.close();
  simulator.stop();
  expect(await verifyJournal(desk.directory)).toMatchObject({ fault: null });
  expect(desk.journal.deadSessions()).toEqual([]);
});
