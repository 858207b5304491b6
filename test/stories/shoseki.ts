import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Entry } from "#domain/entry.js";
import { COMPILED } from "./compiled.js";

const PROGRAM = fileURLToPath(new URL("../../bin/shoseki.js", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Leave its standard input open. */
  readonly keepInput?: boolean;
  /** A program and its first arguments, to start Shoseki by: `["sh", "-c", "ulimit -f 8; exec \"$@\"", "sh"]`. */
  readonly by?: readonly string[];
}

/** A program that runs, and how it ends. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

/** An operator with a home of their own: journal, keys and passphrase, and nothing else of this machine's. */
export class OperatorHome {
  readonly directory = mkdtempSync(join(tmpdir(), "shoseki-story-"));
  readonly journal = join(this.directory, "journal");

  start(
    args: readonly string[],
    { env = {}, input = "", keepInput = false, by = [] }: RunOptions = {},
  ): Running {
    const [program = process.execPath, ...before] = [...by, process.execPath];
    const child = spawn(program, [...before, PROGRAM, ...args], {
      cwd: this.directory,
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH,
        HOME: this.directory,
        LANG: "C.UTF-8",
        TZ: "UTC",
        SHOSEKI_JOURNAL: this.journal,
        SHOSEKI_PASSPHRASE: "a passphrase of the tests",
        ...COMPILED,
        ...env,
      },
    });
    const said = { out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said.err += text;
    });
    child.stdin.on("error", () => undefined);
    if (!keepInput) child.stdin.end(input);
    const ended = new Promise<Ran>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve({ code, signal, ...said }));
    });
    return { child, ended };
  }

  run(args: readonly string[], options?: RunOptions): Promise<Ran> {
    return this.start(args, options).ended;
  }

  /**
   * The journal's entries as they are on disk, without its anchors: those come beside what the operator does, now before
   * one of its entries and now after it. A torn last line is left out.
   */
  entries(journal = this.journal): Entry[] {
    return this.allEntries(journal).filter(({ phase }) => phase !== "anchor");
  }

  /** The anchors alone. */
  anchors(journal = this.journal): Entry[] {
    return this.allEntries(journal).filter(({ phase }) => phase === "anchor");
  }

  allEntries(journal = this.journal): Entry[] {
    return this.lines(journal).map((line) => (JSON.parse(line) as { e: Entry }).e);
  }

  lines(journal = this.journal): string[] {
    const entries = join(journal, "entries");
    const files = readdirSync(entries)
      .filter((name) => name.endsWith(".jsonl"))
      .sort();
    return files.flatMap((name) => readFileSync(join(entries, name), "utf8").split("\n").slice(0, -1));
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** What comes while the program runs; an error with what it said when it ends before. */
export async function meanwhile<T>(running: Running, event: Promise<T>): Promise<T> {
  const early = running.ended.then(({ code, out, err }): never => {
    throw new Error(`it ended with ${code} before that:\n${out}${err}`);
  });
  return await Promise.race([event, early]);
}

/** The JSON Lines that `--json` printed. */
export function jsonLines<T>(text: string): T[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}
