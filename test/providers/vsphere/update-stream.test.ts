import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { asShosekiError, type ErrorCode, failure } from "#domain/errors.js";
import { UpdateStream } from "#providers/vsphere/update-stream.js";
import type { CallOptions, VimClient } from "#providers/vsphere/vim-client.js";
import type { XmlNode } from "#providers/vsphere/xml-reader.js";
import { xml } from "./values.js";

const COLLECTOR = { type: "PropertyCollector", id: "pc-1" };
const LOST = failure("CONNECTION_LOST", { cause: "ECONNRESET" });
const UNSENT = failure("NOT_SENT", { cause: "ECONNREFUSED" });
const CANCELED = failure("SERVER_FAULT", { fault: "RequestCanceled", message: "overtaken" });

/** A wait that stands, with the version that it was asked with. */
interface Standing {
  readonly version: string;
  answer(version: string, machine: string, kind?: string): Promise<void>;
  nothing(): Promise<void>;
  fail(error: Error): void;
}

/** A server whose standing waits are in the hands of the test. A wait whose signal is aborted is given up. */
class Waits {
  readonly asked: Standing[] = [];
  readonly #watchers: (() => void)[] = [];

  /** The `nth` wait, counted from 1, once it has been asked. */
  async wait(nth: number): Promise<Standing> {
    while (this.asked.length < nth) await new Promise<void>((resolve) => this.#watchers.push(resolve));
    return this.asked[nth - 1]!;
  }

  async call(method: string, _self: unknown, args: string, options: CallOptions): Promise<XmlNode> {
    if (method === "CreateFilter") {
      return await xml(
        '<CreateFilterResponse><returnval type="PropertyFilter">f-1</returnval></CreateFilterResponse>',
      );
    }
    const { promise, resolve, reject } = Promise.withResolvers<XmlNode>();
    options.signal?.addEventListener("abort", () => reject(failure("GAVE_UP_WAITING", {})), { once: true });
    const response = async (content: string) =>
      resolve(await xml(`<WaitForUpdatesExResponse>${content}</WaitForUpdatesExResponse>`));
    this.asked.push({
      version: /<version>(.*?)<\/version>/.exec(args)?.[1] ?? "?",
      answer: (version, machine, kind = "enter") => response(updates(version, machine, kind)),
      nothing: () => response(""),
      fail: reject,
    });
    for (const wake of this.#watchers.splice(0)) wake();
    return await promise;
  }
}

function updates(version: string, machine: string, kind: string): string {
  const object = `<kind>${kind}</kind><obj type="VirtualMachine">${machine}</obj>`;
  const set = `<filter type="PropertyFilter">f-1</filter><objectSet>${object}</objectSet>`;
  return `<returnval><version>${version}</version><filterSet>${set}</filterSet></returnval>`;
}

describe("the standing wait", () => {
  let waits: Waits;
  let stream: UpdateStream;
  let handed: string[];
  let interrupted: ErrorCode[];
  let lost: Error[];

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    waits = new Waits();
    const client = waits as unknown as VimClient;
    stream = new UpdateStream({ calls: client, waits: client }, COLLECTOR, 60_000);
    [handed, interrupted, lost] = [[], [], []];
    await stream.addFilter("", (objects) => handed.push(...objects.map(({ moref }) => moref.id)));
    const started = stream.start({
      onInterrupted: (error) => interrupted.push(asShosekiError(error).code),
      onLost: (error) => lost.push(error),
    });
    await (await waits.wait(1)).answer("1", "vm-1");
    await started;
  });
  afterEach(() => {
    stream.stop();
    vi.useRealTimers();
  });

  test("is asked again and again, each time with the version that was handed out last", async () => {
    await (await waits.wait(2)).nothing();
    await (await waits.wait(3)).answer("2", "vm-2");
    await waits.wait(4);
    expect(waits.asked.map(({ version }) => version)).toEqual(["", "1", "1", "2"]);
    expect(handed).toEqual(["vm-1", "vm-2"]);
  });

  test("a first failure is not worth a word: it is asked again after a moment, where it was", async () => {
    (await waits.wait(2)).fail(LOST);
    await vi.advanceTimersByTimeAsync(99);
    expect(waits.asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    await (await waits.wait(3)).answer("2", "vm-2");
    await waits.wait(4);
    expect(waits.asked.map(({ version }) => version)).toEqual(["", "1", "1", "2"]);
    expect(handed).toEqual(["vm-1", "vm-2"]);
    expect(interrupted).toEqual([]);
  });

  test("from the second on each is told, and the pauses grow to 5 s and no further, for ever", async () => {
    const pauses: number[] = [];
    for (let nth = 2; nth < 40; nth++) {
      (await waits.wait(nth)).fail(nth % 2 === 0 ? UNSENT : failure("REPLY_TIMEOUT", { seconds: 90 }));
      await vi.advanceTimersByTimeAsync(0);
      expect(interrupted).toHaveLength(nth - 2);
      let paused = 0;
      for (; waits.asked.length === nth; paused += 50) await vi.advanceTimersByTimeAsync(50);
      pauses.push(paused);
    }
    expect(pauses.slice(0, 6)).toEqual([100, 500, 1000, 2000, 5000, 5000]);
    expect(new Set(pauses.slice(4))).toEqual(new Set([5000]));
    await (await waits.wait(40)).answer("2", "vm-2");
    (await waits.wait(41)).fail(LOST);
    await vi.advanceTimersByTimeAsync(100);
    expect((await waits.wait(42)).version).toBe("2");
    expect(interrupted).toHaveLength(37);
    expect(lost).toEqual([]);
  });

  test("word that the way is back ends the pause, and failures count anew", async () => {
    for (const nth of [2, 3, 4]) {
      (await waits.wait(nth)).fail(UNSENT);
      await vi.advanceTimersByTimeAsync(nth < 4 ? 500 : 0);
    }
    expect(waits.asked).toHaveLength(4);
    expect(interrupted).toEqual(["NOT_SENT", "NOT_SENT"]);
    stream.resume();
    (await waits.wait(5)).fail(LOST);
    await vi.advanceTimersByTimeAsync(0);
    expect(interrupted).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(100);
    await waits.wait(6);
  });

  test("word that the way is back ends a wait that stands, which is asked again at once", async () => {
    await waits.wait(2);
    stream.resume();
    expect((await waits.wait(3)).version).toBe("1");
    await (await waits.wait(2)).answer("2", "vm-2");
    await (await waits.wait(3)).answer("2", "vm-2");
    await waits.wait(4);
    expect(handed).toEqual(["vm-1", "vm-2"]);
    expect(interrupted).toEqual([]);
  });

  test("an answer that has come is not given up with the wait", async () => {
    const answered = (await waits.wait(2)).answer("2", "vm-2");
    await answered;
    stream.resume();
    stream.resume();
    expect((await waits.wait(3)).version).toBe("2");
    expect(handed).toEqual(["vm-1", "vm-2"]);
  });

  test("a wait that an earlier one has overtaken is asked again", async () => {
    (await waits.wait(2)).fail(CANCELED);
    await vi.advanceTimersByTimeAsync(100);
    await (await waits.wait(3)).answer("2", "vm-2");
    await waits.wait(4);
    expect(handed).toEqual(["vm-1", "vm-2"]);
    expect(lost).toEqual([]);
  });

  test.each([
    failure("SESSION_ENDED", {}),
    failure("SERVER_FAULT", { fault: "InvalidCollectorVersion", message: "unknown" }),
    failure("SERVER_FAULT", { fault: "ManagedObjectNotFound", message: "gone" }),
    failure("REPLY_INVALID", { problem: "no XML" }),
  ])("$problem.code is the end, told once", async (error) => {
    (await waits.wait(2)).fail(LOST);
    await vi.advanceTimersByTimeAsync(100);
    (await waits.wait(3)).fail(error);
    await vi.advanceTimersByTimeAsync(60_000);
    stream.resume();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lost).toEqual([error]);
    expect(waits.asked).toHaveLength(3);
    expect(interrupted).toEqual([]);
  });

  test("an answer that cannot be understood is the end as well, and not asked for again", async () => {
    await (await waits.wait(2)).answer("2", "vm-2", "grown");
    stream.resume();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lost).toMatchObject([{ code: "REPLY_INVALID" }]);
    expect(waits.asked).toHaveLength(2);
  });

  test("stopped while it stands or pauses it says nothing more, and leaves no timer", async () => {
    (await waits.wait(2)).fail(LOST);
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(1);
    stream.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(waits.asked).toHaveLength(2);
    expect([...lost, ...interrupted]).toEqual([]);
  });
});
