import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyJournal } from "#journal/verify.js";
import { HostPair } from "../../../rigs/qemu/host-pair.js";
import { onQemu } from "../../../rigs/qemu/on-qemu.js";
import type { QemuHost } from "../../../rigs/qemu/qemu-host.js";
import { endpointOf, TwoHosts } from "./two-hosts.js";

onQemu("moving a machine from one host to another", () => {
  let two: TwoHosts<HostPair>;
  let a: QemuHost;
  let b: QemuHost;

  beforeAll(async () => {
    two = await TwoHosts.ofQemu();
    ({ a, b } = two.pair);
  });
  afterAll(async () => {
    const sound = two === undefined ? null : await verifyJournal(two.desk.directory);
    await two?.[Symbol.asyncDispose]();
    expect(sound).toMatchObject({ fault: null });
  });

  /** A machine on the first host that the console knows of. */
  const machine = async (name: string, { on = true, disk = 16 } = {}) => {
    await a.addGuest({ name, disk, memory: 64 });
    if (on) await a.virsh("start", name);
    await two.sees("a", (names) => names.includes(name));
    return (await a.virsh("domuuid", name)).trim();
  };
  const move = (name: string, from = "a", to = b) =>
    `move ${from}:${name} --host ${to.name} --desturi ${HostPair.uriOf(to)}`;
  const namesAt = async (host: QemuHost) => (await host.virsh("list", "--all", "--name")).split("\n");
  const stateAt = async (host: QemuHost, name: string) => (await host.virsh("domstate", name)).trim();
  const volume = "/var/lib/libvirt/images";
  /** So slow that it can be met under way. */
  const slowly = (name: string) => a.virsh("migrate-setspeed", name, "1");

  test("it runs on there, with a copy of its disk; and comes back over the one that stayed, where that is said", async () => {
    const id = await machine("web");
    const plan = await two.plan(move("web"));
    expect(plan.refusal).toBeNull();
    expect(plan.prepared?.choices).toEqual([
      { what: "host", value: "kvm-b", why: "asked" },
      { what: "route", value: "qemu+tcp://kvm-b/system", why: "asked" },
      { what: "disk", value: "vda kvm-a:images/web.qcow2", why: "copied" },
    ]);
    const { outcome } = await two.does(move("web"));
    const places = { datastore: "images", folder: "/" };
    const was = { name: "web", power: "on", endpoint: endpointOf(a), host: "kvm-a", ...places };
    const left = { name: "web", power: "on", endpoint: endpointOf(b), host: "kvm-b", ...places };
    expect(outcome).toMatchObject({
      RST: { status: "OK" },
      HST: { endpoint: endpointOf(a), host: "kvm-a" },
      TGT: { id, uuid: id, name: "web" },
      BEF: was,
      AFT: left,
    });
    const intent = two.entries().find((each) => each.id === outcome.ref);
    expect(intent?.chosen).toEqual({
      host: "kvm-b",
      hostId: b.uuid,
      endpoint: endpointOf(b),
      from: endpointOf(a),
      uri: "qemu+tcp://kvm-b/system",
      copied: "vda",
    });
    expect(await namesAt(a)).not.toContain("web");
    expect(await stateAt(b, "web")).toBe("running");
    expect((await b.virsh("domuuid", "web")).trim()).toBe(id);
    expect(await b.virsh("dominfo", "web")).toMatch(/Persistent: +yes/);
    for (const host of [a, b])
      expect(await host.virsh("vol-list", "images")).toContain(`${volume}/web.qcow2`);
    expect(two.fleet.link("a").inventory?.machines.get(id)).toBeNull();

    await two.sees("b", (names) => names.includes("web"));
    // What has stayed is in the way: whoever undoes it is told so, and with what words it goes.
    const inTheWay = {
      code: "MOVE_IMPOSSIBLE",
      facts: { why: "DISK_EXISTS", about: "vda (images/web.qcow2)" },
    };
    expect((await two.undoes(outcome)).outcome).toMatchObject({
      RST: { status: "REFUSED", code: "MOVE_IMPOSSIBLE" },
      ask: `move @${id} --host kvm-a`,
      AFT: left,
    });
    expect((await two.plan(move("web", "b", a))).refusal).toMatchObject(inTheWay);
    // Who says no way back has the one that follows from the endpoint.
    const line = "move b:web --host kvm-a --overwrite-disks";
    const back = await two.plan(line);
    expect(back.refusal).toBeNull();
    expect(back.prepared?.choices.at(-1)).toMatchObject({ why: "copiedOver" });
    expect(back.prepared?.losses).toEqual([
      { kind: "overwritten", file: "kvm-a:images/web.qcow2", sizeMiB: 16 },
    ]);
    const returned = await two.does(line);
    expect(returned.outcome).toMatchObject({
      RST: { status: "OK" },
      HST: { endpoint: endpointOf(b), host: "kvm-b" },
      BEF: left,
      AFT: was,
    });
    expect(two.entries().find((each) => each.id === returned.outcome.ref)?.chosen).toMatchObject({
      endpoint: endpointOf(a),
      uri: "qemu+tcp://kvm-a/system",
      overwritten: "images/web.qcow2",
    });
    expect(await stateAt(a, "web")).toBe("running");
    expect(await namesAt(b)).not.toContain("web");
  });

  test("one without disks goes as it is: off, or standing still", async () => {
    await machine("off", { on: false, disk: 0 });
    const off = await two.does(move("off"));
    expect(off.outcome).toMatchObject({ RST: { status: "OK" }, AFT: { power: "off", host: "kvm-b" } });
    expect(await namesAt(a)).not.toContain("off");
    expect(await stateAt(b, "off")).toBe("shut off");

    await machine("still", { disk: 0 });
    await a.virsh("suspend", "still");
    const still = await two.does(move("still"));
    expect(still.outcome).toMatchObject({
      RST: { status: "OK" },
      AFT: { power: "suspended", host: "kvm-b" },
    });
    expect(await stateAt(b, "still")).toBe("paused");
    await b.virsh("destroy", "still");
  });

  test("what cannot go is refused before anything is sent, with the reason", async () => {
    const why = async (line: string) => (await two.plan(line)).refusal;
    const id = await machine("kept", { on: false });
    expect(await why(move("kept"))).toMatchObject({
      code: "MOVE_IMPOSSIBLE",
      facts: { why: "OFF_WITH_DISKS", about: "vda (images/kept.qcow2)" },
    });
    const asked = { name: "kept", to: "kvm-b" };
    const refusals: readonly (readonly [string, object])[] = [
      ["move a:kept --host a:kvm-a", { code: "NO_CHANGE" }],
      ["move a:kept --datastore images", { facts: { name: "kept", to: "images", why: "DATASTORE" } }],
      ["move a:kept --host kvm-b --datastore images", { facts: { ...asked, why: "DATASTORE" } }],
      ["move a:kept --host kvm-c", { facts: { name: "kept", to: "kvm-c", why: "NOT_OPEN" } }],
      ["move a:kept --host kvm-b --desturi qemu://kvm-b", { facts: { ...asked, why: "URI_PATH" } }],
      [
        "move a:kept --host kvm-b --desturi qemu+tcp://kvm-c/system",
        { facts: { ...asked, why: "URI_HOST", about: "kvm-b" } },
      ],
      [
        "move a:kept --host kvm-b --desturi qemu+ssh://kvm-b/system?keyfile=/root/key",
        { facts: { ...asked, why: "URI_PARAMETERS" } },
      ],
      [
        "move a:kept --host kvm-b --desturi xen+tcp://kvm-b/system",
        { facts: { ...asked, why: "URI_DRIVER" } },
      ],
    ];
    for (const [line, refusal] of refusals) expect(await why(line), line).toMatchObject(refusal);

    await a.virsh("snapshot-create-as", "kept", "before");
    expect(await why(move("kept"))).toMatchObject({ facts: { why: "SNAPSHOTS" } });
    await a.virsh("snapshot-delete", "kept", "before");

    await a.virsh("start", "kept");
    // A disk of the same name that another machine has there is not copied over, nor is one of another size, whatever is said.
    const over = `${move("kept")} --overwrite-disks`;
    await b.virsh("vol-create-as", "images", "kept.qcow2", "8MiB", "--format", "qcow2");
    expect(await why(over)).toMatchObject({ facts: { why: "DISK_SIZE" } });
    await b.virsh("vol-delete", "kept.qcow2", "images");
    await b.addGuest({ name: "kept", disk: 16 });
    await two.sees("b", (names) => names.includes("kept"));
    expect(await why(move("kept"))).toMatchObject({ code: "NAME_TAKEN", facts: { name: "kept" } });
    await b.virsh("domrename", "kept", "other");
    await two.sees("b", (names) => !names.includes("kept"));
    expect(await why(over)).toMatchObject({ facts: { why: "DISK_TAKEN" } });
    await b.virsh("undefine", "other", "--remove-all-storage");
    await b.virsh("pool-destroy", "images");
    expect(await why(move("kept"))).toMatchObject({ facts: { why: "NO_POOL" } });
    await b.virsh("pool-start", "images");

    await a.virsh("managedsave", "kept");
    expect(await why(move("kept"))).toMatchObject({ facts: { why: "SAVED" } });
    const { outcome } = await two.does(move("kept"));
    expect(outcome).toMatchObject({ RST: { status: "REFUSED", code: "MOVE_IMPOSSIBLE" }, TGT: { id } });
    expect(await stateAt(a, "kept")).toBe("shut off");
    expect(await namesAt(b)).not.toContain("kept");
  });

  test("one that is cancelled under way runs on where it was", async () => {
    await machine("wait");
    await slowly("wait");
    const stopping = new AbortController();
    const percentages: number[] = [];
    const progress = (_plan: unknown, percent: number | null) => {
      if (percent === null) return;
      percentages.push(percent);
      stopping.abort();
    };
    const { outcome } = await two.does(move("wait"), { stopping: stopping.signal }, { progress });
    expect(outcome).toMatchObject({
      // libvirt leaves what it has made for it.
      RST: { status: "NG", code: "CANCELLED", fault: "VOLUME_LEFT" },
      AFT: { power: "on", endpoint: endpointOf(a), host: "kvm-a" },
    });
    expect(await b.virsh("vol-list", "images")).toContain("wait.qcow2");
    expect(percentages.length).toBeGreaterThan(0);
    expect(await stateAt(a, "wait")).toBe("running");
    expect(await namesAt(b)).not.toContain("wait");
    await a.virsh("destroy", "wait");
  });

  test("when our connection is cut under way, the move goes on, and what became of it is found out", async () => {
    await machine("far");
    await slowly("far");
    let cut = false;
    const progress = (_plan: unknown, percent: number | null) => {
      if (percent === null || cut) return;
      cut = true;
      two.cut("a");
      void a.virsh("migrate-setspeed", "far", "1000");
    };
    const { outcome, told } = await two.does(move("far"), {}, { progress });
    expect(outcome).toMatchObject({ RST: { status: "UNKNOWN", code: "CONNECTION_LOST" } });
    await expect
      .poll(() => two.entries().filter(({ ref, phase }) => phase === "recovery" && ref === outcome.ref))
      .toMatchObject([
        {
          RST: { status: "OK", code: "FOUND_THERE" },
          AFT: { power: "on", endpoint: endpointOf(b), host: "kvm-b", datastore: "images" },
        },
      ]);
    expect(told.length).toBeGreaterThan(0);
    expect(await stateAt(b, "far")).toBe("running");
    expect(await namesAt(a)).not.toContain("far");
    await b.virsh("destroy", "far");
  });

  test("when the other host's libvirtd dies under way, it runs on where it was, and that is said", async () => {
    await machine("lucky");
    await slowly("lucky");
    let killed: Promise<void> | undefined;
    const progress = (_plan: unknown, percent: number | null) => {
      if (percent !== null) killed ??= b.endLibvirtd("KILL");
    };
    const { outcome } = await two.does(move("lucky"), {}, { progress });
    await killed;
    await b.startLibvirtd();
    expect(outcome).toMatchObject({
      RST: { status: "NG", code: "TASK_FAILED" },
      AFT: { power: "on", endpoint: endpointOf(a), host: "kvm-a" },
    });
    expect(await stateAt(a, "lucky")).toBe("running");
    expect(await namesAt(b)).not.toContain("lucky");
  });
});
