import { v7 as uuidv7 } from "uuid";

/** A new journal's name: unique, and one that a C2SP key may have (no white space, no plus, no control characters). */
export function newOrigin(console: string): string {
  return `${console.replace(/[\p{White_Space}\p{Cc}\p{Cs}+]/gu, "-") || "console"}/shoseki/${uuidv7()}`;
}

/** The principal that an operator's key has in allowed_signers, which holds patterns and lists. */
export function identityOf(os: string, console: string): string {
  return `${os}@${console}`.replace(/[\s\p{Cc}\p{Cs},"*?!#]/gu, "-");
}
