import { accessSync, constants, existsSync, readdirSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Check, Patient } from "#cli/doctor/check.js";
import { nearestThere } from "#cli/doctor/nearest-there.js";
import { type Finding, found } from "#domain/finding.js";

/** Who else may do what with it: nothing; or read what is no secret. */
type Openness = "ours alone" | "others may read";

/** Directories that need not be there yet, and what is in those that hold secrets. */
export const directoriesCheck: Check = {
  name: "directories",
  look: async (patient) => {
    const places = placesOf(patient);
    const findings = places.flatMap(([path, openness]) => [
      ...lookAt(path, openness),
      ...(path === patient.directories.keys ? filesIn(path) : []),
    ]);
    return findings.length > 0 ? findings : [found("DIRECTORIES_FINE", { count: places.length })];
  },
};

function placesOf({ directories, journal }: Patient): readonly (readonly [string, Openness])[] {
  const { keys, profiles, themes, history, knownHosts, sockets } = directories;
  return [
    [journal, "ours alone"],
    [dirname(history), "others may read"],
    [dirname(knownHosts), "others may read"],
    [keys, "ours alone"],
    [profiles, "others may read"],
    [themes, "others may read"],
    // Whichever can be made is taken: only one that is there can be wrong.
    ...sockets.filter((path) => existsSync(path)).map((path) => [path, "ours alone"] as const),
  ];
}

function lookAt(path: string, openness: Openness): readonly Finding[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    const above = nearestThere(path);
    const makeable = statSync(above).isDirectory() && whyUnusable(above) === null;
    return makeable ? [] : [found("DIRECTORY_UNMAKEABLE", { path, above })];
  }
  if (!stats.isDirectory()) return [found("NOT_DIRECTORY", { path })];
  const owned = ownership(path, stats, openness === "ours alone" ? 0o077 : 0o022);
  if (owned.length > 0) return owned;
  const cause = whyUnusable(path);
  return cause === null ? [] : [found("NOT_USABLE", { path, cause })];
}

/** Of files that hold keys: themselves, not what they point to. */
function filesIn(directory: string): readonly Finding[] {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? ownership(path, stats, 0o077) : [];
  });
}

function ownership(path: string, { uid, mode }: Stats, closed: number): readonly Finding[] {
  const user = process.getuid?.();
  // Where there are no such owners, modes say nothing.
  if (user === undefined) return [];
  if (uid !== user) return [found("NOT_OURS", { path, owner: uid })];
  return (mode & closed) === 0 ? [] : [found("OPEN_TO_OTHERS", { path, mode: (mode & 0o777).toString(8) })];
}

function whyUnusable(path: string): string | null {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
