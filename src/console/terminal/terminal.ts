import type { ReadStream, WriteStream } from "node:tty";

/** The terminal that the program was started at. */
export interface Terminal {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  /** Stops this process as Ctrl-Z does to others; resolves when the shell has brought it back. */
  stop(): Promise<void>;
}

/** Null where there is none to draw on and read keys from: a pipe, CI, a terminal that cannot move its cursor. */
export function terminalHere(env: Readonly<Record<string, string | undefined>>): Terminal | null {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY || env.TERM === "dumb") return null;
  return {
    stdin,
    stdout,
    stop: () =>
      new Promise((resolve) => {
        process.once("SIGCONT", () => {
          // A stopped process is not told of another size: this one asks for it, and hears what it is before it goes on.
          process.once("SIGWINCH", () => resolve());
          process.kill(process.pid, "SIGWINCH");
        });
        process.kill(process.pid, "SIGTSTP");
      }),
  };
}
