import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { HostPair, startHostPair } from "../rigs/qemu/host-pair.js";
import { onQemu } from "../rigs/qemu/on-qemu.js";
import type { QemuHost } from "../rigs/qemu/qemu-host.js";
import { openConsole } from "../terminal/console.js";
import { enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

onQemu("two KVM hosts in one console", () => {
  let pair: HostPair;
  let home: OperatorHome;
  beforeEach(async () => {
    pair = await startHostPair();
    home = new OperatorHome();
    const profiles = join(home.directory, ".config/shoseki/profiles");
    mkdirSync(profiles, { recursive: true, mode: 0o700 });
    for (const host of [pair.a, pair.b])
      writeFileSync(join(profiles, `${host.name}.yaml`), `endpoint: "${host.endpoint}"\n`, { mode: 0o600 });
  });
  afterEach(async () => {
    home[Symbol.dispose]();
    await pair[Symbol.asyncDispose]();
  });

  test("an operator moves a machine that runs from one to the other, and reads what will become of its disk before", {
    timeout: 120_000,
  }, async () => {
    const { a, b } = pair;
    await a.addGuest({ name: "web", disk: 16, memory: 64 });
    await a.virsh("start", "web");
    const id = await a.virsh("domuuid", "web");

    // With its own host alone there is nowhere to go, and what it takes is said.
    const alone = await home.run(["exec", "kvm-a", "move web --host kvm-b"]);
    expect(alone.code).toBe(1);
    expect(alone.out).toMatch(/Open that host's endpoint beside this one in the console with connect/);

    await using terminal = openConsole(home, ["kvm-a"], { columns: 120, rows: 36, patience: 60_000 });
    await terminal.see("Connected to QEMU");
    enterLine(terminal, "connect kvm-b");
    await terminal.see(/●kvm-a {2}●kvm-b/);
    const line = `move web --host kvm-b --desturi ${HostPair.uriOf(b)}`;
    enterLine(terminal, line);
    await terminal.see("Enter runs it.");
    const shown = terminal.text();
    expect(shown).toMatch(/route qemu\+tcp:\/\/kvm-b\/system/);
    expect(shown).toMatch(/disk vda kvm-a:images\/web\.qcow2 \(copied; the original stays/);
    terminal.press("enter");
    const done = (): Entry[] =>
      home.entries().filter(({ ask, phase }) => ask === line && phase === "outcome");
    await terminal.until("the move to have its outcome", () => done().length > 0);
    const [outcome] = done();
    expect(outcome).toMatchObject({
      OPR: "MoveVM",
      RST: { status: "OK" },
      HST: { platform: "libvirt", host: "kvm-a" },
      TGT: { id, uuid: id, name: "web" },
      BEF: { name: "web", power: "on", host: "kvm-a", datastore: "images" },
      AFT: { name: "web", power: "on", host: "kvm-b", datastore: "images" },
    });
    expect(outcome?.BEF?.endpoint).toBe(outcome?.HST.endpoint);
    const names = async (host: QemuHost) => (await host.virsh("list", "--name")).trim();
    expect([await names(a), await names(b)]).toEqual(["", "web"]);
    expect(await b.virsh("domuuid", "web")).toBe(id);
    expect(await a.virsh("vol-list", "images")).toContain("web.qcow2");
    await terminal.see(/web +kvm-b +▶ on/);

    // The original is in the way of a move back, and going over it is a loss that takes the machine's name.
    enterLine(terminal, `move web --host kvm-a --desturi ${HostPair.uriOf(a)}`);
    await terminal.see(/REFUSED MoveVM[\s\S]*define it as a netfs pool/);
    const back = `move web --host kvm-a --desturi ${HostPair.uriOf(a)} --overwrite-disks`;
    enterLine(terminal, back);
    await terminal.see(/Lost for good: all that is in kvm-a:images\/web\.qcow2 \(16 MiB\)/);
    terminal.press("enter");
    terminal.type("web");
    terminal.press("enter");
    const ofBack = () => home.entries().filter(({ ask }) => ask === back);
    await terminal.until("the move back to have its outcome", () => ofBack().length === 2);
    expect(ofBack().map(({ RST }) => RST?.status)).toEqual([undefined, "OK"]);
    expect(ofBack()[0]?.chosen).toMatchObject({ copied: "vda", overwritten: "images/web.qcow2" });
    expect([await names(a), await names(b)]).toEqual(["web", ""]);

    terminal.press("ctrl+d");
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
    const verified = await home.run(["verify", "--json"]);
    expect(verified, verified.out + verified.err).toMatchObject({ code: 0 });
    expect(JSON.parse(verified.out)).toMatchObject({ open: [] });
    const paper = await home.run(["log", "--format", "4w1h1r"]);
    expect(paper.out).toMatch(/OPR=MoveVM;.*kvm-a.*kvm-b/);
  });
});
