import { mkdirSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { textOf } from "#journal/note/checkpoint-files.js";
import { parseCheckpointLog } from "#journal/note/checkpoint-log.js";
import { verifyJournal } from "#journal/verify.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Mutation } from "#providers/mutation.js";
import { logIn } from "#providers/simulator/login.js";
import { type SimulatedServer, startServer } from "#providers/simulator/server.js";
import type { AnchorPlace } from "#session/anchor-place.js";
import { openSession } from "#session/open-session.js";
import type { Session } from "#session/session.js";
import { optionsOf } from "../providers/simulator/open.js";
import { anchoringOn } from "./anchoring-on.js";
import { QUIET } from "./cadences.js";
import { Desk, inWords } from "./desk.js";
import { FakeProvider } from "./fake-provider.js";
import { steps } from "./opened.js";
import { UNRESTRAINED } from "./unrestrained.js";

const HOUR_MS = 60 * 60_000;

// A clock that the test moves; disk and calls go on by themselves.
beforeEach(
  () => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] }),
);
afterEach(() => void vi.useRealTimers());

/** A shift at a desk, on a server that the test can look into. */
class Shift {
  readonly desk = new Desk({ endpoint: "sim:" });
  readonly server: SimulatedServer;
  readonly parts: ReturnType<typeof anchoringOn>;
  readonly told: Entry[] = [];

  constructor(query = "vms=5", ...places: readonly AnchorPlace[]) {
    this.server = startServer(optionsOf(query));
    this.parts = anchoringOn(this.desk, ...places);
  }

  open(provider?: ProviderSession): Promise<Session> {
    return openSession({
      ...this.parts,
      journal: this.desk.journal,
      trail: this.desk.trail,
      explain: inWords,
      name: "vc1",
      restraints: UNRESTRAINED,
      cadence: QUIET,
      onEntry: (entry) => this.told.push(entry),
      connect: async () => provider ?? (await logIn(this.server, "operator")),
    });
  }

  /** How each anchor went, in the order of their entries. */
  anchors(): Entry[] {
    return this.desk.entries().filter(({ phase }) => phase === "anchor");
  }

  /** Resolves once there are so many. */
  async until(count: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => this.anchors().length >= count && resolve();
    const stop = this.desk.journal.subscribe(look);
    look();
    await promise;
    stop();
  }

  /** The texts that users have had the server log. */
  logged(): string[] {
    return this.server.events.ofKind("GeneralUserEvent").map(({ message }) => message.replace(/^.*?: /, ""));
  }

  [Symbol.dispose](): void {
    this.server.stop();
    this.desk[Symbol.dispose]();
  }
}

/** A place that the test holds in its hands. */
function place(put: AnchorPlace["put"]): AnchorPlace {
  return { target: { kind: "Command", id: null, uuid: null, name: "put-away" }, put };
}

test("at Login, hourly and before Logout the newest checkpoint goes into the server's log, and each is an entry", async () => {
  using shift = new Shift();
  const session = await shift.open();
  await shift.until(1);
  session.note("in between");
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  await shift.until(2);
  await session.logout();
  const entries = shift.desk.entries();
  expect(steps(entries)).toEqual([
    "intent Login",
    "outcome Login OK",
    "anchor Anchor OK",
    "note Note OK",
    "anchor Anchor OK",
    "anchor Anchor OK",
    "intent Logout",
    "outcome Logout OK",
  ]);
  const [first, second, last] = shift.anchors();
  const target = { kind: "Endpoint", id: null, uuid: shift.server.uuid, name: "sim:" };
  for (const anchor of shift.anchors()) {
    expect(anchor).toMatchObject({
      TGT: target,
      USR: { session: shift.desk.session },
      BEF: {},
      RST: { status: "OK" },
    });
    expect(anchor.ms).toBeGreaterThanOrEqual(0);
    expect(anchor).not.toHaveProperty("ref");
  }
  // The trees: up to the Login, with the note, and up to the entry of the anchor before.
  expect([first, second, last].map((anchor) => anchor?.AFT?.treeSize)).toEqual([3, 5, 6]);
  // What the server has is what was signed, byte for byte.
  const log = textOf(shift.desk.journal.layout.checkpointsLog) ?? "";
  expect(`${shift.logged().join("\n")}\n`).toBe(log);
  const roots = parseCheckpointLog(log).checkpoints.map(({ checkpoint }) =>
    checkpoint?.root.toString("base64"),
  );
  expect(shift.anchors().map(({ AFT }) => AFT?.rootHash)).toEqual(roots);
  expect(await verifyJournal(shift.desk.directory)).toMatchObject({ fault: null });
  expect(shift.told.filter(({ phase }) => phase === "anchor")).toEqual(shift.anchors());
  // The hours of a session that is over are nobody's.
  await vi.advanceTimersByTimeAsync(3 * HOUR_MS);
  expect(shift.anchors()).toHaveLength(3);
});

test("a login that may not is told so once in a session, and nothing else stops", async () => {
  using shift = new Shift("vms=5&anchors=denied");
  const session = await shift.open();
  await shift.until(1);
  await vi.advanceTimersByTimeAsync(3 * HOUR_MS);
  session.note("still at work");
  expect((await session.logout()).RST?.status).toBe("OK");
  expect(shift.anchors()).toMatchObject([
    { RST: { status: "NG", code: "SERVER_FAULT", fault: "NoPermission" }, AFT: { treeSize: 3 } },
  ]);
  expect(shift.logged()).toEqual([]);
  expect(shift.parts.problems).toEqual([]);
});

test("where the reply is lost, nobody knows; the next one is tried all the same", async () => {
  using shift = new Shift("vms=5&faults=anchor:lost@1");
  const session = await shift.open();
  await shift.until(1);
  await session.logout();
  expect(steps(shift.anchors())).toEqual(["anchor Anchor UNKNOWN CONNECTION_LOST", "anchor Anchor OK"]);
  // It had arrived.
  expect(shift.logged()).toHaveLength(2);
  expect(await verifyJournal(shift.desk.directory)).toMatchObject({ fault: null, unresolved: [] });
});

test("a session that the server has ended is not asked again", async () => {
  using shift = new Shift("vms=5&faults=anchor:expire@1");
  const session = await shift.open();
  await shift.until(1);
  expect(session.lost).not.toBeNull();
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  await session.logout();
  expect(steps(shift.desk.entries())).toEqual([
    "intent Login",
    "outcome Login OK",
    "session SessionEnded NG SESSION_ENDED",
    "anchor Anchor NG SESSION_ENDED",
  ]);
});

test("the anchor's id goes with the call, and the Logout comes after the last", async () => {
  using shift = new Shift();
  const provider = new FakeProvider();
  const ids: (string | undefined)[] = [];
  const anchors = {
    write: async (_text: string, mutation: Partial<Mutation> = {}) => {
      ids.push(mutation.operationId);
      provider.calls.push("anchor");
    },
    read: async () => [],
  };
  const session = await shift.open(Object.assign(provider, { anchors }));
  await shift.until(1);
  await session.logout();
  expect(provider.calls).toEqual(["feed", "anchor", "anchor", "logout", "close"]);
  expect(ids).toEqual(shift.anchors().map(({ id }) => id));
});

test("a platform without an event log of its own has no anchors, and no command was said", async () => {
  using shift = new Shift();
  const session = await shift.open(new FakeProvider());
  await session.logout();
  expect(shift.anchors()).toEqual([]);
});

test("an anchor that hangs holds up nothing; the Logout waits for it half a minute, and no longer", async () => {
  const begun = Promise.withResolvers<void>();
  const hanging = place((_, { signal }) => {
    begun.resolve();
    const { promise, reject } = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => reject(failure("GAVE_UP_WAITING", {})));
    return signal.aborted ? Promise.reject(failure("NOT_SENT", { cause: "stopped" })) : promise;
  });
  using shift = new Shift("vms=5", hanging);
  const session = await shift.open();
  await begun.promise;
  expect(session.note("at work").RST?.status).toBe("OK");
  const out = session.logout();
  await vi.advanceTimersByTimeAsync(29_000);
  expect(steps(shift.desk.entries())).not.toContain("intent Logout");
  await vi.advanceTimersByTimeAsync(1_000);
  expect((await out).RST?.status).toBe("OK");
  const commands = shift.anchors().filter(({ TGT }) => TGT.kind === "Command");
  expect(steps(commands)).toEqual(["anchor Anchor UNKNOWN GAVE_UP_WAITING", "anchor Anchor NG NOT_SENT"]);
});

test("a full disk takes no entry of an anchor: that is said, and the session goes on", async () => {
  using shift = new Shift();
  const { journal, directory } = shift.desk;
  const append = journal.append.bind(journal);
  const refused = Promise.withResolvers<void>();
  journal.append = ((...args: Parameters<typeof append>) => {
    if (args[0].phase !== "anchor") return append(...args);
    refused.resolve();
    throw failure("JOURNAL_UNWRITABLE", { directory, cause: "ENOSPC" });
  }) as typeof append;
  const session = await shift.open();
  await refused.promise;
  expect(session.note("space again").RST?.status).toBe("OK");
  expect((await session.logout()).RST?.status).toBe("OK");
  expect(shift.anchors()).toEqual([]);
  expect(shift.parts.problems).toEqual(["JOURNAL_UNWRITABLE", "JOURNAL_UNWRITABLE"]);
  expect(shift.logged()).toHaveLength(2);
});

test("a checkpoint that cannot be signed is said once, recorded as an anchor that was not made, and stops nothing", async () => {
  using shift = new Shift();
  mkdirSync(shift.desk.journal.layout.checkpointsLog);
  const session = await shift.open();
  await shift.until(1);
  expect(session.note("at work").RST?.status).toBe("OK");
  expect((await session.logout()).RST?.status).toBe("OK");
  await shift.parts.checkpoints.close();
  expect(shift.anchors()).toMatchObject([
    { AFT: {}, RST: { status: "NG", code: "CHECKPOINT_NOT_SIGNED" } },
    { AFT: {}, RST: { status: "NG", code: "CHECKPOINT_NOT_SIGNED" } },
  ]);
  expect(shift.parts.problems).toEqual(["CHECKPOINT_NOT_SIGNED"]);
  expect(shift.logged()).toEqual([]);
});
