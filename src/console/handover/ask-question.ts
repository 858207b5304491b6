import type { Console } from "#console/console.js";
import { askText } from "#console/handover/ask-text.js";
import type { IncomingReport } from "#console/handover/incoming-report.js";
import type { HandoverSection } from "#domain/handover.js";
import { seqsOf } from "#handover/seqs-of.js";

/** `#41 why was it stopped?`: the entry that is asked about, and what. */
const ABOUT_ENTRY = /^#(?<seq>\d{1,15})(?:[\s:]+|$)/u;

/**
 * Asks what the incoming operator wants to know of a section, or of an entry that it names.
 *
 * @param index of the question, where it is one that was asked before and is put otherwise
 */
export function askQuestion(
  console: Console,
  report: IncomingReport,
  section: HandoverSection,
  index: number | null = null,
): void {
  const { catalogue } = console;
  const { incoming: texts, outgoing } = catalogue.console.handover;
  const name = catalogue.handover.sections[section];
  const seqs = seqsOf(report.handover, section);
  const before = index === null ? undefined : report.questions[index];
  askText(console, {
    question: texts.asksQuestion({ section: name, seqs: seqs.size > 0 }),
    text: before === undefined ? "" : `${before.seq === null ? "" : `#${before.seq} `}${before.text}`,
    take: (typed) => {
      const named = ABOUT_ENTRY.exec(typed);
      const seq = named === null ? null : Number(named.groups?.seq);
      const text = typed.slice(named?.[0].length ?? 0).trim();
      if (text === "") return outgoing.mustBeSaid;
      if (seq !== null && !seqs.has(seq)) return texts.notThere({ seq, section: name });
      const question = { section, seq, text };
      if (index === null) report.ask(question);
      else report.changeQuestion(index, question);
      return null;
    },
  });
}
