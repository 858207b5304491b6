import { askOf } from "#cli/conducting/asking.js";
import { readSigned, type SignedRequest, writeRequest } from "#cli/conducting/request-file.js";
import { type RunPrinter, whatOf } from "#cli/conducting/run-printer.js";
import { type SaidBeforehand, saidOf } from "#cli/conducting/said-beforehand.js";
import type { Setting } from "#cli/io.js";
import { reportError } from "#cli/report-error.js";
import { failure, type Problem } from "#domain/errors.js";
import { printable } from "#messages/printable.js";
import { USUAL_APPROVERS } from "#procedures/approval/approvers.js";
import { APPROVAL_NAMESPACE } from "#procedures/approval/request.js";
import { itemOfRequest } from "#procedures/approval/request-name.js";
import type { Answer, Conductor, Looking, RequestFile } from "#procedures/run/conductor.js";
import type { RunParts } from "#procedures/run/parts.js";
import type { Turn } from "#procedures/run/turns.js";
import type { Proposal } from "#session/proposal.js";

/** What a run has stopped for, that a command line could say. */
export type Missing =
  | { readonly kind: "seen"; readonly turn: Turn }
  | { readonly kind: "approval"; readonly path: string }
  /** `mayBeLeftOut` is whether the step may: nobody leaves out what a second person is asked for. */
  | { readonly kind: "failure"; readonly turn: Turn; readonly mayBeLeftOut: boolean };

export interface LineConducting {
  readonly setting: Setting;
  readonly said: SaidBeforehand;
  readonly printer: RunPrinter;
  readonly parts: () => RunParts;
  /** Whether the run was on its way back already when this program began to carry it on. */
  readonly isOnTheWayBack: () => boolean;
}

/** Conducts a run by what a command line has said beforehand, and asks at the terminal where `--yes` was not said. */
export class LineConductor implements Conductor {
  /** Null where nothing is. */
  missing: Missing | null = null;
  readonly #conducting: LineConducting;
  readonly #signed: SignedRequest[];
  /** What has been said once is not said of what comes after it. */
  readonly #used = new Set<string>();

  /** Throws `FILE_UNREADABLE`, for an approval. */
  constructor(conducting: LineConducting) {
    this.#conducting = conducting;
    this.#signed = conducting.said.approvals.map(readSigned);
  }

  async atTurn(turn: Turn): Promise<Answer<"go" | "skip">> {
    const { printer, parts } = this.#conducting;
    printer.turn(parts(), turn);
    const undoing = parts().record.backOut !== null;
    this.#tryAgain(turn, undoing);
    const why = this.#skip(turn, undoing);
    return why === null ? { kind: "go" } : { kind: "skip", why };
  }

  async atPlan(turn: Turn, proposal: Proposal, undoing: boolean) {
    const { printer, said, setting } = this.#conducting;
    printer.plan(turn, proposal, undoing);
    if (said.yes) return { kind: "go" } as const;
    const { askPlan, askUndo } = setting.catalogue.procedureRun;
    return undoing
      ? await askOf(setting, askUndo.plan, ["go", "skip"])
      : await askOf(setting, askPlan, ["go", "skip", "back-out"]);
  }

  async atQuestion(_turn: Turn, question: string) {
    const { said, setting } = this.#conducting;
    this.#say(question);
    if (said.yes) return { kind: "go" } as const;
    const { askQuestion } = setting.catalogue.procedureRun;
    return await askOf(setting, askQuestion, ["go", "no", "skip", "back-out"]);
  }

  async atInstructions(turn: Turn, instructions: string, undoing: boolean) {
    const { said, setting } = this.#conducting;
    const { procedureRun: texts } = setting.catalogue;
    const text = this.#once("seen", turn, this.#said(said.seen, turn, undoing));
    if (text !== null) return { kind: "seen", text } as const;
    if (!said.yes) {
      this.#say(instructions);
      return undoing
        ? await askOf(setting, texts.askUndo.instructions, ["seen", "skip"])
        : await askOf(setting, texts.askInstructions, ["seen", "skip", "back-out"]);
    }
    this.#warn(texts.seenMissing({ step: turn.step.id, instructions }));
    this.missing = { kind: "seen", turn };
    return { kind: "pause", why: null } as const;
  }

  async atApproval(
    _turn: Turn | null,
    asked: RequestFile,
    refusal: Problem | null,
  ): Promise<Answer<"approval" | "pause">> {
    const { setting, parts, said } = this.#conducting;
    if (refusal !== null) this.#warn(whatOf(setting, refusal));
    const { approvers } = parts().approving;
    if (approvers === null) {
      reportError(setting, failure("APPROVERS_MISSING", { path: USUAL_APPROVERS }));
      return { kind: "pause", why: null };
    }
    const at = this.#signed.findIndex((signed) => mayBeOf(signed, asked));
    const [signed] = at < 0 ? [] : this.#signed.splice(at, 1);
    if (signed !== undefined) return signed.approval;
    try {
      const path = writeRequest(asked, said.request);
      const { expires } = asked.request;
      this.#warn(
        setting.catalogue.procedureRun.approvalMissing({ path, expires, principal: APPROVAL_NAMESPACE }),
      );
      this.missing = { kind: "approval", path };
    } catch (error) {
      reportError(setting, error);
    }
    return { kind: "pause", why: null };
  }

  async atFailure(turn: Turn, _end: unknown, undoing: boolean) {
    const { said, setting } = this.#conducting;
    if (this.#once("again", turn, this.#said(said.again, turn, undoing)) !== null)
      return { kind: "again" } as const;
    const why = this.#skip(turn, undoing);
    if (why !== null) return { kind: "skip", why } as const;
    const { failureLeft, askFailure, askFailedApproval, askUndo } = setting.catalogue.procedureRun;
    const mayBeLeftOut = undoing || turn.step.kind !== "approve";
    if (!said.yes) {
      this.#warn(failureLeft);
      if (undoing) return await askOf(setting, askUndo.failure, ["again", "skip"]);
      return mayBeLeftOut
        ? await askOf(setting, askFailure, ["again", "skip", "back-out"])
        : await askOf(setting, askFailedApproval, ["again", "back-out"]);
    }
    this.missing = { kind: "failure", turn, mayBeLeftOut };
    return { kind: "pause", why: null } as const;
  }

  async atInterruption(problem: Problem): Promise<Answer<"pause">> {
    this.#warn(whatOf(this.#conducting.setting, problem));
    return { kind: "pause", why: null };
  }

  onCheck(_turn: Turn, looking: Looking): void {
    this.#conducting.printer.looking(looking);
  }

  /** Why a turn is left out, where it was said beforehand; that an approval is not is said, and said once. */
  #skip(turn: Turn, undoing: boolean): string | null {
    const why = this.#said(this.#conducting.said.skip, turn, undoing);
    if (why === null || undoing || turn.step.kind !== "approve") return why;
    const { approvalNotSkipped } = this.#conducting.setting.catalogue.procedureRun;
    if (this.#once("skip", turn, why) !== null) this.#warn(approvalNotSkipped({ step: turn.step.id }));
    return null;
  }

  /**
   * What was said beforehand of a turn. What was said while the run went on is of the step, and not of what undoes it: nobody
   * knew then that it would be.
   */
  #said(said: readonly string[], turn: Turn, undoing: boolean): string | null {
    const { parts, isOnTheWayBack } = this.#conducting;
    return undoing && !isOnTheWayBack() ? null : saidOf(said, turn, parts().turns);
  }

  /** What has stopped the run is tried again by going on with it: where that was said, it is said of this. */
  #tryAgain(turn: Turn, undoing: boolean): void {
    const { parts, said } = this.#conducting;
    const { record } = parts();
    const { end } = undoing ? record.undoing(turn.key) : record.turn(turn.key);
    // What nobody knows the end of is asked about once more.
    if (end !== null && end.RST?.status !== "OK" && end.RST?.status !== "UNKNOWN")
      this.#once("again", turn, this.#said(said.again, turn, undoing));
  }

  /** What is said of a turn is said of it once. */
  #once(what: string, { key }: Turn, text: string | null): string | null {
    if (text === null || this.#used.has(`${what} ${key}`)) return null;
    this.#used.add(`${what} ${key}`);
    return text;
  }

  #say(text: string): void {
    const { io, json } = this.#conducting.setting;
    if (!json) io.out(printed(`  ${text}`));
  }

  #warn(text: string): void {
    this.#conducting.setting.io.err(printed(text));
  }
}

/** Whether what was signed is handed in for what is asked: whether it counts is not for this to say. */
function mayBeOf({ of }: SignedRequest, { request }: RequestFile): boolean {
  return of === undefined || (of.step === request.step && of.item === itemOfRequest(request));
}

function printed(text: string): string {
  return text.split("\n").map(printable).join("\n");
}
