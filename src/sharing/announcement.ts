import { readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isPrivateDirectory, isPrivateSocket } from "#sharing/private.js";

/** Which session it is: of which login, on what, written into which journal. */
export interface Address {
  /** The journal directory's real path. */
  readonly journal: string;
  /** As `shareName` has it: the endpoint without its user. */
  readonly endpoint: string;
  /** The login as asked for. */
  readonly login: string;
}

/** The profile that a console was opened by: whoever names it means that session, for as long as its file is the same. */
export interface ProfileMark {
  readonly name: string;
  readonly file: string;
  /** As `stampOf` has it. */
  readonly stamp: string;
  /** Whether it says which journal; what is said elsewhere goes before it. */
  readonly namesJournal: boolean;
  /** The language it says, which goes before the locale. */
  readonly language: string | null;
}

/** What stands beside a socket, for those who look for it: they need neither hash a name nor read a profile. */
export interface Announcement extends Address {
  readonly v: 1;
  /** Endpoints as they may be typed, each with its login, that mean this address. */
  readonly texts: readonly string[];
  readonly profile: ProfileMark | null;
}

/** How many are looked at in a directory, and how large one may be, in bytes. */
const MOST = 256;
const LARGEST = 64 * 1024;

/** As an address has a journal's directory. Null where there is nothing. */
export function realPathOf(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}

/** What changes when a file is written anew. Empty when there is no such file. */
export function stampOf(file: string): string {
  try {
    const { ino, size, mtimeNs } = statSync(file, { bigint: true });
    return `${ino}:${size}:${mtimeNs}`;
  } catch {
    return "";
  }
}

/** @param name the socket's, without `.sock` */
export function announce(directory: string, name: string, announcement: Announcement): void {
  writeFileSync(join(directory, `${name}.json`), JSON.stringify(announcement), { mode: 0o600 });
}

/** What stays although it should not is of no harm: nobody answers there. */
export function withdraw(directory: string, name: string): void {
  try {
    rmSync(join(directory, `${name}.json`), { force: true });
  } catch {
    // The place is gone, or not ours any more.
  }
}

/** A session that is shared, and where. */
export interface Found {
  readonly socket: string;
  readonly announcement: Announcement;
}

/** The session that is meant; null where nobody shares it. What is not ours alone is not looked at. */
export function findShared(
  directories: readonly string[],
  isMeant: (announcement: Announcement) => boolean,
): Found | null {
  for (const directory of directories) {
    for (const name of announcedIn(directory)) {
      const announcement = readAnnouncement(join(directory, name));
      const socket = join(directory, name.replace(/json$/u, "sock"));
      if (announcement !== null && isMeant(announcement) && isPrivateSocket(socket))
        return { socket, announcement };
    }
  }
  return null;
}

function announcedIn(directory: string): readonly string[] {
  if (!isPrivateDirectory(directory)) return [];
  try {
    return readdirSync(directory)
      .filter((name) => /^[0-9a-f]{16}\.json$/u.test(name))
      .slice(0, MOST);
  } catch {
    return [];
  }
}

/** Null for one that is being written, or is none. */
function readAnnouncement(path: string): Announcement | null {
  try {
    const text = readFileSync(path, "utf8");
    const value: unknown = text.length > LARGEST ? null : JSON.parse(text);
    return isAnnouncement(value) ? value : null;
  } catch {
    return null;
  }
}

function isAnnouncement(value: unknown): value is Announcement {
  if (typeof value !== "object" || value === null) return false;
  const { v, journal, endpoint, login, texts, profile } = value as Record<string, unknown>;
  const isText = (each: unknown) => typeof each === "string";
  return (
    v === 1 &&
    [journal, endpoint, login].every(isText) &&
    Array.isArray(texts) &&
    texts.every(isText) &&
    (profile === null || isProfileMark(profile))
  );
}

function isProfileMark(value: unknown): value is ProfileMark {
  if (typeof value !== "object" || value === null) return false;
  const { name, file, stamp, namesJournal, language } = value as Record<string, unknown>;
  return (
    [name, file, stamp, language ?? ""].every((each) => typeof each === "string") &&
    typeof namesJournal === "boolean"
  );
}
