import { isEmptySection } from "#console/handover/section-size.js";
import { HANDOVER_SECTIONS, type Handover, type HandoverSection, type Question } from "#domain/handover.js";

/** The report of another operator's shift, as far as the incoming one has read it, and what they ask about it. */
export class IncomingReport {
  readonly handover: Handover;
  readonly #seen = new Set<HandoverSection>();
  #questions: readonly Question[] = [];

  constructor(handover: Handover) {
    this.handover = handover;
  }

  /** The end of a section was on the screen. */
  see(section: HandoverSection): void {
    this.#seen.add(section);
  }

  isSeen(section: HandoverSection): boolean {
    return this.#seen.has(section);
  }

  /** Whether there is something in a section that was not on the screen yet. Nobody answers for what was not shown. */
  isToRead(section: HandoverSection): boolean {
    return !this.#seen.has(section) && !isEmptySection(this.handover, section);
  }

  get toRead(): readonly HandoverSection[] {
    return HANDOVER_SECTIONS.filter((section) => this.isToRead(section));
  }

  get questions(): readonly Question[] {
    return this.#questions;
  }

  ask(question: Question): void {
    this.#questions = [...this.#questions, question];
  }

  changeQuestion(index: number, question: Question): void {
    this.#questions = this.#questions.with(index, question);
  }

  questionsAreSent(): void {
    this.#questions = [];
  }

  takeAwayQuestion(index: number): void {
    this.#questions = this.#questions.toSpliced(index, 1);
  }
}
