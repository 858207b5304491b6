import { expect, test } from "vitest";
import type { OperationRequest, TargetExpression } from "#domain/command.js";
import { failure } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { HostFacts } from "#domain/host.js";
import type { OperationName } from "#domain/operation-name.js";
import type { ReadOnlyBy } from "#domain/read-only.js";
import { operationOf } from "#operations/operation-of.js";
import { perform } from "#session/funnel.js";
import type { Reopening, SessionOptions } from "#session/open-session.js";
import type { Session } from "#session/session.js";
import { estate, machine } from "../inventory/estate.js";
import { Desk } from "./desk.js";
import { FakeProvider, facts, hostFacts } from "./fake-provider.js";
import { funnelOn } from "./funnel-on.js";
import { opened, steps } from "./opened.js";
import { lookedAt, planned } from "./planned.js";
import { REQUESTS } from "./requests.js";
import { UNRESTRAINED } from "./unrestrained.js";

const named = (text: string): TargetExpression => ({ by: "name", text, glob: false });
const ignoring = { report: () => undefined };

const ON = { machine: { power: "on" } } as const;
const WITH_SNAPSHOT = {
  machine: {
    snapshots: [{ id: "snapshot-1", name: "one", description: "", created: "", parent: null, power: "off" }],
    currentSnapshot: "snapshot-1",
  },
} as const;
const IN_MAINTENANCE = { host: { maintenance: true } } as const;

/** What has to be so for an operation, where a provider in a test has it otherwise. */
const NEEDS: Partial<
  Record<OperationName, { readonly machine?: Partial<FullMachine>; readonly host?: Partial<HostFacts> }>
> = {
  StopVM: ON,
  ResetVM: ON,
  SuspendVM: ON,
  ShutdownGuest: ON,
  RebootGuest: ON,
  RevertSnapshot: WITH_SNAPSHOT,
  RemoveSnapshot: WITH_SNAPSHOT,
  ShutdownHost: IN_MAINTENANCE,
  RebootHost: IN_MAINTENANCE,
  ExitMaintenance: IN_MAINTENANCE,
};

async function sessionOn(
  desk: Desk,
  provider: FakeProvider,
  readOnly: ReadOnlyBy | null,
  options: Partial<SessionOptions> = {},
): Promise<Session> {
  const session = await opened(desk, provider, { restraints: { ...UNRESTRAINED, readOnly }, ...options });
  const objects = estate(machine("vm-42", "web-01")).objects();
  provider.listeners!.onUpdates(objects.map((object) => ({ change: "enter", object })));
  return session;
}

/** Whatever of it could be asked: agreed to, on what it is for. */
async function ask(session: Session, request: OperationRequest) {
  const { on } = operationOf(request);
  const target = { machine: named("web-01"), host: named("esx-01.example") };
  const planning = { request, ask: `${request.name} as typed`, yes: true };
  return await session.operate(on === null ? null : target[on], planning, ignoring);
}

test.each(Object.values(REQUESTS))(
  "read-only, $name is not even looked into, and recorded as refused",
  async (request) => {
    using desk = new Desk();
    const provider = new FakeProvider();
    const session = await sessionOn(desk, provider, "option");
    const [outcome, ...more] = await ask(session, request);
    expect(more).toEqual([]);
    expect(outcome).toMatchObject({
      OPR: request.name,
      RST: { status: "REFUSED", code: "READ_ONLY" },
      BEF: {},
      AFT: {},
    });
    expect(outcome?.ask).toBe(`${request.name} as typed`);
    expect(provider.calls).toEqual(["feed"]);
    expect(provider.operationIds).toEqual([]);
    await session.logout();
  },
);

test.each(Object.values(REQUESTS))("switched between plan and run, $name is not sent", async (request) => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const { machine: asMachine, host: asHost } = NEEDS[request.name] ?? {};
  provider.machine = facts(asMachine);
  provider.host = hostFacts(asHost);
  const session = await sessionOn(desk, provider, null);
  const { on } = operationOf(request);
  const target = { machine: named("web-01"), host: named("esx-01.example") };
  const expression = on === null ? null : target[on];
  const proposal = await session.propose([{ expression, request, ask: "as typed" }]);
  expect(proposal.plans.map(({ refusal }) => refusal)).toEqual([null]);
  session.setReadOnly(true);
  const [outcome] = await session.carryOut(proposal, {}, ignoring);
  expect(outcome?.RST).toMatchObject({ status: "REFUSED", code: "READ_ONLY" });
  expect(provider.operationIds).toEqual([]);
  await session.logout();
});

test("switched while the plan is read again, it is not sent", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  let readOnly: ReadOnlyBy | null = null;
  provider.twists.read = () => {
    readOnly = "operator";
  };
  const plan = await planned(provider, undefined, facts(), lookedAt(2_001));
  const { outcome } = await perform(
    funnelOn(desk, provider, () => ({ readOnly })),
    plan,
  );
  expect(outcome.RST).toMatchObject({ status: "REFUSED", code: "READ_ONLY" });
  expect(provider.calls).toEqual(["read"]);
});

test("one whose turn comes after the switch is refused like those that were not planned yet", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await sessionOn(desk, provider, null);
  const more = Array.from({ length: 12 }, (_, at) => machine(`vm-${at + 100}`, `web-1${at}`));
  provider.listeners!.onUpdates(more.map((object) => ({ change: "enter", object })));
  provider.twists.read = () => void session.setReadOnly(true);
  const glob = { by: "name", text: "web-*", glob: true, pattern: "web-*" } as const;
  const outcomes = await session.operate(
    glob,
    { request: { name: "StartVM" }, ask: "start web-*", yes: true },
    ignoring,
  );
  expect(outcomes).toHaveLength(13);
  for (const { RST } of outcomes) expect(RST?.status).toBe("REFUSED");
  // Those that were under way: the others are not looked into any more.
  expect(provider.calls.filter((call) => call === "read").length).toBeLessThanOrEqual(4);
  expect(provider.operationIds).toEqual([]);
  await session.logout();
});

test("an operator switches it on and off again, and each is an entry", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await sessionOn(desk, provider, null);
  expect(session.setReadOnly(false)).toBeNull();
  expect(session.setReadOnly(true)).toMatchObject({ OPR: "SetReadOnly", AFT: { readOnly: true } });
  expect(session.setReadOnly(true)).toBeNull();
  expect(session.restraints.readOnly).toBe("operator");
  expect((await ask(session, { name: "StartVM" }))[0]?.RST?.code).toBe("READ_ONLY");
  session.setReadOnly(false);
  expect(session.restraints.readOnly).toBeNull();
  expect((await ask(session, { name: "StartVM" }))[0]?.RST).toEqual({ status: "OK" });
  await session.logout();
  const switches = desk.entries().filter(({ OPR }) => OPR === "SetReadOnly");
  expect(switches).toMatchObject([
    { phase: "session", BEF: { readOnly: false }, AFT: { readOnly: true }, RST: { status: "OK" } },
    { phase: "session", BEF: { readOnly: true }, AFT: { readOnly: false }, RST: { status: "OK" } },
  ]);
  expect(steps(desk.entries())[1]).toBe("outcome Login OK");
  expect(desk.entries()[1]?.AFT?.readOnly).toBe(false);
});

test.each(["profile", "option"] as const)("what the %s has said is not taken back", async (by) => {
  using desk = new Desk();
  const session = await sessionOn(desk, new FakeProvider(), by);
  expect(desk.entries()[1]?.AFT?.readOnly).toBe(true);
  const before = desk.entries().length;
  expect(() => session.setReadOnly(false)).toThrow(
    expect.objectContaining({ problem: { code: "READ_ONLY", facts: { by } } }),
  );
  expect(session.restraints.readOnly).toBe(by);
  expect(session.setReadOnly(true)).toBeNull();
  expect(desk.entries()).toHaveLength(before);
  await session.logout();
});

test("what cannot be recorded does not make anything possible again", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await sessionOn(desk, provider, null);
  const append = desk.journal.append.bind(desk.journal);
  const fail = () => {
    throw failure("JOURNAL_UNWRITABLE", { directory: desk.directory, cause: "ENOSPC" });
  };
  desk.journal.append = fail;
  expect(() => session.setReadOnly(true)).toThrow(expect.objectContaining({ code: "JOURNAL_UNWRITABLE" }));
  expect(session.restraints.readOnly).toBe("operator");
  expect(() => session.setReadOnly(false)).toThrow(expect.objectContaining({ code: "JOURNAL_UNWRITABLE" }));
  expect(session.restraints.readOnly).toBe("operator");
  desk.journal.append = append;
  expect((await ask(session, { name: "StartVM" }))[0]?.RST?.code).toBe("READ_ONLY");
  await session.logout();
});

test.each<[ReadOnlyBy | null, ReadOnlyBy | null, ReadOnlyBy | null]>([
  [null, "operator", "operator"],
  ["profile", "operator", "profile"],
  ["profile", null, "profile"],
  [null, null, null],
])(
  "the session that takes another's place: %s by the profile, %s before it: %s",
  async (said, before, now) => {
    using desk = new Desk();
    const provider = new FakeProvider();
    const reopening: Reopening = {
      after: desk.session,
      endedBy: "SESSION_ENDED",
      consent: "operator",
      readOnly: before,
    };
    const session = await sessionOn(desk, provider, said, { reopening });
    expect(session.restraints.readOnly).toBe(now);
    expect(desk.entries()[1]?.AFT?.readOnly).toBe(now !== null);
    await session.logout();
  },
);
