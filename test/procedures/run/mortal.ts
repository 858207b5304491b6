import { v7 as uuidv7 } from "uuid";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { Approvers } from "#procedures/approval/approvers.js";
import { sha256Of } from "#procedures/approval/request.js";
import { readProcedure } from "#procedures/read-procedure.js";
import type { Conductor } from "#procedures/run/conductor.js";
import { beginRun, type OpenRun, resumeRun } from "#procedures/run/open-run.js";
import { carryOn, type Left } from "#procedures/run/runner.js";
import type { RunWanted } from "#procedures/run/wanted.js";
import type { ProviderSession } from "#providers/contract.js";
import { type Simulator, simulatorAt } from "#providers/simulator/open.js";
import type { Session } from "#session/session.js";
import { Trail } from "#session/trail.js";
import { optionsOf } from "../../providers/simulator/open.js";
import { Desk, inWords } from "../../session/desk.js";
import { opened } from "../../session/opened.js";
import { AGREEING, BOBS } from "../on-simulator.js";

/** When a process dies: right after it has written its entry of that number, counted from 1 and Login aside. */
export interface Death {
  readonly after: number;
  /** Whether what an intent announces has reached the server all the same. */
  readonly sent: boolean;
}

/** A server that outlives the processes that work on it. */
export class Site implements Disposable {
  readonly #simulator: Simulator;
  readonly #keeper: Desk;

  constructor(query = "vms=30&seed=1") {
    this.#simulator = simulatorAt(optionsOf(query));
    this.#keeper = new Desk();
  }

  /** A process of the operator, or of another who has a desk, with a session of its own. */
  async process(desk = new Desk({ beside: this.#keeper })): Promise<Process> {
    const body = new Body(await this.#simulator.logIn(null), desk);
    return new Process(desk, await opened(desk, body.provider), body);
  }

  /** A session that takes the place of a process's. */
  async anotherFor({ desk: { journal, signer } }: Process): Promise<Session> {
    const trail = new Trail(
      journal,
      {
        os: "tester1",
        console: "ops-1",
        key: signer.fingerprint,
        session: uuidv7(),
        endpoint: this.#keeper.trail.endpoint,
        platform: "vsphere",
      },
      "operator",
    );
    return await opened({ journal, trail }, await this.#simulator.logIn(null));
  }

  /** All that was done on the server, as the server has it, oldest first. */
  async tasks(): Promise<readonly string[]> {
    const session = await this.#simulator.logIn(null);
    const tasks = (await session.history?.latest(1_000)) ?? [];
    await session.close();
    return tasks.map(({ what, target, state }) => `${what} ${target} ${state}`).toReversed();
  }

  entries(): readonly Entry[] {
    return this.#keeper.entries();
  }

  get layout() {
    return this.#keeper.journal.layout;
  }

  /** The operator's desk, as long as the site is there. */
  get keeper(): Desk {
    return this.#keeper;
  }

  [Symbol.dispose](): void {
    this.#simulator.stop();
    this.#keeper[Symbol.dispose]();
  }
}

/** What a process needs to live: the journal that it writes, and the way to the server. */
class Body {
  readonly provider: ProviderSession;
  readonly leave: () => void;
  #death: Death | null = null;
  #written = 0;
  #isDead = false;

  constructor(provider: ProviderSession, { journal, trail }: Desk) {
    const locks: { leave(): void }[] = [];
    const holdSession = journal.holdSession.bind(journal);
    journal.holdSession = (session) => {
      const lock = holdSession(session);
      locks.push(lock);
      return lock;
    };
    this.leave = () => {
      for (const lock of locks) lock.leave();
    };
    const append = journal.append.bind(journal) as (...args: unknown[]) => ReturnType<typeof journal.append>;
    journal.append = ((...args: unknown[]) => {
      if (this.#isDead) throw killed();
      return append(...args);
    }) as typeof journal.append;
    journal.subscribe(({ entry }) => {
      if (this.#death === null || entry.USR.session !== trail.session) return;
      this.#written += 1;
      if (this.#written === this.#death.after) this.#isDead = true;
    });
    this.provider = this.#mortal(provider);
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  dies(death: Death | null): void {
    this.#death = death;
    this.#written = 0;
  }

  /** The same, as long as it lives: what changes something is not sent by the dead. */
  #mortal<T extends object>(of: T): T {
    return new Proxy(of, {
      get: (object, key) => {
        const value: unknown = Reflect.get(object, key, object);
        if (typeof value === "function") {
          return (...args: unknown[]) => {
            if (this.#isDead && this.#death?.sent === false) throw killed();
            return (value as (...all: unknown[]) => unknown).apply(object, args);
          };
        }
        return typeof value === "object" && value !== null && MUTATING.has(String(key))
          ? this.#mortal(value)
          : value;
      },
    });
  }
}

const MUTATING = new Set([
  "power",
  "guest",
  "reconfigure",
  "rename",
  "lifecycle",
  "cloning",
  "relocation",
  "snapshots",
  "hostPower",
]);

function killed(): Error {
  return failure("JOURNAL_FAILED", { directory: "", cause: "the process was killed" });
}

/** How a process has left a run. */
export interface LeftRun {
  readonly id: string;
  readonly left: Left | "killed";
}

/** One process of an operator, who runs procedures in it until it ends or is killed. */
export class Process {
  /** The newest that there was. */
  session: Session;
  readonly stop = new AbortController();
  readonly desk: Desk;
  approvers: Approvers = BOBS;
  readonly #body: Body;

  constructor(desk: Desk, session: Session, body: Body) {
    this.desk = desk;
    this.session = session;
    this.#body = body;
  }

  /** @param text of the procedure's file */
  async runs(
    text: string,
    given: Given,
    conductor: Partial<Conductor> = {},
    death?: Death,
  ): Promise<LeftRun> {
    const procedure = await readProcedure(text, "a.yaml");
    if (death !== undefined) this.#body.dies(death);
    const file = { path: "a.yaml", procedure, source: text, sha256: sha256Of(text) };
    return await this.#carriedOn("", () => beginRun({ ...this.wanted(conductor), file, given }));
  }

  async resumes(
    id: string,
    conductor: Partial<Conductor> = {},
    { backOut, death }: { readonly backOut?: string; readonly death?: Death } = {},
  ): Promise<LeftRun> {
    if (death !== undefined) this.#body.dies(death);
    return await this.#carriedOn(id, () => resumeRun({ ...this.wanted(conductor), id, backOut }));
  }

  async #carriedOn(id: string, open: () => Promise<OpenRun>): Promise<LeftRun> {
    try {
      const { parts, close } = await open();
      try {
        const left = await carryOn(parts);
        this.#body.dies(null);
        return { id: parts.record.id, left };
      } finally {
        close();
      }
    } catch (error) {
      if (this.#body.isDead) return { id, left: "killed" };
      throw error;
    }
  }

  wanted(conductor: Partial<Conductor>): RunWanted {
    return {
      journal: this.desk.journal,
      session: () => this.session,
      conductor: { ...AGREEING, ...conductor },
      listener: { report: () => undefined },
      purpose: {},
      approvers: this.approvers,
      explain: inWords,
      stopping: this.stop.signal,
      signal: new AbortController().signal,
    };
  }

  /** The process is gone: by its Logout, or because it was killed. */
  async ends(): Promise<void> {
    if (this.#body.isDead) this.#body.leave();
    else await this.session.logout();
    this.desk[Symbol.dispose]();
  }
}

export type Given = Readonly<Record<string, string>>;
