import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import type { TargetExpression } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import { failure, type ShosekiError } from "#domain/errors.js";
import { verifyJournal } from "#journal/verify.js";
import type { SessionOptions } from "#session/open-session.js";
import type { Session } from "#session/session.js";
import { estate, machine } from "../inventory/estate.js";
import { FAST, QUIET } from "./cadences.js";
import { Desk } from "./desk.js";
import { FakeProvider } from "./fake-provider.js";
import { away } from "./left-behind.js";
import { met } from "./met.js";
import { opened, steps } from "./opened.js";

const web: TargetExpression = { by: "name", text: "web-01", glob: false };
const start = { request: { name: "StartVM" }, ask: "start web-01", yes: false } as const;
const ignoring = { report: () => undefined };

/** A session on a server that a test holds in its hands, and what its watcher was told. */
class Shift {
  readonly desk = new Desk();
  readonly provider = new FakeProvider();
  readonly told: string[] = [];
  readonly problems: string[] = [];

  async open(options: Partial<SessionOptions> = {}): Promise<Session> {
    const session = await opened(this.desk, this.provider, {
      cadence: FAST,
      onProblem: ({ code }) => this.problems.push(code),
      watcher: {
        onInterrupted: ({ code }: ShosekiError, attempts) =>
          this.told.push(`interrupted ${code} ${attempts}`),
        onRestored: () => this.told.push("restored"),
        onLost: ({ code }: ShosekiError) => this.told.push(`lost ${code}`),
      },
      ...options,
    });
    this.provider.listeners!.onUpdates(
      estate(machine("vm-42", "web-01"))
        .objects()
        .map((object) => ({ change: "enter", object })),
    );
    return session;
  }

  /** The entries since the Login. */
  since(): Entry[] {
    return this.desk.entries().slice(2);
  }

  count(call: string): number {
    return this.provider.calls.filter((each) => each === call).length;
  }

  [Symbol.dispose](): void {
    this.desk[Symbol.dispose]();
  }
}

test("the network goes and comes back: nothing is begun meanwhile, and both are entries", async () => {
  using shift = new Shift();
  const { provider } = shift;
  const session = await shift.open();
  provider.twists.ping = away;
  await met(() => session.isInterrupted);
  expect(() => session.inventory).toThrow(expect.objectContaining({ code: "INTERRUPTED" }));
  expect(session.lastInventory.machines.named("web-01")).toHaveLength(1);
  const [refused] = await session.operate(web, start, ignoring);
  expect(refused).toMatchObject({
    TGT: { id: null, name: "web-01" },
    RST: { status: "REFUSED", code: "INTERRUPTED" },
  });
  expect(shift.count("read") + shift.count("run")).toBe(0);
  await met(() => shift.told.includes("interrupted CONNECTION_LOST 3"));

  delete provider.twists.ping;
  await met(() => !session.isInterrupted);
  expect(shift.count("resume")).toBe(1);
  const [done] = await session.operate(web, start, ignoring);
  expect(done?.RST).toEqual({ status: "OK" });
  await session.logout();
  expect(shift.told.at(-1)).toBe("restored");
  expect(steps(shift.since())).toEqual([
    "session ConnectionLost NG CONNECTION_LOST",
    "intent StartVM",
    "outcome StartVM REFUSED INTERRUPTED",
    "session ConnectionRestored OK",
    "intent StartVM",
    "outcome StartVM OK",
    "intent Logout",
    "outcome Logout OK",
  ]);
  const restored = shift.since()[3]!;
  expect(restored.AFT?.awayMs).toBeGreaterThanOrEqual(0);
  expect(restored.TGT).toMatchObject({ kind: "Endpoint", name: shift.desk.trail.endpoint });
  expect(await verifyJournal(shift.desk.directory)).toMatchObject({ fault: null });
});

test("a feed that says so has the server asked at once, and is asked anew once that answers", async () => {
  using shift = new Shift();
  const session = await shift.open({ cadence: QUIET });
  shift.provider.listeners!.onInterrupted(away);
  await met(() => shift.count("resume") === 1);
  expect(shift.count("ping")).toBe(1);
  expect(steps(shift.since())).toEqual([]);
  await session.logout();
});

test("a way that is known to be gone is looked for in the pulse's own time, whatever the feed says", async () => {
  using shift = new Shift();
  const session = await shift.open({ cadence: QUIET });
  shift.provider.twists.ping = away;
  shift.provider.listeners!.onInterrupted(away);
  await met(() => session.isInterrupted);
  const asked = shift.count("ping");
  shift.provider.listeners!.onInterrupted(away);
  await setImmediate();
  expect(shift.count("ping")).toBe(asked);
  session.hurry();
  await met(() => shift.count("ping") > asked);
  await session.logout();
});

test("a feed that goes on failing on a way that is there does not have every connection renewed each time", async () => {
  using shift = new Shift();
  const session = await shift.open({ cadence: QUIET });
  for (let times = 1; times <= 5; times++) {
    shift.provider.listeners!.onInterrupted(away);
    await met(() => shift.count("ping") === times);
  }
  expect(shift.count("resume")).toBe(1);
  await session.logout();
});

test.each([
  [
    "the answer to a ping",
    ({ provider }: Shift) => Object.assign(provider.twists, { ping: failure("SESSION_ENDED", {}) }),
  ],
  ["the feed", (shift: Shift) => shift.provider.listeners!.onLost(failure("SESSION_ENDED", {}))],
])("the server has ended it, says %s: one entry, and no Logout for it", async (_, end) => {
  using shift = new Shift();
  const session = await shift.open();
  end(shift);
  await met(() => session.lost !== null);
  shift.provider.listeners!.onLost(failure("SESSION_ENDED", {}));
  shift.provider.listeners!.onInterrupted(away);
  expect(shift.told).toEqual(["lost SESSION_ENDED"]);
  expect(() => session.inventory).toThrow(expect.objectContaining({ code: "SESSION_ENDED" }));
  const [refused] = await session.operate(web, start, ignoring);
  expect(refused?.RST).toMatchObject({ status: "REFUSED", code: "SESSION_ENDED" });
  const last = await session.logout();
  expect(last).toMatchObject({
    phase: "session",
    OPR: "SessionEnded",
    RST: { status: "NG", code: "SESSION_ENDED" },
  });
  expect(steps(shift.since())).toEqual([
    "session SessionEnded NG SESSION_ENDED",
    "intent StartVM",
    "outcome StartVM REFUSED SESSION_ENDED",
  ]);
  expect(shift.provider.calls).not.toContain("logout");
  expect(shift.provider.calls.at(-1)).toBe("close");
  expect(shift.desk.journal.deadSessions()).toEqual([]);
});

test("a server that is not to be trusted any more: it is over for us, and the session there is left to be looked for", async () => {
  using shift = new Shift();
  const session = await shift.open();
  const changed = failure("CERTIFICATE_UNTRUSTED", {
    ...{ endpoint: "e", reasons: ["SELF_SIGNED"], thumbprint: "3F", subject: "CN=vc1", issuer: "CN=ca" },
    ...{ from: "then", until: "later" },
  });
  shift.provider.twists.ping = changed;
  shift.provider.twists.logout = changed;
  await met(() => session.lost !== null);
  expect(await session.logout()).toMatchObject({
    OPR: "Logout",
    RST: { status: "NG", code: "CERTIFICATE_UNTRUSTED" },
  });
  expect(steps(shift.since())).toEqual([
    "session SessionEnded NG CERTIFICATE_UNTRUSTED",
    "intent Logout",
    "outcome Logout NG CERTIFICATE_UNTRUSTED",
  ]);
  expect(shift.desk.journal.deadSessions()).toEqual([shift.desk.session]);
});

test("a session that ends while its Login is still at work is over from the start", async () => {
  using shift = new Shift();
  const { provider } = shift;
  provider.twists.feed = () => provider.listeners!.onLost(failure("SESSION_ENDED", {}));
  const session = await shift.open();
  expect(session.lost).toMatchObject({ code: "SESSION_ENDED" });
  expect(shift.told).toEqual(["lost SESSION_ENDED"]);
  await session.logout();
  expect(shift.count("ping")).toBe(0);
  expect(steps(shift.since())).toEqual(["session SessionEnded NG SESSION_ENDED"]);
});

test("what could not be recorded is told, and breaks nothing", async () => {
  using shift = new Shift();
  const { provider, desk } = shift;
  const session = await shift.open();
  const append = desk.journal.append.bind(desk.journal);
  desk.journal.append = ((...args: Parameters<typeof append>) => {
    if (args[0].phase === "session")
      throw failure("JOURNAL_LOCKED", { directory: desk.directory, seconds: 10 });
    return append(...args);
  }) as typeof append;
  provider.twists.ping = away;
  await met(() => session.isInterrupted);
  delete provider.twists.ping;
  await met(() => !session.isInterrupted);
  expect(shift.problems).toEqual(["JOURNAL_LOCKED", "JOURNAL_LOCKED"]);
  provider.listeners!.onLost(failure("SESSION_ENDED", {}));
  expect(shift.problems).toHaveLength(3);
  // Nobody has said in the journal that it is over: so the Logout does.
  expect(await session.logout()).toMatchObject({ OPR: "Logout" });
});

test.each([
  ["CONNECTION_LOST", "INTERRUPTED", failure("CONNECTION_LOST", { cause: "ECONNRESET" })],
  ["REPLY_TIMEOUT", "INTERRUPTED", failure("REPLY_TIMEOUT", { seconds: 60 })],
  ["REPLY_INVALID", "INTERRUPTED", failure("REPLY_INVALID", { problem: "no XML" })],
  ["SERVER_FAULT", "SERVER_FAULT", failure("SERVER_FAULT", { fault: "NoPermission", message: "no" })],
])("an inventory that cannot catch up for %s: %s", async (_, code, error) => {
  using shift = new Shift();
  const session = await shift.open({ cadence: QUIET });
  shift.provider.twists.caughtUp = error;
  await expect(session.caughtUp()).rejects.toMatchObject({ code });
  await session.logout();
});

test("an inventory that does not catch up in time is taken for stuck, unless it was stopped before", async () => {
  using shift = new Shift();
  const session = await shift.open({ cadence: { ...QUIET, caughtUpMs: 5 } });
  shift.provider.twists.caughtUp = () => new Promise(() => undefined);
  await expect(session.caughtUp()).rejects.toMatchObject({ code: "INTERRUPTED" });
  await expect(session.caughtUp(AbortSignal.abort())).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
  await session.logout();
  const asked = shift.count("caughtUp");
  await expect(session.caughtUp()).rejects.toMatchObject({ code: "STOPPED_BY_OPERATOR" });
  expect(shift.count("caughtUp")).toBe(asked);
});
