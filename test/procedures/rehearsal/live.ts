import { createHash } from "node:crypto";
import { copyMaker } from "#cli/rehearsal-copy.js";
import type { Rehearsal } from "#domain/rehearsal.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { readProcedure } from "#procedures/read-procedure.js";
import type { ProcedureFile } from "#procedures/read-procedure-file.js";
import { rehearse } from "#procedures/rehearsal/rehearse.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Purpose } from "#session/purpose.js";
import type { Restraints } from "#session/restraints.js";
import type { Session } from "#session/session.js";
import { fakeIo } from "../../cli/fake-io.js";
import { open } from "../../providers/simulator/open.js";
import { Desk } from "../../session/desk.js";
import { opened } from "../../session/opened.js";
import { UNRESTRAINED } from "../../session/unrestrained.js";
import { OperatorHome } from "../../stories/shoseki.js";

/** What an operator says of a rehearsal, where it is anything. */
export interface Saying {
  readonly given?: Readonly<Record<string, string>>;
  readonly purpose?: Purpose;
  readonly backOut?: boolean;
  readonly onTurn?: () => void;
  readonly stopping?: AbortSignal;
}

/** An operator with a session on a server that is not to be touched, and a home for what is thrown away. */
export class Live implements AsyncDisposable {
  readonly desk: Desk;
  readonly session: Session;
  readonly home = new OperatorHome();
  /** What the server was asked, but for reads of the inventory. */
  readonly reads: string[];

  private constructor(desk: Desk, session: Session, reads: string[]) {
    this.desk = desk;
    this.session = session;
    this.reads = reads;
  }

  static async on(query: string, restraints: Partial<Restraints> = {}): Promise<Live> {
    return await Live.at(await open(query), restraints);
  }

  static async at(provider: ProviderSession, restraints: Partial<Restraints> = {}): Promise<Live> {
    const desk = new Desk();
    const reads: string[] = [];
    const watched: ProviderSession = {
      ...provider,
      read: (subject, signal) => {
        reads.push(`${subject.kind} ${subject.id}`);
        return provider.read(subject, signal);
      },
    };
    const session = await opened(desk, watched, { restraints: { ...UNRESTRAINED, ...restraints } });
    return new Live(desk, session, reads);
  }

  async rehearse(
    text: string,
    { given = {}, purpose = {}, backOut = false, ...rest }: Saying = {},
  ): Promise<Rehearsal> {
    const fake = fakeIo(this.home, async function* () {});
    const copy = await copyMaker({ io: fake.io, catalogue: en, json: false })(this.session);
    try {
      return await rehearse({
        file: await fileOf(text),
        given,
        purpose,
        copy,
        layout: this.desk.journal.layout,
        backOut,
        explain: ({ problem }) => explain(problem, en).what,
        stopping: new AbortController().signal,
        ...rest,
      });
    } finally {
      await copy.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.session.logout();
    this.desk[Symbol.dispose]();
    this.home[Symbol.dispose]();
  }
}

/** A procedure's file with this text. */
export async function fileOf(text: string): Promise<ProcedureFile> {
  const path = "change.yaml";
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { path, procedure: await readProcedure(text, path), source: text, sha256 };
}
