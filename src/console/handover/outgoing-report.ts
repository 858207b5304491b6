import type { Handover, HandoverSection, Question } from "#domain/handover.js";
import { type Additions, questionKey, withAdditions } from "#handover/exchange/additions.js";

/**
 * The report of a shift that is not signed yet: what the journal says, as it says it now, and what the outgoing operator adds
 * to it, which is kept as it is added.
 */
export class OutgoingReport {
  readonly #keep: (added: Additions) => void;
  #draft: Handover;
  #added: Additions;

  /** @param keep told of all that is added, each time; throws where it cannot be kept */
  constructor(draft: Handover, added: Additions, keep: (added: Additions) => void) {
    this.#draft = draft;
    this.#added = added;
    this.#keep = keep;
  }

  /** As it would be signed. */
  get handover(): Handover {
    return withAdditions(this.#draft, this.#added);
  }

  /** The journal has gone on: the facts are drawn anew. It is the same handover. */
  renew(draft: Handover): void {
    this.#draft = { ...draft, id: this.#draft.id };
  }

  remarksOf(section: HandoverSection): readonly string[] {
    return this.#added.remarks[section] ?? [];
  }

  addRemark(section: HandoverSection, text: string): void {
    this.#setRemarks(section, [...this.remarksOf(section), text]);
  }

  changeRemark(section: HandoverSection, index: number, text: string): void {
    this.#setRemarks(section, this.remarksOf(section).with(index, text));
  }

  takeAwayRemark(section: HandoverSection, index: number): void {
    this.#setRemarks(section, this.remarksOf(section).toSpliced(index, 1));
  }

  answer(question: Question, text: string): void {
    const answers = { ...this.#added.answers, [questionKey(question)]: text };
    this.#set({ ...this.#added, answers });
  }

  /** How many questions have no answer yet. */
  get unanswered(): number {
    return this.handover.answers.filter(({ answer }) => answer === null).length;
  }

  #setRemarks(section: HandoverSection, texts: readonly string[]): void {
    const { [section]: _, ...others } = this.#added.remarks;
    const remarks = texts.length === 0 ? others : { ...others, [section]: texts };
    this.#set({ ...this.#added, remarks });
  }

  /** What could not be kept is not on the screen either. */
  #set(added: Additions): void {
    this.#keep(added);
    this.#added = added;
  }
}
