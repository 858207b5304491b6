import type { FailedCommand, UnfinishedCommand } from "#domain/failed-command.js";

/** Why a command gave no password. `TOO_LONG` is a first line of more than `bytes`. */
export type PasswordCommandProblem =
  | FailedCommand
  | Exclude<UnfinishedCommand, { readonly kind: "STOPPED" }>
  | { readonly kind: "SILENT" }
  | { readonly kind: "NOT_UTF8" }
  | { readonly kind: "TOO_LONG"; readonly bytes: number };

/** What is the matter with the OS keyring: there is none here, it did not answer, it is locked or out of order. */
export type PasswordKeyringProblem =
  | { readonly kind: "ABSENT" }
  | { readonly kind: "SLOW"; readonly seconds: number }
  | { readonly kind: "FAILED"; readonly cause: string };
