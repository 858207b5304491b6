import { join } from "node:path";
import type { Io } from "#cli/io.js";
import { readArguments } from "#cli/options.js";
import { repl } from "#cli/repl.js";
import { en } from "#messages/en.js";
import type { OperatorHome } from "../stories/shoseki.js";

interface Said {
  readonly out: string[];
  readonly err: string[];
}

export interface FakeIo extends Said {
  readonly io: Io;
  /** As a signal does: the first stops, a second gives up. */
  signal(): void;
}

/** A world without a terminal: what is said is kept, and lines come from `readLines`. */
export function fakeIo(home: OperatorHome, readLines: Io["readLines"]): FakeIo {
  const [out, err]: [string[], string[]] = [[], []];
  const [stop, giveUp] = [new AbortController(), new AbortController()];
  const io: Io = {
    env: {
      HOME: home.directory,
      // Where these are not said, it is the home of whoever runs the tests that is written to.
      XDG_CONFIG_HOME: join(home.directory, ".config"),
      XDG_STATE_HOME: join(home.directory, ".local/state"),
      SHOSEKI_JOURNAL: home.journal,
    },
    secrets: { password: null, passphrase: "a passphrase of the tests" },
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    status: () => undefined,
    readStandardInput: async () => "",
    readLines,
    terminal: null,
    canAsk: false,
    askLine: async () => null,
    askSecret: async () => null,
    holdSignals: () => () => undefined,
    stopping: stop.signal,
    givingUp: giveUp.signal,
    outClosed: new AbortController().signal,
  };
  return { io, out, err, signal: () => (stop.signal.aborted ? giveUp.abort() : stop.abort()) };
}

/** Runs the plain REPL in this process; answers its exit code. */
export function runRepl({ io }: FakeIo, argv: readonly string[]): Promise<number> {
  const args = readArguments(argv);
  return repl({ io, catalogue: en, json: args.options.json === true }, args);
}
