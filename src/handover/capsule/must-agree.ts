import { unsound } from "#handover/capsule/fault.js";
import { REPORT } from "#handover/capsule/member-names.js";
import { canonical } from "#journal/canonical.js";

/**
 * What a report says of something must be what its entries say. Throws `CapsuleUnsound`, with the `seq` of the first that is not.
 *
 * @param what the part of the report, as its JSON names it
 */
export function mustAgree<T>(
  what: string,
  said: readonly T[],
  worked: readonly T[],
  seqOf: (each: T) => number | null,
): void {
  const at = Array.from({ length: Math.max(said.length, worked.length) }, (_, index) => index).find(
    (index) => !isSame(said[index], worked[index]),
  );
  if (at === undefined) return;
  const [known, told] = [new Set(worked.map(seqOf)), new Set(said.map(seqOf))];
  const stray = said.find((each) => !known.has(seqOf(each)));
  if (stray !== undefined) throw otherwise(what, seqOf(stray));
  const left = worked.find((each) => !told.has(seqOf(each)));
  if (left === undefined) throw otherwise(what, seqOf((said[at] ?? worked[at]) as T));
  const seq = seqOf(left);
  throw contradicts(`its ${what} leave out ${seq === null ? "what the entries say" : `entry ${seq}`}`, seq);
}

/** The same of a single thing. */
export function mustBe(what: string, said: unknown, worked: unknown, seq: number | null = null): void {
  if (!isSame(said, worked)) throw otherwise(what, seq);
}

/** Throws `CapsuleUnsound` where it does not hold. */
export function mustHold(holds: boolean, what: string, seq: number | null = null): void {
  if (!holds) throw otherwise(what, seq);
}

function isSame(said: unknown, worked: unknown): boolean {
  return canonical(said ?? null) === canonical(worked ?? null);
}

function otherwise(what: string, seq: number | null) {
  return contradicts(
    seq === null
      ? `its ${what} are not what the entries say`
      : `its ${what} say of entry ${seq} what that does not say`,
    seq,
  );
}

function contradicts(problem: string, seq: number | null) {
  return unsound(REPORT, "REPORT_CONTRADICTS", problem, seq);
}
