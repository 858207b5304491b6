import type { EntryDifference, FactDifference } from "#domain/difference.js";
import type { Facts } from "#domain/entry.js";
import type { PredictedEntry } from "#domain/rehearsal.js";
import type { Deed } from "#procedures/run/deeds.js";

/** What nobody can know beforehand: what tells apart what is made. */
const UNPREDICTABLE: ReadonlySet<string> = new Set(["cloneId", "cloneUuid", "uuid"]);

/**
 * What is not as predicted of what was done, in the order of the prediction, and then what was not predicted at all. Of
 * several tries the last counts.
 *
 * @param born the ids of what was made on the copy: out there it has others, or somebody else's machine has them
 */
export function entryDifferences(
  predicted: readonly PredictedEntry[],
  deeds: readonly Deed[],
  born: ReadonlySet<string>,
): readonly EntryDifference[] {
  const left = lastTries(deeds);
  const pairs = predicted.map((entry): readonly [PredictedEntry, Deed | null] => {
    const at = left.findIndex((deed) => isOf(entry, deed, born));
    return [entry, at < 0 ? null : (left.splice(at, 1)[0] ?? null)];
  });
  return [...pairs.flatMap(([entry, deed]) => differing(entry, deed) ?? []), ...left.map(unforeseen)];
}

function lastTries(deeds: readonly Deed[]): Deed[] {
  const byTarget = new Map(
    deeds.map((deed) => [`${deed.intent.OPR} ${deed.intent.TGT.id ?? ""} ${deed.intent.TGT.name}`, deed]),
  );
  return [...byTarget.values()];
}

/** What the run makes is told by its name: it has another id than on the copy. */
function isOf({ OPR, target }: PredictedEntry, { intent }: Deed, born: ReadonlySet<string>): boolean {
  const { id, name } = intent.TGT;
  if (OPR !== intent.OPR) return false;
  const isMade = id === null || (target.id !== null && born.has(target.id));
  return isMade ? name === target.name : id === target.id;
}

function differing(entry: PredictedEntry, deed: Deed | null): EntryDifference | null {
  const { OPR, target, BEF, AFT, status } = entry;
  const last = deed?.last ?? null;
  const actual = deed === null ? null : (last?.RST?.status ?? "UNKNOWN");
  const facts =
    last === null
      ? []
      : [...differingFacts("BEF", BEF, last.BEF ?? {}), ...differingFacts("AFT", AFT, last.AFT ?? {})];
  if (status === actual && facts.length === 0) return null;
  return { OPR, name: target.name, status: { predicted: status, actual }, facts };
}

function differingFacts(
  of: FactDifference["of"],
  predicted: Facts,
  actual: Facts,
): readonly FactDifference[] {
  return Object.entries(predicted).flatMap(([key, value]) => {
    const is = actual[key] ?? null;
    return UNPREDICTABLE.has(key) || value === is ? [] : [{ of, key, predicted: value, actual: is }];
  });
}

function unforeseen({ intent, last }: Deed): EntryDifference {
  const { OPR, TGT } = intent;
  return {
    OPR,
    name: TGT.name,
    status: { predicted: null, actual: last?.RST?.status ?? "UNKNOWN" },
    facts: [],
  };
}
