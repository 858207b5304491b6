import { accessSync, constants, lstatSync } from "node:fs";
import { dirname } from "node:path";

/** What the operating system says of files, to this process. */
export interface Look {
  /** The effective user; null where the system has no such numbers. */
  readonly uid: number | null;
  /** Who owns a file or directory. Throws the system's error. */
  owner(path: string): number;
  isSticky(path: string): boolean;
  /** By its mode, groups and access lists, or the superuser's rights. */
  mayWrite(path: string): boolean;
}

/** What stands in the way of believing a file: the operator owns `at`, or may write there. */
export interface Writable {
  readonly at: string;
  readonly why: "OWNED" | "GRANTED" | "NOT_KNOWN";
}

/**
 * Where this process's user could change a file, or put another one in its place: the file itself, or any directory above
 * it. Who owns one can grant it to themselves. In a sticky directory (`/tmp`) only what one owns can be replaced, and
 * that is asked of the entry below it. Null where the user can do nothing. Throws the system's errors.
 *
 * @param path absolute, without symbolic links
 */
export function whereWritable(path: string, look: Look): Writable | null {
  if (look.uid === null) return { at: path, why: "NOT_KNOWN" };
  for (const at of [path, ...directoriesAbove(path)]) {
    if (look.owner(at) === look.uid) return { at, why: "OWNED" };
    if (look.mayWrite(at) && !(at !== path && look.isSticky(at))) return { at, why: "GRANTED" };
  }
  return null;
}

function directoriesAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [above, ...directoriesAbove(above)];
}

const STICKY = 0o1000;

/** As it is on this machine. */
export function lookHere(): Look {
  return {
    uid: process.geteuid?.() ?? null,
    owner: (path) => lstatSync(path).uid,
    isSticky: (path) => (lstatSync(path).mode & STICKY) !== 0,
    mayWrite: (path) => {
      try {
        accessSync(path, constants.W_OK);
        return true;
      } catch (error) {
        if (["EACCES", "EROFS", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
        throw error;
      }
    },
  };
}
