import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** Stands for `nc -U SOCKET`, the last argument. */
const NC = `
const socket = require("node:net").connect({ path: process.argv.at(-1) });
socket.on("error", (error) => { console.error(error.message); process.exit(1); });
socket.on("close", () => process.exit(0));
process.stdin.pipe(socket).pipe(process.stdout);
`;

const ASKED =
  'if test "$1" = -G; then echo asked >>"$HERE/asked"; echo "host $3"; echo "user for-$3"; exit; fi';

const NOTED =
  'printf "%s\\n" "$@" >"$HERE/arguments"; echo $$ >"$HERE/pid"; echo $$ >>"$HERE/pids"; for last; do :; done';

/** A process of ssh's (its `ProxyCommand`, the master of its connections) that keeps a pipe of it open, and lives on. */
const CLINGERS = {
  stdout: 'sleep 600 </dev/null 2>/dev/null & echo $! >>"$HERE/clingers"',
  stderr: 'sleep 600 </dev/null >/dev/null & echo $! >>"$HERE/clingers"',
};

/** How it behaves beside running its command. */
interface Manners {
  readonly clinging?: keyof typeof CLINGERS;
  /** Neither `SIGTERM` nor an end of its input ends it. */
  readonly stubborn?: boolean;
}

/**
 * A directory with an `ssh` that runs its command on this machine, as the shell of another would, and with the programs that this
 * finds there; it writes down what it was run with. Whom it would log in as is `for-HOST`.
 */
export class FakeSsh {
  readonly #directory = mkdtempSync(join(tmpdir(), "shoseki-ssh-"));

  /** @param programs shell scripts by their name; `$NC SOCKET` in them is `nc -U SOCKET` */
  constructor(programs: Readonly<Record<string, string>>, { clinging, stubborn = false }: Manners = {}) {
    writeFileSync(join(this.#directory, "nc.cjs"), NC);
    const clinger = clinging === undefined ? "" : CLINGERS[clinging];
    const run = stubborn ? 'trap "" TERM; sh -c "$last"; while :; do sleep 0.1; done' : 'exec sh -c "$last"';
    this.put("ssh", [ASKED, NOTED, clinger, run].join("\n"));
    for (const [name, script] of Object.entries(programs)) this.put(name, script);
  }

  put(name: string, script: string): void {
    const path = join(this.#directory, name);
    const nc = `${JSON.stringify(process.execPath)} ${JSON.stringify(join(this.#directory, "nc.cjs"))}`;
    writeFileSync(path, `#!/bin/sh\nHERE=${this.#directory}\n${script.replaceAll("$NC", nc)}\n`);
    chmodSync(path, 0o755);
  }

  /** With nothing on the path but these programs and the system's plainest. */
  get environment(): NodeJS.ProcessEnv {
    return { ...process.env, PATH: [this.#directory, "/bin"].join(delimiter) };
  }

  get path(): string {
    return this.#directory;
  }

  has(name: string): boolean {
    return existsSync(join(this.#directory, name));
  }

  /** What the last one was run with. */
  arguments(): readonly string[] {
    return this.#lines("arguments");
  }

  /** How often it has been run for a connection, and how often it was asked whom it would log in as. */
  counts(): { readonly runs: number; readonly asked: number } {
    return { runs: this.#lines("pids").length, asked: this.#lines("asked").length };
  }

  /** Whether the last one still runs. */
  runs(): boolean {
    return this.#pids("pid").some(isThere);
  }

  /** Ends the last one without a word of its own. */
  kill(): void {
    for (const pid of this.#pids("pid")) process.kill(pid, "SIGKILL");
  }

  /** Whether a process that it has left behind still has its pipe. */
  clings(): boolean {
    return this.#pids("clingers").some(isThere);
  }

  #lines(name: string): readonly string[] {
    return this.has(name) ? readFileSync(join(this.#directory, name), "utf8").trimEnd().split("\n") : [];
  }

  #pids(name: string): readonly number[] {
    return this.#lines(name).map(Number);
  }

  [Symbol.dispose](): void {
    const left = [...this.#pids("pids"), ...this.#pids("clingers")];
    for (const pid of left.filter(isThere)) process.kill(pid, "SIGKILL");
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** One that has ended and whose end nobody has asked for is not there any more. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const status = `/proc/${pid}/status`;
    return !existsSync(status) || !/^State:\s+Z/m.test(readFileSync(status, "utf8"));
  } catch {
    return false;
  }
}
