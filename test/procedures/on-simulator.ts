import type { Entry } from "#domain/entry.js";
import type { Procedure } from "#domain/procedure.js";
import { generatePrivateKey, signerOf } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import type { Approvers } from "#procedures/approval/approvers.js";
import { APPROVAL_NAMESPACE, sha256Of } from "#procedures/approval/request.js";
import { readProcedureFile } from "#procedures/read-procedure-file.js";
import { type Clock, HERE } from "#procedures/run/clock.js";
import type { Conductor } from "#procedures/run/conductor.js";
import { beginRun, type OpenRun, resumeRun } from "#procedures/run/open-run.js";
import { carryOn, type Left } from "#procedures/run/runner.js";
import type { RunWanted } from "#procedures/run/wanted.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Session } from "#session/session.js";
import { open } from "../providers/simulator/open.js";
import { Desk, inWords } from "../session/desk.js";
import { opened } from "../session/opened.js";

/** How a run has ended, and what is in the journal of it. */
export interface Ran {
  readonly id: string;
  readonly left: Left;
  readonly entries: readonly Entry[];
}

const BOB = signerOf(generatePrivateKey());
const APPROVERS = `bob@ws2 ${publicKeyLine(BOB.publicKey)}\n`;

/** The file that says that Bob may approve. */
export const BOBS: Approvers = {
  path: "/etc/shoseki/approvers",
  text: APPROVERS,
  sha256: sha256Of(APPROVERS),
  writable: false,
};

/** Agrees to everything, has Bob approve what is asked of him, and stops at what fails. */
export const AGREEING: Conductor = {
  atTurn: async () => ({ kind: "go" }),
  atPlan: async () => ({ kind: "go" }),
  atQuestion: async () => ({ kind: "go" }),
  atInstructions: async () => ({ kind: "seen", text: "as it should be" }),
  atApproval: async (_turn, { bytes }, refusal) => {
    if (refusal !== null) throw new Error(refusal.code);
    return {
      kind: "approval",
      request: bytes,
      signature: BOB.signFile(APPROVAL_NAMESPACE, bytes),
    };
  },
  atFailure: async () => ({ kind: "pause", why: null }),
  atInterruption: async () => ({ kind: "pause", why: null }),
  onCheck: () => undefined,
};

/** The longest that a run's clock really sleeps at a time, in milliseconds. */
const NAP_MS = 5;

/** What is waited for takes a moment, and is said to have taken all of it. */
function hastened(): Clock {
  let skipped = 0;
  return {
    ...HERE,
    now: () => HERE.now() + skipped,
    elapsed: () => HERE.elapsed() + skipped,
    sleep: async (ms, signal) => {
      const nap = Math.min(ms, NAP_MS);
      await HERE.sleep(nap, signal);
      skipped += ms - nap;
    },
    tickOf: (withinMs) => Math.max(1_000, withinMs / 20),
  };
}

/** An operator with a session on a simulated server, who runs procedures there. */
export class Operated implements AsyncDisposable {
  readonly desk: Desk;
  readonly session: Session;
  approvers: Approvers = BOBS;

  private constructor(desk: Desk, session: Session) {
    this.desk = desk;
    this.session = session;
  }

  /** @param query of a `sim:` endpoint */
  static async at(query: string): Promise<Operated> {
    return await Operated.on(await open(query));
  }

  static async on(provider: ProviderSession): Promise<Operated> {
    const desk = new Desk();
    const session = await opened(desk, provider);
    return new Operated(desk, session);
  }

  /** What an operator sees of machines and hosts, a line each. */
  rows(): readonly string[] {
    const { machines, hosts } = this.session.lastInventory;
    return [
      ...machines
        .all()
        .map(({ id, name, power, host, memoryMiB }) => `${id} ${name} ${power} ${host} ${memoryMiB}`),
      ...hosts
        .all()
        .map(({ id, name, power, connection, maintenance }) =>
          [id, name, power, connection, maintenance].join(" "),
        ),
    ].sort();
  }

  /** @param change what is otherwise than in the file */
  async runs(
    path: string,
    given: Readonly<Record<string, string>>,
    conductor: Partial<Conductor> = {},
    change: (procedure: Procedure) => Procedure = (procedure) => procedure,
  ): Promise<Ran> {
    const read = await readProcedureFile(path);
    const file = { ...read, procedure: change(read.procedure) };
    return await carriedOn(await beginRun({ ...this.#wanted(conductor), file, given }));
  }

  /** Undoes what was done in a run. */
  async backsOut({ id }: Ran, conductor: Partial<Conductor> = {}): Promise<Ran> {
    const wanted = this.#wanted(conductor);
    return await carriedOn(await resumeRun({ ...wanted, id, backOut: "it went wrong" }));
  }

  #wanted(conductor: Partial<Conductor>): RunWanted {
    return {
      journal: this.desk.journal,
      session: () => this.session,
      conductor: { ...AGREEING, ...conductor },
      listener: { report: () => undefined },
      purpose: { ticket: "CHG0012345", why: "the tests" },
      approvers: this.approvers,
      explain: inWords,
      stopping: new AbortController().signal,
      signal: new AbortController().signal,
      clock: hastened(),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.session.logout();
    this.desk[Symbol.dispose]();
  }
}

async function carriedOn({ parts, close }: OpenRun): Promise<Ran> {
  try {
    const left = await carryOn(parts);
    return { id: parts.record.id, left, entries: [...parts.record.entries] };
  } finally {
    close();
  }
}
