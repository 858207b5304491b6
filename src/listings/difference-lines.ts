import type { Difference, EntryDifference, TurnDifference } from "#domain/difference.js";
import type { Facts } from "#domain/entry.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/** What a run came to beside its rehearsal, as people read it: a line each for what is not as predicted. */
export function differenceLines(difference: Difference, catalogue: Catalogue): readonly string[] {
  const { ends, difference: texts } = catalogue.rehearsal;
  const { rehearsedAt, end, turns, isAsPredicted } = difference;
  const different = turns.filter(({ verdict }) => verdict !== "as-predicted").length;
  const actual = end.actual === null ? texts.noEnd : ends[end.actual];
  const lines = [
    texts.heading({ at: rehearsedAt }),
    ...turns.flatMap((turn) => turnLines(turn, catalogue)),
    ...(end.predicted === end.actual ? [] : [texts.end({ predicted: ends[end.predicted], actual })]),
    isAsPredicted ? texts.asPredicted : texts.sum({ steps: turns.length, different }),
  ];
  return lines.map(printable);
}

function turnLines(turn: TurnDifference, { rehearsal }: Catalogue): readonly string[] {
  const { step, itemName, ms } = turn;
  const { difference: texts, time } = rehearsal;
  const said = [
    ...saidOf(turn, { rehearsal }),
    ...turn.entries.flatMap((entry) => entryLines(entry, { rehearsal })),
    ...(ms.estimated === null || ms.actual === null
      ? []
      : [texts.took({ estimated: time(ms.estimated), actual: time(ms.actual) })]),
  ];
  const name = itemName === null ? step : `${step} ${itemName}`;
  return said.map((text) => `  ${name}: ${text}`);
}

type Texts = Pick<Catalogue, "rehearsal">;

function saidOf({ verdict, state }: TurnDifference, { rehearsal }: Texts): readonly string[] {
  const { difference: texts, states, notReached } = rehearsal;
  const of = (end: TurnDifference["state"]["actual"]) => (end === null ? notReached : states[end]);
  const said = {
    "as-predicted": null,
    "not-predicted": texts.notPredicted,
    "not-reached": texts.notReached,
    skipped: texts.skipped,
    "not-in-run": texts.notInRun,
    differs:
      state.predicted === state.actual
        ? null
        : texts.state({ predicted: of(state.predicted), actual: of(state.actual) }),
  }[verdict];
  return said === null ? [] : [said];
}

function entryLines({ OPR, name, status, facts }: EntryDifference, { rehearsal }: Texts): readonly string[] {
  const texts = rehearsal.difference;
  const differing = status.predicted === status.actual ? [] : [texts.entry({ OPR, name, ...status })];
  const said = facts.map(({ of, key, predicted, actual }) =>
    texts.fact({ OPR, name, of, key, predicted: valueText(predicted), actual: valueText(actual) }),
  );
  return [...differing, ...said];
}

function valueText(value: Facts[string]): string {
  return value === null ? "-" : String(value);
}
