import { afterEach, describe, expect, test, vi } from "vitest";
import type { Entry } from "#domain/entry.js";
import { failure, type ShosekiError } from "#domain/errors.js";
import { Link, type LinkParts } from "#session/fleet/link.js";
import { FAST, QUIET } from "../cadences.js";
import { Desk } from "../desk.js";
import { FakeProvider } from "../fake-provider.js";
import { away } from "../left-behind.js";
import { met } from "../met.js";
import { opened, steps } from "../opened.js";

const ended = failure("SESSION_ENDED", {});
const refused = failure("LOGIN_REFUSED", { user: "operator", fault: "InvalidLogin", message: "no" });
const unreachable = failure("UNREACHABLE", { endpoint: "e", cause: "ECONNREFUSED" });

afterEach(() => void vi.useRealTimers());

/** A link of a console at a desk: each Login is by a session of its own, on a server of its own. */
class Linked implements Disposable {
  readonly desks: Desk[] = [new Desk()];
  readonly providers: FakeProvider[] = [];
  readonly told: string[] = [];
  readonly link: Link;
  /** What the next Logins meet before there is a session, in order; null where there will be one. */
  readonly meets: (ShosekiError | Promise<void> | null)[] = [];
  /** Is given each server before there is a session on it. */
  prepare: (provider: FakeProvider) => void = () => undefined;
  closed = 0;
  /** How many Logins have come so far as to connect. */
  connecting = 0;

  constructor(parts: Partial<LinkParts> = {}, cadence = QUIET) {
    const [first] = this.desks;
    this.link = new Link(
      {
        name: "vc1",
        endpoint: first!.trail.endpoint,
        user: "operator",
        relogin: "ask",
        logIn: async (watcher, signal, reopening) => {
          const desk =
            this.desks.length > this.#logins ? this.desks[this.#logins]! : new Desk({ beside: first! });
          if (!this.desks.includes(desk)) this.desks.push(desk);
          this.#logins += 1;
          this.signals.push(signal);
          return await opened(desk, new FakeProvider(), {
            watcher,
            reopening,
            cadence,
            connect: async () => {
              this.connecting += 1;
              const meets = this.meets.shift() ?? null;
              if (meets instanceof Error) throw meets;
              await meets;
              const provider = new FakeProvider();
              this.prepare(provider);
              this.providers.push(provider);
              return provider;
            },
          });
        },
        close: async () => {
          this.closed += 1;
        },
        ...parts,
      },
      {
        onOpened: () => this.told.push("opened"),
        onInterrupted: (_, { code }) => this.told.push(`interrupted ${code}`),
        onRestored: () => this.told.push("restored"),
        onEnded: (_, { code }) => this.told.push(`ended ${code}`),
        onRefused: (_, { code }) => this.told.push(`refused ${code}`),
        onChange: () => undefined,
      },
    );
  }

  #logins = 0;
  readonly signals: AbortSignal[] = [];

  /** The server ends the session that is there. */
  end(error: ShosekiError = ended): void {
    this.providers.at(-1)!.listeners!.onLost(error);
  }

  entries(): Entry[] {
    return this.desks[0]!.entries();
  }

  /** The intents and outcomes of the Logins, but for the first. */
  logins(): Entry[] {
    return this.entries()
      .filter(({ OPR }) => OPR === "Login")
      .slice(2);
  }

  [Symbol.dispose](): void {
    for (const desk of this.desks.toReversed()) desk[Symbol.dispose]();
  }
}

test("from Login to Logout", async () => {
  using linked = new Linked({}, FAST);
  const { link } = linked;
  expect([link.state, link.session, link.inventory, link.user]).toEqual([
    "connecting",
    null,
    null,
    "operator",
  ]);
  await link.open();
  expect([link.state, link.user]).toEqual(["open", "DOMAIN\\operator"]);
  expect(link.openSession).toBe(link.session);
  expect(link.isOf("operator") && link.isOf("DOMAIN\\operator")).toBe(true);
  await met(() => link.roundTripMs !== null);
  expect(await link.close()).toMatchObject({ OPR: "Logout", RST: { status: "OK" } });
  expect(await link.close()).toMatchObject({ OPR: "Logout" });
  expect(linked.told).toEqual(["opened"]);
  expect(linked.closed).toBe(1);
  expect(steps(linked.entries())).toEqual([
    "intent Login",
    "outcome Login OK",
    "intent Logout",
    "outcome Logout OK",
  ]);
});

test("the way goes and comes back: the session is the same", async () => {
  using linked = new Linked({}, FAST);
  const { link } = linked;
  await link.open();
  const { session } = link;
  linked.providers[0]!.twists.ping = away;
  await met(() => link.attempts >= 2);
  expect([link.state, link.error?.code, link.openSession]).toEqual(["interrupted", "CONNECTION_LOST", null]);
  expect(link.roundTripMs).toBeNull();
  expect(link.session).toBe(session);
  delete linked.providers[0]!.twists.ping;
  await link.retry();
  await met(() => link.state === "open");
  expect([link.error, link.attempts]).toEqual([null, 0]);
  expect(linked.told).toEqual(["opened", "interrupted CONNECTION_LOST", "restored"]);
  await link.close();
});

describe("a session that the server has ended", () => {
  test("is opened again by the operator's consent, and the Login says so", async () => {
    using linked = new Linked();
    const { link } = linked;
    await link.open();
    const before = link.session!;
    linked.end();
    expect([link.state, link.error?.code]).toEqual(["ended", "SESSION_ENDED"]);
    expect(linked.told).toEqual(["opened", "ended SESSION_ENDED"]);
    await link.retry();
    expect(link.state).toBe("open");
    expect(link.session).not.toBe(before);
    const facts = { previous: before.login.USR.session, endedBy: "SESSION_ENDED", consent: "operator" };
    expect(linked.logins()).toMatchObject([
      { phase: "intent", BEF: facts },
      { phase: "outcome", BEF: facts, RST: { status: "OK" } },
    ]);
    await link.close();
    expect(steps(linked.entries())).toEqual([
      "intent Login",
      "outcome Login OK",
      "session SessionEnded NG SESSION_ENDED",
      "intent Login",
      "outcome Login OK",
      "intent Logout",
      "outcome Logout OK",
    ]);
    expect(linked.providers.map(({ calls }) => calls.includes("close"))).toEqual([true, true]);
  });

  test("is not opened again by itself where the operator is to be asked", async () => {
    using linked = new Linked();
    await linked.link.open();
    vi.useFakeTimers();
    linked.end();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(linked.link.state).toBe("ended");
    expect(linked.logins()).toEqual([]);
    vi.useRealTimers();
    expect(await linked.link.close()).toMatchObject({ OPR: "SessionEnded" });
  });

  test("is opened again by itself where the profile says so, later and later if it does not last", async () => {
    using linked = new Linked({ relogin: "always" });
    const { link } = linked;
    await link.open();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    for (const [again, pause] of [5_000, 30_000, 120_000, 300_000, 300_000].entries()) {
      linked.end();
      await vi.advanceTimersByTimeAsync(pause - 1);
      expect([link.state, linked.providers.length]).toEqual(["ended", again + 1]);
      await vi.advanceTimersByTimeAsync(1);
      await vi.waitFor(() => expect(link.state).toBe("open"));
      expect(linked.providers).toHaveLength(again + 2);
    }
    vi.useRealTimers();
    expect(linked.logins().at(-1)?.BEF).toMatchObject({ endedBy: "SESSION_ENDED", consent: "profile" });
    await link.close();
  });

  test("that had lasted is opened again at once", async () => {
    using linked = new Linked({ relogin: "always" });
    const { link } = linked;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    await vi.advanceTimersByTimeAsync(1);
    await link.open();
    await vi.advanceTimersByTimeAsync(300_001);
    linked.end();
    await vi.advanceTimersByTimeAsync(0);
    await vi.waitFor(() => expect(linked.told).toEqual(["opened", "ended SESSION_ENDED", "opened"]));
    vi.useRealTimers();
    await link.close();
  });

  test("a password that is refused is not tried again: that locks accounts", async () => {
    using linked = new Linked({ relogin: "always" });
    const { link } = linked;
    await link.open();
    linked.meets.push(refused);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    linked.end();
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitFor(() => expect(linked.told.at(-1)).toBe("refused LOGIN_REFUSED"));
    expect(link.state).toBe("ended");
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(linked.logins()).toHaveLength(2);
    vi.useRealTimers();
    // The operator may: and what is said is why the session was over.
    await link.retry();
    expect(linked.logins().at(-1)).toMatchObject({
      BEF: { endedBy: "SESSION_ENDED", consent: "operator", previous: linked.desks[0]!.session },
      RST: { status: "OK" },
    });
    await link.close();
  });

  test("a server that is away then is tried again", async () => {
    using linked = new Linked({ relogin: "always" });
    const { link } = linked;
    await link.open();
    linked.meets.push(unreachable, unreachable);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    linked.end();
    for (const pause of [5_000, 30_000]) {
      const told = linked.told.length;
      await vi.advanceTimersByTimeAsync(pause);
      await vi.waitFor(() => expect(linked.told.length).toBe(told + 1));
    }
    await vi.advanceTimersByTimeAsync(120_000);
    await vi.waitFor(() => expect(link.state).toBe("open"));
    vi.useRealTimers();
    expect(linked.told).toEqual([
      "opened",
      "ended SESSION_ENDED",
      "refused UNREACHABLE",
      "refused UNREACHABLE",
      "opened",
    ]);
    expect(link.error).toBeNull();
    await link.close();
  });

  test("an operator who is impatient does not put an end to that", async () => {
    using linked = new Linked({ relogin: "always" });
    const { link } = linked;
    await link.open();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    linked.end();
    linked.meets.push(unreachable);
    await expect(link.retry()).rejects.toMatchObject({ code: "UNREACHABLE" });
    expect([link.state, link.error?.code]).toEqual(["ended", "SESSION_ENDED"]);
    await vi.advanceTimersByTimeAsync(30_000);
    await vi.waitFor(() => expect(link.state).toBe("open"));
    vi.useRealTimers();
    expect(linked.logins().at(-1)?.BEF).toMatchObject({ endedBy: "SESSION_ENDED", consent: "profile" });
    await link.close();
  });

  test("nor does one whose password is refused have it tried again", async () => {
    using linked = new Linked({ relogin: "always" });
    const { link } = linked;
    await link.open();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    linked.end();
    linked.meets.push(refused);
    await expect(link.retry()).rejects.toMatchObject({ code: "LOGIN_REFUSED" });
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect([link.state, linked.providers.length]).toEqual(["ended", 1]);
    vi.useRealTimers();
    await link.close();
  });

  test("for another reason than that the server has ended it, it is for the operator to open", async () => {
    using linked = new Linked({ relogin: "always" });
    const { link } = linked;
    await link.open();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    linked.end(failure("REPLY_INVALID", { problem: "cut" }));
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(link.state).toBe("ended");
    vi.useRealTimers();
    await link.retry();
    expect(steps(linked.entries())).toEqual([
      "intent Login",
      "outcome Login OK",
      "session SessionEnded NG REPLY_INVALID",
      "intent Logout",
      "outcome Logout OK",
      "intent Login",
      "outcome Login OK",
    ]);
    await link.close();
  });

  test("what the operator had switched to read-only is so in the one that takes its place", async () => {
    using linked = new Linked();
    const { link } = linked;
    await link.open();
    link.session!.setReadOnly(true);
    linked.end();
    await link.retry();
    expect(link.session!.restraints.readOnly).toBe("operator");
    expect(linked.logins()[1]!.AFT).toMatchObject({ readOnly: true });
    await link.close();
  });
});

describe("a first Login", () => {
  test("that fails is told to whoever asked for it, and may be tried again", async () => {
    using linked = new Linked();
    const { link } = linked;
    linked.meets.push(refused);
    await expect(link.open()).rejects.toMatchObject({ code: "LOGIN_REFUSED" });
    expect([link.state, link.error?.code, link.session]).toEqual(["ended", "LOGIN_REFUSED", null]);
    expect(linked.told).toEqual([]);
    await link.retry();
    expect(link.state).toBe("open");
    expect(linked.logins()[0]!.BEF).toBeUndefined();
    await link.close();
  });

  test("in which the session ends is told in that order", async () => {
    using linked = new Linked();
    const { link } = linked;
    linked.prepare = (provider) => {
      provider.twists.feed = () => provider.listeners!.onLost(ended);
    };
    await link.open();
    expect(linked.told).toEqual(["opened", "ended SESSION_ENDED"]);
    expect(link.state).toBe("ended");
    await link.close();
  });

  test("that is under way when the console leaves is given up; what gets through all the same is logged out of", async () => {
    using linked = new Linked();
    const { link } = linked;
    const login = Promise.withResolvers<void>();
    linked.meets.push(login.promise);
    const opening = link.open();
    await met(() => linked.connecting === 1);
    const closing = link.close();
    expect(linked.signals[0]!.aborted).toBe(true);
    expect(linked.closed).toBe(0);
    login.resolve();
    expect(await closing).toMatchObject({ OPR: "Logout", RST: { status: "OK" } });
    await opening;
    expect([link.state, linked.closed]).toEqual(["closed", 1]);
    expect(linked.told).toEqual([]);
    expect(linked.providers[0]!.calls).toContain("logout");
    expect(linked.desks[0]!.journal.deadSessions()).toEqual([]);
  });

  test("that fails when the console has left is nobody's business any more", async () => {
    using linked = new Linked();
    const { link } = linked;
    const login = Promise.withResolvers<void>();
    linked.meets.push(login.promise);
    const opening = expect(link.open()).rejects.toMatchObject({ code: "UNREACHABLE" });
    await met(() => linked.connecting === 1);
    const closing = link.close();
    login.reject(unreachable);
    expect(await closing).toBeNull();
    await opening;
    expect(link.state).toBe("closed");
  });
});

test("a console that leaves while an ended session is being put away does not log in again", async () => {
  using linked = new Linked();
  const { link } = linked;
  await link.open();
  const logout = Promise.withResolvers<void>();
  linked.providers[0]!.twists.logout = () => logout.promise;
  linked.end(failure("REPLY_INVALID", { problem: "cut" }));
  const again = link.retry();
  await met(() => linked.providers[0]!.calls.includes("logout"));
  const closing = link.close();
  logout.resolve();
  await Promise.all([again, closing]);
  expect(linked.logins()).toEqual([]);
  expect([link.state, linked.closed]).toEqual(["closed", 1]);
});

test("closed, it hears nothing, and nothing is tried again", async () => {
  using linked = new Linked({ relogin: "always" });
  const { link } = linked;
  await link.open();
  linked.end();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await link.close();
  linked.end();
  linked.providers[0]!.listeners!.onInterrupted(away);
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  await link.retry();
  expect(link.state).toBe("closed");
  expect(linked.told).toEqual(["opened", "ended SESSION_ENDED"]);
  expect(linked.logins()).toEqual([]);
});
