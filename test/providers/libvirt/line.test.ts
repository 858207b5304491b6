import { afterEach, describe, expect, test, vi } from "vitest";
import { failure } from "#domain/errors.js";
import { Line } from "#providers/libvirt/line.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { type Peer, ScriptedLibvirtd } from "../../rigs/scripted-libvirtd.js";
import { connectedTo } from "./rpc/connecting.js";

const { connectGetHostname, connectGetLibVersion, domainDestroyFlags } = PROCEDURES;
const web = { dom: { name: "web", uuid: new Uint8Array(16).fill(7), id: -1 }, flags: 0 };
const OVER = failure("SESSION_ENDED", {});
const fails = (code: string) => expect.objectContaining({ code }) as Error;

/** What a server says of its own way to another, and the errno that it says it of. */
const EOF = [38, "End of file while reading data: Input/output error", 5] as const;
const CLOSED = [1, "internal error: client socket is closed", -1] as const;
const NOBODY_THERE = [38, "Failed to connect socket to '/run/libvirt/virtnetworkd-sock'", 2] as const;

type Said = typeof EOF | typeof CLOSED | typeof NOBODY_THERE;

/** A server that says this of every call, and what it says of another; and a line to it. */
async function lineTo(said: Said, other: Said | null) {
  const server = await ScriptedLibvirtd.start((call, peer) => {
    const isOther = call.procedure === connectGetLibVersion.number;
    const [code, message, int1] = (isOther ? other : said) ?? [];
    if (code === undefined) peer.reply(call, connectGetLibVersion.ret, { libVer: 9_000_000 });
    else peer.error(call, code, message ?? "", { domain: 7, int1: int1 ?? -1 });
  });
  return { server, line: new Line(() => connectedTo(server)) };
}

describe("of a server that passes calls on to another", () => {
  test.each([EOF, CLOSED])(
    "%i, %s: nobody knows, and the next call goes over another connection",
    async (...said) => {
      const { server, line } = await lineTo(said as unknown as Said, null);
      await using _ = server;
      const lost = fails("CONNECTION_LOST");
      await expect(line.call(domainDestroyFlags, web)).rejects.toThrow(lost);
      await expect(line.call(domainDestroyFlags, web)).rejects.toThrow(lost);
      expect(server.peers).toHaveLength(2);
      expect(server.of(domainDestroyFlags.number)).toHaveLength(2);
      await server.until(() => server.peers.every(({ isGone }) => isGone));
      await line.end(OVER);
    },
  );

  test("where that one was not even there, that is the answer", async () => {
    const { server, line } = await lineTo(NOBODY_THERE, null);
    await using _ = server;
    await expect(line.call(domainDestroyFlags, web)).rejects.toThrow(fails("SERVER_FAULT"));
    await expect(line.call(domainDestroyFlags, web)).rejects.toThrow(fails("SERVER_FAULT"));
    expect(server.peers).toHaveLength(1);
    await line.end(OVER);
  });

  test.each([
    ["the answer, where it still answers others", null, "SERVER_FAULT"],
    ["of its own way, where it says the same of others", CLOSED, "CONNECTION_LOST"],
  ] as const)("what a call says that goes to another server itself is %s", async (_, other, code) => {
    const { server, line } = await lineTo(CLOSED, other);
    await using __ = server;
    const call = line.call(domainDestroyFlags, web, { timeoutMs: null, goesFurther: true });
    await expect(call).rejects.toThrow(fails(code));
    await line.end(OVER);
  });
});

describe("a connection on which the server would read no call any more", () => {
  const often = { intervalMs: 10, count: 2 };

  test("five that nobody waits for hold its places: the sixth goes over another", async () => {
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      if (peer !== server.peers[0]) peer.reply(call, connectGetHostname.ret, { hostname: "kvm1" });
    });
    const line = new Line(() => connectedTo(server));
    const stop = new AbortController();
    const given = Array.from({ length: 5 }, () =>
      line.call(domainDestroyFlags, web, { signal: stop.signal }),
    );
    const ends = Promise.allSettled(given);
    await server.until(() => server.of(domainDestroyFlags.number).length === 5);
    stop.abort();
    await ends;
    expect(await line.call(connectGetHostname, {})).toEqual({ hostname: "kvm1" });
    expect(server.peers).toHaveLength(2);
    expect(server.of(domainDestroyFlags.number)).toHaveLength(5);
    await line.end(OVER);
  });

  test("what stands there when the way is back ends, once it has been silent for as long as any other", async () => {
    await using server = await ScriptedLibvirtd.start();
    server.answersPings = false;
    const line = new Line(() => connectedTo(server, often));
    const stop = new AbortController();
    const given = line.call(domainDestroyFlags, web, { signal: stop.signal });
    const ends = Promise.allSettled([
      given,
      ...Array.from({ length: 4 }, () => line.call(domainDestroyFlags, web, { timeoutMs: null })),
    ]);
    await server.until(() => server.of(domainDestroyFlags.number).length === 5);
    stop.abort();
    line.renew();
    const codes = (await ends).map((end) => end.status === "rejected" && end.reason.code);
    expect(codes).toEqual(["GAVE_UP_WAITING", ...Array(4).fill("CONNECTION_LOST")]);
    await line.end(OVER);
  });
});

describe("a way that is gone", () => {
  afterEach(() => vi.useRealTimers());

  test("is tried ever less often, however many ask for it; at once when somebody hurries", async () => {
    vi.useFakeTimers();
    const tried: number[] = [];
    const line = new Line(() => {
      tried.push(performance.now());
      return Promise.reject(failure("NOT_SENT", { cause: "connect ECONNREFUSED" }));
    });
    const ask = () => line.call(connectGetHostname, {}).catch(({ code }) => code);
    // Two that look every half a second, for a minute.
    for (let ms = 0; ms < 60_000; ms += 500) {
      void ask();
      void ask();
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(tried.length).toBeGreaterThan(10);
    expect(tried.length).toBeLessThan(18);
    const before = tried.length;
    const asked = ask();
    await vi.advanceTimersByTimeAsync(0);
    expect(tried).toHaveLength(before);
    line.hurry();
    expect(await asked).toBe("NOT_SENT");
    expect(tried).toHaveLength(before + 1);
    await line.end(OVER);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("whoever stops waiting for it has sent nothing; when it is there, what waits is sent", async () => {
    await using server = await ScriptedLibvirtd.start((call, peer: Peer) => {
      peer.reply(call, connectGetHostname.ret, { hostname: "kvm1" });
    });
    let isThere = false;
    const line = new Line(() => {
      if (isThere) return connectedTo(server);
      return Promise.reject(failure("NOT_SENT", { cause: "connect ECONNREFUSED" }));
    });
    await expect(line.call(connectGetHostname, {})).rejects.toThrow(fails("NOT_SENT"));
    const stop = new AbortController();
    const stopped = line.call(connectGetHostname, {}, { signal: stop.signal });
    const waiting = line.call(connectGetHostname, {});
    stop.abort();
    await expect(stopped).rejects.toThrow(fails("NOT_SENT"));
    isThere = true;
    expect(await waiting).toEqual({ hostname: "kvm1" });
    expect(server.of(connectGetHostname.number)).toHaveLength(1);
    await line.end(OVER);
  });
});
