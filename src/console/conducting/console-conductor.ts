import { sayInPassing } from "#console/actions/say.js";
import { RequestWatch } from "#console/conducting/request-watch.js";
import type { Console } from "#console/console.js";
import { approvalsOf, approvedSaid } from "#console/panes/run-approved-text.js";
import { confirmationOf } from "#console/prompts/confirmation.js";
import type { ConductedRun } from "#console/store/conducted-run.js";
import { type AnswerTo, type AskingKind, answer, type RunQuestion } from "#console/store/run-asking.js";
import type { Entry } from "#domain/entry.js";
import { failure, type Problem } from "#domain/errors.js";
import type { Conductor, Looking, RequestFile } from "#procedures/run/conductor.js";
import type { Turn } from "#procedures/run/turns.js";
import type { Proposal } from "#session/proposal.js";

interface ConductorParts {
  readonly console: Console;
  readonly run: () => ConductedRun;
  /** The directory that requests for a second person are written to. */
  readonly requests: string;
  /** Told whenever the operator is waited for. */
  onAsked(): void;
}

/** The operator at this console: what a run asks is shown, and what is pressed is the answer. */
export class ConsoleConductor implements Conductor {
  readonly #parts: ConductorParts;
  /** The SHA-256 of signatures that were handed in, or that were there before they could be for this request. */
  readonly #handedIn = new Set<string>();
  #undoing = false;
  /** How many approvals have been told of; null before the run was looked at. */
  #approvals: number | null = null;

  constructor(parts: ConductorParts) {
    this.#parts = parts;
  }

  /** A step that only looks, or asks by itself, is gone on to at once, and a line is agreed to once its plan is there. */
  async atTurn(turn: Turn): Promise<AnswerTo<"turn">> {
    const run = this.#comeTo(turn);
    const { armed } = run;
    if (armed !== null) {
      run.armed = null;
      if (armed.key === turn.key) return armed.answer;
    }
    if (run.pauses) return { kind: "pause", why: null };
    if (run.hasBegun || run.goesOn) {
      run.hasBegun = true;
      return { kind: "go" };
    }
    // Nothing is looked at or asked before the operator has seen what is to come.
    const answered = await this.#ask({ kind: "turn", turn, undoing: run.isUndoing });
    run.hasBegun = true;
    return answered;
  }

  async atPlan(turn: Turn, proposal: Proposal, undoing: boolean): Promise<AnswerTo<"plan">> {
    const run = this.#comeTo(turn);
    run.proposal = proposal;
    if (run.pauses) return { kind: "pause", why: null };
    if (run.goesOn && this.#needsNoMore(proposal)) return { kind: "go" };
    return await this.#ask({ kind: "plan", turn, proposal, undoing });
  }

  async atQuestion(turn: Turn, question: string): Promise<AnswerTo<"question">> {
    this.#comeTo(turn);
    return await this.#ask({ kind: "question", turn, question });
  }

  async atInstructions(
    turn: Turn,
    instructions: string,
    undoing: boolean,
  ): Promise<AnswerTo<"instructions">> {
    this.#comeTo(turn);
    return await this.#ask({ kind: "instructions", turn, instructions, undoing });
  }

  async atApproval(
    turn: Turn | null,
    asked: RequestFile,
    refusal: Problem | null,
  ): Promise<AnswerTo<"approval">> {
    const { console, requests } = this.#parts;
    const run = this.#parts.run();
    if (turn === null) {
      this.#sayApproved(run);
      run.goOn();
    } else this.#comeTo(turn);
    if (run.parts.approving.approvers === null) {
      const path = console.store.endpoints.approversAt(run.at);
      sayInPassing(console, failure("APPROVERS_MISSING", { path }));
      return { kind: "pause", why: null };
    }
    const watch = new RequestWatch(console, { asked, directory: requests, handedIn: this.#handedIn });
    try {
      const answered = this.#ask({ kind: "approval", turn, asked, path: watch.path, refusal });
      watch.begin((signed) => void answer(run.asking, signed));
      return await answered;
    } finally {
      watch.stop();
    }
  }

  async atFailure(turn: Turn, end: Entry, undoing: boolean): Promise<AnswerTo<"failure">> {
    this.#comeTo(turn);
    return await this.#ask({ kind: "failure", turn, end, undoing });
  }

  /** It is gone on with as soon as the session is there again; while it seems to be there, once the operator says so. */
  async atInterruption(problem: Problem): Promise<AnswerTo<"interruption">> {
    const { store } = this.#parts.console;
    const run = this.#parts.run();
    const isThere = () =>
      store.endpoints.fleet.links.some(({ name, state }) => name === run.at && state === "open");
    let wasAway = !isThere();
    const asking = this.#ask({ kind: "interruption", problem });
    const unsubscribe = store.changes.subscribe(() => {
      if (!isThere()) wasAway = true;
      else if (wasAway) answer(run.asking, { kind: "go" });
    });
    try {
      return await asking;
    } finally {
      unsubscribe();
    }
  }

  onCheck(turn: Turn, looking: Looking): void {
    this.#comeTo(turn);
    const run = this.#parts.run();
    run.look(turn, looking);
    // A pause that was wanted while something was under way is not put off by what is only waited for.
    if (run.pauses && looking.until !== null) run.controls.stop.abort();
    this.#parts.console.store.changes.soon();
  }

  #comeTo(turn: Turn): ConductedRun {
    const run = this.#parts.run();
    // The way back is not what was agreed to when it was said to go on.
    if (run.isUndoing && !this.#undoing) run.goesOn = false;
    this.#undoing = run.isUndoing;
    this.#sayApproved(run);
    run.comeTo(turn);
    this.#parts.console.store.changes.soon();
    return run;
  }

  /** Who has approved is said as soon as it counts; what was there when the run was come to is in its steps' texts. */
  #sayApproved({ parts }: ConductedRun): void {
    const { store, catalogue } = this.#parts.console;
    const given = approvalsOf(parts.record);
    const newest = given.at(-1);
    if (this.#approvals !== null && given.length > this.#approvals && newest !== undefined)
      store.say("ok", approvedSaid(catalogue, newest).join(" "));
    this.#approvals = given.length;
  }

  /** What takes a name or a number to agree to is asked however far the operator has agreed beforehand; so is a refusal. */
  #needsNoMore(proposal: Proposal): boolean {
    const { confirm } = this.#parts.console.store.endpoints.wantedFor(proposal);
    const { by } = confirmationOf(proposal, confirm);
    const isRefused = proposal.plans.some(({ refusal }) => refusal !== null);
    return !isRefused && (by === "nothing" || by === "enter");
  }

  /** Asks, and waits. Whatever asks ends what was agreed to beforehand; a run that is stopped is paused. */
  async #ask<K extends AskingKind>(question: RunQuestion<K>): Promise<AnswerTo<K>> {
    const { store } = this.#parts.console;
    const run = this.#parts.run();
    const { signal } = run.controls.stop;
    const { promise, resolve } = Promise.withResolvers<AnswerTo<K>>();
    const pause = () => resolve({ kind: "pause", why: null } as AnswerTo<K>);
    run.goesOn = false;
    run.asking = { ...question, answer: resolve } as unknown as ConductedRun["asking"];
    if (run.pauses || signal.aborted) pause();
    signal.addEventListener("abort", pause, { once: true });
    this.#parts.onAsked();
    store.changes.now();
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", pause);
      run.asking = null;
      if (run.dialog !== null) store.dialogs.close(run.dialog);
      run.dialog = null;
      store.changes.now();
    }
  }
}
