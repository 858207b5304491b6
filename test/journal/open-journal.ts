import { Journal } from "#journal/journal.js";
import { generatePrivateKey, type Signer, signerOf } from "#journal/signer.js";
import { foundingDraft, tornDraft } from "./entries.js";

export interface Opening {
  readonly signer?: Signer;
  readonly segmentBytes?: number;
}

/** A journal that an operator works with, and closes at the end of the test. */
export interface OpenJournal extends Disposable {
  readonly journal: Journal;
  readonly signer: Signer;
  /** The signing key's fingerprint. */
  readonly key: string;
}

export function newSigner(): Signer {
  return signerOf(generatePrivateKey());
}

export function openJournal(
  directory: string,
  { signer = newSigner(), segmentBytes }: Opening = {},
): OpenJournal {
  const key = signer.fingerprint;
  const journal = Journal.open({
    directory,
    signer,
    founding: (publicKey) => foundingDraft(key, publicKey),
    torn: (file) => tornDraft(key, file),
    ...(segmentBytes === undefined ? {} : { segmentBytes }),
  });
  return { journal, signer, key, [Symbol.dispose]: () => journal.close() };
}
