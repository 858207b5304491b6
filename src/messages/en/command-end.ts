import type { FailedCommand, UnfinishedCommand } from "#domain/failed-command.js";
import { unended } from "#messages/wording.js";

/** What follows the name of a command that has failed. */
export function failedSaid(why: FailedCommand): string {
  if (why.kind === "NOT_STARTED") return `could not be started: ${unended(why.cause)}`;
  const { exitCode, said } = why;
  return `ended with exit code ${exitCode}${said === null ? "" : `: ${unended(said)}`}`;
}

/** What follows the name of a command that did not come to its end. */
export function unfinishedSaid(why: UnfinishedCommand): string {
  if (why.kind === "SLOW") return `had no end within ${why.seconds} s, and was killed`;
  return why.kind === "SIGNAL" ? `was ended by ${why.signal}` : "was waited for no longer, and was killed";
}
