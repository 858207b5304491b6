import { readOrNull } from "#files/read-or-null.js";
import { replaceFile } from "#files/replace-file.js";
import type { Epoch } from "#journal/epochs.js";
import type { Layout } from "#journal/layout.js";
import { verifierKey } from "#journal/note/verifier-key.js";

/** The `vkey` file: for each of a journal's keys the line that checks its checkpoints (c2sp.org/signed-note). */
export function verifierKeys(epochs: readonly Epoch[]): string {
  return epochs.map(({ origin, publicKey }) => `${verifierKey(origin, publicKey)}\n`).join("");
}

/** As `signersState` for allowed_signers: `behind` is what a writer leaves that was stopped while rotating. */
export function vkeyState(text: string, epochs: readonly Epoch[]): "current" | "behind" | "wrong" {
  const all = verifierKeys(epochs);
  if (text === all) return "current";
  return text.endsWith("\n") && all.startsWith(text) ? "behind" : "wrong";
}

/** Replaces the file as a whole, or leaves the old one. */
export function writeVkey(layout: Layout, text: string): void {
  replaceFile(layout.vkey, text);
}

/** Null when there is none. */
export function readVkey(layout: Layout): string | null {
  return readOrNull(layout.vkey)?.toString() ?? null;
}
