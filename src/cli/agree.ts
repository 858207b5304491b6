import type { Io } from "#cli/io.js";

/** Whether the operator answers a question at the terminal with one of the words that agree, in lower case. */
export async function agrees(io: Io, question: string, yes: readonly string[]): Promise<boolean> {
  const said = io.canAsk ? await io.askLine(`${question} `) : null;
  return said !== null && yes.includes(said.trim().toLowerCase());
}
