import type { ConductedRun } from "#console/store/conducted-run.js";
import { type RunRow, runRows } from "#console/store/run-rows.js";

/** The run that this console conducts, or has conducted last; and which of its steps is looked at. */
export class RunModel {
  #run: ConductedRun | null = null;
  #cursor: string | null = null;
  readonly #idle: (() => void)[] = [];
  /** Whether it stands where the machines are. */
  isShown = false;
  /** How many rows of the list were seen last. */
  page = 1;

  get run(): ConductedRun | null {
    return this.#run;
  }

  /** Whether a run is being carried on. */
  get isOpen(): boolean {
    return this.#run?.isOpen === true;
  }

  /** Whether the operator is waited for. */
  get waits(): boolean {
    return this.isOpen && this.#run?.asking != null;
  }

  /** Whether what is shown of it changes with the time. */
  get isTicking(): boolean {
    return this.isOpen && this.isShown;
  }

  show(run: ConductedRun): void {
    this.#run = run;
    this.#cursor = null;
    this.isShown = true;
  }

  /** It is over, or was put aside: nobody looks at it any more. */
  dismiss(): void {
    if (this.isOpen) return;
    this.#run = null;
    this.isShown = false;
  }

  /** Whoever waits for its end is told. */
  ended(): void {
    for (const tell of this.#idle.splice(0)) tell();
  }

  /** Resolves when none is carried on. */
  async idle(): Promise<void> {
    if (this.isOpen) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  get rows(): readonly RunRow[] {
    return this.#run === null ? [] : runRows(this.#run);
  }

  /** Whether the cursor goes where the run goes. */
  get isFollowing(): boolean {
    return this.#cursor === null;
  }

  follow(): void {
    this.#cursor = null;
  }

  index(rows: readonly RunRow[]): number {
    const found = rows.findIndex(({ key }) => key === this.#cursor);
    if (found >= 0) return found;
    const current = rows.findIndex(({ isCurrent }) => isCurrent);
    if (current >= 0) return current;
    // Before the first step, and where the whole is to be approved again, it is at what comes next.
    const next = this.isOpen ? rows.findIndex(({ state }) => state === "waiting") : -1;
    return next >= 0 ? next : Math.max(0, rows.length - 1);
  }

  /** The row that the operator looks at, where it is not the one that the run is at. */
  get lookedAt(): RunRow | null {
    if (this.#cursor === null) return null;
    const { rows } = this;
    return rows[this.index(rows)] ?? null;
  }

  move(by: number): void {
    const { rows } = this;
    const index = Math.min(Math.max(0, this.index(rows) + by), rows.length - 1);
    const row = rows[index];
    this.#cursor = row === undefined || row.isCurrent ? null : row.key;
  }
}
