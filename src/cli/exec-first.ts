import { type ReadExec, readExec, requestOf } from "#cli/exec-words.js";
import { directoriesOf } from "#config/directories.js";
import { programVersion } from "#config/program-version.js";
import { type Announcement, findShared, realPathOf, stampOf } from "#sharing/announcement.js";
import { askShared } from "#sharing/ask-shared.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
  on(event: "error", listener: () => void): unknown;
}

/** What of the process is touched before the program is loaded. */
export interface FirstWorld {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  on(signal: NodeJS.Signals, listener: () => void): unknown;
}

/**
 * `shoseki exec` through the session of a console that is open: tried first, with as little of the program as it takes.
 * Answers the exit code; null where it is to be gone about in the ordinary way, and nothing was done.
 */
export async function execFirst(world: FirstWorld): Promise<number | null> {
  const { argv, env, stdout, stderr } = world;
  const exec = readExec(argv);
  if (exec === null) return null;
  const { sockets, journal } = directoriesOf(env);
  const named = exec.journal ?? (env.SHOSEKI_JOURNAL || null);
  const found = findShared(sockets, (announced) => isMeant(exec, named, journal, announced));
  if (found === null) return null;
  const lang = exec.lang ?? languageFor(exec, found.announcement);
  const [stop, giveUp] = [new AbortController(), new AbortController()];
  const status = stderr.isTTY ? await statusLine(stderr) : null;
  const print = (output: Output, text: string) => {
    if (status === null) output.write(`${text}\n`);
    else status.under(() => output.write(`${text}\n`));
  };
  const answer = await askShared(found.socket, programVersion(), requestOf({ ...exec, lang }, env), {
    begun: () => {
      for (const signal of SIGNALS) world.on(signal, () => (stop.signal.aborted ? giveUp : stop).abort());
      // A reader that goes away (`| head`) ends the output, and nothing else.
      for (const output of [stdout, stderr]) output.on("error", () => undefined);
    },
    out: (text) => print(stdout, text),
    err: (text) => print(stderr, text),
    status: (text) => status?.show(text),
    stopping: stop.signal,
    givingUp: giveUp.signal,
  });
  if (answer.kind === "exit") return answer.code;
  if (answer.kind === "cold") return null;
  const { sayLost } = await import("#cli/say-lost.js");
  return sayLost({ ...exec, lang }, { env, err: (text) => print(stderr, text) });
}

/** @param named the journal that was named outside of a profile; @param otherwise the one where none is named */
function isMeant(
  { place }: ReadExec,
  named: string | null,
  otherwise: string,
  { texts, profile, journal }: Announcement,
): boolean {
  const isProfile = profile?.name === place && profile.stamp === stampOf(profile.file);
  if (!isProfile && !texts.includes(place)) return false;
  const isProfiles = isProfile && profile.namesJournal && named === null;
  return isProfiles || journal === realPathOf(named ?? otherwise);
}

function languageFor({ place }: ReadExec, { profile }: Announcement): string | undefined {
  return profile?.name === place ? (profile.language ?? undefined) : undefined;
}

/** For a person at a terminal: it takes as long to load as all the rest. */
async function statusLine(stderr: Output) {
  const { StatusLine } = await import("#console/terminal/status-line.js");
  return new StatusLine(stderr);
}
