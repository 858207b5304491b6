import { SESSION_OPTIONS } from "#cli/exec.js";
import { type ExitCode, exitCodeOfError, exitCodeOfStatus } from "#cli/exit-code.js";
import type { Setting } from "#cli/io.js";
import { openEndpoint } from "#cli/open-endpoint.js";
import { type Arguments, allowOnly, type OptionName } from "#cli/options.js";
import { reportError } from "#cli/report-error.js";
import { directoriesOf } from "#config/directories.js";
import type { Terminal } from "#console/terminal/terminal.js";
import { failure } from "#domain/errors.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { openSession } from "#session/open-session.js";

/** What agrees beforehand, or is printed for programs, has no place where one looks and agrees. */
const NOT_HERE: readonly OptionName[] = ["yes", "keep-going", "json"];

const OPTIONS: readonly OptionName[] = [
  ...SESSION_OPTIONS.filter((name) => !NOT_HERE.includes(name)),
  "theme",
  "ask-reason",
  "ask-ticket",
];

/**
 * `shoseki <endpoint>` in a terminal: the console, from Login to Logout. Passwords are asked for before it takes the screen.
 * Throws what is found before Login; answers the exit code of what ended it.
 */
export async function openConsole(setting: Setting, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  allowOnly(args, "shoseki ENDPOINT", OPTIONS);
  const { io, catalogue } = setting;
  const [endpointText = io.env.SHOSEKI_ENDPOINT ?? "", extra] = args.words;
  if (extra !== undefined) {
    throw failure("USAGE", { problem: "the console takes an endpoint; exec takes command lines beside it" });
  }
  const opened = await openEndpoint(setting, args, endpointText);
  const { journal, directory, throwAway, key, endpoint, connection } = opened;
  const release = io.holdSignals();
  try {
    const { runConsole } = await import("#console/run-console.js");
    const end = await runConsole({
      terminal,
      catalogue,
      env: io.env,
      directories: directoriesOf(io.env),
      theme: args.options.theme ?? (io.env.SHOSEKI_THEME || null),
      journal,
      key,
      endpoint: { name: endpoint.name, platform: endpoint.platform, user: connection.user },
      purpose: opened.purpose,
      demands: { reason: args.options["ask-reason"] === true, ticket: args.options["ask-ticket"] === true },
      stopping: io.stopping,
      givingUp: io.givingUp,
      logIn: (listeners, signal) =>
        openSession({
          journal,
          trail: opened.newTrail(),
          connect: () => connection.connect(AbortSignal.any([io.stopping, signal])),
          explain: ({ problem }) => explain(problem, en).what,
          signal: io.givingUp,
          anchorPlaces: opened.anchorPlaces,
          ...listeners,
        }),
    });
    for (const line of end.farewell) io.out(line);
    if (end.error !== null) return exitCodeOfError(reportError(setting, end.error).code, !end.loggedIn);
    return end.logout === null ? 0 : exitCodeOfStatus(end.logout);
  } finally {
    release();
    journal.close();
    if (throwAway) io.err(catalogue.results.simulatorJournal({ directory }));
  }
}
