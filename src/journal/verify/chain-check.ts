import type { Entry } from "#domain/entry.js";
import type { Fault, FaultCode } from "#domain/journal-fault.js";
import { type Epoch, EpochBook } from "#journal/epochs.js";
import { decodeLine, entryBytes, hashOf, type Line } from "#journal/line.js";
import { type Verifier, verifierOf } from "#journal/signer.js";

/** What is wrong with a line, without the place. */
export type Wrong = Pick<Fault, "code" | "problem">;

/** Where a check of lines begins. */
export interface Start {
  readonly seq: number;
  /** What the first line's `prev` must be; null where that has been checked. */
  readonly prev: string | null;
  /** The entries before it that introduce keys. */
  readonly keys: readonly Entry[];
}

export const BEGINNING: Start = { seq: 0, prev: "0".repeat(64), keys: [] };

/** Checks lines one after the other: strict form, number, chain, key and signature. */
export class ChainCheck {
  readonly #epochs = new EpochBook();
  readonly #verifiers = new Map<string, Verifier>();
  nextSeq: number;
  head: string | null;

  constructor({ seq, prev, keys }: Start) {
    this.nextSeq = seq;
    this.head = prev;
    for (const key of keys) this.#epochs.add(key);
  }

  /**
   * Null when the line is the one that belongs here; what is wrong with it otherwise.
   *
   * @param firstSeq what its file is named for, of the first line of a file
   */
  next(bytes: Buffer, firstSeq: number | null): Wrong | null {
    const line = decodeLine(bytes);
    if ("problem" in line) return wrong("NOT_AN_ENTRY", line.problem);
    const problem = this.#placeProblem(line, firstSeq) ?? this.#signatureProblem(line);
    if (problem !== null) return problem;
    this.#epochs.add(line.entry);
    this.nextSeq += 1;
    this.head = hashOf(bytes);
    return null;
  }

  #placeProblem({ entry }: Line, firstSeq: number | null): Wrong | null {
    if (entry.seq !== this.nextSeq) {
      return wrong("WRONG_SEQ", `it has seq ${entry.seq} where ${this.nextSeq} belongs`);
    }
    if (firstSeq !== null && firstSeq !== entry.seq) {
      return wrong("WRONG_FILE", "its file is not named for its first seq");
    }
    if (this.head === null || entry.prev === this.head) return null;
    return wrong("WRONG_PREV", "its prev is not the hash of the line before it");
  }

  #signatureProblem(line: Line): Wrong | null {
    const { entry } = line;
    if (entry.seq === 0 && entry.phase !== "key") return wrong("NO_KEY", "the first entry is no key entry");
    const keyProblem = this.#epochs.problemOf(entry);
    if (keyProblem !== null) return wrong("NO_KEY", keyProblem);
    const epoch = this.#epochOf(entry);
    if (entry.USR.key !== epoch?.fingerprint)
      return wrong("OTHER_KEY", "it names another key than its epoch's");
    const verify = this.#verifiers.get(epoch.fingerprint) ?? verifierOf(epoch.publicKey);
    this.#verifiers.set(epoch.fingerprint, verify);
    if (verify(entryBytes(line), line.signature)) return null;
    return wrong("WRONG_SIGNATURE", "its signature is not by the key of its epoch");
  }

  /** The first entry is signed by the key that it introduces. */
  #epochOf(entry: Entry): Epoch | null {
    if (entry.seq > 0) return this.#epochs.at(entry.seq);
    const introduced = new EpochBook();
    introduced.add(entry);
    return introduced.at(0);
  }
}

export function wrong(code: FaultCode, problem: string): Wrong {
  return { code, problem };
}
