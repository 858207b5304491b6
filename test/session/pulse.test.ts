import { afterEach, describe, expect, test, vi } from "vitest";
import { failure, type ShosekiError } from "#domain/errors.js";
import type { Pong } from "#providers/login-facts.js";
import { type Cadence, Pulse } from "#session/pulse.js";
import { FAST, QUIET } from "./cadences.js";

const lost = failure("CONNECTION_LOST", { cause: "reset" });
const unsent = failure("NOT_SENT", { cause: "refused" });
const timeout = failure("REPLY_TIMEOUT", { seconds: 1 });
const pong: Pong = { clockOffsetMs: 7 };

/** A server that answers what the script says, and after that nothing at all. */
class Scripted {
  readonly said: string[] = [];
  /** How long after the beginning each question came, in milliseconds. */
  readonly asked: number[] = [];
  readonly signals: AbortSignal[] = [];
  readonly pulse: Pulse;
  readonly #begun = performance.now();

  constructor(script: readonly (Pong | Error | (() => Promise<Pong>))[], cadence?: Cadence) {
    const answers = [...script];
    const listeners = {
      onAnswer: (ms: number, { clockOffsetMs }: Pong) => {
        expect(ms).toBeGreaterThanOrEqual(0);
        this.said.push(`answer ${clockOffsetMs}`);
      },
      onInterrupted: ({ code }: ShosekiError, attempts: number) =>
        this.said.push(`interrupted ${code} ${attempts}`),
      onRestored: () => this.said.push("restored"),
      onOver: ({ code }: ShosekiError) => this.said.push(`over ${code}`),
    };
    this.pulse = new Pulse(
      (signal) => {
        this.asked.push(performance.now() - this.#begun);
        this.signals.push(signal);
        const answer = answers.shift() ?? silence(signal);
        if (answer instanceof Error) return Promise.reject(answer);
        return typeof answer === "function" ? answer() : Promise.resolve(answer);
      },
      listeners,
      cadence,
    );
  }

  /** Resolves once it has asked so often. */
  async until(count: number): Promise<void> {
    await vi.waitFor(() => expect(this.asked.length).toBe(count), { interval: 1 });
  }
}

function silence(signal: AbortSignal): () => Promise<Pong> {
  const { promise, reject } = Promise.withResolvers<Pong>();
  signal.addEventListener("abort", () => reject(failure("GAVE_UP_WAITING", {})), { once: true });
  return () => promise;
}

afterEach(() => void vi.useRealTimers());

test("a server that goes and comes back: the first question without an answer, each further one, and the end", async () => {
  const server = new Scripted([pong, lost, lost, timeout, unsent, lost, pong, pong], FAST);
  server.pulse.begin();
  await server.until(9);
  expect(server.said).toEqual([
    "answer 7",
    "interrupted CONNECTION_LOST 1",
    "interrupted REPLY_TIMEOUT 2",
    "interrupted NOT_SENT 3",
    "interrupted CONNECTION_LOST 4",
    "restored",
    "answer 7",
    "answer 7",
  ]);
  server.pulse.stop();
});

test.each([
  ["has closed an idle connection", lost],
  ["has closed one before anything was sent", unsent],
])("a server that %s is asked again before anybody is told", async (_, error) => {
  const server = new Scripted([error, pong], FAST);
  server.pulse.begin();
  await server.until(3);
  expect(server.said).toEqual(["answer 7"]);
  server.pulse.stop();
});

test("a reply that makes no sense, or came too late, is not asked for twice", async () => {
  const server = new Scripted([failure("REPLY_INVALID", { problem: "a proxy's page" }), timeout, pong], FAST);
  server.pulse.begin();
  await server.until(4);
  expect(server.said).toEqual([
    "interrupted REPLY_INVALID 1",
    "interrupted REPLY_TIMEOUT 2",
    "restored",
    "answer 7",
  ]);
  server.pulse.stop();
});

test("a server that refuses the question is there", async () => {
  const server = new Scripted(
    [timeout, failure("SERVER_FAULT", { fault: "NoPermission", message: "no" }), pong],
    FAST,
  );
  server.pulse.begin();
  await server.until(4);
  expect(server.said).toEqual(["interrupted REPLY_TIMEOUT 1", "restored", "answer 7"]);
  server.pulse.stop();
});

describe.each([
  failure("SESSION_ENDED", {}),
  failure("CERTIFICATE_CHANGED", {
    ...{ endpoint: "e", algorithm: "SHA-256", known: "77", keeper: "shoseki", file: "/k", line: 1 },
    ...{ thumbprint: "3F", subject: "CN=vc1", issuer: "CN=ca", from: "then", until: "later" },
  } as const),
])("%s", (error) => {
  test("is the end of it, and nothing is asked any more", async () => {
    vi.useFakeTimers();
    const server = new Scripted([pong, error]);
    server.pulse.begin();
    await vi.advanceTimersByTimeAsync(8_000);
    expect(server.said).toEqual(["answer 7", `over ${error.code}`]);
    server.pulse.hurry();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.said).toHaveLength(2);
    expect(server.asked).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("whoever cannot wait", () => {
  test("has it asked at once", async () => {
    const server = new Scripted([pong, pong], QUIET);
    server.pulse.begin();
    server.pulse.hurry();
    await server.until(1);
    await vi.waitFor(() => expect(server.said).toHaveLength(1));
    server.pulse.hurry();
    await server.until(2);
    server.pulse.stop();
  });

  test("has it asked again where a question is on its way already", async () => {
    const first = Promise.withResolvers<Pong>();
    const server = new Scripted([() => first.promise, pong], QUIET);
    server.pulse.begin();
    server.pulse.hurry();
    await server.until(1);
    server.pulse.hurry();
    first.resolve(pong);
    await server.until(2);
    await vi.waitFor(() => expect(server.said).toEqual(["answer 7", "answer 7"]));
    server.pulse.stop();
  });
});

describe("on the clock", () => {
  test("a network that has died is noticed within 10 s", async () => {
    vi.useFakeTimers();
    const server = new Scripted([]);
    server.pulse.begin();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(server.said).toEqual(["interrupted REPLY_TIMEOUT 1"]);
    expect(server.signals[0]!.aborted).toBe(true);
    server.pulse.stop();
  });

  test("even where a connection breaks late, and the second question is not answered", async () => {
    vi.useFakeTimers();
    const { promise, reject } = Promise.withResolvers<Pong>();
    const server = new Scripted([() => promise]);
    server.pulse.begin();
    await vi.advanceTimersByTimeAsync(8_900);
    reject(lost);
    await vi.advanceTimersByTimeAsync(101);
    expect(server.asked).toHaveLength(2);
    expect(server.said).toEqual(["interrupted REPLY_TIMEOUT 1"]);
    server.pulse.stop();
  });

  test("a server that is away is asked less and less often", async () => {
    vi.useFakeTimers();
    const server = new Scripted(Array(11).fill(unsent));
    server.pulse.begin();
    await vi.advanceTimersByTimeAsync(65_000);
    const seconds = [4, 4, 4.25, 4.75, 5.75, 7.75, 11.75, 19.75, 34.75, 49.75, 64.75];
    expect(server.asked.map((ms) => Math.round(ms) / 1000)).toEqual(seconds);
    server.pulse.stop();
  });

  test("an answer that comes after all is that of another time", async () => {
    vi.useFakeTimers();
    const { promise, resolve } = Promise.withResolvers<Pong>();
    const server = new Scripted([() => promise, pong], { ...FAST, answerMs: 100 });
    server.pulse.begin();
    await vi.advanceTimersByTimeAsync(50);
    server.pulse.stop();
    resolve(pong);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.said).toEqual([]);
    expect(server.asked).toHaveLength(1);
  });

  test("stopped, it leaves no timer behind: between two questions, and while one is on its way", async () => {
    vi.useFakeTimers();
    const between = new Scripted([pong]);
    between.pulse.begin();
    await vi.advanceTimersByTimeAsync(4_100);
    expect(between.said).toEqual(["answer 7"]);
    between.pulse.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);

    const asking = new Scripted([]);
    asking.pulse.begin();
    await vi.advanceTimersByTimeAsync(4_100);
    expect(asking.asked).toHaveLength(1);
    asking.pulse.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(asking.said).toEqual([]);
  });
});
