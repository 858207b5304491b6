import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Entry } from "#domain/entry.js";
import { startTcpProxy, type TcpProxy } from "../rigs/tcp-proxy.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { enterLine } from "./console-desk.js";
import { GrowingJournal } from "./growing-journal.js";
import { Probed } from "./probed.js";
import { OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

/** How long anything is waited for, in milliseconds. */
const PATIENCE_MS = 60_000;

/** What an operator has to do to agree to the plan that is shown. */
const AGREES = /Enter runs it\.|Type the name to agree: (\S+)|Type the number of those .* to agree: (\d+)/;

/** A command line that was typed, and how many machines it was meant for. */
interface Typed {
  readonly line: string;
  readonly targets: number;
}

/** A stretch of the journal during which something was wrong. */
export interface Fault {
  readonly name: string;
  /** The last entry before it, and the last one when all was well again. */
  readonly from: number;
  readonly to: number;
}

/**
 * An operator at work for a shift: the console on a vCenter, with a network of its own between them for either of two
 * profiles, and all that was typed and that went wrong written down.
 */
export class ShiftDesk {
  readonly home = new OperatorHome();
  readonly journal = new GrowingJournal(this.home.journal);
  readonly probed = new Probed(this.home);
  readonly typed: Typed[] = [];
  readonly faults: Fault[] = [];
  readonly site: VsphereSite;
  /** The networks on which the profiles `day` and `night` are. */
  readonly day: TcpProxy;
  readonly night: TcpProxy;
  #terminal: Terminal | null = null;
  /** The first entry of the shift. */
  #begun = 0;

  private constructor(site: VsphereSite, day: TcpProxy, night: TcpProxy) {
    this.site = site;
    this.day = day;
    this.night = night;
  }

  static async open(vms: number): Promise<ShiftDesk> {
    const site = await VsphereSite.start({ vms, hosts: 0, clusters: 1, poweredOff: true });
    const desk = new ShiftDesk(site, await startTcpProxy(site.proxy), await startTcpProxy(site.proxy));
    desk.#writeProfiles();
    return desk;
  }

  /** The journal has been written for a while: it holds more entries than the console keeps to be looked at. */
  async yesterday(): Promise<void> {
    const ran = await this.home.run([
      "exec",
      "sim:?vms=3000",
      "start *",
      "--yes",
      "--journal",
      this.home.journal,
    ]);
    expect(ran.code, ran.err).not.toBe(2);
    this.#begun = this.journal.last + 1;
  }

  /** What this shift has written. */
  get entries(): readonly Entry[] {
    return this.journal.entries.slice(this.#begun);
  }

  get terminal(): Terminal {
    if (this.#terminal === null) throw new Error("nobody has begun");
    return this.#terminal;
  }

  /** Opens the console. */
  async begin(profile: string): Promise<Terminal> {
    const size = { columns: 120, rows: 36 } as const;
    this.#terminal = openConsole(this.home, [profile], {
      ...size,
      env: this.probed.env,
      patience: PATIENCE_MS,
    });
    await this.terminal.see("Connected to VMware vCenter Server");
    await this.isWell();
    return this.terminal;
  }

  /** The header says that one can work. */
  async isWell(): Promise<void> {
    await this.terminal.see(/^ vsphere:.* read-write$/m);
  }

  /**
   * Types a command line, and agrees to its plan as that asks for. Answers its first intent.
   *
   * @param agreeing what happens once the plan is shown, before it is agreed to
   */
  async ask(line: string, targets = 1, agreeing: () => void = () => undefined): Promise<Entry> {
    const { terminal, journal } = this;
    const before = journal.last;
    const begun = () =>
      journal.entries.find(({ seq, phase, ask }) => seq > before && phase === "intent" && ask === line);
    this.typed.push({ line, targets });
    enterLine(terminal, line);
    const isAsked = (screen: readonly string[]) => AGREES.test(screen.join("\n"));
    await terminal.until(`${line} to be planned`, (screen) => isAsked(screen) || begun() !== undefined);
    const [asked, name, count] = AGREES.exec(terminal.text()) ?? [];
    if (asked !== undefined) {
      agreeing();
      terminal.type(name ?? count ?? "");
      terminal.press("enter");
      await terminal.gone(AGREES);
    }
    return await journal.until(`the intent of ${line}`, () => begun() ?? null);
  }

  /** The same, and waits until each of its targets has an outcome. Answers those. */
  async work(line: string, targets = 1): Promise<readonly Entry[]> {
    const { seq } = await this.ask(line, targets);
    return await this.outcomesOf(line, seq, targets);
  }

  /** The outcomes of a command line whose first intent is known, once they are there. */
  async outcomesOf(line: string, from: number, targets = 1): Promise<readonly Entry[]> {
    return await this.journal.until(`the outcomes of ${line}`, (entries) => {
      const ids = entries.filter(({ seq, phase, ask }) => seq >= from && phase === "intent" && ask === line);
      const known = new Set(ids.slice(0, targets).map(({ id }) => id));
      const outcomes = entries.filter(({ phase, ref }) => phase === "outcome" && known.has(ref ?? ""));
      return outcomes.length === targets ? outcomes : null;
    });
  }

  /** The server has answered the call of an operation, whether or not that has come through. */
  async isUnderWay(intent: Entry): Promise<void> {
    await soon(`the call of ${intent.ask}`, this.site.proxy.answer({ operationId: intent.id }));
  }

  /** The console knows the operation's task, and waits for its end. */
  async isWatched(intent: Entry): Promise<void> {
    await this.isUnderWay(intent);
    const { proxy } = this.site;
    const call = proxy.calls({ operationId: intent.id })[0]!;
    const watched = () =>
      proxy.calls({ method: "ModifyListView" }).some(({ seq, answeredAt }) => seq > call.seq && answeredAt);
    await expect.poll(watched, { timeout: PATIENCE_MS, interval: 10 }).toBe(true);
  }

  /** Something goes wrong, and is well again when `happen` is through. */
  async during<T>(name: string, happen: () => Promise<T>): Promise<T> {
    const from = this.journal.last;
    const result = await happen();
    this.faults.push({ name, from, to: this.journal.last });
    return result;
  }

  /** Presses C, in the panes. */
  async pressC(): Promise<void> {
    if (this.terminal.text().includes("Esc to the panes")) {
      this.terminal.press("esc");
      await this.terminal.gone("Esc to the panes");
    }
    this.terminal.press("C");
  }

  /** Waits for a session's entry (`SessionEnded`, `ConnectionLost`, ...) after `seq`. */
  async noticed(OPR: string, seq: number): Promise<Entry> {
    return await this.journal.after(seq, OPR, (entry) => entry.OPR === OPR);
  }

  async leave(): Promise<void> {
    this.terminal.press("ctrl+d");
    expect(await this.terminal.exited).toEqual({ code: 0, signal: null });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#terminal?.[Symbol.asyncDispose]();
    await this.day[Symbol.asyncDispose]();
    await this.night[Symbol.asyncDispose]();
    await this.site.stop();
    this.home[Symbol.dispose]();
  }

  /** By day the server is known by the operator's own file, by night by its fingerprint alone. */
  #writeProfiles(): void {
    const { vcsim } = this.site;
    const config = join(this.home.directory, ".config/shoseki");
    const password = join(this.home.directory, "password");
    mkdirSync(join(config, "profiles"), { recursive: true, mode: 0o700 });
    writeFileSync(password, `${vcsim.password}\n`, { mode: 0o600 });
    writeFileSync(
      join(config, "known_hosts"),
      `${this.day.host}:${this.day.port} SHA256:${vcsim.thumbprint}\n`,
      { mode: 0o600 },
    );
    const profile = (network: TcpProxy, ...more: string[]) =>
      [
        `endpoint: ${vcsim.endpointAt(network.port)}`,
        `password-command: cat ${password}`,
        "share: false",
        ...more,
        "",
      ].join("\n");
    writeFileSync(join(config, "profiles/day.yaml"), profile(this.day), { mode: 0o600 });
    writeFileSync(
      join(config, "profiles/night.yaml"),
      profile(this.night, `trust: { thumbprint: "${vcsim.thumbprint}" }`, "relogin: always"),
      { mode: 0o600 },
    );
  }
}

/** An error in place of waiting for ever. */
export async function soon<T>(what: string, event: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = setTimeout(() => reject(new Error(`waited ${PATIENCE_MS} ms for ${what}`)), PATIENCE_MS);
  try {
    return await Promise.race([event, promise]);
  } finally {
    clearTimeout(late);
  }
}
