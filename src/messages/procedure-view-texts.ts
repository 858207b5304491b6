import type { OnFailure, Step } from "#domain/procedure.js";
import type { RunEnd, StepEnd } from "#domain/run.js";

/** The commands of a run that is shown. */
export type RunCommandName =
  | "run"
  | "runNext"
  | "runNo"
  | "runAhead"
  | "runYes"
  | "runSkip"
  | "runAgain"
  | "runBackOut"
  | "runPause"
  | "runResume"
  | "runStop"
  | "runStep";

/** What the console says of a run of a procedure. Names and titles are safe to print. */
export interface ProcedureViewTexts {
  readonly rehearsal: string;
  /** How the whole stands. */
  readonly runStates: Readonly<
    Record<
      RunEnd | "paused" | "open" | "waits" | "looks" | "undoing" | "handed-over" | "broken" | "held",
      string
    >
  >;
  /** How a step stands; a word. */
  readonly states: Readonly<Record<StepEnd | "waiting" | "current" | "undoing", string>>;
  readonly kinds: Readonly<Record<Step["kind"], string>>;
  /** Behind a loop: `over` of `of` items are over. */
  loop(it: { over: number; of: number }): string;
  /** How long it has been, and how long it takes as the file estimates it; null where it does not. */
  time(it: { elapsedMs: number; estimateMs: number | null }): string;
  estimate(it: { ms: number }): string;
  readonly undoingStep: string;
  /** Over what is about no step: the approval of the whole, the sum at the end. */
  readonly whole: string;

  // What is to be done now.
  readonly asks: Readonly<
    Record<
      | "turn"
      | "turnBegun"
      | "turnUndo"
      | "plan"
      | "planTyped"
      | "planRefused"
      | "undo"
      | "question"
      | "instructions"
      | "approval"
      | "failure"
      | "undoFailure"
      | "interruption"
      | "running"
      | "lost"
      | "ended"
      | "rehearsing"
      | "rehearsalStopping"
      | "rehearsalStopped"
      | "rehearsalBroken"
      | "looking"
      | "pausing"
      | "stopped"
      | "over"
      | "broken"
      | "rehearsed",
      string
    >
  >;
  /** Where it is shown in full, before it can be agreed to. */
  readonly readFirst: string;
  /** Where a key is about the step that is asked about, and another one is looked at. */
  asksAbout(it: { title: string }): string;
  readonly asksYesOrNo: string;
  readonly asksAfterFailure: string;
  readonly asksSeen: string;
  readonly asksDone: string;
  readonly asksSignature: string;
  asksWhySkipped(it: { title: string }): string;
  asksWhyKept(it: { title: string }): string;
  readonly asksWhyBack: string;
  /** Of a run that was handed over: why it is gone on with here all the same. */
  readonly asksTakeBack: string;
  /** Of a run that was begun without it, and is gone on with where it is wanted. */
  readonly asksPurpose: Readonly<Record<"reason" | "ticket", string>>;
  readonly mustBeSaid: string;
  readonly noTitle: string;
  readonly no: string;
  /** What follows of a step that has failed. */
  readonly onFailure: Readonly<Record<OnFailure, string>>;

  // Backing out.
  readonly wouldUndo: string;
  readonly nothingToUndo: string;
  /** Where the list has changed since it was shown: it is agreed to anew. */
  readonly listChanged: string;
  /** Why it is undone without anybody having said so: the step that has failed, and as what; a sentence. */
  backBecause(it: { title: string; what: string }): string;
  readonly backBy: {
    inverses(it: { title: string; lines: readonly string[] }): string;
    line(it: { title: string }): string;
    manual(it: { title: string }): string;
    none(it: { title: string }): string;
    unsaid(it: { title: string }): string;
    doubt(it: { title: string }): string;
    /** `why` is a sentence. */
    kept(it: { title: string; why: string }): string;
  };

  // Of a step.
  readonly checks: Readonly<Record<"before" | "step" | "after", string>>;
  /** How long a check is still waited for. */
  left(it: { ms: number }): string;
  readonly undo: Readonly<Record<"inverse" | "line" | "manual" | "none", string>>;
  readonly entries: string;
  readonly noEntries: string;
  readonly more: string;

  // A second person.
  readonly approval: {
    needed(it: { of: string; expires: string }): string;
    readonly whole: string;
    /** Before the name of the request's file: where it is. */
    eitherOf(it: { directory: string }): string;
    readonly byProgram: string;
    readonly byHand: string;
    readonly notWritten: string;
    readonly refused: string;
    /** `of` is a step's id, or `whole`. */
    given(it: { of: string; approver: string; seq: number }): string;
  };
  noSignature(it: { path: string }): string;

  // Around the run.
  waits(it: { title: string }): string;
  /** Under the run, where nothing is typed. */
  readonly idle: string;
  /** Over the machines while a run is open, where its keys mean other things. */
  readonly open: Readonly<Record<"waits" | "goesOn", (it: { title: string }) => string>>;
  /** In the last line, while something else is shown. */
  readonly isLeft: string;
  /** On the screen of a console that is locked; what it is about is not told there. */
  readonly locked: Readonly<Record<"waits" | "goesOn", string>>;
  leftSaid(it: { left: RunEnd | "paused"; id: string }): string;
  /** Before a rehearsal. */
  readonly copying: string;
  readonly rehearsalStopped: string;
  readonly pausesSoon: string;
  readonly resumeWith: string;
  readonly past: string;
  readonly one: string;
  readonly runs: string;
  readonly noRuns: string;
  sum(it: { counts: Readonly<Record<StepEnd | "waiting", number>> }): string;
  /** Before the command line that reports it. */
  readonly report: string;
  /** Where one is disconnected, or the console is left. */
  keepsEndpoint(it: { name: string }): string;
  leaving(it: { title: string }): string;

  /** Why something cannot be done with it now. */
  readonly notNow: Readonly<
    Record<"none" | "over" | "open" | "another" | "busy" | "notHere" | "undoing" | "nothingRuns", string>
  >;

  // Before a run.
  readonly form: {
    readonly ticket: string;
    readonly reason: string;
    /** In earnest, and on a copy. */
    readonly of: Readonly<
      Record<
        "run" | "rehearse",
        { title(it: { title: string }): string; readonly begin: string; readonly ready: string }
      >
    >;
  };

  // A run that somebody else has begun.
  readonly takeOverTitle: string;
  /** Whose it is, a paragraph each. */
  takeOver(it: { key: string; origin: string }): readonly string[];
  readonly takeOverYes: string;
}
