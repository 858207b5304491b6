import { read } from "read";

/** Asks on the terminal without echoing the answer; null where there is none, or the question was broken off. */
export async function askSecret(question: string): Promise<string | null> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return null;
  try {
    return await read<string>({ prompt: question, silent: true, input: stdin, output: stderr });
  } catch {
    return null;
  } finally {
    stdin.pause();
  }
}
