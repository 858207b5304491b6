import { profileNamed } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";
import { directoriesOf } from "#config/directories.js";
import type { Profile } from "#config/profile.js";
import { profileNames, profilePath } from "#config/profile-names.js";
import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import { table } from "#listings/table.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import type { ProfileTexts } from "#messages/profile-texts.js";

/** `shoseki profile list`: every profile there is; what is wrong with one is said in its place. Throws `FILE_UNREADABLE`. */
export async function listProfiles(setting: Setting, _args: Arguments): Promise<0 | 1> {
  const { io, json, catalogue } = setting;
  const { profiles: directory } = directoriesOf(io.env);
  const names = profileNames(directory);
  const read = await Promise.all(
    names.map(async (name) => [name, await profileNamed(setting, name).catch(asShosekiError)] as const),
  );
  const wrong = (error: ShosekiError) => explain(error.problem, catalogue).what;
  if (json) {
    for (const [name, profile] of read) {
      io.out(
        JSON.stringify(
          isProfile(profile) ? profile : { name, ...brokenObject(directory, name, profile, wrong) },
        ),
      );
    }
  } else if (read.length === 0) {
    io.out(printable(catalogue.profiles.none({ directory })));
  } else {
    const { columns } = catalogue.profiles;
    const head = [columns.name, columns.endpoint, columns.user, columns.restraints];
    const rows = read.map(([name, profile]) =>
      isProfile(profile) ? row(profile, catalogue.profiles) : [name, profile.code, "", wrong(profile)],
    );
    io.out(table([head, ...rows]).join("\n"));
  }
  return read.every(([, profile]) => isProfile(profile)) ? 0 : 1;
}

function isProfile(read: Profile | ShosekiError): read is Profile {
  return !(read instanceof Error);
}

function brokenObject(
  directory: string,
  name: string,
  error: ShosekiError,
  wrong: (error: ShosekiError) => string,
) {
  return { path: profilePath(directory, name), error: { code: error.code, what: wrong(error) } };
}

function row(profile: Profile, texts: ProfileTexts) {
  const { name, endpoint, user, readOnly, confirm, protected: patterns } = profile;
  const restraints = [
    ...(readOnly ? [texts.readOnly] : []),
    ...(profile.askReason ? [texts.asked.reason] : []),
    ...(profile.askTicket ? [texts.asked.ticket] : []),
    ...(confirm === "risk" ? [] : [texts.confirm(confirm)]),
    ...(patterns.length === 0 ? [] : [texts.protected({ patterns })]),
  ];
  return [name, endpoint, user ?? "", restraints.join(", ")];
}
