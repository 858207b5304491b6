import { failure } from "#domain/errors.js";
import { HANDOVER_SECTIONS, type Question } from "#domain/handover.js";

const QUESTION = /^(?<section>[a-z]+)(?:#(?<seq>\d{1,15}))?=(?<text>.*)$/su;

/** What `--question SECTION[#SEQ]=TEXT` asks, each; at least one. Throws `USAGE`. */
export function saidQuestions(said: readonly string[]): readonly Question[] {
  const questions = said.map(questionIn);
  if (questions.length > 0) return questions;
  throw failure("USAGE", { problem: "handover question takes at least one --question SECTION[#SEQ]=TEXT" });
}

function questionIn(said: string): Question {
  const { section: word, seq, text = "" } = QUESTION.exec(said)?.groups ?? {};
  const section = HANDOVER_SECTIONS.find((each) => each === word);
  if (section === undefined) {
    const problem = `--question takes SECTION[#SEQ]=TEXT; sections are ${HANDOVER_SECTIONS.join(", ")}`;
    throw failure("USAGE", { problem });
  }
  if (text.trim() === "") throw failure("USAGE", { problem: { kind: "EMPTY", place: "--question" } });
  return { section, seq: seq === undefined ? null : Number(seq), text: text.trim() };
}
