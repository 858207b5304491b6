import type { ExitCode } from "#cli/exit-code.js";
import { inSession } from "#cli/in-session.js";
import type { Setting } from "#cli/io.js";
import { type OpenEndpoint, openEndpoint } from "#cli/open-endpoint.js";
import type { Arguments } from "#cli/options.js";
import type { Printer } from "#cli/printer.js";
import { reportUnlessSaid } from "#cli/report-error.js";
import type { Entry } from "#domain/entry.js";
import type { ProviderSession } from "#providers/contract.js";
import { saidCheckpoints } from "#session/said-checkpoints.js";
import type { Session } from "#session/session.js";

/** How what comes of a session is shown. */
export interface Showing {
  readonly printer: Printer;
  /** Told of each entry of this session, its Login and Logout among them, in order and once it is on the disk. */
  readonly onEntry?: (entry: Entry) => void;
  /** Told of the provider's session, once it is there. */
  readonly onConnected?: (provider: ProviderSession) => void;
}

/**
 * One session on an endpoint, as the options say: the journal opened or founded, signals held, Login, the work, Logout,
 * whatever comes of the work. Answers the exit code. Throws what is found before Login; later errors are reported.
 */
export async function inEndpointSession(
  setting: Setting,
  args: Arguments,
  endpointText: string,
  { printer, onEntry, onConnected }: Showing,
  work: (session: Session, opened: OpenEndpoint) => Promise<ExitCode>,
): Promise<ExitCode> {
  const opened = await openEndpoint(setting, args, endpointText);
  const { journal, directory, throwAway, connection, newTrail, anchorPlaces, name, restraints } = opened;
  const onProblem = (error: unknown) => void reportUnlessSaid(setting, error);
  const checkpoints = saidCheckpoints(journal, onProblem);
  const trail = newTrail();
  const connect = async (signal: AbortSignal) => {
    const provider = await connection.connect(signal);
    onConnected?.(provider);
    return provider;
  };
  // Other processes write into the same journal: what is theirs is not this session's.
  if (onEntry !== undefined) {
    journal.subscribe(({ entry }) => {
      if (entry.USR.session === trail.session) onEntry(entry);
    });
  }
  const release = setting.io.holdSignals();
  try {
    const parts = { name, journal, trail, connect, printer, checkpoints, anchorPlaces, restraints };
    // A script has nobody who would wait: what an answer is given, the way to the server is given too.
    const patienceMs = connection.timeoutMs;
    return await inSession(setting, { ...parts, onProblem, patienceMs }, (session) => work(session, opened));
  } finally {
    await checkpoints.close();
    connection.close();
    release();
    journal.close();
    if (throwAway && !setting.json) setting.io.err(setting.catalogue.results.simulatorJournal({ directory }));
  }
}
