import { readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { keyFileOf } from "#credentials/key-file.js";
import type { KeptKey } from "#credentials/key-store.js";
import { makeDirectory, syncDirectory } from "#files/directories.js";
import { replaceFile } from "#files/replace-file.js";

/**
 * A change of keys under way: on the disk from before the new key is kept until the old one is destroyed, so that a
 * program that was stopped in between leaves no private key behind for good.
 */
export interface Rotation {
  readonly from: KeptKey;
  readonly to: KeptKey;
  /** The session that is changing them; once its writer is gone, whoever opens the journal next ends it. */
  readonly session: string;
}

const ENDING = ".rotation";

/** Durable when it returns. A second one of the same old key takes the place of the first. */
export function markRotation(directory: string, rotation: Rotation): void {
  makeDirectory(directory);
  replaceFile(pathOf(directory, rotation), `${JSON.stringify(rotation)}\n`);
}

export function unmarkRotation(directory: string, rotation: Rotation): void {
  rmSync(pathOf(directory, rotation), { force: true });
  syncDirectory(directory);
}

/** All that are under way, of whichever journal. What is none is passed over. */
export function rotationsIn(directory: string): Rotation[] {
  return namesIn(directory)
    .filter((name) => name.endsWith(ENDING))
    .flatMap((name) => {
      try {
        const rotation: unknown = JSON.parse(readFileSync(join(directory, name), "utf8"));
        return isRotation(rotation) ? [rotation] : [];
      } catch {
        return [];
      }
    });
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function isRotation(value: unknown): value is Rotation {
  const { from, to, session } = (value ?? {}) as Record<string, unknown>;
  return isKeptKey(from) && isKeptKey(to) && typeof session === "string";
}

function isKeptKey(value: unknown): value is KeptKey {
  const { fingerprint, kind } = (value ?? {}) as Record<string, unknown>;
  return typeof fingerprint === "string" && (kind === "file" || kind === "keyring");
}

function pathOf(directory: string, { from }: Rotation): string {
  return join(directory, `${basename(keyFileOf(directory, from.fingerprint), ".pem")}${ENDING}`);
}
