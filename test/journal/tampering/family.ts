import fc from "fast-check";
import type { Fault } from "#domain/journal-fault.js";
import type { Evidence } from "./evidence.js";
import type { Files } from "./files.js";

/** What `verify` must say of a journal: parts of its first fault, or null where there is none. */
export type Expected = Partial<Fault> | null;

/** A journal that was tampered with, and what must be said of it. */
export interface Mutated {
  readonly files: Files;
  readonly expected: Expected;
  /** Where only `--deep` looks, what is said without it. */
  readonly quick?: Expected;
  /** Findings that must be named; those that the journal had before are there in any case. */
  readonly torn?: readonly string[];
  readonly missing?: readonly string[];
}

/** One way of tampering, and how many times it is tried in the long run. */
export interface Family {
  readonly name: string;
  readonly share: number;
  /** Calls `check` so many times, each with other places and values, of one of the journals. */
  run(
    runs: number,
    check: (mutate: (evidence: Evidence) => Mutated, index: 0 | 1) => Promise<void>,
  ): Promise<void>;
}

type Arbitraries<P extends unknown[]> = { [K in keyof P]: fc.Arbitrary<P[K]> };

export function family<P extends unknown[]>(
  name: string,
  share: number,
  parameters: Arbitraries<P>,
  mutate: (evidence: Evidence, ...parameters: P) => Mutated,
): Family {
  return {
    name,
    share,
    async run(runs, check) {
      const cases = fc.tuple(...parameters) as unknown as fc.Arbitrary<P>;
      const property = fc.asyncProperty(fc.constantFrom(0, 1), cases, async (index, values) => {
        await check((evidence) => mutate(evidence, ...values), index);
      });
      await fc.assert(property, { numRuns: runs, endOnFailure: true });
    },
  };
}

/** Any place: what it is a place in says how many there are. */
export const place: fc.Arbitrary<number> = fc.nat({ max: 0x7fffffff });

export const bit: fc.Arbitrary<number> = fc.nat({ max: 7 });

export function pick<T>(of: readonly T[], at: number): T {
  return of[at % of.length]!;
}

/** The same bytes with one bit of one byte the other way round. */
export function flipped(bytes: Buffer, at: number, which: number): Buffer {
  const result = Buffer.from(bytes);
  result[at % bytes.length]! ^= 1 << which;
  return result;
}

/** The same list with its elements at these places swapped; two different ones. */
export function swapped<T>(of: readonly T[], at: number, by: number): T[] {
  const one = at % of.length;
  const other = (one + 1 + (by % (of.length - 1))) % of.length;
  return of.with(one, of[other]!).with(other, of[one]!);
}
