import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";

const PROMPT = "virsh # ";

/** A virsh that stays: one process and one login for however many commands, which it is given by its standard input. */
export class VirshShell {
  readonly #child: ChildProcessWithoutNullStreams;
  #said = "";
  #tell: () => void = () => undefined;

  private constructor(uri: string) {
    const env = { ...process.env, LC_ALL: "C.UTF-8", TERM: "dumb" };
    this.#child = spawn("virsh", ["-q", "-c", uri], { env });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.#said += text;
        this.#tell();
      });
    }
    this.#child.on("close", () => this.#tell());
  }

  /** Resolves when it has logged in and waits for a command. */
  static async start(uri: string): Promise<VirshShell> {
    const shell = new VirshShell(uri);
    await shell.#prompted();
    return shell;
  }

  /** What it prints of a command, with the command. Throws that, where it is an error. */
  async run(command: string): Promise<string> {
    this.#child.stdin.write(`${command}\n`);
    const said = await this.#prompted();
    if (said.includes("error:")) throw new Error(said);
    return said;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, "close");
    this.#child.stdin.end();
    await closed;
  }

  async #prompted(): Promise<string> {
    while (!this.#said.endsWith(PROMPT)) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) throw new Error(this.#said);
      await new Promise<void>((resolve) => {
        this.#tell = resolve;
      });
    }
    const said = this.#said.slice(0, -PROMPT.length);
    this.#said = "";
    return said;
  }
}
