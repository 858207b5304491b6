import { userInfo } from "node:os";
import { expect, test } from "vitest";
import { openLibvirt } from "#providers/libvirt/open.js";
import type { Procedure } from "#providers/libvirt/rpc/procedure.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { freePort } from "../../rigs/free-port.js";
import { needsLibvirtd } from "../../rigs/libvirtd-needed.js";
import { ScriptedLibvirtd } from "../../rigs/scripted-libvirtd.js";
import { byTcp, openAt } from "./on-libvirtd.js";
import { target } from "./rpc/connecting.js";

test("a login says whom the server sees, what it is and what it allows, as virsh does", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  const session = await openAt(target({ query: libvirtd.query }));
  const [said] = (await libvirtd.virsh("version")).match(/(?<=Using library: libvirt )[\d.]+/) ?? [];
  expect(session.login).toEqual({
    user: userInfo().username,
    serverUuid: null,
    product: `TEST 0.0.2 (libvirt ${said})`,
    apiVersion: said,
    clockOffsetMs: null,
    trust: "none",
    certificate: null,
    session: null,
  });
  expect(session.limits.maxCpus).toBe(Number(await libvirtd.virsh("maxvcpus")));
  const overTcp = await openAt(byTcp({ port: libvirtd.tcpPort }));
  expect(overTcp.login.user).toBe("anonymous");
  await session.close();
  await overTcp.close();
});

test("where nobody answers, or the operator stops, there is no session", async () => {
  const nowhere = byTcp({ port: await freePort() });
  await expect(openAt(nowhere)).rejects.toMatchObject({
    problem: { code: "UNREACHABLE", facts: { endpoint: nowhere.name } },
  });
  const missing = { socket: "/nowhere/libvirt-sock" };
  await expect(openAt(target({ query: missing }))).rejects.toMatchObject({
    problem: { code: "UNREACHABLE", facts: { socket: { kind: "MISSING", paths: [missing.socket] } } },
  });
  await using silent = await ScriptedLibvirtd.start();
  const endpoint = target({ query: { socket: silent.path } });
  await expect(openLibvirt({ endpoint, timeoutMs: 50 })).rejects.toMatchObject({
    problem: { code: "UNREACHABLE", facts: { cause: expect.stringContaining("0.05 s") as string } },
  });
  const stop = new AbortController();
  const opening = openLibvirt({ endpoint, timeoutMs: 10_000, signal: stop.signal });
  await silent.until(() => silent.of(PROCEDURES.connectGetCapabilities.number).length > 1);
  stop.abort();
  await expect(opening).rejects.toMatchObject({ code: "STOPPED_BY_OPERATOR" });
  await silent.until(() => silent.peers.every(({ isGone }) => isGone));
});

const UUID = "7aada394-0c65-4f7c-9963-351c056af113";

/** What a server calls itself. */
interface Names {
  readonly uuid?: string;
  readonly hostname?: string;
  readonly type?: string;
}

/** A hypervisor's host of that UUID, and no machines. */
function host(uuid: () => string, { hostname = "kvm-1", type = "QEMU" }: Names = {}) {
  const answers = new Map<number, [Procedure<never, never>["ret"], unknown]>();
  const answer = <A, R>({ number, ret }: Procedure<A, R>, value: () => R) =>
    answers.set(number, [ret as never, value]);
  answer(PROCEDURES.connectGetCapabilities, () => ({
    capabilities: `<capabilities><host><uuid>${uuid()}</uuid></host></capabilities>`,
  }));
  answer(PROCEDURES.connectGetHostname, () => ({ hostname }));
  answer(PROCEDURES.connectGetUri, () => ({ uri: "qemu:///system" }));
  answer(PROCEDURES.connectGetType, () => ({ type }));
  answer(PROCEDURES.connectGetVersion, () => ({ hvVer: 7_002_022 }));
  answer(PROCEDURES.connectGetLibVersion, () => ({ libVer: 9_000_000 }));
  answer(PROCEDURES.connectGetDomainCapabilities, () => ({
    capabilities: "<domainCapabilities><vcpu max='288'/></domainCapabilities>",
  }));
  return ScriptedLibvirtd.start((call, peer) => {
    const [ret, value] = answers.get(call.procedure) ?? [];
    if (ret === undefined) peer.error(call, 3, "not supported");
    else peer.reply(call, ret, (value as () => never)());
  });
}

test.each([
  ["a UUID that is none", { uuid: "not one" }],
  ["a UUID that controls a terminal", { uuid: `\x1b[31m${UUID}`.replace("\x1b", "&#x9b;") }],
  ["a name of three million letters", { hostname: "k".repeat(3_000_000) }],
  ["a name that controls a terminal", { hostname: "kvm-1\x1b[2J" }],
  ["no name", { hostname: "" }],
  ["a driver of three million letters", { type: "Q".repeat(3_000_000) }],
] as const)("a host with %s is no host to log in to", async (_, names: Names) => {
  await using server = await host(() => names.uuid ?? UUID, names);
  await expect(openAt(target({ driver: "qemu", query: { socket: server.path } }))).rejects.toMatchObject({
    code: "UNREACHABLE",
    problem: { facts: { cause: expect.stringMatching(/^what the server .{1,60}$/) as string } },
  });
});

test("an address that comes to be another host's ends the session: nothing is sent to that one", async () => {
  let uuid = UUID;
  await using server = await host(() => uuid);
  const session = await openAt(target({ driver: "qemu", query: { socket: server.path } }));
  expect(session.login).toMatchObject({ product: "QEMU 7.2.22 (libvirt 9.0.0)", serverUuid: uuid });
  expect(session.limits.maxCpus).toBe(288);
  await session.ping();
  uuid = "7c2f29e8-13c8-45f7-8029-530fc47bd60f";
  for (const peer of server.peers) peer.cut();
  await server.until(() => server.peers.every(({ isGone }) => isGone));
  const machine = { kind: "machine", id: uuid } as const;
  await expect.poll(() => session.read(machine).catch(({ code }) => code)).toBe("SESSION_ENDED");
  expect(server.of(PROCEDURES.domainGetXmlDesc.number)).toEqual([]);
  await session.close();
});
