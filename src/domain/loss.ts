/** What an operation that destroys would take away for good. */
export type Loss =
  | { readonly kind: "disk"; readonly label: string; readonly sizeMiB: number; readonly file: string | null }
  /** What another disk is copied over: `kvm-b:images/web.qcow2`. */
  | { readonly kind: "overwritten"; readonly file: string; readonly sizeMiB: number }
  | { readonly kind: "snapshot"; readonly name: string }
  /** The variables of its firmware, which say what it starts from. */
  | { readonly kind: "firmware"; readonly file: string }
  /** What its TPM keeps: what was sealed by it is opened by nothing else. */
  | { readonly kind: "tpm" }
  /** Its configuration: it is kept only as long as the machine runs. */
  | { readonly kind: "configuration" }
  /** What a suspended machine would go on from. */
  | { readonly kind: "memory" }
  /** All that the machine has done since the snapshot of that name. */
  | { readonly kind: "since"; readonly snapshot: string }
  /** The host cannot be started again from here. */
  | { readonly kind: "reach" };
