import { ReportCells } from "#cli/report-cells.js";
import { stepBlocks } from "#cli/report-steps.js";
import { seqRanges } from "#cli/seq-ranges.js";
import { type Block, mapTexts, type ReportDocument } from "#documents/report-document.js";
import type { Entry } from "#domain/entry.js";
import { approversLines } from "#listings/approvers-lines.js";
import { differenceLines } from "#listings/difference-lines.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";
import type { ReportTexts } from "#messages/report-texts.js";
import { readSigners } from "#procedures/approval/allowed-signers.js";
import type { RunReport } from "#procedures/report/run-report.js";

/** A report in words. What comes from servers and people cannot hide in it: control characters are shown. */
export function reportDocument(report: RunReport, catalogue: Catalogue): ReportDocument {
  const { language, reports: texts } = catalogue;
  const saying = { report, texts, cells: new ReportCells(report, texts) };
  const blocks = [
    ...runBlocks(saying),
    ...peopleBlocks(saying),
    ...parameterBlocks(saying),
    ...approvalBlocks(saying, catalogue),
    ...deviationBlocks(saying),
    ...differenceBlocks(saying, catalogue),
    ...stepBlocks(saying),
    ...evidenceBlocks(saying),
  ];
  const title = texts.title({ title: report.procedure.title });
  return mapTexts({ language, title, blocks }, printable);
}

interface Saying {
  readonly report: RunReport;
  readonly texts: ReportTexts;
  readonly cells: ReportCells;
}

function runBlocks({ report, texts, cells }: Saying): readonly Block[] {
  const { labels, headings, states } = texts;
  const { begun, last, state, procedure, run, rehearsal } = report;
  const description = procedure.description.trim();
  return [
    ...(description === "" ? [] : [{ kind: "text", text: description.replaceAll(/\s+/gu, " ") } as const]),
    { kind: "heading", level: 2, text: headings.run },
    {
      kind: "facts",
      rows: [
        [labels.run, run],
        [labels.endpoint, `${begun.HST.endpoint} (${begun.HST.platform})`],
        [labels.state, states[state]],
        [labels.begun, timeOf(begun)],
        [labels.last, timeOf(last)],
        [labels.operators, cells.who(begun)],
        [labels.ticket, begun.ticket ?? texts.none],
        [labels.reason, begun.why ?? texts.none],
        [labels.procedure, String(begun.AFT?.procedure)],
        [labels.rehearsal, rehearsal ?? texts.none],
      ],
    },
  ];
}

/** Everybody whose entries are in it, in the order in which they came. */
function peopleBlocks({ report, texts }: Saying): readonly Block[] {
  const { headings, columns } = texts;
  const rows = report.parts.flatMap(({ origin, entries }, index) => {
    const people = Map.groupBy(entries, ({ USR }) => [USR.name, USR.os, USR.console, USR.key].join("\n"));
    return [...people.values()].map((own) => {
      const { USR } = own[0] as Entry;
      const part = String(index + 1);
      return [part, origin, USR.name, `${USR.os}@${USR.console}`, USR.key, seqRanges(own)];
    });
  });
  const head = [columns.part, columns.journal, columns.login, columns.person, columns.key, columns.entries];
  return [
    { kind: "heading", level: 2, text: headings.people },
    { kind: "table", head, rows },
  ];
}

function parameterBlocks({ report, texts }: Saying): readonly Block[] {
  const { headings, columns, none } = texts;
  const rows = report.parameters.map(({ name, values }) => [name, values.join(", ")]);
  return [
    { kind: "heading", level: 2, text: headings.parameters },
    rows.length === 0
      ? { kind: "text", text: none }
      : { kind: "table", head: [columns.parameter, columns.value], rows },
  ];
}

function approvalBlocks({ report, texts, cells }: Saying, catalogue: Catalogue): readonly Block[] {
  const { headings, labels, columns, whole, none } = texts;
  const heading: Block = { kind: "heading", level: 2, text: headings.approvals };
  if (report.approvals.length === 0) return [heading, { kind: "text", text: none }];
  const head = [
    columns.entry,
    columns.time,
    columns.approver,
    columns.key,
    columns.approversFile,
    columns.result,
  ];
  const blocks = report.approvals.flatMap(({ request, answers }): readonly Block[] => {
    const { of, plan, expires, request: sha256 } = request.AFT ?? {};
    const rows = answers.map((answer) => {
      const { approver, key, approvers, approversWritable } = answer.AFT ?? {};
      const writable = approversWritable === true ? ` (${texts.approversWritable})` : "";
      const cell = (value: unknown) => (typeof value === "string" ? value : "");
      return [
        cells.seq(answer),
        timeOf(answer),
        cell(approver),
        cell(key),
        `${cell(approvers)}${writable}`,
        cells.result(answer),
      ];
    });
    return [
      {
        kind: "facts",
        rows: [
          [labels.of, typeof of === "string" ? of : whole],
          [labels.asked, `${timeOf(request)} (${cells.seq(request)})`],
          [labels.expires, String(expires)],
          [labels.plan, String(plan)],
          [labels.request, String(sha256)],
        ],
      },
      rows.length === 0 ? { kind: "text", text: none } : { kind: "table", head, rows },
      ...passedOverBlock(answers, catalogue),
    ];
  });
  return [heading, ...blocks];
}

/** The lines of the approvers' files that counted for nothing, where an approval was accepted by them. */
function passedOverBlock(answers: readonly Entry[], catalogue: Catalogue): readonly Block[] {
  const lines = answers.flatMap(({ AFT: { approversText, approversPath } = {} }) =>
    typeof approversText !== "string"
      ? []
      : approversLines(
          { path: String(approversPath), writable: false, passedOver: readSigners(approversText).passedOver },
          catalogue,
        ),
  );
  return lines.length === 0 ? [] : [{ kind: "list", items: [...new Set(lines)] }];
}

function deviationBlocks({ report, texts, cells }: Saying): readonly Block[] {
  const { headings, columns, deviations, noDeviations } = texts;
  const rows = report.deviations.map(({ kind, entry }) => {
    const turn = cells.turnOf(entry);
    const about = turn === null ? "" : cells.title(turn, entry.run?.undo === true);
    const what = entry.phase === "procedure" ? "" : `${entry.OPR} ${cells.target(entry)}`;
    const isPlain = entry.phase === "procedure" && entry.RST?.status === "OK";
    const why = [what, entry.why ?? "", isPlain ? "" : cells.result(entry)];
    return [
      cells.seq(entry),
      timeOf(entry),
      deviations[kind],
      about,
      why.filter((part) => part !== "").join(" / "),
    ];
  });
  const head = [columns.entry, columns.time, columns.what, columns.step, columns.why];
  return [
    { kind: "heading", level: 2, text: headings.deviations },
    rows.length === 0 ? { kind: "text", text: noDeviations } : { kind: "table", head, rows },
  ];
}

function differenceBlocks({ report, texts }: Saying, catalogue: Catalogue): readonly Block[] {
  const { difference } = report;
  if (difference === null) return [];
  const items = differenceLines(difference, catalogue).map((line) => line.trim());
  return [
    { kind: "heading", level: 2, text: texts.headings.difference },
    { kind: "list", items },
  ];
}

function evidenceBlocks({ report, texts }: Saying): readonly Block[] {
  const { headings, labels } = texts;
  const { parts, origin, upTo, checkpoint } = report;
  const taken = parts.flatMap(({ origin: from, entries, takenOver }): readonly Block[] => {
    if (takenOver === null) return [];
    const { capsule, treeSize, rootHash } = takenOver.AFT ?? {};
    const rows = [
      [labels.journal, from],
      [labels.entries, seqRanges(entries)],
      [labels.capsule, String(capsule)],
      [labels.checkpoint, String(treeSize)],
      [labels.root, String(rootHash)],
    ] as const;
    return [{ kind: "facts", rows }];
  });
  return [
    { kind: "heading", level: 2, text: headings.evidence },
    { kind: "text", text: texts.whatItIs },
    ...taken,
    {
      kind: "facts",
      rows: [
        [labels.journal, origin],
        [labels.entries, seqRanges(parts.at(-1)?.entries ?? [])],
        [labels.upTo, String(upTo)],
        [labels.checkpoint, checkpoint === null ? texts.noCheckpoint : String(checkpoint.size)],
        [labels.root, checkpoint === null ? texts.noCheckpoint : checkpoint.root.toString("base64")],
      ],
    },
  ];
}

function timeOf({ STR, END }: Entry): string {
  return END ?? STR;
}
