import { join } from "node:path";
import type { Entry } from "#domain/entry.js";
import type { HandoverEventName } from "#domain/handover.js";
import type { Fault } from "#domain/journal-fault.js";
import type { Crew } from "#journal/verify/crew.js";

/** What became of the capsules of the shifts that were taken over. */
export interface KeptHandoversCheck {
  readonly fault: Fault | null;
  /** How many are as they were accepted. */
  readonly count: number;
}

const ACCEPT: HandoverEventName = "AcceptHandover";

/**
 * Holds each capsule that an `AcceptHandover` names against its SHA-256; all at once, where the crew has threads. One that is not
 * there is a fault, as a recording is.
 *
 * @param directory of the kept capsules
 * @param entries of the phase `handover`
 */
export async function checkKeptHandovers(
  directory: string,
  entries: readonly Entry[],
  crew: Crew,
): Promise<KeptHandoversCheck> {
  const accepted = new Map(
    entries.filter(({ OPR }) => OPR === ACCEPT).map(({ AFT, seq }) => [String(AFT?.capsule), seq]),
  );
  const faults = await Promise.all(
    [...accepted].map(async ([sha256, seq]): Promise<Fault | null> => {
      const name = `${sha256}.tar`;
      const wrong = (code: Fault["code"], problem: string) =>
        ({ file: `handovers/${name}`, line: null, seq, code, problem }) as const;
      const found = HASH.test(sha256) ? await crew.do("hash", { path: join(directory, name) }) : null;
      if (found === null)
        return wrong("HANDOVER_MISSING", `it is not there, or is no regular file, and entry ${seq} names it`);
      return found === sha256 ? null : wrong("WRONG_HANDOVER", `it is not what entry ${seq} has the hash of`);
    }),
  );
  return { fault: faults.find((fault) => fault !== null) ?? null, count: accepted.size };
}

const HASH = /^[0-9a-f]{64}$/;

/** The files that handovers name: also of what was refused or questioned, which is kept as it came. */
export function handoverFilesIn(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(entries.map(({ AFT }) => `${AFT?.capsule}.tar`));
}
