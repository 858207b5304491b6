import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVENTS } from "#providers/libvirt/rpc/events.js";
import { type Message, messageBytes } from "#providers/libvirt/rpc/message.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { shortOrLong } from "../../../counts.js";
import { type Peer, ScriptedLibvirtd, written } from "../../../rigs/scripted-libvirtd.js";
import { connectedTo } from "./connecting.js";

const { connectGetHostname, connectListAllDomains } = PROCEDURES;
const good = written(connectGetHostname.ret, { hostname: "kvm1" });
const reply = (call: Message): Message => ({ ...call, type: 1, status: 0, payload: good });
const uint = (...values: number[]) =>
  Buffer.concat(values.map((value) => Buffer.from(Uint32Array.of(value).buffer).swap32()));

describe("a reply that cannot be read is its call's, and the next call is answered", () => {
  test.each<[string, Uint8Array]>([
    ["empty", Buffer.alloc(0)],
    ["cut short", good.subarray(0, 4)],
    ["with bytes too many", Buffer.concat([good, Buffer.alloc(4)])],
    ["with a text of 4 GiB", uint(0xffff_ffff)],
    ["with a text of 4 MiB that is not there", uint(4 * 1024 * 1024)],
    ["not UTF-8", Buffer.concat([uint(2), Buffer.from("c3280000", "hex")])],
  ])("%s", async (_, payload) => {
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      const isFirst = server.of(connectGetHostname.number).length === 1;
      peer.send(isFirst ? { ...reply(call), payload } : reply(call));
    });
    const client = await connectedTo(server);
    await expect(client.call(connectGetHostname, {})).rejects.toMatchObject({ code: "REPLY_INVALID" });
    expect(await client.call(connectGetHostname, {})).toEqual({ hostname: "kvm1" });
    await client.close();
  });

  test("an error that is none, too", async () => {
    await using server = await ScriptedLibvirtd.start((call, peer) =>
      peer.send({ ...reply(call), status: 1 }),
    );
    const client = await connectedTo(server);
    await expect(client.call(connectGetHostname, {})).rejects.toMatchObject({ code: "REPLY_INVALID" });
    await client.close();
  });

  test("16,384 machines that are not there take no room", async () => {
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      peer.send({ ...reply(call), payload: uint(16_384) });
    });
    const client = await connectedTo(server);
    const listing = client.call(connectListAllDomains, { needResults: 1, flags: 0 });
    await expect(listing).rejects.toThrow(/ends early/);
    await client.close();
  });
});

describe("after what no libvirt sends, nothing is believed any more", () => {
  const web01 = { name: "web-01", uuid: new Uint8Array(16), id: 1 };
  test.each<[string, (call: Message, peer: Peer) => void]>([
    [
      "a reply to a call that was never made",
      (call, peer) => peer.send({ ...reply(call), serial: call.serial + 9 }),
    ],
    ["a reply with the number 0", (call, peer) => peer.send({ ...reply(call), serial: 0 })],
    ["a reply of another procedure", (call, peer) => peer.send({ ...reply(call), procedure: 1 })],
    [
      "two replies to one call",
      (call, peer) => {
        peer.send(reply(call));
        peer.send(reply(call));
      },
    ],
    ["another program", (call, peer) => peer.send({ ...reply(call), program: 0x2000_8087 })],
    ["another version", (call, peer) => peer.send({ ...reply(call), version: 2 })],
    ["a call to us", (call, peer) => peer.send({ ...reply(call), type: 0 })],
    ["a reply with files", (call, peer) => peer.send({ ...reply(call), type: 5 })],
    ["a stream that nobody opened", (call, peer) => peer.send({ ...reply(call), type: 3, status: 2 })],
    ["a keepalive that is none", (_, peer) => peer.keepalive(3)],
    [
      "an event that cannot be read, after which the inventory would be wrong unseen",
      (call, peer) => {
        const payload = written(EVENTS.domainReboot.message, { callbackId: 1, msg: { dom: web01 } }).subarray(
          4,
        );
        peer.send({ ...reply(call), type: 2, serial: 0, procedure: EVENTS.domainReboot.number, payload });
      },
    ],
    ["a length of 4 GiB", (_, peer) => peer.raw(uint(0xffff_ffff))],
    ["text", (_, peer) => peer.raw(Buffer.from("Welcome to kvm1\r\n"))],
  ])("%s", async (_, script) => {
    await using server = await ScriptedLibvirtd.start(script);
    const client = await connectedTo(server);
    client.on(EVENTS.domainReboot, () => undefined);
    const [asked] = await Promise.allSettled([client.call(connectGetHostname, {})]);
    // Where its own reply came first, that is as good as any.
    if (asked.status === "rejected") expect(asked.reason).toMatchObject({ code: "REPLY_INVALID" });
    expect(await client.closed).toMatchObject({ code: "REPLY_INVALID" });
    await expect(client.call(connectGetHostname, {})).rejects.toMatchObject({ code: "NOT_SENT" });
    await server.until(() => server.peers[0]?.isGone === true);
  });

  test("all that waits ends with it", async () => {
    await using server = await ScriptedLibvirtd.start((call, peer) => {
      if (server.of(connectGetHostname.number).length === 3) peer.send({ ...reply(call), serial: 4_000 });
    });
    const client = await connectedTo(server);
    const ends = await Promise.allSettled(
      Array.from({ length: 3 }, () => client.call(connectGetHostname, {})),
    );
    expect(ends.map((end) => end.status === "rejected" && end.reason.code)).toEqual(
      Array(3).fill("REPLY_INVALID"),
    );
  });
});

test("a listener that throws ends the connection, and not the program", async () => {
  const pool = { name: "images", uuid: new Uint8Array(16) };
  await using server = await ScriptedLibvirtd.start((_, peer) =>
    peer.event(EVENTS.storagePoolRefresh, { callbackId: 1, pool }),
  );
  const client = await connectedTo(server);
  client.on(EVENTS.storagePoolRefresh, () => {
    throw new TypeError("a defect");
  });
  await expect(client.call(connectGetHostname, {})).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  expect(await client.closed).toMatchObject({
    problem: { facts: { cause: expect.stringContaining("a defect") as string } },
  });
});

const runs = shortOrLong(40, 2_000);
test(`any bytes in the place of a reply end the call, and nothing else (${runs} of them)`, async () => {
  const change = fc.record({ at: fc.nat(), byte: fc.nat(255) });
  const mischief = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 200 }).map((noise) => () => Buffer.from(noise)),
    fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => (call: Message) => {
      const bytes = messageBytes(reply(call));
      for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
      return bytes;
    }),
    fc.nat().map((at) => (call: Message) => {
      const bytes = messageBytes(reply(call));
      return bytes.subarray(0, at % bytes.length);
    }),
  );
  await fc.assert(
    fc.asyncProperty(mischief, async (bytesFor) => {
      await using server = await ScriptedLibvirtd.start((call, peer) => {
        peer.raw(bytesFor(call));
        peer.end();
      });
      const client = await connectedTo(server);
      const [end] = await Promise.allSettled([client.call(connectGetHostname, {})]);
      if (end.status === "rejected")
        expect(["REPLY_INVALID", "CONNECTION_LOST", "SERVER_FAULT"]).toContain(end.reason.code);
      else expect(typeof end.value.hostname).toBe("string");
      await client.close();
    }),
    { numRuns: runs },
  );
});
