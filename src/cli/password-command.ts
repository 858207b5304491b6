import type { Setting } from "#cli/io.js";
import { failure } from "#domain/errors.js";
import type { PasswordCommandProblem } from "#domain/password-problem.js";
import { repeats } from "#domain/repeated-secret.js";
import { programOf, runCommand } from "#session/operator-command.js";

/** The longest password that a command may say, in bytes of UTF-8. */
const LONGEST = 4096;

const NEWLINE = 0x0a;

/**
 * The first line that a command of the operator's says, as a shell runs it (`pass show vc1 | head -1`). Its standard input
 * is empty and the terminal is not its own: it may ask by a window, or by a pinentry that finds the terminal named in
 * `GPG_TTY`, which is left out where the terminal is somebody's. Errors: `PASSWORD_COMMAND_FAILED`, `STOPPED_BY_OPERATOR`.
 *
 * @param terminalIsFree whether nothing is drawn on the terminal, and no keys are read from it
 */
export async function passwordByCommand(
  { io }: Setting,
  line: string,
  terminalIsFree: boolean,
): Promise<string> {
  const { GPG_TTY, ...env } = io.env;
  const command = { line, env: terminalIsFree ? io.env : env };
  const said = new FirstLine();
  // A pinentry that outlived us would go on reading what is typed.
  const release = io.holdSignals();
  const end = await runCommand(command, { hear: (bytes) => said.hear(bytes), signal: io.stopping }).finally(
    release,
  );
  if (end.kind === "STOPPED") throw failure("STOPPED_BY_OPERATOR", {});
  const failed = (why: PasswordCommandProblem) =>
    failure("PASSWORD_COMMAND_FAILED", { command: programOf(line), why });
  if (end.kind !== "EXIT") throw failed(end);
  const password = said.text();
  if (end.exitCode !== 0) throw failed({ ...end, said: withoutSaid(end.said, said.lines()) });
  if (typeof password !== "string") throw failed(password);
  return password;
}

/** What a command says is heard to the end of its first line, and let go from there on. */
class FirstLine {
  #heard = Buffer.alloc(0);

  /** Whether there is nothing more to wait for. */
  hear(bytes: Buffer): boolean {
    if (this.#heard.length <= LONGEST) this.#heard = Buffer.concat([this.#heard, bytes]);
    return this.#heard.length > LONGEST || this.#heard.includes(NEWLINE);
  }

  text(): string | Extract<PasswordCommandProblem, { kind: "SILENT" | "TOO_LONG" | "NOT_UTF8" }> {
    const end = this.#heard.indexOf(NEWLINE);
    const line = end === -1 ? this.#heard : this.#heard.subarray(0, end);
    if (line.length > LONGEST) return { kind: "TOO_LONG", bytes: LONGEST };
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line).replace(/\r$/, "");
      return text === "" ? { kind: "SILENT" } : text;
    } catch {
      return { kind: "NOT_UTF8" };
    }
  }

  /** All that was heard, also what is no password. */
  lines(): readonly string[] {
    const lines = this.#heard.toString("latin1").split(/[\r\n]+/);
    return lines.concat(this.#heard.toString("utf8").split(/[\r\n]+/)).map((each) => each.trim());
  }
}

/** A command's complaint, unless it repeats what it was to say to us alone. */
function withoutSaid(complaint: string | null, lines: readonly string[]): string | null {
  return complaint !== null && lines.some((line) => repeats(complaint, line)) ? null : complaint;
}
