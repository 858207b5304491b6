import type { Entry } from "#domain/entry.js";
import { DECISION_OF } from "#handover/exchange/decision-events.js";
import { knownAnswer } from "#handover/exchange/known-answer.js";
import type { IncomingHandover } from "#handover/exchange/known-handovers.js";
import type { Layout } from "#journal/layout.js";

/** What these entries have answered to others, in the order of their first answers. Throws `JOURNAL_DAMAGED`. */
export function incomingIn(entries: readonly Entry[], layout: Layout): readonly IncomingHandover[] {
  const given = Map.groupBy(
    entries.filter(({ OPR }) => DECISION_OF.has(OPR)),
    ({ AFT }) => String(AFT?.report),
  );
  const all = [...given.values()].flatMap((entries) => known(entries, layout));
  return all.map((each) => ({
    ...each,
    isReplaced: all.some(({ id, revision }) => id === each.id && revision > each.revision),
  }));
}

/** Of one report. */
function known(entries: readonly Entry[], layout: Layout): readonly Omit<IncomingHandover, "isReplaced">[] {
  const [first] = entries;
  const answers = entries.map((entry) =>
    knownAnswer(entry, DECISION_OF.get(entry.OPR) ?? "questioned", entry.USR.key, layout),
  );
  const newest = answers.at(-1);
  if (first === undefined || newest === undefined) return [];
  const { TGT, AFT } = first;
  return [
    {
      id: TGT.id ?? "",
      revision: Number(AFT?.revision),
      report: String(AFT?.report),
      origin: String(AFT?.origin),
      key: String(AFT?.key),
      capsule: String(AFT?.capsule),
      state: newest.decision,
      answers,
    },
  ];
}
