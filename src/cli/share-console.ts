import type { Setting } from "#cli/io.js";
import type { PreparedEndpoint } from "#cli/prepare-endpoint.js";
import { addressOf, textsOf } from "#cli/share-address.js";
import { shareSession } from "#cli/share-session.js";
import { directoriesOf } from "#config/directories.js";
import type { ShareHost } from "#console/outside/share-host.js";
import { failure } from "#domain/errors.js";
import { realPathOf, stampOf } from "#sharing/announcement.js";

/**
 * Lets one-shots of the same user go through a console's session at an endpoint. Answers how to stop. Throws
 * `SESSION_NOT_SHARED`.
 *
 * @param directory the journal's
 */
export async function shareEndpoint(
  { io }: Setting,
  { endpoint, text, profile, connection, isAsProfiled }: PreparedEndpoint,
  directory: string,
  host: ShareHost,
): Promise<() => Promise<void>> {
  const { user } = connection;
  const address = addressOf(endpoint, text, user, directory);
  if (address === null) throw failure("JOURNAL_MISSING", { directory });
  const isProfiles =
    isAsProfiled && (profile?.journal == null || realPathOf(profile.journal) === address.journal);
  const wanted = {
    address,
    texts: textsOf(endpoint, text, user),
    // Who names a profile means its login, its trust and its journal: not a session that was told others.
    profile:
      profile === null || !isProfiles
        ? null
        : {
            name: profile.name,
            file: profile.path,
            stamp: stampOf(profile.path),
            namesJournal: profile.journal !== null,
            language: profile.language,
          },
    sockets: directoriesOf(io.env).sockets,
  };
  return await shareSession(wanted, host);
}
