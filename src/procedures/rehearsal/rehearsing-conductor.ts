import type { Problem } from "#domain/errors.js";
import type { RehearsedTarget } from "#domain/rehearsal.js";
import type { RehearsalClock } from "#procedures/rehearsal/rehearsal-clock.js";
import type { Answer, Conductor } from "#procedures/run/conductor.js";
import type { Turn } from "#procedures/run/turns.js";
import type { Proposal } from "#session/proposal.js";

/** What an operator records of a step done by hand, where nobody does it. */
const SEEN = "rehearsed";

/** Agrees to all that a rehearsal asks, stops where a failure is left to the operator, and takes down what comes. */
export class RehearsingConductor implements Conductor {
  /** Why nothing can be done on the copy; null where something can. */
  interruption: Problem | null = null;
  readonly #clock: RehearsalClock;
  readonly #onTurn: (turn: Turn) => void;
  readonly #targets = new Map<string, readonly RehearsedTarget[]>();
  readonly #waited = new Map<string, number>();
  #now: { readonly key: string; readonly since: number } | null = null;

  /** @param onTurn told of each as it comes */
  constructor(clock: RehearsalClock, onTurn: (turn: Turn) => void) {
    this.#clock = clock;
    this.#onTurn = onTurn;
  }

  /** What a step was planned for; empty where it came to no plan. */
  targetsOf(key: string): readonly RehearsedTarget[] {
    return this.#targets.get(key) ?? [];
  }

  /** How long was waited in a turn, in milliseconds of the rehearsal's clock. */
  waitedMs(key: string): number {
    this.#leave();
    return this.#waited.get(key) ?? 0;
  }

  async atTurn(turn: Turn): Promise<Answer<"go">> {
    this.#leave();
    this.#now = { key: turn.key, since: this.#clock.aheadMs };
    this.#onTurn(turn);
    return { kind: "go" };
  }

  async atPlan(turn: Turn, { plans }: Proposal, undoing: boolean): Promise<Answer<"go">> {
    if (!undoing) {
      const targets = plans.map(({ target: { id, name } }) => ({ id, name }));
      this.#targets.set(turn.key, targets);
    }
    return { kind: "go" };
  }

  async atQuestion(): Promise<Answer<"go">> {
    return { kind: "go" };
  }

  async atInstructions(): Promise<Answer<"seen">> {
    return { kind: "seen", text: SEEN };
  }

  /** What is rehearsed has no approvals: it never comes to this. */
  async atApproval(): Promise<Answer<"pause">> {
    return { kind: "pause", why: null };
  }

  async atFailure(): Promise<Answer<"pause">> {
    return { kind: "pause", why: null };
  }

  async atInterruption(problem: Problem): Promise<Answer<"pause">> {
    this.interruption = problem;
    return { kind: "pause", why: null };
  }

  onCheck(): void {}

  #leave(): void {
    if (this.#now === null) return;
    const { key, since } = this.#now;
    this.#waited.set(key, (this.#waited.get(key) ?? 0) + this.#clock.aheadMs - since);
    this.#now = null;
  }
}
