import { createHash } from "node:crypto";
import { join } from "node:path";
import { channelIo } from "#cli/channel-io.js";
import { type ExitCode, exitCodeOfError } from "#cli/exit-code.js";
import { humanPrinter } from "#cli/human-printer.js";
import { jsonPrinter } from "#cli/json-printer.js";
import { reportError } from "#cli/report-error.js";
import { runScript } from "#cli/run-script.js";
import { readScript } from "#cli/script.js";
import { programVersion } from "#config/program-version.js";
import type { ShareHost } from "#console/outside/share-host.js";
import { failure, ShosekiError } from "#domain/errors.js";
import { chooseCatalogue } from "#messages/choose.js";
import {
  type Address,
  type Announcement,
  announce,
  type ProfileMark,
  withdraw,
} from "#sharing/announcement.js";
import type { Channel, Serving } from "#sharing/caller.js";
import type { RunRequest } from "#sharing/message.js";
import { makePlace } from "#sharing/place.js";
import { ShareServer } from "#sharing/share-server.js";

/** What of a name's hash is enough to tell apart what one user has open, in hexadecimal digits. */
const NAME_DIGITS = 16;

/** Which session is shared, and how it is meant. */
export interface ShareWanted {
  readonly address: Address;
  /** Endpoints as they may be typed, each with its login. */
  readonly texts: readonly string[];
  /** The profile that the console was opened by. */
  readonly profile: ProfileMark | null;
  /** Where sockets may be, best first. */
  readonly sockets: readonly string[];
}

/**
 * Lets `shoseki exec` of the same user go through a console's session. Answers how to stop: no more requests are taken, and
 * those under way come to their end, beginning nothing more. Throws why it cannot: `SESSION_NOT_SHARED`.
 */
export async function shareSession(wanted: ShareWanted, host: ShareHost): Promise<() => Promise<void>> {
  const { address, sockets } = wanted;
  const name = nameOf(address);
  const file = `${name}.sock`;
  const directory = makePlace(sockets, file);
  if (typeof directory !== "string") throw failure("SESSION_NOT_SHARED", { why: directory });
  const path = join(directory, file);
  const closing = new AbortController();
  const server = await systemsWord(path, () => listen(path, untilClosing(host, closing.signal)));
  const stop = async () => {
    closing.abort();
    withdraw(directory, name);
    await server.close();
  };
  return await systemsWord(path, async () => {
    announce(directory, name, announcementOf(wanted));
    return stop;
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
}

async function listen(path: string, host: ShareHost): Promise<ShareServer> {
  const serving: Serving = {
    program: programVersion(),
    ready: () => host.session() !== null,
    serve: (request, channel) => serve(host, request, channel),
  };
  const server = await ShareServer.listen(path, serving);
  if (server === "TAKEN") throw failure("SESSION_NOT_SHARED", { why: { kind: "TAKEN" } });
  return server;
}

/** What the system says of a path, as an error that a person can meet. */
async function systemsWord<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ShosekiError) throw error;
    const why = { kind: "FAILED", path, cause: (error as Error).message } as const;
    throw failure("SESSION_NOT_SHARED", { why }, error);
  }
}

/** The same, but that nothing more is begun, and nobody is asked any more, once it is to end. */
function untilClosing(host: ShareHost, closing: AbortSignal): ShareHost {
  return {
    ...host,
    refusal: () => (closing.aborted ? { code: "STOPPED_BY_OPERATOR", facts: {} } : host.refusal()),
    confirm: (proposal, from, purpose, signal) =>
      host.confirm(proposal, from, purpose, AbortSignal.any([signal, closing])),
  };
}

function announcementOf({ address, texts, profile }: ShareWanted): Announcement {
  return { v: 1, ...address, texts, profile };
}

function nameOf({ journal, endpoint, login }: Address): string {
  const hash = createHash("sha256").update(JSON.stringify([journal, endpoint, login]));
  return hash.digest("hex").slice(0, NAME_DIGITS);
}

/** One request, from its first line to its exit code. Whatever goes wrong is said to whoever asked. */
async function serve(host: ShareHost, request: RunRequest, channel: Channel): Promise<ExitCode> {
  const { json, locale, lines, yes, keepGoing, reason, ticket, pid } = request;
  const setting = { io: channelIo(channel), catalogue: chooseCatalogue(locale, {}), json };
  try {
    const script = readScript(lines);
    const session = host.session();
    if (session === null) throw failure("NOT_SENT", { cause: "the console has no session any more" });
    const printer = json ? jsonPrinter(setting) : humanPrinter(setting);
    const purpose = {
      ...(reason === null ? {} : { why: reason }),
      ...(ticket === null ? {} : { ticket }),
    };
    const outside = { host, from: { via: `exec ${pid}` }, purpose };
    return await runScript({ setting, session, printer, yes, outside }, script, { keepGoing });
  } catch (cause) {
    return exitCodeOfError(reportError(setting, cause).code);
  }
}
