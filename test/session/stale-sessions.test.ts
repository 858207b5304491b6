import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { verifyJournal } from "#journal/verify.js";
import type { ProviderSession } from "#providers/contract.js";
import type { SessionList } from "#providers/session-list.js";
import { logIn } from "#providers/simulator/login.js";
import { type SimulatedServer, startServer } from "#providers/simulator/server.js";
import type { SessionOptions } from "#session/open-session.js";
import { optionsOf } from "../providers/simulator/open.js";
import { Desk } from "./desk.js";
import { FakeProvider } from "./fake-provider.js";
import { away } from "./left-behind.js";
import { opened, steps } from "./opened.js";
import { UNRESTRAINED } from "./unrestrained.js";

/** A server, and the desk of an operator whose console was killed in the middle of a session there. */
class Killed implements Disposable {
  readonly server: SimulatedServer;
  readonly gone = new Desk({ endpoint: "sim:" });
  /** The server's id of the session. */
  id = "";
  /** The Login of it. */
  login: Entry | null = null;

  constructor(query = "vms=5") {
    this.server = startServer(optionsOf(query));
  }

  async happens(): Promise<void> {
    const { journal, trail, session } = this.gone;
    const provider = await logIn(this.server, "operator");
    this.id = provider.login.session!;
    const target = { kind: "Endpoint", id: null, uuid: null, name: trail.endpoint } as const;
    const begun = trail.intent({ OPR: "Login", target, host: null });
    this.login = trail.outcome(begun, {
      before: {},
      after: { clockOffsetMs: 0, serverSession: this.id },
      result: { status: "OK" },
    });
    // What is left of a lock once its process is gone.
    journal.holdSession(session).leave();
  }

  /** Another session of the same operator, from Login to Logout; answers what it wrote in between. */
  async next(
    options: Partial<SessionOptions> = {},
    provider?: ProviderSession,
    endpoint = "sim:",
  ): Promise<Entry[]> {
    using desk = new Desk({ beside: this.gone, endpoint });
    const told: Entry[] = [];
    const session = await opened(desk, provider ?? (await logIn(this.server, "operator")), {
      onEntry: (entry) => told.push(entry),
      ...options,
    });
    await session.logout();
    const own = desk.entries().filter(({ USR }) => USR.session === desk.session);
    const between = own.filter(({ OPR }) => !["Login", "Logout", "Anchor"].includes(OPR));
    for (const entry of between) if (entry.phase !== "intent") expect(told).toContainEqual(entry);
    return between;
  }

  get isThere(): boolean {
    return this.server.sessions.all().some(({ id }) => id === this.id);
  }

  /** The sessions that are still to be looked for. */
  get left(): readonly string[] {
    return this.gone.journal.deadSessions();
  }

  [Symbol.dispose](): void {
    this.server.stop();
    this.gone[Symbol.dispose]();
  }
}

/** A server whose list of sessions the test holds in its hands. */
function listing(sessions: Partial<SessionList>, session = "the-new-one"): FakeProvider {
  const list: SessionList = { all: async () => [], end: async () => undefined, ...sessions };
  return Object.assign(new FakeProvider({ session }), { sessions: list });
}

test("the session that a killed console has left is ended by the next Login, and spoken of once", async () => {
  using killed = new Killed();
  await killed.happens();
  expect(killed.left).toEqual([killed.gone.session]);
  const [intent, outcome, ...more] = await killed.next();
  expect(steps([intent!, outcome!])).toEqual(["intent EndSession", "outcome EndSession OK"]);
  expect(outcome).toMatchObject({
    ref: intent!.id,
    TGT: { kind: "Session", id: killed.id, name: killed.login!.USR.name },
    BEF: { session: killed.id },
    AFT: {},
  });
  expect(more).toEqual([]);
  expect(killed.isThere).toBe(false);
  expect(killed.left).toEqual([]);
  expect(await killed.next()).toEqual([]);
  expect(killed.server.sessions.all()).toEqual([]);
  expect(readdirSync(killed.gone.journal.layout.sessions)).toEqual([]);
  expect(await verifyJournal(killed.gone.directory)).toMatchObject({ fault: null, unresolved: [] });
});

test("one that the server has ended itself is gone", async () => {
  using killed = new Killed();
  await killed.happens();
  killed.server.sessions.end(killed.id);
  const [said, ...more] = await killed.next();
  expect(said).toMatchObject({
    phase: "session",
    OPR: "SessionEnded",
    ref: killed.login!.id,
    TGT: { kind: "Session", id: killed.id },
    RST: { status: "OK", code: "SESSION_GONE" },
  });
  expect(more).toEqual([]);
  expect(killed.left).toEqual([]);
});

test("where the login may not see sessions, it is recorded that it may be there", async () => {
  using killed = new Killed("vms=5&sessions=denied");
  await killed.happens();
  const [said, ...more] = await killed.next();
  expect(said).toMatchObject({
    ref: killed.login!.id,
    RST: { status: "UNKNOWN", code: "SESSION_NOT_LISTED" },
  });
  expect(more).toEqual([]);
  expect(killed.isThere).toBe(true);
  expect(await killed.next()).toEqual([]);
});

test("a read-only session ends nothing: it records that it is there", async () => {
  using killed = new Killed();
  await killed.happens();
  const restraints = { ...UNRESTRAINED, readOnly: "profile" } as const;
  const [said, ...more] = await killed.next({ restraints });
  expect(said).toMatchObject({ ref: killed.login!.id, RST: { status: "UNKNOWN", code: "SESSION_LEFT" } });
  expect(more).toEqual([]);
  expect(killed.isThere).toBe(true);
});

test("where the login may see it and not end it, that is what is recorded", async () => {
  using killed = new Killed();
  await killed.happens();
  const refused = failure("SERVER_FAULT", { fault: "NoPermission", message: "no" });
  const provider = listing({
    all: async () => [{ id: killed.id, user: "operator", since: 0 }],
    end: () => Promise.reject(refused),
  });
  const said = await killed.next({}, provider);
  expect(steps(said)).toEqual(["intent EndSession", "outcome EndSession NG SERVER_FAULT"]);
  expect(said[1]).toMatchObject({ AFT: { session: killed.id }, RST: { fault: "NoPermission" } });
  expect(killed.left).toEqual([]);
});

test.each([
  away,
  failure("NOT_SENT", { cause: "refused" }),
  failure("REPLY_TIMEOUT", { seconds: 60 }),
  failure("SESSION_ENDED", {}),
])("where the server cannot be asked (%s) nothing is said, and the next Login asks again", async (error) => {
  using killed = new Killed();
  await killed.happens();
  expect(await killed.next({}, listing({ all: () => Promise.reject(error) }))).toEqual([]);
  expect(killed.left).toEqual([killed.gone.session]);
  expect(steps(await killed.next())).toEqual(["intent EndSession", "outcome EndSession OK"]);
});

test("where the answer is lost, the next Login sees what became of it", async () => {
  using killed = new Killed("vms=5&faults=terminate:lost@1");
  await killed.happens();
  expect(steps(await killed.next())).toEqual([
    "intent EndSession",
    "outcome EndSession UNKNOWN CONNECTION_LOST",
  ]);
  expect(killed.left).toEqual([killed.gone.session]);
  const said = await killed.next();
  expect(steps(said)).toContain("session SessionEnded OK SESSION_GONE");
  expect(killed.left).toEqual([]);
});

test("that of another endpoint is left to the next Login there", async () => {
  using killed = new Killed();
  await killed.happens();
  const asked: string[] = [];
  const provider = listing({
    all: async () => {
      asked.push("all");
      return [];
    },
  });
  expect(await killed.next({}, provider, "vsphere://vc2.example")).toEqual([]);
  expect(asked).toEqual([]);
  expect(killed.left).toEqual([killed.gone.session]);
  expect(steps(await killed.next())).toEqual(["intent EndSession", "outcome EndSession OK"]);
});

test("the session of a console that is there is left alone, and so is one's own", async () => {
  using beside = new Killed();
  const there = await opened(beside.gone, await logIn(beside.server, "operator"));
  expect(await beside.next()).toEqual([]);
  expect(there.lost).toBeNull();
  expect(beside.server.sessions.all()).toHaveLength(1);
  await there.logout();
  expect(beside.server.sessions.all()).toEqual([]);
});

test("a server that gives a number twice: the new session is not ended in the place of the old one", async () => {
  using killed = new Killed();
  await killed.happens();
  const ended: string[] = [];
  const provider = listing(
    {
      all: async () => [{ id: killed.id, user: "operator", since: 0 }],
      end: async (id) => void ended.push(id),
    },
    killed.id,
  );
  expect(await killed.next({}, provider)).toEqual([]);
  expect(ended).toEqual([]);
});

test("nobody is asked for a list where there is nothing to look for", async () => {
  using killed = new Killed();
  let asked = 0;
  const provider = listing({
    all: async () => {
      asked += 1;
      return [];
    },
  });
  expect(await killed.next({}, provider)).toEqual([]);
  // One whose Login never came about has left nothing at the server.
  killed.gone.journal.holdSession(killed.gone.session).leave();
  expect(await killed.next({}, provider)).toEqual([]);
  expect(asked).toBe(0);
  expect(killed.left).toEqual([]);
});
