import type {
  PredictedEntry,
  Rehearsal,
  RehearsalWarning,
  RehearsedStep,
  Undoable,
} from "#domain/rehearsal.js";
import { change } from "#listings/change.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/** So many targets are named. */
const MOST_NAMED = 5;

/** A rehearsal as people read it: every step with what would become of it, and the sum. */
export function rehearsalLines(rehearsal: Rehearsal, catalogue: Catalogue): readonly string[] {
  const { title, endpoint, at, steps, back, warnings, end, totalMs, backOut } = rehearsal;
  const texts = catalogue.rehearsal;
  const reached = steps.filter(({ state }) => state !== null);
  const sum = {
    end,
    reached: reached.length,
    steps: steps.length,
    operations: steps.reduce((count, { predicted }) => count + predicted.length, 0),
    totalMs,
    unestimated: reached.filter(({ estimateMs }) => estimateMs === null).length,
  };
  const lines = [
    texts.heading({ title, endpoint, at }),
    "",
    ...steps.flatMap((step, index) => rehearsedStepLines(step, index + 1, catalogue)),
    ...(back.length === 0 ? [] : ["", texts.back]),
    ...back.flatMap(({ state, predicted, refused, ...step }) => [
      `  ${nameOf(step)}: ${state === null ? texts.notReached : texts.states[state]}`,
      ...predicted.map((entry) => `      ${entryLine(entry)}`),
      ...(refused === null ? [] : [`      ${texts.refused(refused)}`]),
    ]),
    "",
    ...warnings.map((each) => warningLine(catalogue, each)),
    texts.sum(sum),
    ...(backOut === null ? [] : [texts.backedOut(backOut)]),
  ];
  return lines.map(printable);
}

/**
 * A step of it, indented below its number.
 *
 * @param number which it is, from 1
 */
function rehearsedStepLines(step: RehearsedStep, number: number, catalogue: Catalogue): readonly string[] {
  const { title, line, targets, predicted, checks, state, refused, undoable, estimateMs } = step;
  const { rehearsal: texts } = catalogue;
  const time = estimateMs === null || estimateMs === 0 ? "" : `  ${texts.time(estimateMs)}`;
  const named = title === step.step ? "" : `  ${title}`;
  const notUndoable = undoable === true ? null : whyNot(undoable, catalogue);
  const below = [
    ...(line === null ? [] : [`${inShort(line)}${namesOf(targets.map(({ name }) => name))}`]),
    ...predicted.map((entry) => `  ${entryLine(entry)}`),
    ...checks.map(
      ({ expression, when, value }) => `${texts.when[when]}: ${expression}: ${texts.value[`${value}`]}`,
    ),
    ...(refused === null ? [] : [texts.refused(refused)]),
    ...(state === null || notUndoable === null ? [] : [texts.notUndoable(notUndoable)]),
  ];
  const what = state === null ? texts.notReached : texts.states[state];
  return [
    `${String(number).padStart(3)}. ${nameOf(step)}${named}  ${what}${time}`,
    ...below.map((text) => `     ${text}`),
  ].map(printable);
}

function nameOf({ step, itemName }: Pick<RehearsedStep, "step" | "itemName">): string {
  return itemName === null ? step : `${step} ${itemName}`;
}

/** Of the lines of a list the first, and that there are more: whose they are is told beside it. */
function inShort(line: string): string {
  const [first = "", another] = line.split("\n");
  return another === undefined ? first : `${first} ...`;
}

function namesOf(names: readonly string[]): string {
  if (names.length === 0) return "";
  const more = names.length > MOST_NAMED ? ", ..." : "";
  return `  (${names.slice(0, MOST_NAMED).join(", ")}${more})`;
}

function entryLine(entry: PredictedEntry): string {
  const { OPR, target, status, code } = entry;
  const changed = change(entry);
  const why = code === null ? "" : ` ${code}`;
  return `${OPR} ${target.name} ${status}${why}${changed === null ? "" : `: ${changed}`}`;
}

function warningLine<K extends RehearsalWarning["kind"]>(
  { rehearsal }: Catalogue,
  warning: Extract<RehearsalWarning, { readonly kind: K }>,
): string {
  return rehearsal.warnings[warning.kind as K](warning);
}

function whyNot(undoable: Exclude<Undoable, true>, { errors, rehearsal }: Catalogue): string {
  if (undoable.why === "SAID") return undoable.text;
  if (undoable.why === "MANUAL") return rehearsal.byHand;
  return errors.NOT_UNDOABLE({ operation: undoable.operation, why: undoable.because }).what;
}
