import { readAnswer } from "#console/terminal/read-answer.js";

/** Asks on the terminal without echoing the answer; null where there is none, or the question was broken off. */
export async function askSecret(question: string): Promise<string | null> {
  return await readAnswer(question, { echoed: false });
}
