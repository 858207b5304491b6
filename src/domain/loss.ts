/** What an operation that destroys would take away for good. */
export type Loss =
  | { readonly kind: "disk"; readonly label: string; readonly sizeMiB: number; readonly file: string | null }
  | { readonly kind: "snapshot"; readonly name: string }
  /** All that the machine has done since the snapshot of that name. */
  | { readonly kind: "since"; readonly snapshot: string }
  /** The host cannot be started again from here. */
  | { readonly kind: "reach" };
