import type { Decision, HandoverSection, StandingWord } from "#domain/handover.js";

/** What the console says of the handover of a shift. Names and texts are safe to print. */
export interface HandoverViewTexts {
  /** How much there is in a section. */
  size(it: { section: HandoverSection; count: number; targets: number }): string;
  readonly none: string;
  /** Behind the size of the journal. */
  journal(it: { sound: boolean }): string;
  shift(it: { from: string; to: string; firstSeq: number; lastSeq: number }): string;
  readonly drafting: string;
  /** Beside the command line, while nothing is changed before the shift is taken over. */
  readonly held: string;
  readonly decisions: Readonly<Record<StandingWord, string>>;

  readonly outgoing: {
    readonly title: string;
    /** At the right of the title. */
    draft(it: { revision: number }): string;
    readonly howTo: string;
    refused(it: { reason: string }): string;
    questions(it: { count: number; unanswered: number }): string;
    readonly unanswered: string;
    remarks(it: { count: number }): string;
    readonly read: string;
    readonly add: string;
    readonly edit: string;
    readonly answer: string;
    readonly takeAway: string;
    readonly sign: string;
    asksRemark(it: { section: string }): string;
    asksAnswer(it: { question: string }): string;
    readonly answerFirst: string;
    /** There is no entry in the shift. */
    readonly nothing: string;
    /** A revision that was handed over, by `seq`, has no answer yet. */
    waiting(it: { revision: number; seq: number; at: string }): string;
    readonly answerHere: string;
    readonly noRemark: string;
    readonly mustBeSaid: string;
    readonly asksPath: string;
    pathTaken(it: { path: string }): string;
    pathNowhere(it: { directory: string }): string;
    readonly signTitle: string;
    /** What is about to happen, a paragraph each. */
    about(it: {
      path: string;
      revision: number;
      firstSeq: number;
      lastSeq: number;
      key: string;
    }): readonly string[];
    readonly yes: string;
    readonly writing: string;
    signed(it: { path: string; seq: number }): string;
    notKept(it: { cause: string }): string;
  };
  readonly incoming: {
    readonly title: string;
    readonly howTo: string;
    readonly reading: string;
    readonly verdictTitle: string;
    /** What was checked, and whose it is, a paragraph each. */
    verdict(it: {
      from: string;
      origin: string;
      key: string;
      known: boolean;
      revision: number;
      shift: string;
      sound: boolean;
      mayBeOwn: boolean;
    }): readonly string[];
    readonly agree: string;
    readonly goOn: string;
    readonly toRead: string;
    readonly seen: string;
    /** Behind a section: how many answers to what was asked. */
    answers(it: { count: number }): string;
    left(it: { count: number }): string;
    readonly read: string;
    readonly question: string;
    readonly sendQuestions: string;
    readonly accept: string;
    readonly refuse: string;
    asksQuestion(it: { section: string; seqs: boolean }): string;
    notThere(it: { seq: number; section: string }): string;
    readonly noQuestion: string;
    readonly withdrawFirst: string;
    readFirst(it: { parts: readonly string[] }): string;
    /** `word` is what is typed. */
    asksAccept(it: { word: string; path: string }): string;
    readonly notThat: string;
    /** Where the user and the machine are those that have handed over. */
    readonly asksWhose: string;
    asksReason(it: { path: string }): string;
    asksSend(it: { count: number; path: string }): string;
    readonly mustBeSaid: string;
    readonly writing: string;
    answered(it: { decision: Decision; path: string; seq: number }): string;
  };
  readonly answer: {
    readonly title: string;
    /** What the answer says, a paragraph each. */
    about(it: {
      decision: Decision;
      from: string;
      key: string;
      revision: number;
      reason: string | null;
      known: boolean;
    }): readonly string[];
    readonly takeIn: string;
    /** Where the key is known. */
    readonly record: string;
    takenIn(it: { decision: Decision; seq: number }): string;
    /** The holder of this key has accepted it before. */
    acceptedTwice(it: { seq: number; key: string }): string;
  };
  readonly list: {
    readonly title: string;
    readonly empty: string;
    outgoing(it: { revision: number; at: string; id: string }): string;
    incoming(it: { revision: number; at: string; id: string; origin: string }): string;
    /** Where a file is written again; nothing for where it was. */
    readonly asksAgain: string;
    writtenAgain(it: { path: string }): string;
  };
  readonly waive: {
    waived(it: { seq: number }): string;
  };
  readonly leave: {
    /** Before the console is left: what was done has been handed over to nobody. */
    notHandedOver(it: { count: number }): string;
    readonly handOver: string;
  };
}
