/** What the child that asks the OS keyring is asked: one line of JSON. `secret` is of `put` only. */
export interface KeyringRequest {
  /** `has` is `get` without the secret being handed over; `look` is `has` that writes nothing, not even to see whether it may. */
  readonly action: "put" | "get" | "has" | "look" | "delete";
  readonly service: string;
  readonly account: string;
  readonly secret?: string;
}

/** What it answers, a line each: `asking` once it is the keyring that is waited for, then one of the others. */
export type KeyringAnswer =
  | { readonly kind: "asking" }
  /** It is there (and was stored, read or deleted). `secret` is of `get` only. */
  | { readonly kind: "found"; readonly secret: string | null }
  /** The keyring is there and open, and has no such item. */
  | { readonly kind: "missing" }
  /** There is no keyring here. */
  | { readonly kind: "absent" }
  /** It is there, and locked or out of order. */
  | { readonly kind: "failed"; readonly cause: string };
