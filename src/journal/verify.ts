import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { allowedSigners, readAllowedSigners } from "#journal/allowed-signers.js";
import { IntentBook } from "#journal/intents.js";
import { layoutOf, segmentsOf, tornFilesOf } from "#journal/layout.js";
import { decodeLine, entryBytes, hashOf, type Line, MAX_LINE_BYTES } from "#journal/line.js";
import { type RawLine, readLines } from "#journal/read-lines.js";
import { readingFiles } from "#journal/reading-files.js";
import { verifierOf } from "#journal/signer.js";
import { fingerprint, parsePublicKeyLine } from "#journal/sshsig.js";

/** The first thing that is wrong, and where: a line by file, number and the seq that belongs there, or a file. */
export interface Fault {
  readonly file: string;
  readonly line: number | null;
  readonly seq: number | null;
  readonly problem: string;
}

/** One key and the entries it signs. */
interface KeyEpoch {
  readonly fromSeq: number;
  readonly fingerprint: string;
  readonly identity: string;
}

export interface Verdict {
  readonly fault: Fault | null;
  /** Entries found sound before the first fault. */
  readonly entries: number;
  readonly origin: string | null;
  /** `prev` of the entry that would come next: SHA-256 of the last sound line. */
  readonly head: string | null;
  readonly keys: readonly KeyEpoch[];
  /** Findings, not faults: intents nothing has completed, and torn tails that were moved aside or lie at the end. */
  readonly unresolved: readonly Entry[];
  readonly torn: readonly string[];
}

/**
 * Reads every line of a journal and checks its strict form, number, chain and signature; writes nothing. Stops at the
 * first fault. Throws `JOURNAL_MISSING` when there is nothing to check, and `FILE_UNREADABLE`.
 */
export async function verifyJournal(directory: string): Promise<Verdict> {
  return await readingFiles(directory, () => verdictOn(directory));
}

async function verdictOn(directory: string): Promise<Verdict> {
  const layout = layoutOf(directory);
  if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory });
  const check = new ChainCheck();
  let fault: Fault | null = null;
  let tornTail: RawLine | null = null;
  for await (const raw of readLines(layout)) {
    if (tornTail !== null) {
      fault = faultAt(
        tornTail,
        check.nextSeq,
        "it does not end in a newline, and is not the journal's last line",
      );
      break;
    }
    // What is longer than a line can be is no line that its writer did not finish.
    if (!raw.complete && raw.bytes.length <= MAX_LINE_BYTES) {
      tornTail = raw;
      continue;
    }
    const problem = check.next(raw);
    if (problem === null) continue;
    fault = faultAt(raw, check.nextSeq, problem);
    break;
  }
  const torn = tornFilesOf(layout);
  if (fault === null && tornTail !== null) torn.push(`${tornTail.segment.name}, line ${tornTail.number}`);
  fault ??=
    check.nextSeq === 0 ? { file: "entries", line: null, seq: 0, problem: "there is no entry" } : null;
  fault ??= signersFault(readAllowedSigners(layout), check.keyEntries);
  return {
    fault,
    entries: check.nextSeq,
    origin: check.keyEntries[0]?.key?.origin ?? null,
    head: check.nextSeq === 0 ? null : check.head,
    keys: check.keyEntries.map(({ seq, key, USR }) => ({
      fromSeq: seq,
      fingerprint: USR.key,
      identity: key?.identity ?? "",
    })),
    unresolved: check.book.unresolved().map(({ intent }) => intent),
    torn,
  };
}

function faultAt(raw: RawLine, seq: number, problem: string): Fault {
  return { file: `entries/${raw.segment.name}`, line: raw.number, seq, problem };
}

function signersFault(file: string | null, keys: readonly Entry[]): Fault | null {
  if (file === null || file === allowedSigners(keys)) return null;
  const problem = "it does not hold the keys that the journal's own key entries introduce";
  return { file: "allowed_signers", line: null, seq: null, problem };
}

/** Follows the chain line by line. */
class ChainCheck {
  readonly book = new IntentBook();
  readonly keyEntries: Entry[] = [];
  nextSeq = 0;
  head = "0".repeat(64);
  #verify: ReturnType<typeof verifierOf> | null = null;
  #fingerprint = "";

  /** Null when the line is the one that belongs here; its problem otherwise. */
  next(raw: RawLine): string | null {
    const line = decodeLine(raw.bytes);
    if ("problem" in line) return line.problem;
    const problem = this.#placeProblem(raw, line) ?? this.#signatureProblem(line);
    if (problem !== null) return problem;
    this.book.add(line.entry);
    if (line.entry.phase === "key") this.keyEntries.push(line.entry);
    this.nextSeq += 1;
    this.head = hashOf(raw.bytes);
    return null;
  }

  #placeProblem(raw: RawLine, { entry }: Line): string | null {
    if (entry.seq !== this.nextSeq) return `it has seq ${entry.seq} where ${this.nextSeq} belongs`;
    if (raw.number === 1 && raw.segment.firstSeq !== entry.seq)
      return "its file is not named for its first seq";
    if (entry.prev !== this.head) return "its prev is not the hash of the line before it";
    return null;
  }

  #signatureProblem(line: Line): string | null {
    if (this.nextSeq === 0) {
      const key = line.entry.phase === "key" ? parsePublicKeyLine(line.entry.key?.public ?? "") : null;
      if (key === null) return "the first entry does not introduce an Ed25519 key";
      this.#verify = verifierOf(key);
      this.#fingerprint = fingerprint(key);
    } else if (line.entry.phase === "key") {
      return "it introduces another key, which this version does not know how to follow";
    }
    if (line.entry.USR.key !== this.#fingerprint) return "it names another key than the journal's";
    return this.#verify?.(entryBytes(line), line.signature)
      ? null
      : "its signature is not by the journal's key";
  }
}
