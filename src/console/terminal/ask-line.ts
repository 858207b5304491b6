import { readAnswer } from "#console/terminal/read-answer.js";

/** Asks on the terminal; null where there is none, or the question was broken off. */
export async function askLine(question: string): Promise<string | null> {
  return await readAnswer(question, { echoed: true });
}
