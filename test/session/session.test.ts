import { expect, test } from "vitest";
import type { TargetExpression } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import { failure, type ShosekiError } from "#domain/errors.js";
import { isWriterAlive } from "#journal/session-locks.js";
import { verifyJournal } from "#journal/verify.js";
import type { ProviderSession } from "#providers/contract.js";
import { openSession } from "#session/open-session.js";
import type { Session } from "#session/session.js";
import { open } from "../providers/simulator/open.js";
import { anchoringOn } from "./anchoring-on.js";
import { Desk, inWords } from "./desk.js";
import { FakeProvider } from "./fake-provider.js";
import { UNRESTRAINED } from "./unrestrained.js";

async function sessionOn(desk: Desk, connect: () => Promise<ProviderSession>): Promise<Session> {
  const options = {
    journal: desk.journal,
    trail: desk.trail,
    explain: inWords,
    name: "vc1",
    restraints: UNRESTRAINED,
    onEntry: () => undefined,
    ...anchoringOn(desk),
  };
  return await openSession({ ...options, connect });
}

const ignoring = { report: () => undefined };

function pattern(text: string): TargetExpression {
  return { by: "name", text, glob: true, pattern: text };
}

const start = { request: { name: "StartVM" }, ask: "start *", yes: false } as const;

/** `start` on one machine of the simulator that is off, with these faults. */
async function started(desk: Desk, faults: string): Promise<Entry[]> {
  const session = await sessionOn(desk, () => open(`vms=20&faults=${faults}`));
  const off = session.inventory.machines.all().find(({ power, template }) => power === "off" && !template)!;
  await session.operate(
    { by: "id", text: `@${off.id}`, id: off.id },
    { ...start, ask: `start @${off.id}` },
    ignoring,
  );
  await session.logout();
  return desk.entries().filter(({ OPR }) => OPR === "StartVM");
}

test.each([
  ["start:refuse", "NG", "SERVER_FAULT", null],
  ["start:fail", "NG", "TASK_FAILED", null],
  ["start:unsent", "NG", "NOT_SENT", null],
  ["start:expire", "NG", "SESSION_ENDED", null],
  ["start:lost", "UNKNOWN", "CONNECTION_LOST", "OK"],
  ["read:lost@1", "REFUSED", "NOT_SENT", null],
  ["read:refuse@1", "REFUSED", "SERVER_FAULT", null],
  ["read:lost@2", "UNKNOWN", "CONNECTION_LOST", "OK"],
  ["read:refuse@2", "UNKNOWN", "REPLY_INVALID", "OK"],
  ["read:unsent@2", "UNKNOWN", "CONNECTION_LOST", "OK"],
  ["read:expire@2", "UNKNOWN", "CONNECTION_LOST", null],
])("%s: %s, %s, found out: %s", async (faults, status, code, found) => {
  using desk = new Desk();
  const [intent, outcome, recovery, ...more] = await started(desk, faults);
  expect(intent?.phase).toBe("intent");
  expect(outcome).toMatchObject({ phase: "outcome", ref: intent?.id, RST: { status, code } });
  if (found === null) expect(recovery).toBeUndefined();
  else
    expect(recovery).toMatchObject({
      phase: "recovery",
      ref: intent?.id,
      RST: { status: found },
      AFT: { power: "on" },
    });
  expect(more).toEqual([]);
  expect(await verifyJournal(desk.directory)).toMatchObject({ fault: null });
});

test.each([
  [failure("LOGIN_REFUSED", { user: "operator", fault: "InvalidLogin", message: "no" }), "NG"],
  [failure("UNREACHABLE", { endpoint: "e", cause: "refused" }), "NG"],
  [failure("CONNECTION_LOST", { cause: "reset" }), "UNKNOWN"],
  [failure("REPLY_TIMEOUT", { seconds: 60 }), "UNKNOWN"],
])("there is no session, and it is recorded: %s", async (error: ShosekiError, status) => {
  using desk = new Desk();
  await expect(sessionOn(desk, () => Promise.reject(error))).rejects.toMatchObject({ code: error.code });
  expect(desk.entries().map(({ phase, OPR }) => `${phase} ${OPR}`)).toEqual([
    "intent Login",
    "outcome Login",
  ]);
  expect(desk.entries()[1]).toMatchObject({ RST: { status, code: error.code } });
  expect(isWriterAlive(desk.journal.layout, desk.session)).toBe(false);
});

test("a login that could not be sent is an unreachable server", async () => {
  using desk = new Desk();
  const error = failure("NOT_SENT", { cause: "ECONNREFUSED" });
  await expect(sessionOn(desk, () => Promise.reject(error))).rejects.toMatchObject({ code: "UNREACHABLE" });
  expect(desk.entries()[1]).toMatchObject({ RST: { status: "NG", code: "UNREACHABLE" } });
});

test("an inventory that cannot be read ends the session it was for", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  provider.twists.feed = failure("REPLY_INVALID", { problem: "cut" });
  await expect(sessionOn(desk, async () => provider)).rejects.toMatchObject({ code: "REPLY_INVALID" });
  expect(provider.calls).toEqual(["feed", "logout", "close"]);
  expect(desk.entries().at(-1)).toMatchObject({ OPR: "Logout", phase: "outcome", RST: { status: "OK" } });
});

test("nothing is sent when the Login's intent cannot be written", async () => {
  using desk = new Desk();
  let connected = 0;
  desk.journal.append = () => {
    throw failure("JOURNAL_UNWRITABLE", { directory: desk.directory, cause: "ENOSPC" });
  };
  const session = sessionOn(desk, async () => {
    connected += 1;
    return new FakeProvider();
  });
  await expect(session).rejects.toMatchObject({ code: "JOURNAL_UNWRITABLE" });
  expect(connected).toBe(0);
});

test("while a session lasts its writer lives", async () => {
  using desk = new Desk();
  const session = await sessionOn(desk, () => open("vms=5"));
  expect(isWriterAlive(desk.journal.layout, desk.session)).toBe(true);
  await session.logout();
  expect(isWriterAlive(desk.journal.layout, desk.session)).toBe(false);
});

test("a Logout that fails is recorded, and everything is let go", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  const session = await sessionOn(desk, async () => provider);
  provider.twists.logout = failure("SESSION_ENDED", {});
  expect(await session.logout()).toMatchObject({
    OPR: "Logout",
    RST: { status: "NG", code: "SESSION_ENDED" },
  });
  expect(provider.calls.at(-1)).toBe("close");
  expect(isWriterAlive(desk.journal.layout, desk.session)).toBe(false);
});

test("a bulk: an intent and an outcome for each, four at once", async () => {
  using desk = new Desk();
  const session = await sessionOn(desk, () => open("vms=40&latency=1"));
  let most = 0;
  let underWay = 0;
  const stop = desk.journal.subscribe(({ entry }) => {
    underWay += entry.phase === "intent" ? 1 : -1;
    most = Math.max(most, underWay);
  });
  const outcomes = await session.operate(pattern("*"), start, ignoring);
  stop();
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
  expect(outcomes).toHaveLength(40);
  const intents = desk.entries().filter(({ phase, OPR }) => phase === "intent" && OPR === "StartVM");
  expect(intents.map(({ id }) => id).sort()).toEqual(outcomes.map(({ ref }) => ref!).sort());
  await session.logout();
});

test("stopped in the middle of a bulk: what is under way is finished, the rest is REFUSED", async () => {
  using desk = new Desk();
  const session = await sessionOn(desk, () => open("vms=40"));
  const stopping = new AbortController();
  const outcomes = await session.operate(
    pattern("*"),
    { ...start, stopping: stopping.signal },
    {
      report: ({ RST }) => {
        if (RST?.status === "OK") stopping.abort();
      },
    },
  );
  expect(outcomes).toHaveLength(40);
  const stopped = outcomes.filter(({ RST }) => RST?.code === "STOPPED_BY_OPERATOR");
  expect(stopped.length).toBeGreaterThan(0);
  const done = outcomes.filter(({ RST }) => RST?.status === "OK");
  expect(done.length).toBeGreaterThanOrEqual(1);
  expect(done.length).toBeLessThanOrEqual(4);
  for (const { RST } of stopped) expect(RST?.status).toBe("REFUSED");
  await session.logout();
});

test("the journal fails in the middle of a bulk: no more is begun", async () => {
  using desk = new Desk();
  const session = await sessionOn(desk, () => open("vms=40"));
  const append = desk.journal.append.bind(desk.journal);
  let left = 10;
  desk.journal.append = ((...args: Parameters<typeof append>) => {
    // Of the bulk: an anchor may come beside it.
    left -= args[0].OPR === "StartVM" ? 1 : 0;
    if (left < 0) throw failure("JOURNAL_FAILED", { directory: desk.directory, cause: "EIO" });
    return append(...args);
  }) as typeof append;
  await expect(session.operate(pattern("*"), start, ignoring)).rejects.toMatchObject({
    code: "OUTCOME_NOT_RECORDED",
    cause: { code: "JOURNAL_FAILED" },
  });
  expect(desk.entries().filter(({ OPR }) => OPR === "StartVM").length).toBe(10);
  await expect(session.logout()).rejects.toMatchObject({ code: "JOURNAL_FAILED" });
  expect(isWriterAlive(desk.journal.layout, desk.session)).toBe(false);
});

test.each([
  ["nothing-of-this-name", "TARGET_UNKNOWN"],
  ["*-01", "ONE_TARGET_ONLY"],
])("rename %s: %s, recorded without a target", async (text, code) => {
  using desk = new Desk();
  const session = await sessionOn(desk, () => open("vms=40"));
  const request = { name: "RenameVM", newName: "new" } as const;
  const target: TargetExpression = text.includes("*") ? pattern(text) : { by: "name", text, glob: false };
  const [outcome, ...more] = await session.operate(target, { ...start, request }, ignoring);
  expect(more).toEqual([]);
  expect(outcome).toMatchObject({ TGT: { id: null, name: text }, RST: { status: "REFUSED", code } });
  await session.logout();
});

test("a renamed machine is known by its new name at once", async () => {
  using desk = new Desk();
  const session = await sessionOn(desk, () => open("vms=10&latency=1"));
  const [machine] = session.inventory.machines.all().filter(({ template }) => !template);
  const request = { name: "RenameVM", newName: "brand-new" } as const;
  const byId = { by: "id", text: `@${machine!.id}`, id: machine!.id } as const;
  const [outcome] = await session.operate(byId, { ...start, request }, ignoring);
  expect(outcome?.RST?.status).toBe("OK");
  expect(session.inventory.machines.named("brand-new").map(({ id }) => id)).toEqual([machine!.id]);
  await session.logout();
});
