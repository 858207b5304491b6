import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HostPair } from "../../../rigs/qemu/host-pair.js";
import { onQemu } from "../../../rigs/qemu/on-qemu.js";
import type { QemuHost } from "../../../rigs/qemu/qemu-host.js";
import { TwoHosts } from "./two-hosts.js";

const IMAGES = "/var/lib/libvirt/images";
const SIZE = 1024 ** 2;

onQemu("the disks of a machine that is moved from one host to another", () => {
  let two: TwoHosts<HostPair>;
  let a: QemuHost;
  let b: QemuHost;

  beforeAll(async () => {
    two = await TwoHosts.ofQemu();
    ({ a, b } = two.pair);
    // One guest for all of it; each test has a disk of its own for it.
    await a.addGuest({ name: "web", disk: 0, memory: 64 });
    await a.virsh("start", "web");
    await two.sees("a", (names) => names.includes("web"));
    await b.addGuest({ name: "victim", disk: 0 });
  });
  afterAll(async () => {
    await two?.[Symbol.asyncDispose]();
  });

  const move = (options = "") =>
    `move a:web --host kvm-b --desturi ${HostPair.uriOf(b)}${options && ` ${options}`}`;
  const why = async (line: string) => (await two.plan(line)).refusal;
  const volume = (host: QemuHost, name: string) =>
    host.virsh("vol-create-as", "images", name, String(SIZE), "--format", "raw");
  const attach = (host: QemuHost, machine: string, name: string, target: string, ...rest: string[]) =>
    host.virsh("attach-disk", machine, `${IMAGES}/${name}`, target, "--subdriver", "raw", ...rest);
  /** A disk on the first host, in use by the machine that is to go. */
  const plug = async (name: string, target: string, ...rest: string[]) => {
    await volume(a, name);
    await attach(a, "web", name, target, ...rest);
  };
  const unplug = async (target: string, ...rest: string[]) => {
    await a.virsh("detach-disk", "web", target, ...rest);
  };
  const TEXT = "another machine's".padEnd(SIZE, ".");
  /** A file that the pool there has not been told of. */
  const write = (name: string) => writeFileSync(join(b.images, name), TEXT);
  const isWhole = (name: string) => readFileSync(join(b.images, name), "utf8") === TEXT;

  test("a file of another machine's there is not copied over, though the pool there does not know of it", async () => {
    await plug("new.raw", "vdb", "--live");
    write("new.raw");
    await attach(b, "victim", "new.raw", "vda", "--config");
    const taken = { facts: { why: "DISK_TAKEN", about: "vdb (images/new.raw; victim: vda)" } };
    for (const options of ["", "--overwrite-disks"]) {
      expect(await why(move(options))).toMatchObject(taken);
      expect((await two.does(move(options))).outcome.RST).toMatchObject({ status: "REFUSED" });
    }
    expect(isWhole("new.raw")).toBe(true);

    // Nobody's then: it takes a word.
    await b.virsh("detach-disk", "victim", "vda", "--config");
    expect(await why(move())).toMatchObject({ facts: { why: "DISK_EXISTS" } });
    expect((await two.plan(move("--overwrite-disks"))).prepared?.losses).toEqual([
      { kind: "overwritten", file: "kvm-b:images/new.raw", sizeMiB: 1 },
    ]);
    expect(isWhole("new.raw")).toBe(true);
    await b.virsh("vol-delete", "new.raw", "images");

    // Planned while nothing was there, and given to another machine before Enter.
    const proposal = await two.fleet.propose([two.asked(move("--overwrite-disks"))]);
    expect(proposal.plans[0]?.refusal).toBeNull();
    write("new.raw");
    await attach(b, "victim", "new.raw", "vda", "--config");
    const [late] = await two.fleet.carryOut(proposal, {}, { report: () => undefined });
    expect(late).toMatchObject({
      RST: { status: "REFUSED", code: "MOVE_IMPOSSIBLE" },
      AFT: { power: "on", host: "kvm-a" },
    });
    expect(isWhole("new.raw")).toBe(true);
    await b.virsh("detach-disk", "victim", "vda", "--config");
    await b.virsh("vol-delete", "new.raw", "images");
    await unplug("vdb", "--live");
  });

  test("a directory that both hosts have in common is told by the file in it", async () => {
    await plug("common.raw", "vdb", "--live");
    linkSync(join(a.images, "common.raw"), join(b.images, "common.raw"));
    expect(await why(move("--overwrite-disks"))).toMatchObject({
      facts: { why: "DISK_ITSELF", about: "vdb (images/common.raw)" },
    });
    await unplug("vdb", "--live");
    rmSync(join(b.images, "common.raw"));
  });

  test("what is shareable, only read, or plugged in at the next start alone is not split, swapped or left behind", async () => {
    await plug("both.raw", "vdb", "--live", "--mode", "shareable");
    expect(await why(move())).toMatchObject({
      facts: { why: "DISK_SHAREABLE", about: "vdb (images/both.raw)" },
    });
    await unplug("vdb", "--live");
    await plug("next.raw", "vdb", "--config");
    expect(await why(move())).toMatchObject({
      facts: { why: "DISK_NEXT_START", about: "vdb (images/next.raw)" },
    });
    await unplug("vdb", "--config");
    await plug("only-read.raw", "vdb", "--live", "--mode", "readonly");
    expect(await why(move())).toMatchObject({
      facts: { why: "DISK_READ_ONLY", about: "vdb (images/only-read.raw)" },
    });
    write("only-read.raw");
    const plan = await two.plan(move());
    expect(plan.refusal).toBeNull();
    expect(plan.prepared?.choices.at(-1)).toEqual({
      what: "disk",
      value: "vdb kvm-a:images/only-read.raw",
      why: "theirs",
    });
    await unplug("vdb", "--live");
  });

  test("a machine that is not kept when it stops is not kept there either", async () => {
    await plug("brief.raw", "vdb", "--live");
    await a.virsh("undefine", "web");
    const { outcome } = await two.does(move());
    expect(outcome).toMatchObject({ RST: { status: "OK" }, AFT: { power: "on", host: "kvm-b" } });
    expect(await b.virsh("dominfo", "web")).toMatch(/Persistent: +no/);
    expect(await a.virsh("list", "--all", "--name")).not.toContain("web");
    expect(await b.virsh("vol-list", "images")).toContain("brief.raw");
    await b.virsh("destroy", "web");
  });
});
