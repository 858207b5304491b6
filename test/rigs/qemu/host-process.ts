import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("./host.sh", import.meta.url));

/** `host.sh` in its namespaces: told by lines, each answered by one. It ends with this process, however that ends. */
export class HostProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #said = "";

  private constructor(child: ChildProcess, lines: Interface) {
    this.#child = child;
    this.#lines = lines[Symbol.asyncIterator]();
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#said = (this.#said + text).slice(-8_192);
    });
  }

  /**
   * Resolves when its libvirtd answers.
   *
   * @param network whether it has a network of its own, which nothing reaches yet
   * @throws Error with its words when it ends before.
   */
  static async start(directory: string, network: boolean): Promise<HostProcess> {
    const namespaces = ["--mount", "--pid", "--uts", "--ipc", ...(network ? ["--net"] : [])];
    const args = [...namespaces, "--fork", "--kill-child=SIGKILL", "--mount-proc", script, directory];
    const child = spawn("unshare", args, { stdio: ["pipe", "pipe", "pipe"] });
    const started = new HostProcess(child, createInterface({ input: child.stdout }));
    try {
      await started.#expect("ready");
    } catch (error) {
      await started.stop();
      throw error;
    }
    return started;
  }

  /** Of process 1 in there, as it is called out here. */
  get pid(): number {
    const children = readFileSync(`/proc/${this.#child.pid}/task/${this.#child.pid}/children`, "utf8");
    return Number(children.trim().split(" ")[0]);
  }

  /** Ends libvirtd alone; guests go on. Resolves when it has ended. */
  async endLibvirtd(signal: "TERM" | "KILL"): Promise<void> {
    this.#child.stdin?.write(`end ${signal}\n`);
    await this.#expect("ended");
  }

  /** Starts libvirtd again. */
  async startLibvirtd(): Promise<void> {
    this.#child.stdin?.write("start\n");
    await this.#expect("ready");
  }

  /** Runs a command in there, its words without spaces. Throws with what it says when it fails. */
  async run(...words: readonly string[]): Promise<void> {
    this.#child.stdin?.write(`run ${words.join(" ")}\n`);
    const answer = await this.#answer();
    if (!answer.startsWith("0 ")) throw new Error(`${words.join(" ")}: ${answer}`);
  }

  /** Ends all that runs in there, as a power failure would, and waits until it has ended. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.stdin?.end();
    const reluctant = setTimeout(() => this.#child.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(reluctant);
  }

  async #expect(word: string): Promise<void> {
    const answer = await this.#answer();
    if (answer !== word) throw new Error(answer);
  }

  async #answer(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`the host ended: ${this.#said}`);
    return value;
  }
}
