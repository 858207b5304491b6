import { readOrNull } from "#files/read-or-null.js";
import { replaceFile } from "#files/replace-file.js";
import type { Epoch } from "#journal/epochs.js";
import type { Layout } from "#journal/layout.js";
import { ENTRY_NAMESPACE } from "#journal/sshsig.js";

/**
 * The `allowed_signers` file (ssh-keygen(1)) that follows from a journal's keys, a line each, for signatures in these
 * namespaces. Times are whole seconds,
 * both ends belong to the validity. The first key has no `valid-after`: nothing of this journal is older. A successor is
 * valid from its introduction, or from its earliest entry where a clock was set back or what a recovery completes began
 * before; a key that was rotated away until its latest entry.
 */
export function allowedSigners(
  epochs: readonly Epoch[],
  namespaces: readonly string[] = [ENTRY_NAMESPACE],
): string {
  return epochs
    .map((epoch, index) => {
      const from = index === 0 ? null : validAfter(epoch);
      const until = index === epochs.length - 1 ? null : validBefore(epoch, from);
      return lineOf(epoch, { namespaces, from, until });
    })
    .join("");
}

/**
 * Whether the file is the one that follows from a journal's keys. `behind` is what a writer leaves that was stopped
 * between an entry and this file: the keys before the last ones, or a newest key that is not yet valid for its
 * earliest entries. The next opening for writing brings it up to date. Anything else is `wrong`.
 */
export function signersState(text: string, epochs: readonly Epoch[]): "current" | "behind" | "wrong" {
  if (text === allowedSigners(epochs)) return "current";
  const known = epochs.slice(0, text.split("\n").length - 1);
  const last = known.at(-1);
  if (last === undefined) return "wrong";
  const before = allowedSigners(known);
  if (text === before) return "behind";
  const later = validAfterIn(text);
  const isLater = later !== null && later > validAfter(last) && later <= signersTime(last.introduced);
  const isBehind = isLater && withValidAfter(before, later) === text;
  return isBehind && known.length > 1 ? "behind" : "wrong";
}

/** The public key lines in a file, in its order. */
export function signersKeys(text: string): string[] {
  return [...text.matchAll(/(ssh-ed25519 \S+)$/gm)].map(([, key = ""]) => key);
}

/** When the last key of a file begins to be valid, `YYYYMMDDHHMMSSZ`; null when it always was, or there is no such line. */
export function validAfterIn(text: string): string | null {
  return VALID_AFTER.exec(text)?.[1] ?? null;
}

/** The same file with its last key valid from another time on. */
export function withValidAfter(text: string, time: string): string {
  return text.replace(VALID_AFTER, (option, was: string) => option.replace(was, time));
}

const VALID_AFTER = /,valid-after="(\d{14}Z)"[^\n]*\n$/;

/** A time of an entry as `allowed_signers` and `verify-time` take it, whole seconds: `YYYYMMDDHHMMSSZ`. */
export function signersTime(time: string): string {
  return `${time.slice(0, 19).replace(/[-:T]/g, "")}Z`;
}

/** Replaces the file as a whole, or leaves the old one. */
export function writeAllowedSigners(layout: Layout, text: string): void {
  replaceFile(layout.allowedSigners, text);
}

/** Null when there is none. */
export function readAllowedSigners(layout: Layout): string | null {
  return readOrNull(layout.allowedSigners)?.toString() ?? null;
}

interface SignerOptions {
  readonly namespaces: readonly string[];
  readonly from: string | null;
  readonly until: string | null;
}

function lineOf({ identity, public: key }: Epoch, { namespaces, from, until }: SignerOptions): string {
  const options = [
    `namespaces="${namespaces.join(",")}"`,
    ...(from === null ? [] : [`valid-after="${from}"`]),
    ...(until === null ? [] : [`valid-before="${until}"`]),
  ];
  return `${identity} ${options.join(",")} ${key}\n`;
}

function validAfter({ introduced, earliest }: Epoch): string {
  return signersTime(earliest < introduced ? earliest : introduced);
}

/** Never the second that it begins with: ssh-keygen takes no line whose end is not after its beginning. */
function validBefore({ latest }: Epoch, from: string | null): string {
  const until = signersTime(latest);
  if (from === null || until > from) return until;
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(from)?.map(Number) ?? [];
  const [year = 0, month = 1, day, hour, minute, second = 0] = parts;
  return signersTime(new Date(Date.UTC(year, month - 1, day, hour, minute, second + 1)).toISOString());
}
