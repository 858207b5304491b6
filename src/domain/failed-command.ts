/** How a command that a checkpoint was given to has failed. `said` is the first line of its standard error. */
export type FailedCommand =
  | { readonly kind: "EXIT"; readonly exitCode: number; readonly said: string | null }
  | { readonly kind: "NOT_STARTED"; readonly cause: string };

/** Why such a command has not come to its end: it was killed, by us or by others. */
export type UnfinishedCommand =
  | { readonly kind: "SLOW"; readonly seconds: number }
  | { readonly kind: "SIGNAL"; readonly signal: string }
  | { readonly kind: "STOPPED" };
