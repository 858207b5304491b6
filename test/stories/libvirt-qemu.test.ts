import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Entry, Facts } from "#domain/entry.js";
import { onQemu } from "../rigs/qemu/on-qemu.js";
import { type QemuHost, startQemuHost } from "../rigs/qemu/qemu-host.js";
import { openConsole } from "../terminal/console.js";
import { inventoryRows } from "./console-desk.js";
import { LineSession } from "./line-session.js";
import { type SeenByVirsh, seenByVirsh } from "./seen-by-virsh.js";
import { jsonLines, OperatorHome } from "./shoseki.js";

/** One thing that is done, and what of the machine is other after it. */
interface Deed {
  readonly ask: string;
  /** The machine that virsh is to look at before. None where there is none yet. */
  readonly of: string | null;
  readonly AFT: Facts;
  /** Why it is not done, where it is not. */
  readonly fault?: string;
  /** What its guest says on its console by it, and is waited for. */
  readonly says?: string;
}

/** Everything that can be done to machines of one host, in an order in which it can: to one that is made, and to a guest that runs. */
const SHIFT: readonly Deed[] = [
  {
    ask: "create app-01 --cpu 2 --memory 128MiB --disk 32MiB",
    of: null,
    AFT: { name: "app-01", power: "off", cpus: 2, memoryMiB: 128, diskMiB: 32, datastore: "images" },
  },
  { ask: "rename app-01 app-02", of: "app-01", AFT: { name: "app-02" } },
  { ask: "cpu app-02 3", of: "app-02", AFT: { cpus: 3 } },
  { ask: "memory app-02 160MiB", of: "app-02", AFT: { memoryMiB: 160 } },
  { ask: "disk app-02 48MiB", of: "app-02", AFT: { disks: 1, disk: "vda", diskMiB: 48 } },
  { ask: "disk app-02 16MiB --add", of: "app-02", AFT: { disks: 2, disk: "vdb", diskMiB: 16 } },
  { ask: "disk app-02 64MiB --disk vdb", of: "app-02", AFT: { disks: 2, disk: "vdb", diskMiB: 64 } },
  { ask: "snapshot create app-02 first", of: "app-02", AFT: { snapshots: 1, snapshot: "first" } },
  { ask: "cpu app-02 1", of: "app-02", AFT: { cpus: 1 } },
  { ask: "clone app-02 twin --on", of: "app-02", AFT: { clone: "twin", power: "on", cpus: 1, diskMiB: 112 } },
  { ask: "stop twin", of: "twin", AFT: { power: "off" } },
  { ask: "delete twin", of: "twin", AFT: {} },
  { ask: "start app-02", of: "app-02", AFT: { power: "on" } },
  { ask: "stop app-02", of: "app-02", AFT: { power: "off" } },
  { ask: "snapshot revert app-02 first", of: "app-02", AFT: { power: "off", cpus: 3, snapshot: "first" } },
  { ask: "snapshot remove app-02 first", of: "app-02", AFT: { snapshots: 0, snapshot: null } },
  { ask: "delete app-02", of: "app-02", AFT: {} },
  { ask: "cpu web-01 3", of: "web-01", AFT: { cpus: 3 } },
  // Nobody could go back to it: libvirt would leave the machine off.
  {
    ask: "snapshot create web-01 early",
    of: "web-01",
    AFT: { snapshots: 0, snapshot: null },
    fault: "CPUS_PLUGGED_IN",
  },
  { ask: "cpu web-01 2", of: "web-01", AFT: { cpus: 3, nextBootCpus: 2 } },
  { ask: "memory web-01 160MiB", of: "web-01", AFT: { memoryMiB: 128, nextBootMemoryMiB: 160 } },
  { ask: "disk web-01 64MiB", of: "web-01", AFT: { disk: "vda", diskMiB: 64 } },
  { ask: "disk web-01 16MiB --add", of: "web-01", AFT: { disks: 2, disk: "vdb", diskMiB: 16 } },
  { ask: "suspend web-01", of: "web-01", AFT: { power: "suspended" } },
  { ask: "start web-01", of: "web-01", AFT: { power: "on" } },
  { ask: "guest shutdown web-01", of: "web-01", AFT: { power: "off" } },
  { ask: "start  web-01", of: "web-01", AFT: { power: "on" }, says: "guest is up" },
  { ask: "guest reboot web-01", of: "web-01", AFT: { power: "on" }, says: "reboot: Power down" },
  { ask: "snapshot create web-01 running", of: "web-01", AFT: { snapshots: 1, snapshot: "running" } },
  { ask: "reset web-01", of: "web-01", AFT: { power: "on" } },
  {
    ask: "snapshot revert web-01 running",
    of: "web-01",
    AFT: { power: "on", cpus: 2, memoryMiB: 160, snapshot: "running" },
  },
  { ask: "snapshot remove web-01 running", of: "web-01", AFT: { snapshots: 0 } },
];

/** What libvirt has no call for. */
const REFUSED: Readonly<Record<string, string>> = {
  "host shutdown kvm-1": "ShutdownHost",
  "host reboot kvm-1": "RebootHost",
  "host maintenance enter kvm-1": "EnterMaintenance",
  "host maintenance exit kvm-1": "ExitMaintenance",
};

onQemu("a shift at a KVM host", () => {
  let host: QemuHost;
  let endpoint: string;

  beforeAll(async () => {
    host = await startQemuHost();
    endpoint = `qemu:///system?socket=${host.socket}`;
    await host.addGuest({ name: "web-01" });
    await host.boot("web-01");
  });
  afterAll(() => host?.stop());

  const isThere = (id: string) =>
    host.virsh("domstate", id).then(
      () => true,
      () => false,
    );

  test("does all there is, and what virsh reads before and after is what the journal says", {
    timeout: 240_000,
  }, async () => {
    using home = new OperatorHome();
    const session = new LineSession(home, [endpoint, "--yes"]);
    const login = await session.login();
    const outcomes: Entry[] = [];
    for (const { ask, of, AFT, fault, says } of SHIFT) {
      const said = host.console("web-01").length;
      const id = of === null ? null : await host.virsh("domuuid", of);
      const before = id === null ? null : await seenByVirsh(host, id);
      const outcome = await session.work(ask);
      outcomes.push(outcome);
      if (fault === undefined) expect(outcome.RST, ask).toEqual({ status: "OK" });
      else expect(outcome.RST, ask).toMatchObject({ status: "REFUSED", code: "NOT_ASKED", fault });
      const left = outcome.OPR === "CloneVM" ? String(outcome.AFT?.cloneId) : String(outcome.TGT.id);
      const after = (await isThere(left)) ? await seenByVirsh(host, left) : null;
      expect(outcome.BEF, `BEF of ${ask}`).toEqual(asRecorded(outcome, outcome.BEF, before));
      expect(outcome.AFT, `AFT of ${ask}`).toEqual(asRecorded(outcome, outcome.AFT, after));
      expect(outcome.AFT, ask).toMatchObject(AFT);
      if (says !== undefined) await host.says("web-01", says, said);
      if (id !== null) expect(outcome.TGT, ask).toMatchObject({ id, uuid: id, name: before?.facts.name });
    }
    for (const [ask, OPR] of Object.entries(REFUSED)) {
      const refused = await session.work(ask);
      expect(refused).toMatchObject({ OPR, BEF: {}, AFT: {}, TGT: { name: "kvm-1" } });
      expect(refused.RST).toMatchObject({ status: "REFUSED", code: "NOT_SUPPORTED" });
      expect(refused.RST?.message).toMatch(/its interface has no such call/);
    }
    const seenLogins = await loginsSeen(host);
    const left = await session.end();
    expect(left.err).not.toMatch(/^\s*at /m);

    const entries = home.entries();
    const intents = new Map(
      entries.filter(({ phase }) => phase === "intent").map((intent) => [intent.id, intent]),
    );
    for (const { ref, ask, BEF, USR, HST } of outcomes) {
      expect(intents.get(ref ?? ""), ask).toMatchObject({ ask, BEF });
      expect(seenLogins, ask).toEqual([USR.name]);
      expect(HST, ask).toEqual({ endpoint, platform: "libvirt", host: "kvm-1" });
    }
    expect(login.AFT).toMatchObject({ product: expect.stringMatching(/^QEMU \d\S+ \(libvirt \d/) });
    expect(login.TGT.uuid).toBe(host.uuid);
    // What was deleted took its volumes along, and nothing else is gone.
    expect((await host.virsh("vol-list", "images")).match(/^ *\S+/gm)?.map((each) => each.trim())).toEqual([
      "web-01-vdb.qcow2",
      "web-01.qcow2",
    ]);

    const verdict = await home.run(["verify", "--json"]);
    expect(verdict, verdict.out + verdict.err).toMatchObject({ code: 0 });
    expect(JSON.parse(verdict.out)).toMatchObject({ open: [] });
    const logged = await home.run(["log", "--format", "jsonl"]);
    expect(logged.code, logged.err).toBe(0);
    const shown = jsonLines<{ readonly e: Entry }>(logged.out).map(({ e }) => e);
    expect(shown.filter(({ phase }) => phase !== "anchor")).toEqual(entries);
    const paper = (await home.run(["log", "--format", "4w1h1r"])).out.trimEnd().split("\n");
    expect(paper.map((line) => /OPR=(\w+);USR=root;HST=/.exec(line)?.[1])).toEqual([
      "Login",
      ...outcomes.map(({ OPR }) => OPR),
      ...Object.values(REFUSED),
      "Logout",
    ]);
    const line = (OPR: string, of: string) =>
      paper.find((each) => each.includes(`OPR=${OPR};`) && each.includes(of));
    expect(line("ModifyMemory", "web-01")).toMatch(
      /;HST=kvm-1;BEF=web-01;128;128;AFT=web-01;128;160;RST=OK]$/,
    );
    expect(line("RenameVM", "app-01")).toMatch(/;HST=kvm-1;BEF=app-01;AFT=app-02;RST=OK]$/);
  });

  test("sees what virsh changes beside it, as it happens", { timeout: 240_000 }, async () => {
    using home = new OperatorHome();
    await using terminal = openConsole(home, [endpoint], { columns: 140, rows: 40, patience: 60_000 });
    await terminal.see(/ ms {2}read-write/);
    const images = "/var/lib/libvirt/images";
    const row = (name: string, ...cells: readonly string[]) =>
      terminal.until(`${name} to be ${cells.join(" ")}`, (screen) =>
        inventoryRows(screen).some((each) => inOrder(each, [`${name} `, ...cells])),
      );
    const gone = (name: string) =>
      terminal.until(`${name} to be gone`, (screen) =>
        inventoryRows(screen).every((each) => !each.includes(`${name} `)),
      );

    await host.addGuest({ name: "out-01" });
    await row("out-01", "off", "1", "128 MiB");
    await host.virsh("start", "out-01");
    await row("out-01", "on", "1");
    await host.virsh("setvcpus", "out-01", "2", "--live");
    await row("out-01", "on", "2");
    await host.virsh("suspend", "out-01");
    await row("out-01", "suspend", "2");
    await host.virsh("resume", "out-01");
    await row("out-01", "on", "2");
    await host.virsh("destroy", "out-01");
    await row("out-01", "off", "1");
    await host.virsh("setmem", "out-01", "96MiB", "--config");
    await row("out-01", "off", "1", "96 MiB");
    await host.virsh("setvcpus", "out-01", "3", "--config");
    await row("out-01", "off", "3", "96 MiB");
    await host.virsh("domrename", "out-01", "out-02");
    await row("out-02", "off", "3");
    await gone("out-01");

    // No row has these, nor is there an event: they are looked for while the cursor is on the machine.
    terminal.press("/", "ctrl+u");
    terminal.type("out-02");
    await terminal.see("/out-02");
    terminal.press("enter");
    await terminal.see(/│ NAME +out-02/);
    await terminal.see("No snapshots");
    await host.virsh("snapshot-create-as", "out-02", "theirs");
    await terminal.see("▸ theirs");
    await host.virsh("snapshot-delete", "out-02", "theirs");
    await terminal.see("No snapshots");
    await host.virsh("vol-create-as", "images", "extra.qcow2", "8MiB", "--format", "qcow2");
    const extra = ["out-02", `${images}/extra.qcow2`, "vdb", "--config", "--subdriver", "qcow2"];
    await host.virsh("attach-disk", ...extra);
    await terminal.see(/vdb {2}8 MiB {2}.*extra\.qcow2/);
    await host.virsh("undefine", "out-02");
    await gone("out-02");
    // None of it was this operator's.
    expect(
      home.entries().filter(({ TGT, phase }) => TGT.kind === "VirtualMachine" && phase === "intent"),
    ).toEqual([]);
  });
});

/** Whether a row has these texts, one after the other. */
function inOrder(row: string, texts: readonly string[]): boolean {
  let from = 0;
  return texts.every((text) => {
    const at = row.indexOf(text, from);
    from = at + text.length;
    return at >= 0;
  });
}

/** What an entry says of a machine, said of it by virsh. */
function asRecorded({ OPR, ask }: Entry, recorded: Facts = {}, seen: SeenByVirsh | null): Facts {
  if (seen === null) return {};
  const { facts, drives, snapshots } = seen;
  const disk = drives.find((drive) => drive.disk === recorded.disk);
  const words: Facts = {
    ...facts,
    ...(OPR === "ModifyDisk"
      ? { disks: drives.length, ...(disk ?? { disk: null, diskMiB: null, file: null }) }
      : {}),
    ...(OPR === "DeleteVM"
      ? {
          disks: drives.map((drive) => `${drive.disk} ${drive.diskMiB} MiB ${drive.file}`).join(", "),
          snapshots: snapshots.join(", "),
        }
      : {}),
    ...(OPR === "CloneVM" && "clone" in recorded
      ? { clone: facts.name ?? null, cloneId: recorded.cloneId ?? null, cloneUuid: recorded.cloneId ?? null }
      : {}),
    ...(OPR === "RevertSnapshot" && !isWaiting(facts) ? { nextBootCpus: null, nextBootMemoryMiB: null } : {}),
    ...(OPR === "RemoveSnapshot" && !snapshots.includes(ask?.split(" ").at(-1) ?? "")
      ? { snapshot: null }
      : {}),
  };
  const keys = Object.keys(recorded);
  if (keys.length === 0) throw new Error(`${ask}: nothing is recorded of ${facts.name}`);
  return Object.fromEntries(keys.map((key) => [key, words[key] ?? null]));
}

/** Whether a machine has something else at its next start. */
function isWaiting({ power, cpus, memoryMiB, nextBootCpus, nextBootMemoryMiB }: Facts): boolean {
  return power !== "off" && (cpus !== nextBootCpus || memoryMiB !== nextBootMemoryMiB);
}

/** As whom libvirtd's own clients are, but for virsh's: asked of its administration while the session is open. */
async function loginsSeen(host: QemuHost): Promise<readonly string[]> {
  const uri = `libvirtd:///system?socket=${join(dirname(host.socket), "libvirt-admin-sock")}`;
  const admin = async (...args: readonly string[]) =>
    (await promisify(execFile)("virt-admin", ["-c", uri, ...args])).stdout;
  const ids = [...(await admin("client-list", "libvirtd")).matchAll(/^ (\d+) +unix /gm)].map(([, id]) => id);
  const said = await Promise.all(ids.map((id) => admin("client-info", "libvirtd", id ?? "")));
  return [...new Set(said.map((text) => /^unix_user_name *: (\S+)$/m.exec(text)?.[1] ?? ""))];
}
