import { createPrivateKey } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "#journal/journal.js";
import { generatePrivateKey, type Signer, signerOf } from "#journal/signer.js";
import { foundingEntry, tornEntry } from "#session/own-entries.js";
import { benchWho } from "./journal-entries.js";

/** The name of the journals here. */
export const ORIGIN = "bench.example/shoseki";

/** A directory of a bench's own below the system's temporary one, gone at the end. */
export interface BenchDirectory extends Disposable {
  readonly path: string;
}

export function benchDirectory(): BenchDirectory {
  const path = mkdtempSync(join(tmpdir(), "shoseki-bench-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A key that other processes can be given: PKCS#8 DER in base64. */
export function newSharedKey(): string {
  return generatePrivateKey().export({ type: "pkcs8", format: "der" }).toString("base64");
}

export function signerOfShared(key: string): Signer {
  return signerOf(createPrivateKey({ key: Buffer.from(key, "base64"), format: "der", type: "pkcs8" }));
}

export function openBenchJournal(directory: string, signer: Signer): Journal {
  const who = benchWho(signer.fingerprint);
  return Journal.open({
    directory,
    signer,
    founding: (key) => foundingEntry(who, { origin: ORIGIN, public: key, identity: "bench" }),
    torn: (file) => tornEntry(who, file),
  });
}
