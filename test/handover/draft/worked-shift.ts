import type { Entry } from "#domain/entry.js";
import type { Handover } from "#domain/handover.js";
import { type DraftWanted, draftOf } from "#handover/draft/draft-of.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { parse } from "#language/parse.js";
import type { Session } from "#session/session.js";
import { open } from "../../providers/simulator/open.js";
import { Desk } from "../../session/desk.js";
import { opened } from "../../session/opened.js";

/** An operator's shift on a simulated server, from the Login on. */
export class WorkedShift implements AsyncDisposable {
  readonly desk: Desk;
  readonly session: Session;

  private constructor(desk: Desk, session: Session) {
    this.desk = desk;
    this.session = session;
  }

  /** @param query of a `sim:` endpoint */
  static async at(query: string): Promise<WorkedShift> {
    const desk = new Desk({ why: "patch day", ticket: "CHG1" });
    return new WorkedShift(desk, await opened(desk, await open(query)));
  }

  /** Types lines one after the other, and agrees to what they take away. Answers the outcomes. */
  async does(...lines: readonly string[]): Promise<readonly Entry[]> {
    const outcomes: Entry[] = [];
    for (const line of lines) {
      const command = parse(line);
      if (command?.kind !== "operation") throw new Error(`${line} is no operation`);
      const planning = { request: command.request, ask: line, yes: true };
      outcomes.push(...(await this.session.operate(command.target, planning, { report: () => undefined })));
    }
    return outcomes;
  }

  /** The report as it is now, with a checkpoint of all that it is of. */
  async draft(wanted: Partial<DraftWanted> = {}): Promise<Handover> {
    const { journal, signer } = this.desk;
    await new Checkpointer(journal).sign();
    const operator = { os: "tester1", console: "ops-1" };
    return await draftOf(journal.layout, { operator, key: signer.fingerprint, ...wanted });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.session.logout();
    this.desk[Symbol.dispose]();
  }
}
