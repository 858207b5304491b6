import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { Fault, FaultCode } from "#domain/journal-fault.js";
import { allowedSigners, readAllowedSigners } from "#journal/allowed-signers.js";
import { IntentBook, type Unresolved } from "#journal/intents.js";
import { layoutOf, segmentsOf, tornFilesOf } from "#journal/layout.js";
import { decodeLine, entryBytes, hashOf, type Line, MAX_LINE_BYTES } from "#journal/line.js";
import { type RawLine, readLines } from "#journal/read-lines.js";
import { readingFiles } from "#journal/reading-files.js";
import { verifierOf } from "#journal/signer.js";
import { fingerprint, parsePublicKeyLine } from "#journal/sshsig.js";

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
  /** Findings, not faults. Intents that nothing has completed; none where reading stopped, as what follows may have. */
  readonly unresolved: readonly Unresolved[];
  /** Torn tails that were moved aside or lie at the end. */
  readonly torn: readonly string[];
  /** Files that should be there: `allowed_signers`, and torn tails that an entry says were moved aside. */
  readonly missing: readonly string[];
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
      const problem = "it does not end in a newline, and is not the journal's last line";
      fault = faultAt(tornTail, check.nextSeq, { code: "LINE_CUT", problem });
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
  const unresolved = fault === null ? check.book.unresolved() : [];
  const torn = tornFilesOf(layout);
  const signers = readAllowedSigners(layout);
  const missing = [
    ...(signers === null ? ["allowed_signers"] : []),
    ...check.tornNamed.filter((name) => !torn.includes(name)).map((name) => `entries/${name}`),
  ];
  if (fault === null && tornTail !== null) torn.push(`${tornTail.segment.name}, line ${tornTail.number}`);
  fault ??= check.nextSeq === 0 ? NO_ENTRY : null;
  fault ??= signersFault(signers, check.keyEntries);
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
    unresolved,
    torn,
    missing,
  };
}

const NO_ENTRY: Fault = {
  file: "entries",
  line: null,
  seq: 0,
  code: "NO_ENTRY",
  problem: "there is no entry",
};

/** What is wrong with a line, without the place. */
type Wrong = Pick<Fault, "code" | "problem">;

function wrong(code: FaultCode, problem: string): Wrong {
  return { code, problem };
}

function faultAt(raw: RawLine, seq: number, what: Wrong): Fault {
  return { file: `entries/${raw.segment.name}`, line: raw.number, seq, ...what };
}

function signersFault(file: string | null, keys: readonly Entry[]): Fault | null {
  if (file === null || file === allowedSigners(keys)) return null;
  const problem = "it does not hold the keys that the journal's own key entries introduce";
  return { file: "allowed_signers", line: null, seq: null, code: "WRONG_SIGNERS", problem };
}

/** Follows the chain line by line. */
class ChainCheck {
  readonly book = new IntentBook();
  readonly keyEntries: Entry[] = [];
  /** The files that entries name as holding a torn tail. */
  readonly tornNamed: string[] = [];
  nextSeq = 0;
  head = "0".repeat(64);
  #verify: ReturnType<typeof verifierOf> | null = null;
  #fingerprint = "";

  /** Null when the line is the one that belongs here; what is wrong with it otherwise. */
  next(raw: RawLine): Wrong | null {
    const line = decodeLine(raw.bytes);
    if ("problem" in line) return wrong("NOT_AN_ENTRY", line.problem);
    const problem = this.#placeProblem(raw, line) ?? this.#signatureProblem(line);
    if (problem !== null) return problem;
    this.book.add(line.entry);
    if (line.entry.phase === "key") this.keyEntries.push(line.entry);
    const torn = tornNamedBy(line.entry);
    if (torn !== null) this.tornNamed.push(torn);
    this.nextSeq += 1;
    this.head = hashOf(raw.bytes);
    return null;
  }

  #placeProblem(raw: RawLine, { entry }: Line): Wrong | null {
    if (entry.seq !== this.nextSeq) {
      return wrong("WRONG_SEQ", `it has seq ${entry.seq} where ${this.nextSeq} belongs`);
    }
    if (raw.number === 1 && raw.segment.firstSeq !== entry.seq) {
      return wrong("WRONG_FILE", "its file is not named for its first seq");
    }
    if (entry.prev === this.head) return null;
    return wrong("WRONG_PREV", "its prev is not the hash of the line before it");
  }

  #signatureProblem(line: Line): Wrong | null {
    if (this.nextSeq === 0) {
      const key = line.entry.phase === "key" ? parsePublicKeyLine(line.entry.key?.public ?? "") : null;
      if (key === null) return wrong("NO_KEY", "the first entry does not introduce an Ed25519 key");
      this.#verify = verifierOf(key);
      this.#fingerprint = fingerprint(key);
    } else if (line.entry.phase === "key") {
      return wrong("SECOND_KEY", "it introduces another key, which this version does not know how to follow");
    }
    if (line.entry.USR.key !== this.#fingerprint) {
      return wrong("OTHER_KEY", "it names another key than the journal's");
    }
    if (this.#verify?.(entryBytes(line), line.signature)) return null;
    return wrong("WRONG_SIGNATURE", "its signature is not by the journal's key");
  }
}

/** The file that an entry about a torn tail names, without its directory; null for any other entry. */
function tornNamedBy({ phase, RST }: Entry): string | null {
  if (phase !== "recovery" || RST?.code !== "TORN_TAIL") return null;
  return /entries\/(\d{12}-[0-9a-f]{8}\.torn)/.exec(RST.message ?? "")?.[1] ?? null;
}
