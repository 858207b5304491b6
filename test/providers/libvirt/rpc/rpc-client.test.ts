import { describe, expect, test } from "vitest";
import { EVENTS } from "#providers/libvirt/rpc/events.js";
import { libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";
import { type Message, PROGRAMS } from "#providers/libvirt/rpc/message.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { ScriptedLibvirtd } from "../../../rigs/scripted-libvirtd.js";
import { connectedTo } from "./connecting.js";

const { connectGetHostname, storagePoolLookupByName, domainDestroyFlags } = PROCEDURES;
const web01 = { name: "web-01", uuid: new Uint8Array(16).fill(7), id: -1 };
const code = (error: string) => expect.objectContaining({ code: error }) as Error;

/** A pool of the name that came with a call to be looked up, which is short. */
const poolIn = ({ payload }: Message) => {
  const name = Buffer.from(payload).toString("utf8", 4, 4 + (payload[3] ?? 0));
  return { name, uuid: new Uint8Array(16).fill(7) };
};

describe("calls side by side", () => {
  test("find their replies in whatever order those come", async () => {
    const held: Message[] = [];
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      held.push(call);
      if (held.length < 3) return;
      for (const each of held.reverse()) {
        peer.reply(each, storagePoolLookupByName.ret, { pool: poolIn(each) });
      }
    });
    const client = await connectedTo(server);
    const names = ["web-01", "web-02", "web-03"];
    const found = await Promise.all(names.map((name) => client.call(storagePoolLookupByName, { name })));
    expect(found.map(({ pool }) => pool.name)).toEqual(names);
    await client.close();
  });

  test("a thousand are answered, cut anywhere", async () => {
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      peer.reply(call, storagePoolLookupByName.ret, { pool: poolIn(call) });
    });
    const client = await connectedTo(server);
    const names = Array.from({ length: 1_000 }, (_, index) => `vm-${index}`);
    const found = await Promise.all(names.map((name) => client.call(storagePoolLookupByName, { name })));
    expect(found.map(({ pool }) => pool.name)).toEqual(names);
    expect(new Set(server.received.map(({ serial }) => serial)).size).toBe(server.received.length);
    await client.close();
  });

  test("an event between them, and another before the rest of a reply is there, reach who listens", async () => {
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      peer.event(EVENTS.domainLifecycle, { callbackId: 1, msg: { dom: web01, event: 2, detail: 0 } });
      peer.reply(call, connectGetHostname.ret, { hostname: "kvm1" });
      peer.event(EVENTS.domainDeviceAdded, { callbackId: 2, dom: web01, devAlias: "nobody listens" });
      peer.event(EVENTS.domainLifecycle, { callbackId: 1, msg: { dom: web01, event: 5, detail: 1 } });
    });
    const client = await connectedTo(server);
    const heard: number[] = [];
    const end = client.on(EVENTS.domainLifecycle, ({ msg }) => heard.push(msg.event));
    expect(await client.call(connectGetHostname, {})).toEqual({ hostname: "kvm1" });
    await expect.poll(() => heard).toEqual([2, 5]);
    end();
    await client.call(connectGetHostname, {});
    await client.call(connectGetHostname, {});
    expect(heard).toEqual([2, 5]);
    await client.close();
  });

  test("what the server refuses is a fault with the name that libvirt has for it", async () => {
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      peer.error(call, 42, "Domain not found: no domain with matching uuid (web-09)");
    });
    const client = await connectedTo(server);
    const error = await client
      .call(domainDestroyFlags, { dom: web01, flags: 0 })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      problem: {
        code: "SERVER_FAULT",
        facts: { fault: "VIR_ERR_NO_DOMAIN", message: expect.stringContaining("(web-09)") as string },
      },
    });
    expect(libvirtErrorOf(error)).toMatchObject({ code: 42, domain: 12, level: 2 });
    expect(libvirtErrorOf(new Error("another"))).toBeNull();
    await client.close();
  });
});

describe("what became of a call whose connection ends", () => {
  test("it was sent: CONNECTION_LOST, and it is sent to nobody else", async () => {
    await using server = await ScriptedLibvirtd.start((_, peer) => peer.cut());
    const client = await connectedTo(server);
    await expect(client.call(domainDestroyFlags, { dom: web01, flags: 0 })).rejects.toThrow(
      code("CONNECTION_LOST"),
    );
    expect(await client.closed).toMatchObject({ code: "CONNECTION_LOST" });
    await expect(client.call(domainDestroyFlags, { dom: web01, flags: 0 })).rejects.toThrow(code("NOT_SENT"));
    expect(server.of(domainDestroyFlags.number)).toHaveLength(1);
    expect(server.peers).toHaveLength(1);
  });

  test("the reply had begun: CONNECTION_LOST, saying so", async () => {
    await using server = await ScriptedLibvirtd.start((_, peer) => {
      peer.raw(Buffer.from([0, 0, 0, 40, 0x20]));
      peer.end();
    });
    const client = await connectedTo(server);
    await expect(client.call(connectGetHostname, {})).rejects.toThrow(/in the middle of a message/);
  });

  test("it waited behind another that the server did not take: NOT_SENT, and that other one CONNECTION_LOST", async () => {
    await using server = await ScriptedLibvirtd.start();
    const client = await connectedTo(server);
    server.peers[0]?.pause();
    // More than the system holds for a server that does not read.
    const large = "x".repeat(4 * 1024 * 1024);
    const first = client.call(PROCEDURES.domainDefineXmlFlags, { xml: large, flags: 0 });
    const second = client.call(domainDestroyFlags, { dom: web01, flags: 0 });
    const ends = Promise.allSettled([first, second]);
    server.peers[0]?.cut();
    expect((await ends).map((end) => end.status === "rejected" && end.reason.code)).toEqual([
      "CONNECTION_LOST",
      "NOT_SENT",
    ]);
  });

  test("it was closed here: what had been sent may have been done", async () => {
    await using server = await ScriptedLibvirtd.start();
    const client = await connectedTo(server);
    const waiting = client.call(connectGetHostname, {});
    const end = expect(waiting).rejects.toThrow(code("CONNECTION_LOST"));
    await client.close();
    await end;
    expect(await client.closed).toBeNull();
    expect(server.of(PROCEDURES.connectClose.number)).toHaveLength(1);
    await server.until(() => server.peers[0]?.isGone === true);
  });
});

describe("a goodbye", () => {
  test("the server closes the connection and its answer is never read: that is what was asked for", async () => {
    await using server = await ScriptedLibvirtd.start();
    server.farewell = (peer) => peer.end();
    const client = await connectedTo(server);
    await client.goodbye();
    expect(await client.closed).toMatchObject({ code: "CONNECTION_LOST" });
  });

  test("a connection that has ended before says that nothing has been sent", async () => {
    await using server = await ScriptedLibvirtd.start((_, peer) => peer.cut());
    const client = await connectedTo(server);
    await client.call(connectGetHostname, {}).catch(() => undefined);
    await expect(client.goodbye()).rejects.toThrow(code("NOT_SENT"));
  });

  test("to a server that says nothing any more: nobody knows whether it has heard it", async () => {
    await using server = await ScriptedLibvirtd.start();
    server.farewell = () => undefined;
    server.answersPings = false;
    const client = await connectedTo(server, { intervalMs: 20, count: 2 });
    await expect(client.goodbye()).rejects.toThrow(code("CONNECTION_LOST"));
  });
});

describe("a call that is waited for no longer", () => {
  test("late: REPLY_TIMEOUT, and the reply that comes then is nobody else's", async () => {
    let late: (() => void) | undefined;
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      const reply = () => peer.reply(call, connectGetHostname.ret, { hostname: `kvm${call.serial}` });
      if (late === undefined) late = reply;
      else reply();
    });
    const client = await connectedTo(server);
    await expect(client.call(connectGetHostname, {}, { timeoutMs: 5 })).rejects.toThrow(
      code("REPLY_TIMEOUT"),
    );
    await server.until(() => late !== undefined);
    late?.();
    const second = await client.call(connectGetHostname, {});
    expect(second.hostname).toBe(`kvm${server.received.at(-1)?.serial}`);
    await client.close();
  });

  test("given up: GAVE_UP_WAITING when it was sent, NOT_SENT when it was not", async () => {
    await using server = await ScriptedLibvirtd.start();
    const client = await connectedTo(server);
    const giving = new AbortController();
    const waiting = client.call(connectGetHostname, {}, { signal: giving.signal });
    await server.until(() => server.of(connectGetHostname.number).length === 1);
    giving.abort();
    await expect(waiting).rejects.toThrow(code("GAVE_UP_WAITING"));
    await expect(client.call(connectGetHostname, {}, { signal: giving.signal })).rejects.toThrow(
      code("NOT_SENT"),
    );
    expect(server.of(connectGetHostname.number)).toHaveLength(1);
    await client.close();
  });

  test("given up while it waits to be sent: NOT_SENT, and it never is", async () => {
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      if (call.procedure === PROCEDURES.domainDefineXmlFlags.number) {
        peer.reply(call, PROCEDURES.domainDefineXmlFlags.ret, { dom: web01 });
      }
    });
    const client = await connectedTo(server);
    server.peers[0]?.pause();
    const xml = "x".repeat(4 * 1024 * 1024);
    const first = client.call(PROCEDURES.domainDefineXmlFlags, { xml, flags: 0 });
    const giving = new AbortController();
    const second = client.call(domainDestroyFlags, { dom: web01, flags: 0 }, { signal: giving.signal });
    giving.abort();
    await expect(second).rejects.toThrow(code("NOT_SENT"));
    server.peers[0]?.resume();
    expect(await first).toEqual({ dom: web01 });
    await client.close();
    expect(server.of(domainDestroyFlags.number)).toHaveLength(0);
  });

  test("what cannot be written is NOT_SENT, and the connection goes on", async () => {
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      peer.reply(call, connectGetHostname.ret, { hostname: "kvm1" });
    });
    const client = await connectedTo(server);
    await expect(client.call(storagePoolLookupByName, { name: "web\0" })).rejects.toThrow(code("NOT_SENT"));
    expect(await client.call(connectGetHostname, {})).toEqual({ hostname: "kvm1" });
    await client.close();
  });
});

describe("keepalive", () => {
  const often = { intervalMs: 10, count: 2 };

  test("a server that says nothing is asked, and is lost when it does not answer", async () => {
    await using server = await ScriptedLibvirtd.start();
    server.answersPings = false;
    const client = await connectedTo(server, often);
    await expect(client.call(connectGetHostname, {}, { timeoutMs: null })).rejects.toThrow(
      /said nothing for/,
    );
    expect(await client.closed).toMatchObject({ code: "CONNECTION_LOST" });
    expect(server.of(1, PROGRAMS.keepalive.number)).toHaveLength(2);
  });

  test("one that answers is not, however long a call takes", async () => {
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      void server
        .until(() => server.of(1, PROGRAMS.keepalive.number).length > 6)
        .then(() => peer.reply(call, connectGetHostname.ret, { hostname: "kvm1" }));
    });
    const client = await connectedTo(server, often);
    expect(await client.call(connectGetHostname, {})).toEqual({ hostname: "kvm1" });
    await client.close();
  });

  test("one that has more to do than it takes at once may be silent", async () => {
    await using server = await ScriptedLibvirtd.start();
    server.answersPings = false;
    const client = await connectedTo(server, often);
    const calls = Array.from({ length: 5 }, () => client.call(connectGetHostname, {}, { timeoutMs: 200 }));
    const ends = await Promise.allSettled(calls);
    expect(ends.map((end) => end.status === "rejected" && end.reason.code)).toEqual(
      Array(5).fill("REPLY_TIMEOUT"),
    );
    // It was asked by somebody else.
    expect(server.of(PROCEDURES.authList.number).length).toBeGreaterThan(1);
    await client.close();
  });

  test.each([
    ["waited for as long as the connection lasts", null],
    ["given up meanwhile", 30],
  ])(
    "one that answers nobody else either is lost, with however many calls that are %s",
    async (_, timeoutMs) => {
      await using server = await ScriptedLibvirtd.start();
      server.answersPings = false;
      const client = await connectedTo(server, often);
      server.isOpen = false;
      const calls = Array.from({ length: 6 }, () => client.call(connectGetHostname, {}, { timeoutMs }));
      const ends = await Promise.allSettled(calls);
      expect(await client.closed).toMatchObject({
        code: "CONNECTION_LOST",
        message: expect.stringMatching(/said nothing for/) as string,
      });
      const code =
        timeoutMs === null ? "CONNECTION_LOST" : expect.stringMatching(/CONNECTION_LOST|REPLY_TIMEOUT/);
      expect(ends.map((end) => end.status === "rejected" && end.reason.code)).toEqual(Array(6).fill(code));
    },
  );

  test("one that has no keepalive is not asked", async () => {
    await using server = await ScriptedLibvirtd.start();
    server.hasKeepalive = false;
    const client = await connectedTo(server, { intervalMs: 1, count: 1 });
    await expect(client.call(connectGetHostname, {}, { timeoutMs: 50 })).rejects.toThrow(
      code("REPLY_TIMEOUT"),
    );
    expect(server.of(1, PROGRAMS.keepalive.number)).toHaveLength(0);
    await client.close();
  });

  test("its own pings are answered, and of ten thousand at once not each by an answer of its own", async () => {
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      for (let count = 0; count < 10_000; count += 1) peer.keepalive(1);
      peer.reply(call, connectGetHostname.ret, { hostname: "kvm1" });
    });
    const client = await connectedTo(server);
    expect(await client.call(connectGetHostname, {})).toEqual({ hostname: "kvm1" });
    // What was to go out before the goodbye has come by now.
    await client.close();
    const pongs = server.of(2, PROGRAMS.keepalive.number).length;
    expect(pongs).toBeGreaterThan(0);
    expect(pongs).toBeLessThan(5_000);
  });
});
