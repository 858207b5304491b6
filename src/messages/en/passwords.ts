import type { PasswordCommandProblem, PasswordKeyringProblem } from "#domain/password-problem.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { failedSaid, unfinishedSaid } from "#messages/en/command-end.js";
import { unended } from "#messages/wording.js";

/** How a password was not to be had. */
export const passwords = {
  PASSWORD_MISSING: ({ user }) => ({
    what: `No password was given for ${user}.`,
    notDone: "No session was opened.",
    next:
      "Type it when asked at a terminal, set SHOSEKI_PASSWORD, give it on standard input with --password-stdin, " +
      "or name a profile: shoseki profile password NAME keeps it in the OS keyring, and its password-command can say it.",
  }),
  PASSWORD_COMMAND_FAILED: ({ command, why }) => ({
    what: `The password command ${command} ${commandSaid(why)}.`,
    notDone: "No password was sent, and no session was opened.",
    // What it said of itself is told, and not recorded: `what` goes into the journal.
    next: `${complaint(why)}Try the command by hand, its standard input from /dev/null: the first line that it prints is the password.`,
  }),
  PASSWORD_KEYRING_FAILED: ({ user, endpoint, why }) => ({
    what: `The password of ${user} at ${endpoint} cannot be had from the OS keyring: ${keyringSaid(why)}.`,
    notDone: "Nothing was read from the keyring or changed in it, and no password was sent.",
    next: `${why.kind === "ABSENT" ? "Work in a session that has a keyring" : "Unlock the keyring"}, or set SHOSEKI_PASSWORD, or use --password-stdin.`,
  }),
  PASSWORD_NOT_KEPT: ({ user, endpoint, why }) => ({
    what: `You are logged in, but the password of ${user} at ${endpoint} was not put into the OS keyring: ${keyringSaid(why)}.`,
    notDone: "Nothing was changed in the keyring.",
    next: "You will be asked for it again at the next Login; shoseki profile password NAME keeps it.",
  }),
} satisfies Partial<ErrorTexts>;

function commandSaid(why: PasswordCommandProblem): string {
  if (why.kind === "SILENT") return "said nothing on the first line of its output";
  if (why.kind === "NOT_UTF8") return "said something that is not UTF-8";
  if (why.kind === "TOO_LONG") return `said more than ${why.bytes} bytes on one line`;
  if (why.kind === "EXIT") return failedSaid({ ...why, said: null });
  return why.kind === "NOT_STARTED" ? failedSaid(why) : unfinishedSaid(why);
}

function complaint(why: PasswordCommandProblem): string {
  return why.kind === "EXIT" && why.said !== null ? `It said: ${unended(why.said)}. ` : "";
}

function keyringSaid(why: PasswordKeyringProblem): string {
  if (why.kind === "ABSENT") return "there is none here";
  if (why.kind === "SLOW") return `it did not answer within ${why.seconds} s, and may be locked`;
  return unended(why.cause);
}
