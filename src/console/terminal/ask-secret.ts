import { read } from "read";

/** Asks on the terminal without echoing the answer; null where there is none, or the question was broken off. */
export async function askSecret(question: string): Promise<string | null> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return null;
  // Only the last line is readline's, which draws it again at every key and cuts it at the terminal's width.
  const lines = question.split("\n");
  const prompt = lines.pop() ?? "";
  for (const line of lines) stderr.write(`${line}\n`);
  try {
    return await read<string>({ prompt, silent: true, input: stdin, output: stderr });
  } catch {
    return null;
  } finally {
    stderr.write("\n");
    stdin.pause();
  }
}
