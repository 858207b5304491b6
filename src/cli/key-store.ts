import type { Setting } from "#cli/io.js";
import { directoriesOf } from "#config/directories.js";
import { KeyStore } from "#credentials/key-store.js";

/** This operator's private keys. */
export function keyStoreOf({ io }: Setting): KeyStore {
  return new KeyStore(directoriesOf(io.env).keys, io.env);
}
