import type { Dialog } from "#console/prompts/dialog.js";
import { endOfEntry } from "#console/store/entry-end.js";
import type { AnswerTo, RunAsking } from "#console/store/run-asking.js";
import { SeenQuestion } from "#console/store/seen-question.js";
import type { Facts } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import type { Written } from "#domain/procedure.js";
import type { Rehearsal } from "#domain/rehearsal.js";
import type { Looking } from "#procedures/run/conductor.js";
import { nextOf } from "#procedures/run/next.js";
import type { RunParts } from "#procedures/run/parts.js";
import type { Left } from "#procedures/run/runner.js";
import type { Turn } from "#procedures/run/turns.js";
import type { Proposal } from "#session/proposal.js";

/** What of a run is shown. */
export type ShownParts = Pick<
  RunParts,
  "procedure" | "approving" | "turns" | "record" | "reader" | "purpose" | "parameters" | "sha256"
>;

/** The turn that a run is at, or is undoing. */
export interface AtTurn {
  readonly turn: Turn;
  readonly undoing: boolean;
}

/** What is answered of a turn as soon as the run is at it again. */
export interface Armed {
  readonly key: string;
  readonly answer: AnswerTo<"turn">;
}

/** How a check was seen, and what it saw. */
export interface Looked extends Looking {
  readonly seen: Facts;
}

export interface RunControls {
  /** Aborted: nothing new is begun, what is under way is cancelled, and the run is paused. */
  readonly stop: AbortController;
  /** Aborted: what is under way is not waited for either. */
  readonly giveUp: AbortController;
}

export type Conducting = Pick<ConductedRun, "at" | "isRehearsal" | "controls">;

/** A run as this console conducts it: where it is, what it waits for, and what the operator has said beforehand. */
export class ConductedRun {
  readonly parts: ShownParts;
  /** The name of its endpoint in this console. */
  readonly at: string;
  /** It is on a copy: nothing of it is sent to a server. */
  readonly isRehearsal: boolean;
  readonly controls: RunControls;
  /** The operator has agreed to whatever needs no more than Enter, until something asks. */
  goesOn = false;
  /** It is paused as soon as what is under way has its end. */
  pauses = false;
  /** The operator has been asked at least once, or has said to go on: what follows of itself may follow. */
  hasBegun = false;
  /** What was said of a turn while it could not be answered: it is the answer once that turn is come to again. */
  armed: Armed | null = null;
  /** It is stopped only to be gone on with at once, by what the operator has said. */
  isInterjected = false;
  asking: RunAsking | null = null;
  readonly seen = new SeenQuestion();
  /** Whether the server is asked to do something of it now. */
  isDoing = false;
  proposal: Proposal | null = null;
  /** Why operations were not OK, by the ids of their outcomes. */
  readonly problems = new Map<string, Problem>();
  /** What was predicted of it; of a rehearsal, what it came to. */
  rehearsal: Rehearsal | null = null;
  /** Of a rehearsal that is over: begins the run. */
  onward: (() => void) | null = null;
  /** How it was left; null while it is conducted. */
  left: Left | null = null;
  /** What is typed as the answer to what is asked: it goes when that is not asked any more. */
  dialog: Dialog | null = null;
  /** Why it could not be carried on. */
  problem: Problem | null = null;
  readonly #lookings = new Map<string, Looked>();
  readonly #texts = new Map<string, string>();
  #at: AtTurn | null = null;

  constructor(parts: ShownParts, { at, isRehearsal, controls }: Conducting) {
    this.parts = parts;
    this.at = at;
    this.isRehearsal = isRehearsal;
    this.controls = controls;
  }

  get id(): string {
    return this.parts.record.id;
  }

  /** Whether it is being carried on. */
  get isOpen(): boolean {
    return this.left === null && this.problem === null;
  }

  /** What a key would be an answer to: what it asks, or whether what was rehearsed is begun; null for nothing. */
  get question(): object | null {
    return this.asking ?? this.onward;
  }

  /** Whether it can be gone on with. */
  get isResumable(): boolean {
    const { end } = this.parts.record;
    return !this.isOpen && !this.isRehearsal && (end === null || end === "stopped");
  }

  /** What is complete can be undone too, as long as it is as it was left. */
  get canBeBackedOut(): boolean {
    const isComplete = this.parts.record.end === "complete";
    return this.isResumable || (isComplete && !this.isOpen && !this.isRehearsal);
  }

  /** Where it is, as it was told or else as its record says: null before what comes for the whole, and at its end. */
  get place(): AtTurn | null {
    if (this.#at !== null) return this.#at;
    const { procedure, turns, record } = this.parts;
    const next = nextOf(procedure, turns, record, () => this.#isWholeApproved);
    if (next.do === "decide") return { turn: next.turn, undoing: next.undoing };
    return next.do === "turn" || next.do === "undo" ? { turn: next.turn, undoing: next.do === "undo" } : null;
  }

  /** Whether it is gone on with as approved: what it was approved for may be over, and it is asked for again then. */
  get #isWholeApproved(): boolean {
    const { asking, parts } = this;
    if (asking?.kind === "approval" && asking.turn === null) return false;
    return parts.record.asked.some(({ request, approved }) => request.AFT?.of === null && approved !== null);
  }

  /** What it is doing with a turn; null where it is at another. */
  doingWith({ key }: Turn): "run" | "undo" | null {
    const { place } = this;
    if (place === null || place.turn.key !== key) return null;
    return place.undoing ? "undo" : "run";
  }

  get isUndoing(): boolean {
    return this.parts.record.backOut !== null;
  }

  /** It has come to a turn: what was seen of the one before is not of this one. */
  comeTo(turn: Turn): void {
    if (this.#at?.turn.key === turn.key && this.#at.undoing === this.isUndoing) return;
    this.#at = { turn, undoing: this.isUndoing };
    this.proposal = null;
    this.#lookings.clear();
  }

  /** What is asked next is worked out of the record. */
  goOn(): void {
    this.#at = null;
    this.proposal = null;
    this.#lookings.clear();
  }

  look(turn: Turn, looking: Looking): void {
    this.comeTo(turn);
    const { seen } = this.parts.reader.look(looking.check.expression, turn);
    this.#lookings.set(lookingKey(looking), { ...looking, seen });
  }

  /** How a check was seen last, by the entries where the run is at it no more; null where it was not looked at. */
  looked(looking: Pick<Looking, "check" | "when">, turn: Turn): Looked | null {
    const live = this.#at?.turn.key === turn.key ? this.#lookings.get(lookingKey(looking)) : undefined;
    if (live !== undefined) return live;
    const entry = this.parts.record
      .turn(turn.key)
      .checks.findLast(
        ({ AFT }) => AFT?.expression === looking.check.expression.text && AFT.when === looking.when,
      );
    if (entry === undefined) return null;
    const { value, seen } = entry.AFT ?? {};
    return {
      ...looking,
      value: typeof value === "boolean" ? value : null,
      until: null,
      seen: JSON.parse(String(seen ?? "{}")) as Facts,
    };
  }

  /** The command line of a turn, as it was begun with or as it would be now; null where it has none, or none can be told. */
  lineOf(turn: Turn, undoing: boolean): string | null {
    const { record } = this.parts;
    const begun = (undoing ? record.undoing(turn.key) : record.turn(turn.key)).begun?.AFT?.line;
    if (typeof begun === "string") return begun;
    if (undoing || turn.step.kind !== "run") return null;
    const { line } = turn.step;
    return this.#told(`line ${line.text}`, turn, () => this.parts.reader.line(line, turn));
  }

  /** A text of the file with its values in their places; as it is written, where they cannot be told now. */
  textOf(written: Written, turn: Turn): string {
    const { text } = written;
    if (!text.includes("$")) return text;
    return this.#told(`text ${text}`, turn, () => this.parts.reader.text(written, turn)) ?? text;
  }

  /** What a turn is called, with its values in their places. */
  titleOf(turn: Turn): string {
    const { title, at } = turn.step;
    return this.textOf({ text: title, at }, turn);
  }

  /** Told once for as long as nothing more was recorded: it is asked at every painting. */
  #told(what: string, turn: Turn, tell: () => string): string | null {
    const key = `${turn.key} ${this.parts.record.entries.length} ${what}`;
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    try {
      if (this.#texts.size > MOST_TOLD) this.#texts.clear();
      const told = tell();
      this.#texts.set(key, told);
      return told;
    } catch {
      return null;
    }
  }

  /** Whether it waits for a check to come true. */
  get isLooking(): boolean {
    return this.isOpen && [...this.#lookings.values()].some(({ until }) => until !== null);
  }

  /** Since it was begun, until it ended or until now, in milliseconds. */
  elapsedMs(now: number): number {
    const { begun, last } = this.parts.record;
    if (begun === null) return 0;
    const until = this.isOpen || last === null ? now : endOfEntry(last);
    return Math.max(0, until - Date.parse(begun.STR));
  }
}

/** Texts that are kept. */
const MOST_TOLD = 2_000;

function lookingKey({ check, when }: Pick<Looking, "check" | "when">): string {
  return `${when} ${check.expression.at.line}:${check.expression.at.column}`;
}
