import type { Io, Setting } from "#cli/io.js";
import { failure } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";
import { type Additions, questionKey } from "#handover/exchange/additions.js";
import { printable } from "#messages/printable.js";

/**
 * Asks at the terminal what the incoming operator has asked and nobody has answered in an earlier revision, one after the other,
 * each until there is an answer. What was typed before stands as long as nothing else is typed. Throws `HANDOVER_UNANSWERED` where
 * the asking is broken off.
 *
 * @param given what was typed before
 * @param keep told of all answers, after each
 */
export async function askAnswers(
  { io, catalogue }: Setting,
  asked: Handover["answers"],
  given: Additions["answers"],
  keep: (answers: Additions["answers"]) => void,
): Promise<void> {
  const { questionOf, question: said, answerKept, askAnswer } = catalogue.handoverExchange;
  const open = asked.filter(({ answer }) => answer === null);
  let answers = given;
  for (const [index, { question }] of open.entries()) {
    io.err(questionOf({ number: index + 1, count: open.length }));
    io.err(`  ${printable(said(question))}`);
    const before = answers[questionKey(question)] ?? null;
    if (before !== null) io.err(printable(answerKept({ answer: before })));
    const answer = await answerAt(io, askAnswer, before);
    if (answer === null) throw failure("HANDOVER_UNANSWERED", { questions: open.length - index });
    answers = { ...answers, [questionKey(question)]: answer };
    keep(answers);
  }
}

async function answerAt(io: Io, asking: string, before: string | null): Promise<string | null> {
  for (;;) {
    const line = await io.askLine(`${asking} `);
    if (line === null) return null;
    const said = line.trim() === "" ? before : line.trim();
    if (said !== null) return said;
  }
}
