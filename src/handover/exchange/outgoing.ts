import type { Entry } from "#domain/entry.js";
import type { Decision } from "#domain/handover.js";
import { knownAnswer } from "#handover/exchange/known-answer.js";
import type { OutgoingHandover } from "#handover/exchange/known-handovers.js";
import type { Layout } from "#journal/layout.js";

/** The revisions that these entries have handed over, in order. Throws `JOURNAL_DAMAGED`. */
export function outgoingIn(entries: readonly Entry[], layout: Layout): readonly OutgoingHandover[] {
  const made = entries.filter(({ OPR }) => OPR === "HandOver");
  return made.map((entry) => {
    const { TGT, AFT, seq, STR: at } = entry;
    const [id, report] = [TGT.id ?? "", String(AFT?.report)];
    const answers = entries
      .filter(({ OPR, AFT: taken }) => OPR === "AnswerHandover" && taken?.report === report)
      .map((taken) => knownAnswer(taken, taken.AFT?.decision as Decision, String(taken.AFT?.key), layout));
    return {
      id,
      revision: Number(AFT?.revision),
      report,
      seq,
      at,
      state: answers.at(-1)?.decision ?? "waiting",
      answers,
      isReplaced: made.some((later) => later.TGT.id === id && later.seq > seq),
    };
  });
}
