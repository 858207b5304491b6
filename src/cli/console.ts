import { forAnotherEndpoint } from "#cli/another-endpoint.js";
import { consoleEndpoint } from "#cli/console-endpoint.js";
import { type ExitCode, exitCodeOfError, exitCodeOfStatus, worse } from "#cli/exit-code.js";
import type { Io, Setting } from "#cli/io.js";
import { openEndpoint } from "#cli/open-endpoint.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { type PreparedEndpoint, prepareEndpoint } from "#cli/prepare-endpoint.js";
import { copyMaker } from "#cli/rehearsal-copy.js";
import { reportError } from "#cli/report-error.js";
import { shareEndpoint } from "#cli/share-console.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { WaitingLines } from "#cli/waiting-lines.js";
import { directoriesOf } from "#config/directories.js";
import { profileNames } from "#config/profile-names.js";
import type { Asking, PreparedEndpoint as Prepared } from "#console/console-parts.js";
import type { Terminal } from "#console/terminal/terminal.js";
import { failure } from "#domain/errors.js";
import { Secrets } from "#recording/secrets.js";

/**
 * `shoseki <endpoint>` in a terminal: the console, from Login to Logout. Passwords are asked for before it takes the screen,
 * and those of further endpoints on it. Throws what is found before Login; answers the exit code of what ended it.
 */
export async function openConsole(given: Setting, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  allowOnly(args, "shoseki ENDPOINT", OPTIONS_OF.console);
  const { io, catalogue } = given;
  const [endpointText = io.env.SHOSEKI_ENDPOINT ?? "", extra] = args.words;
  if (extra !== undefined) {
    throw failure("USAGE", { problem: "the console takes an endpoint; exec takes command lines beside it" });
  }
  // What the first endpoint's Login has to say beside its outcome, whenever that is.
  const lines = new WaitingLines((text) => io.err(text));
  const secrets = secretsOf(io);
  const setting: Setting = { ...given, onPassword: (password) => secrets.add(password) };
  const asking = { askSecret: heard(io, secrets), err: lines.say };
  const opened = await openEndpoint({ ...setting, io: { ...io, ...asking } }, args, endpointText);
  const { journal, directory, throwAway, key, operator, session } = opened;
  const prepared = new WeakMap<Prepared, PreparedEndpoint>();
  let onScreenNow: Asking | null = null;
  const first = consoleEndpoint(setting, opened, journal, () => onScreenNow);
  prepared.set(first, opened);
  const directories = directoriesOf(io.env);
  const release = io.holdSignals();
  try {
    const { runConsole } = await import("#console/run-console.js");
    const end = await runConsole({
      terminal,
      catalogue,
      env: io.env,
      directories: {
        ...directories,
        requests: ".",
        usualJournal: io.env.SHOSEKI_JOURNAL || directories.journal,
      },
      theme: opened.theme,
      journal,
      key,
      purpose: opened.purpose,
      recording: {
        who: { name: opened.connection.user, ...operator, key, session },
        where: { endpoint: opened.endpoint.name, platform: opened.endpoint.platform, host: null },
        secrets,
      },
      stopping: io.stopping,
      givingUp: io.givingUp,
      first,
      onScreen: (screen) => {
        onScreenNow = screen;
        lines.hold();
      },
      copies: copyMaker(setting),
      profiles: () => namesOfProfiles(io.env),
      share: async (its, host) => {
        const endpoint = prepared.get(its);
        return endpoint?.share
          ? await shareEndpoint(setting, endpoint, directory, host)
          : async () => undefined;
      },
      prepare: async (text, screen) => {
        const options = forAnotherEndpoint(args.options);
        const another = await prepareEndpoint(onScreen(setting, screen), { options }, text, opened);
        const its = consoleEndpoint(setting, another, journal, () => screen);
        prepared.set(its, another);
        return its;
      },
    });
    for (const line of end.farewell) io.out(line);
    // Also where it could be written again by the end.
    const failed: ExitCode = end.journalFailed ? 4 : 0;
    if (end.error !== null)
      return worse(failed, exitCodeOfError(reportError(setting, end.error).code, !end.loggedIn));
    return worse(failed, end.logout === null ? 0 : exitCodeOfStatus(end.logout));
  } finally {
    release();
    lines.letThrough();
    opened.connection.close();
    journal.close();
    if (throwAway) io.err(catalogue.results.simulatorJournal({ directory }));
  }
}

/** What a recording of the console must not show. */
function secretsOf({ secrets: { password, passphrase } }: Io): Secrets {
  const secrets = new Secrets();
  secrets.add(password);
  secrets.add(passphrase);
  return secrets;
}

/** What is asked for at the terminal, and kept out of the recording from then on. */
function heard(io: Io, secrets: Secrets): Io["askSecret"] {
  return async (question) => {
    const answer = await io.askSecret(question);
    secrets.add(answer);
    return answer;
  };
}

/** For completion: where they cannot be listed, there are none. */
function namesOfProfiles(env: Setting["io"]["env"]): readonly string[] {
  try {
    return profileNames(directoriesOf(env).profiles);
  } catch {
    return [];
  }
}

/** The same world, where the console has the screen: what is asked and said is asked and said there. */
function onScreen(setting: Setting, { secret, text, say }: Asking): Setting {
  // A password that was set for the first endpoint is for no other server.
  const secrets = { ...setting.io.secrets, password: null };
  // Nor is the terminal free for a pinentry that would find it by this.
  const { GPG_TTY: _, ...env } = setting.io.env;
  const asking = { askSecret: secret, askLine: text, out: say, err: say, status: () => undefined };
  return { ...setting, io: { ...setting.io, env, secrets, ...asking } };
}
