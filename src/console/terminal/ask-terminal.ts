import type { Terminal } from "#console/terminal/terminal.js";

/** What every terminal answers (Primary Device Attributes), also one that does not know the question before it. */
const SENTINEL = "\u001b[c";
const SENTINEL_ANSWER = /\p{Cc}\[\?[\d;]*c/u;
/** The sentinel's, and what OSC questions are answered with. */
const ANSWERS = /\p{Cc}\[\?[\d;]*c|\p{Cc}\][^\p{Cc}]*\p{Cc}\\?/gu;

/**
 * Asks the terminal a question that it may not know, and answers what it said; what is not there in time counts as
 * nothing. Keys that were typed meanwhile are given back to be read.
 *
 * @param waitMs how long a terminal is waited for that answers nothing at all, in milliseconds
 */
export async function askTerminal(
  { stdin, stdout }: Terminal,
  question: string,
  waitMs: number,
): Promise<string> {
  let said = "";
  const wasRaw = stdin.isRaw;
  stdin.setRawMode(true);
  try {
    await new Promise<void>((resolve) => {
      // What came while this process was busy is read before the time is called up.
      let late: NodeJS.Immediate | undefined;
      const timer = setTimeout(() => {
        late = setImmediate(done);
      }, waitMs);
      function hear(chunk: Buffer | string) {
        said += chunk.toString();
        if (SENTINEL_ANSWER.test(said)) done();
      }
      function done() {
        clearTimeout(timer);
        clearImmediate(late);
        stdin.off("data", hear);
        stdin.pause();
        resolve();
      }
      stdin.on("data", hear);
      // Whoever has asked for a password before has paused it, and hearing alone would not go on.
      stdin.resume();
      stdout.write(question + SENTINEL);
    });
  } finally {
    stdin.setRawMode(wasRaw);
  }
  const typed = said.replaceAll(ANSWERS, "");
  if (typed !== "") stdin.unshift(Buffer.from(typed));
  return said;
}
