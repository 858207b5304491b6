import type { ErrorCode } from "#domain/errors.js";
import type { KeyPlace } from "#domain/key-place.js";

/** What is said of the keys that sign journals: when one is made, and by `shoseki key`. */
export interface KeyTexts {
  newKey(made: { place: KeyPlace; fingerprint: string }): string;
  /** The OS keyring is there and did not take a new key, which is in a file therefore; `cause` is null when it did not answer. */
  keyringPassedOver(met: { cause: string | null }): string;
  /** A private key that signs nothing any more could not be destroyed. */
  keyLeft(left: { fingerprint: string; code: ErrorCode }): string;
  /** `seq` is the entry that introduces the new key. */
  rotated(done: { seq: number; to: string }): string;
  destroyed(gone: { fingerprint: string }): string;
  /** `name` is what the file must be called among the keys of another machine. */
  exported(done: { path: string; fingerprint: string; name: string }): string;
  exportPassphrase(asked: { path: string }): string;
  /** Before what `key show` prints of a key. */
  readonly labels: Readonly<
    Record<"journal" | "fingerprint" | "public" | "private" | "identity" | "origin" | "verifier", string>
  >;
  /** Where the private key is. */
  kept(place: KeyPlace | { readonly kind: "missing" | "unknown" }): string;
  /** Over the table of epochs. */
  readonly columns: Readonly<Record<"entries" | "from" | "until" | "key", string>>;
  /** In place of the entries of a key that has signed none yet. */
  readonly none: string;
}
