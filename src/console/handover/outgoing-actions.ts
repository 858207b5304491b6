import type { Console } from "#console/console.js";
import { askText } from "#console/handover/ask-text.js";
import { oneLine } from "#console/handover/one-line.js";
import type { OutgoingReport } from "#console/handover/outgoing-report.js";
import type { OutgoingRow } from "#console/handover/outgoing-rows.js";
import { readSection } from "#console/handover/read-section.js";
import type { RowAction } from "#console/prompts/rows-dialog.js";
import type { HandoverViewTexts } from "#messages/handover-view-texts.js";
import { printable } from "#messages/printable.js";

type Remark = Extract<OutgoingRow, { readonly kind: "remark" }>;

interface Around {
  /** Puts the cursor on a row. */
  select(row: OutgoingRow): void;
  sign(): void;
}

/** What the outgoing operator can do with a report that is not signed yet. */
export function outgoingActions(
  console: Console,
  report: OutgoingReport,
  { select, sign }: Around,
): ReadonlyMap<string, RowAction<OutgoingRow>> {
  const { outgoing: texts } = console.catalogue.console.handover;
  const change = (row: OutgoingRow) => {
    if (row.kind === "question") askAnswer(console, report, row.index);
    else if (row.kind === "remark") askRemark(console, report, row);
    else readSection(console, { section: row.section, handover: () => report.handover });
  };
  const doesChange = ({ kind }: OutgoingRow) =>
    ({ question: texts.answer, remark: texts.edit, section: texts.read })[kind];
  const add = (row: OutgoingRow) => {
    if (row.kind === "question") return;
    const { section } = row;
    const remark: Remark = { kind: "remark", section, index: report.remarksOf(section).length };
    askRemark(console, report, remark, () => select(remark));
  };
  const takeAway = (row: OutgoingRow) => {
    if (row.kind === "remark") kept(console, () => report.takeAwayRemark(row.section, row.index));
  };
  return new Map<string, RowAction<OutgoingRow>>([
    ["enter", { does: doesChange, run: change }],
    [
      "a",
      {
        does: () => texts.add,
        whyNot: ({ kind }) => (kind === "question" ? texts.answerHere : null),
        run: add,
      },
    ],
    [
      "e",
      {
        does: doesChange,
        whyNot: ({ kind }) => (kind === "section" ? texts.noRemark : null),
        run: change,
      },
    ],
    [
      "d",
      {
        does: () => texts.takeAway,
        whyNot: ({ kind }) => (kind === "remark" ? null : texts.noRemark),
        run: takeAway,
      },
    ],
    [
      "s",
      {
        does: () => texts.sign,
        whyNot: () => whyNotSigned(report, texts),
        run: sign,
      },
    ],
  ]);
}

function whyNotSigned(
  { handover: { shift }, unanswered }: OutgoingReport,
  { nothing, answerFirst }: HandoverViewTexts["outgoing"],
): string | null {
  if (shift.lastSeq < shift.firstSeq) return nothing;
  return unanswered === 0 ? null : answerFirst;
}

/** An empty text adds nothing; what stands there already is taken away by its own key. */
function askRemark(
  console: Console,
  report: OutgoingReport,
  { section, index }: Remark,
  added: () => void = () => undefined,
): void {
  const { catalogue } = console;
  const { outgoing: texts } = catalogue.console.handover;
  const before = report.remarksOf(section)[index];
  askText(console, {
    question: texts.asksRemark({ section: catalogue.handover.sections[section] }),
    ...(before === undefined ? {} : { text: before }),
    take: (text) => {
      if (text === "") return texts.mustBeSaid;
      kept(console, () => {
        if (before === undefined) report.addRemark(section, text);
        else report.changeRemark(section, index, text);
        added();
      });
      return null;
    },
  });
}

function askAnswer(console: Console, report: OutgoingReport, index: number): void {
  const { outgoing: texts } = console.catalogue.console.handover;
  const asked = report.handover.answers[index];
  if (asked === undefined) return;
  askText(console, {
    question: texts.asksAnswer({ question: oneLine(asked.question.text) }),
    text: asked.answer ?? "",
    take: (text) => {
      if (text === "") return texts.mustBeSaid;
      kept(console, () => report.answer(asked.question, text));
      return null;
    },
  });
}

/** What cannot be kept on the disk is not added either, and why is said. */
function kept({ store, catalogue }: Console, change: () => void): void {
  try {
    change();
  } catch (cause) {
    const said = printable((cause as Error).message);
    store.say("danger", catalogue.console.handover.outgoing.notKept({ cause: said }));
  }
}
