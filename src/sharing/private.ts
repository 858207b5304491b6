import { lstatSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";

const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

/** A directory of ours alone, that nobody else can put another one in the place of. */
export function isPrivateDirectory(path: string): boolean {
  const directory = look(path);
  return directory?.isDirectory() === true && isOurs(directory) && isSheltered(path) === true;
}

/** Whether what stands at a path can be renamed by its owner and root alone; null where nothing can stand there yet. */
export function isSheltered(path: string): boolean | null {
  const above = look(dirname(path), statSync);
  if (above === null) return null;
  const trusted = above.uid === 0 || above.uid === process.getuid?.();
  return trusted && ((above.mode & OTHERS_WRITE) === 0 || (above.mode & STICKY) !== 0);
}

/** A socket that nobody but us can have put there, or can connect to. */
export function isPrivateSocket(path: string): boolean {
  const socket = look(path);
  return socket?.isSocket() === true && isOurs(socket);
}

/** Not through a link, unless that is said: it would be somebody else who says what is looked at. Null where there is nothing. */
function look(path: string, stat: (path: string) => Stats = lstatSync): Stats | null {
  try {
    return stat(path);
  } catch {
    return null;
  }
}

function isOurs({ uid, mode }: Stats): boolean {
  return uid === process.getuid?.() && (mode & OTHERS) === 0;
}
