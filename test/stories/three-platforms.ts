import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { type QemuHost, startQemuHost } from "../rigs/qemu/qemu-host.js";
import { startVcsim, type Vcsim } from "../rigs/vcsim.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { enterLine, inventoryRows } from "./console-desk.js";
import { seenByGovc } from "./seen-by-govc.js";
import { OperatorHome } from "./shoseki.js";

/** The third endpoint, beside a vCenter and a KVM host. */
export interface ThirdHost {
  /** What the operator calls it: the name of its profile. */
  readonly name: string;
  readonly endpoint: string;
  /** Defines a machine, shut off, with one CPU of two. */
  define(name: string): Promise<void>;
  virsh(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** A vCenter, a KVM host and a third one in one console, with one journal. */
export function describeThreePlatforms(startThird: () => Promise<ThirdHost>): void {
  let vcenter: Vcsim;
  let kvm: QemuHost;
  let third: ThirdHost;

  beforeAll(async () => {
    [vcenter, kvm, third] = await Promise.all([
      startVcsim({ vms: 2, hosts: 0, clusters: 1, poweredOff: true }),
      startQemuHost(),
      startThird(),
    ]);
    await vcenter.govc(["vm.change", "-vm", "DC0_C0_RP0_VM0", "-name", "app-vc"]);
    await vcenter.govc(["vm.change", "-vm", "DC0_C0_RP0_VM1", "-name", "twin"]);
    for (const name of ["app-kvm", "twin"]) await kvm.addGuest({ name });
  });
  afterAll(() => Promise.all([vcenter?.stop(), kvm?.stop(), third?.stop()]));

  test("are one inventory, and whatever is done at any of them is one journal with one verdict", {
    timeout: 600_000,
  }, async () => {
    using home = new OperatorHome();
    writeProfiles(home);
    await using terminal = openConsole(home, ["vc"], { columns: 120, rows: 40, patience: 120_000 });
    await terminal.see("VMware vCenter Server 8");
    for (const name of ["kvm", third.name]) {
      enterLine(terminal, `connect ${name}`);
      await terminal.see(`●${name}`);
    }
    const desk = new Desk(home, terminal);
    await desk.sees("app-kvm", "kvm", "off");
    // Whoever makes a machine elsewhere does not tell this console.
    await third.define("app-third");
    await desk.sees("app-third", third.name, "off");
    await desk.sees("app-vc", "vc", "off");
    await desk.sees("twin", "vc", "off");
    await desk.sees("twin", "kvm", "off");

    const [ambiguous] = await desk.work("start twin");
    expect(ambiguous).toMatchObject({ RST: { status: "REFUSED", code: "TARGET_AMBIGUOUS" }, AFT: {} });
    expect(ambiguous?.RST?.message).toMatch(/kvm:\S+.*vc:\S+|vc:\S+.*kvm:\S+/);
    await terminal.see("twin could be any of 2");
    terminal.press("ctrl+u");
    await terminal.gone("›   start twin");
    expect(await kvm.virsh("domstate", "twin")).toBe("shut off");

    const [named] = await desk.work("start kvm:twin");
    expect(named).toMatchObject({ RST: { status: "OK" }, HST: { platform: "libvirt", host: "kvm-1" } });
    expect(await kvm.virsh("domstate", "twin")).toBe("running");
    expect(await vcenterPower("twin")).toBe("off");
    await desk.sees("twin", "kvm", "on");
    await desk.sees("twin", "vc", "off");

    const [cpus] = await desk.work("cpu app-third 2", "Enter runs it.");
    expect(cpus).toMatchObject({ BEF: { cpus: 1 }, AFT: { cpus: 2 }, RST: { status: "OK" } });
    expect(await third.virsh("vcpucount", "app-third", "--config", "--current")).toMatch(/^2\s*$/);
    const [memory] = await desk.work("memory app-vc 64MiB", "Enter runs it.");
    expect(memory).toMatchObject({ AFT: { memoryMiB: 64 }, HST: { platform: "vsphere" } });
    const [, between] = [
      await desk.work("snapshot create app-kvm first"),
      await kvm.virsh("snapshot-list", "app-kvm", "--name"),
    ];
    expect(between.trim()).toBe("first");

    const started = await desk.work("start app-*", 3);
    expect(placesOf(started)).toEqual(
      placesOf(home.entries().filter(({ OPR, phase }) => phase === "outcome" && OPR === "Login")),
    );
    expect(started.map(({ TGT, RST }) => `${TGT.name} ${RST?.status}`).sort()).toEqual([
      "app-kvm OK",
      "app-third OK",
      "app-vc OK",
    ]);
    expect(await kvm.virsh("domstate", "app-kvm")).toBe("running");
    expect((await third.virsh("domstate", "app-third")).trim()).toBe("running");
    expect(await vcenterPower("app-vc")).toBe("on");

    await kvm.endLibvirtd("KILL");
    await terminal.see(/!kvm .*kvm ! CONNECTION LOST/);
    const [refused] = await desk.work("stop app-kvm");
    expect(refused).toMatchObject({ RST: { status: "REFUSED", code: "INTERRUPTED" } });
    terminal.press("ctrl+u");
    for (const name of ["app-vc", "app-third"]) {
      const [stopped] = await desk.work(`stop ${name}`, "Enter runs it.");
      expect(stopped).toMatchObject({ AFT: { power: "off" }, RST: { status: "OK" } });
    }
    // What was there is still shown, and is there: a guest outlives its libvirtd.
    await desk.sees("app-kvm", "kvm", "on");
    await kvm.startLibvirtd();
    // It waits for libvirtd to have its guest again: a stop before that is done, but answered by an error (libvirt 9.0).
    await kvm.virsh("dommemstat", "app-kvm");
    await terminal.see(new RegExp(`●vc {2}●kvm {2}●${third.name} `));
    const [again] = await desk.work("stop kvm:app-kvm", "Enter runs it.");
    expect(again).toMatchObject({ BEF: { power: "on" }, AFT: { power: "off" }, RST: { status: "OK" } });
    expect(await kvm.virsh("domstate", "app-kvm")).toBe("shut off");

    enterLine(terminal, "quit");
    await terminal.exited;
    const verified = await home.run(["verify", "--json"]);
    expect(verified, verified.out + verified.err).toMatchObject({ code: 0 });
    expect(JSON.parse(verified.out)).toMatchObject({ open: [] });
    const ways = home.entries().filter(({ phase, OPR }) => phase === "outcome" && /^Log/.test(OPR));
    expect(ways.map(({ OPR, HST, RST }) => `${OPR} ${HST.platform} ${RST?.status}`).sort()).toEqual([
      ...["Login libvirt OK", "Login libvirt OK", "Login vsphere OK"],
      ...["Logout libvirt OK", "Logout libvirt OK", "Logout vsphere OK"],
    ]);
  });

  const vcenterPower = async (name: string) =>
    (await seenByGovc(vcenter)).find((machine) => machine.name === name)?.power;

  function writeProfiles(home: OperatorHome): void {
    const directory = join(home.directory, ".config/shoseki/profiles");
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const profiles = {
      vc: [
        `endpoint: ${vcenter.endpoint}`,
        `password-command: echo '${vcenter.password}'`,
        `trust: { thumbprint: "${vcenter.thumbprint}" }`,
      ],
      kvm: [`endpoint: qemu:///system?socket=${kvm.socket}`],
      [third.name]: [`endpoint: ${third.endpoint}`],
    };
    for (const [name, lines] of Object.entries(profiles))
      writeFileSync(join(directory, `${name}.yaml`), `${lines.join("\n")}\n`, { mode: 0o600 });
  }
}

/** Where things were done, once each. */
function placesOf(entries: readonly Entry[]): readonly string[] {
  return [...new Set(entries.map(({ HST }) => HST.endpoint))].sort();
}

/** What an operator does and sees at the console. */
class Desk {
  readonly #home: OperatorHome;
  readonly #terminal: Terminal;

  constructor(home: OperatorHome, terminal: Terminal) {
    this.#home = home;
    this.#terminal = terminal;
  }

  /**
   * Enters a line, agrees to it, and resolves with its outcomes.
   *
   * @param agrees the question that Enter answers, or the number of machines that has to be typed
   */
  async work(line: string, agrees: string | number | null = null): Promise<readonly Entry[]> {
    enterLine(this.#terminal, line);
    const question =
      typeof agrees === "number"
        ? `Type the number of those that will be changed to agree: ${agrees}`
        : agrees;
    if (question !== null) {
      await this.#terminal.see(question);
      if (typeof agrees === "number") this.#terminal.type(String(agrees));
      this.#terminal.press("enter");
      // The next one may be asked in the same words.
      await this.#terminal.gone(question);
    }
    const done = () => this.#home.entries().filter(({ ask, phase }) => ask === line && phase === "outcome");
    const count = typeof agrees === "number" ? agrees : 1;
    await this.#terminal.until(`${line} to have ${count} outcomes`, () => done().length === count);
    return done();
  }

  /** Waits until a machine of an endpoint is shown with a power state. */
  async sees(name: string, endpoint: string, power: string): Promise<void> {
    await this.#terminal.until(`${name} of ${endpoint} to be ${power}`, (screen) =>
      inventoryRows(screen)
        .map((row) => row.slice(2).trim().split(/\s+/))
        .some((cells) => cells[0] === name && cells[1] === endpoint && cells.includes(power)),
    );
  }
}
