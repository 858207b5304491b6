import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/**
 * Asks on the terminal and reads a line; null where there is none, or the question was broken off (Ctrl-C, Ctrl-D). Not
 * `echoed`, what is typed is drawn on nothing: not when it is edited, nor when the terminal changes its size, nor after Ctrl-Z.
 */
export async function readAnswer(
  question: string,
  { echoed }: { readonly echoed: boolean },
): Promise<string | null> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return null;
  // Only the last line is readline's, which draws it again at every key and cuts it at the terminal's width.
  const lines = question.split("\n");
  const prompt = lines.pop() ?? "";
  for (const line of lines) stderr.write(`${line}\n`);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const output = echoed ? stderr : nowhere;
  const typed = createInterface({ input: stdin, output, prompt, terminal: true, historySize: 0 });
  const ask = () => {
    if (!echoed) stderr.write(prompt);
    typed.prompt(true);
  };
  try {
    return await new Promise<string | null>((resolve) => {
      typed.once("line", resolve);
      typed.once("SIGINT", () => resolve(null));
      typed.once("close", () => resolve(null));
      // Ctrl-Z pauses it, and the shell has written where the question was. Readline sets the terminal only later.
      typed.on("SIGCONT", () => {
        stdin.setRawMode(true);
        stderr.write("\n");
        ask();
      });
      ask();
    });
  } finally {
    typed.close();
    // What was typed has its own end of line where it is seen.
    stderr.write(echoed ? "" : "\n");
    stdin.pause();
  }
}
