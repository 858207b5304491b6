import { setMaxListeners } from "node:events";
import { buffer } from "node:stream/consumers";
import { takeSecrets } from "#cli/given-secrets.js";
import { linesOf } from "#cli/repl-lines.js";
import { shoseki } from "#cli/shoseki.js";
import { askLine } from "#console/terminal/ask-line.js";
import { askSecret } from "#console/terminal/ask-secret.js";
import { canAsk } from "#console/terminal/can-ask.js";
import { StatusLine } from "#console/terminal/status-line.js";
import { terminalHere } from "#console/terminal/terminal.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs the program in this process: its arguments, its streams, its signals. Sets the exit code. */
export async function main(): Promise<void> {
  const secrets = takeSecrets(process.env);
  const stop = new AbortController();
  const giveUp = new AbortController();
  // Every call under way listens to them.
  setMaxListeners(0, stop.signal, giveUp.signal);
  let holders = 0;
  const onSignal = () => (stop.signal.aborted ? giveUp.abort() : stop.abort());
  // A reader that goes away (`| head`) ends the output, not a session: what is under way is still recorded.
  const outClosed = new AbortController();
  process.stdout.on("error", () => outClosed.abort());
  process.stderr.on("error", () => undefined);
  const status = new StatusLine(process.stderr);
  // What is waited for may hold no socket and no timer (the simulator's tasks): Node would take that for the end.
  const alive = setInterval(() => undefined, 60_000);
  process.exitCode = await shoseki(process.argv.slice(2), {
    env: process.env,
    secrets,
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    out: (text) => status.under(() => process.stdout.write(`${text}\n`)),
    err: (text) => status.under(() => process.stderr.write(`${text}\n`)),
    status: (text) => status.show(text),
    readStandardInput: async () => (await buffer(process.stdin)).toString("utf8"),
    readLines: (signal) => linesOf(process.stdin, signal),
    terminal: terminalHere(process.env),
    canAsk: canAsk(),
    askLine,
    askSecret,
    holdSignals: () => {
      if (++holders === 1) for (const signal of SIGNALS) process.on(signal, onSignal);
      return () => {
        if (--holders === 0) for (const signal of SIGNALS) process.off(signal, onSignal);
      };
    },
    stopping: stop.signal,
    givingUp: giveUp.signal,
    outClosed: outClosed.signal,
  });
  clearInterval(alive);
}
