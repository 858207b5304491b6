import { type ExitCode, exitCodeOfError, exitCodeOfStatus, worse } from "#cli/exit-code.js";
import type { Setting } from "#cli/io.js";
import type { Printer } from "#cli/printer.js";
import { reportError, reportUnlessSaid } from "#cli/report-error.js";
import type { Journal } from "#journal/journal.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import type { ProviderSession } from "#providers/contract.js";
import { openSession, type SessionOptions } from "#session/open-session.js";
import type { Session } from "#session/session.js";
import type { Trail } from "#session/trail.js";

export interface SessionWanted
  extends Pick<
    SessionOptions,
    "name" | "restraints" | "checkpoints" | "anchorPlaces" | "onProblem" | "patienceMs"
  > {
  readonly journal: Journal;
  readonly trail: Trail;
  readonly connect: (signal: AbortSignal) => Promise<ProviderSession>;
  readonly printer: Printer;
}

/** Login, the work, Logout, whatever comes of the work. Errors are reported here; answers the exit code. */
export async function inSession(
  setting: Setting,
  { connect, printer, ...wanted }: SessionWanted,
  work: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { io, catalogue } = setting;
  const { interrupted, restored } = catalogue.console.endpoints;
  const { name } = wanted;
  let session: Session;
  try {
    session = await openSession({
      ...wanted,
      connect: () => connect(io.stopping),
      watcher: {
        onInterrupted: ({ problem }, attempts) => {
          if (attempts === 1) io.err(interrupted({ name, what: explain(problem, catalogue).what }));
        },
        onRestored: () => io.err(restored({ name })),
      },
      explain: ({ problem }) => explain(problem, en).what,
      // That the journal is anchored is no news; that it is not is.
      onEntry: (entry, error = null) => {
        if (entry.phase !== "anchor") printer.aside(entry);
        else if (error !== null) printer.notAnchored(entry, error);
      },
      signal: io.givingUp,
    });
  } catch (cause) {
    return exitCodeOfError(reportError(setting, cause).code, true);
  }
  if (!session.isAnchored) printer.anchoredNowhere();
  let code: ExitCode = 0;
  try {
    code = await work(session);
  } catch (cause) {
    code = exitCodeOfError(reportError(setting, cause).code);
  }
  return worse(code, await logOut(setting, session, printer));
}

async function logOut(setting: Setting, session: Session, printer: Printer): Promise<ExitCode> {
  try {
    const outcome = await session.logout();
    printer.aside(outcome);
    return exitCodeOfStatus(outcome.RST?.status ?? "UNKNOWN");
  } catch (cause) {
    return exitCodeOfError(reportUnlessSaid(setting, cause).code);
  }
}
