import type { LibvirtLack } from "#domain/libvirt-lack.js";

/** What is read of a profile is checked by whoever knows what it is. */
export interface ProfileChecks {
  /** What is wrong with an endpoint, as English text; null for nothing. `shown` is it without what may be a password. */
  endpoint(text: string): { readonly shown: string; readonly problem: string } | null;
  /** Why a key has no place in the profile of such an endpoint, which can be read; null where it has. */
  lacking(endpoint: string, key: string): LibvirtLack | null;
  /** The home directory, for paths from `~/`. */
  readonly home: string;
}
