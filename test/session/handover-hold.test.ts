import { v7 as uuidv7 } from "uuid";
import { afterEach, expect, test, vi } from "vitest";
import type { Facts } from "#domain/entry.js";
import type { Decision, HandoverEventName } from "#domain/handover.js";
import { AHEAD_MS, RELEASED_MS } from "#session/handover-hold.js";
import type { Session } from "#session/session.js";
import { estate, machine } from "../inventory/estate.js";
import { Desk } from "./desk.js";
import { FakeProvider } from "./fake-provider.js";
import { opened, steps } from "./opened.js";
import { UNRESTRAINED } from "./unrestrained.js";

const HOLDING = { restraints: { ...UNRESTRAINED, holdUntilHandover: true } };

afterEach(() => void vi.useRealTimers());

async function sessionAt(desk: Desk, provider = new FakeProvider()): Promise<Session> {
  const session = await opened(desk, provider, HOLDING);
  const objects = estate(machine("vm-42", "web-01")).objects();
  provider.listeners!.onUpdates(objects.map((object) => ({ change: "enter", object })));
  return session;
}

async function started(session: Session): Promise<string> {
  const expression = { by: "name", text: "web-01", glob: false } as const;
  const planning = { request: { name: "StartVM" }, ask: "start web-01", yes: true } as const;
  const [entry] = await session.operate(expression, planning, { report: () => undefined });
  return entry?.RST?.code ?? entry?.RST?.status ?? "";
}

function say({ trail }: Desk, OPR: HandoverEventName, after: Facts = {}): void {
  trail.handover({ OPR, target: { id: uuidv7(), name: "" }, why: "so it is", after });
}

test("a console that waits for a handover changes nothing until one is accepted, and is released at once", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await sessionAt(desk, provider);
  expect(desk.entries()[1]).toMatchObject({ OPR: "Login", AFT: { readOnly: true } });
  expect(session.restraints.readOnly).toBe("handover");
  expect(await started(session)).toBe("READ_ONLY");
  expect(provider.operationIds).toEqual([]);
  // Nobody switches it off.
  expect(() => session.setReadOnly(false)).toThrow(
    expect.objectContaining({ problem: { code: "READ_ONLY", facts: { by: "handover" } } }),
  );
  say(desk, "RefuseHandover");
  expect(session.restraints.readOnly).toBe("handover");
  say(desk, "AcceptHandover");
  expect(session.restraints.readOnly).toBeNull();
  expect(await started(session)).toBe("OK");
  await session.logout();
});

test("a waiver that another process writes releases it too, and a handover of one's own holds it again", async () => {
  using desk = new Desk();
  using beside = new Desk({ beside: desk });
  const session = await sessionAt(desk);
  say(beside, "WaiveHandover");
  desk.journal.refresh();
  expect(session.restraints.readOnly).toBeNull();
  say(desk, "HandOver");
  expect(session.restraints.readOnly).toBe("handover");
  await session.logout();
});

test("who has handed over works on where that was refused or questioned, and not where it was accepted", async () => {
  using desk = new Desk();
  const session = await sessionAt(desk);
  const answered = (decision: Decision) => {
    say(desk, "HandOver");
    expect(session.restraints.readOnly).toBe("handover");
    say(desk, "AnswerHandover", { decision });
    return session.restraints.readOnly;
  };
  expect(answered("refused")).toBeNull();
  expect(await started(session)).toBe("OK");
  expect(answered("questioned")).toBeNull();
  expect(answered("accepted")).toBe("handover");
  await session.logout();
  // The next program reads it in the journal.
  say(desk, "AnswerHandover", { decision: "refused" });
  say(desk, "AnswerHandover", { decision: "accepted" });
  const next = await sessionAt(desk);
  expect(next.restraints.readOnly).toBeNull();
  await next.logout();
});

test("what a clock that was ahead has dated releases nothing, but for the little by which clocks differ", async () => {
  using desk = new Desk();
  say(desk, "AcceptHandover");
  const session = await sessionAt(desk);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - AHEAD_MS + 60_000 });
  expect(session.restraints.readOnly).toBeNull();
  vi.setSystemTime(Date.now() - 120_000);
  expect(session.restraints.readOnly).toBe("handover");
  vi.useRealTimers();
  await session.logout();
});

test("what was accepted a day ago counts no more, also for the session that has it", async () => {
  using desk = new Desk();
  say(desk, "AcceptHandover");
  const session = await sessionAt(desk);
  expect(desk.entries().find(({ OPR }) => OPR === "Login")).toBeDefined();
  expect(session.restraints.readOnly).toBeNull();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + RELEASED_MS + 60_000 });
  expect(session.restraints.readOnly).toBe("handover");
  vi.useRealTimers();
  await session.logout();
});

test("what the operator has switched read-only stays so when it is released", async () => {
  using desk = new Desk();
  const session = await sessionAt(desk);
  expect(session.setReadOnly(true)).toMatchObject({ OPR: "SetReadOnly" });
  expect(session.restraints.readOnly).toBe("operator");
  expect(() => session.setReadOnly(false)).toThrow(expect.objectContaining({ code: "READ_ONLY" }));
  say(desk, "WaiveHandover");
  expect(session.restraints.readOnly).toBe("operator");
  session.setReadOnly(false);
  expect(session.restraints.readOnly).toBeNull();
  await session.logout();
});

test("a session that takes another's place asks the journal anew", async () => {
  using desk = new Desk();
  say(desk, "WaiveHandover");
  const session = await opened(desk, new FakeProvider(), {
    ...HOLDING,
    reopening: { after: uuidv7(), endedBy: "SESSION_ENDED", consent: "operator", readOnly: "handover" },
  });
  expect(session.restraints.readOnly).toBeNull();
  await session.logout();
  expect(steps(desk.entries()).at(-1)).toBe("outcome Logout OK");
});
