import { parseEndpoint } from "#cli/endpoint.js";
import { profileNamed } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";
import { directoriesOf } from "#config/directories.js";
import type { Profile } from "#config/profile.js";
import { profileBytes, removeProfile } from "#config/profile-files.js";
import { profilePath } from "#config/profile-names.js";
import { failure } from "#domain/errors.js";
import { printable } from "#messages/printable.js";

/**
 * `shoseki profile remove NAME`: takes a profile away, agreed to at the terminal or by `--yes`, and says what stays. One that is
 * wrong can be removed too. Errors: `PROFILE_UNKNOWN`, `PROFILE_UNWRITABLE`, `FILE_UNREADABLE`, `USAGE`.
 */
export async function removeProfileNamed(
  setting: Setting,
  { options }: Arguments,
  name: string,
): Promise<0 | 1> {
  const { io, catalogue } = setting;
  const texts = catalogue.profiles;
  const { profiles: directory, journal } = directoriesOf(io.env);
  // That there is none is said before anything is asked.
  profileBytes(directory, name);
  const profile = await profileNamed(setting, name).catch(() => null);
  if (options.yes !== true && !(await isAgreedTo(setting, name, profilePath(directory, name)))) {
    io.err(texts.notRemoved);
    return 1;
  }
  const path = removeProfile(directory, name);
  const stays = profile === null ? { journal: null, endpoint: null } : leftOf(profile, journal);
  io.out(
    [texts.removed({ name, path }), ...(stays === null ? [] : texts.stays(stays))].map(printable).join("\n"),
  );
  return 0;
}

/** Null where nothing was ever kept for it: the simulator has a journal of its own for each run, and no secret. */
function leftOf(profile: Profile, defaultJournal: string): { journal: string; endpoint: string } | null {
  const { platform, name: endpoint } = parseEndpoint(profile.endpoint);
  if (platform === "simulator" && profile.journal === null) return null;
  return { journal: profile.journal ?? defaultJournal, endpoint };
}

async function isAgreedTo({ io, catalogue }: Setting, name: string, path: string): Promise<boolean> {
  if (!io.canAsk) {
    throw failure("USAGE", { problem: "profile remove takes --yes where there is no terminal to ask at" });
  }
  const { removeQuestion, yes } = catalogue.profiles;
  const answer = await io.askLine(printable(removeQuestion({ name, path })));
  return yes.includes(answer?.trim().toLowerCase() ?? "");
}
