import { expect, test } from "vitest";
import type { MachineFacts } from "#domain/virtual-machine.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { MUTATION, refused } from "../contract/act.js";
import { liveSession, uuidOf } from "./on-libvirtd.js";
import { connectedTo } from "./rpc/connecting.js";

const XML = `<domain type='test'><name>web-01</name><memory unit='MiB'>256</memory><vcpu current='1'>4</vcpu><os><type>hvm</type></os>
  <devices><graphics type='vnc' port='5901' passwd='it is secret'/></devices></domain>`;

async function oneMachine(context: Parameters<typeof liveSession>[0]) {
  const live = await liveSession(context);
  const client = await connectedTo({ path: live.libvirtd.socket });
  await client.call(PROCEDURES.domainDefineXmlFlags, { xml: XML, flags: 0 });
  await client.close();
  const id = await uuidOf(live.libvirtd, "web-01");
  const read = (): Promise<MachineFacts> => live.session.read({ kind: "machine", id });
  const brief = () => live.session.read({ kind: "briefMachine", id });
  return { live, virsh: (...args: readonly string[]) => live.libvirtd.virsh(...args), id, read, brief };
}

test("whatever somebody has done since it was last read, a machine is read as it is", async (context) => {
  const { live, virsh, read, brief } = await oneMachine(context);
  await using _ = live;
  expect(await read()).toMatchObject({ power: "off", cpus: 1, nextBoot: null, hotLimits: null });
  await virsh("start", "web-01");
  await virsh("setvcpus", "web-01", "2", "--live");
  expect(await read()).toMatchObject({
    power: "on",
    cpus: 2,
    nextBoot: { cpus: 1, memoryMiB: 256 },
    hotLimits: { cpus: 4, memoryMiB: 256 },
  });
  await virsh("managedsave", "web-01");
  expect(await brief()).toMatchObject({ name: "web-01", power: "suspended" });
  expect(await read()).toMatchObject({ power: "suspended", cpus: 1 });
  await virsh("managedsave-remove", "web-01");
  expect(await brief()).toMatchObject({ name: "web-01", power: "off", cpus: 1, memoryMiB: 256 });
  await virsh("start", "web-01");
  expect(await brief()).toMatchObject({ power: "on" });
  await virsh("destroy", "web-01");
  expect(await read()).toMatchObject({ power: "off", hotLimits: null });
});

test("a machine that somebody has switched meanwhile is started or stopped as it needs, or the state is said to be why not", async (context) => {
  const { live, virsh, id, brief } = await oneMachine(context);
  await using _ = live;
  const { session } = live;
  expect(await brief()).toMatchObject({ power: "off" });
  await virsh("start", "web-01");
  expect(await refused(session, id, (m) => session.power!.powerOn(id, m))).toMatchObject({
    fault: "POWER_STATE",
    message: expect.stringMatching(
      /^the machine is on, and this needs it off or saved or paused: .+ \(VIR_ERR_\w+\)$/,
    ) as string,
  });
  await virsh("suspend", "web-01");
  const task = await session.power!.powerOn(id, MUTATION);
  const settled = await session.settle(task, { kind: "briefMachine", id }, ({ power }) => power === "on");
  expect(settled).toMatchObject({ failed: null, after: { power: "on" } });
  expect((await virsh("domstate", "web-01")).trim()).toBe("running");
  await virsh("destroy", "web-01");
  expect(await refused(session, id, (m) => session.power!.powerOff(id, m))).toMatchObject({
    fault: "POWER_STATE",
    message: expect.stringMatching(
      /^the machine is off, and this needs it on or paused: .+ \(VIR_ERR_\w+\)$/,
    ) as string,
  });
});

test("a reconfiguration keeps the passwords that no read shows, and they make no other configuration of it", async (context) => {
  const { live, virsh, read } = await oneMachine(context);
  await using _ = live;
  const { session } = live;
  for (const power of ["off", "on"] as const) {
    if (power === "on") await virsh("start", "web-01");
    const before = await read();
    expect(before.power).toBe(power);
    const cpus = (before.cpus ?? 0) + 1;
    const task = await session.reconfigure!.reconfigure(before, { cpus, atNextBoot: true }, MUTATION);
    expect(await session.ended(task)).toMatchObject({ failed: null });
    const now = await read();
    expect(now.changeVersion).not.toBe(before.changeVersion);
    expect(now.nextBoot?.cpus ?? now.cpus).toBe(cpus);
    expect(await virsh("dumpxml", "web-01", "--inactive", "--security-info")).toContain("it is secret");
    expect(await virsh("dumpxml", "web-01", "--inactive")).not.toContain("it is secret");
  }
});
