import type { Block } from "#documents/report-document.js";
import type { Handover } from "#domain/handover.js";
import type { Catalogue } from "#messages/catalogue.js";
import type { HandoverTexts } from "#messages/handover-texts.js";

/** What stands before the sections: whose shift it was, and what was recorded of it. */
export function shiftBlocks(handover: Handover, { handover: texts }: Catalogue): readonly Block[] {
  const { labels, headings } = texts;
  const { outgoing, shift, id, revision, made, journal } = handover;
  return [
    ...unsoundBlocks(journal, texts),
    { kind: "text", text: texts.whatItIs },
    { kind: "heading", level: 2, text: headings.shift },
    {
      kind: "facts",
      rows: [
        [labels.outgoing, `${outgoing.os}@${outgoing.console}`],
        [labels.key, outgoing.key],
        [labels.from, shift.from],
        [labels.to, shift.to],
        [labels.entries, texts.entries(shift)],
        [labels.revision, String(revision)],
        [labels.id, id],
        [labels.made, made],
      ],
    },
    { kind: "heading", level: 3, text: headings.sessions },
    sessionBlock(handover, texts),
    { kind: "heading", level: 3, text: headings.recordings },
    shift.recordings.length === 0
      ? { kind: "text", text: texts.none }
      : { kind: "list", items: shift.recordings.map((file) => recordingSaid(shift, file, texts)) },
  ];
}

function recordingSaid({ lost }: Handover["shift"], file: string, texts: HandoverTexts): string {
  const why = lost.find((each) => each.file === file);
  return why === undefined ? file : texts.lost(why);
}

/** Whoever reads no further is to know it. */
function unsoundBlocks({ sound, problem }: Handover["journal"], texts: HandoverTexts): readonly Block[] {
  return sound ? [] : [{ kind: "text", text: texts.onUnsound({ problem: problem ?? "" }) }];
}

function sessionBlock(
  { shift: { sessions } }: Handover,
  { columns, none, notEnded, brokeOff: broken }: HandoverTexts,
): Block {
  if (sessions.length === 0) return { kind: "text", text: none };
  const head = [
    columns.endpoint,
    columns.who,
    columns.person,
    columns.from,
    columns.to,
    columns.operations,
    columns.failures,
  ];
  const rows = sessions.map(({ endpoint, who, os, console, from, to, brokeOff, operations, failures }) => [
    endpoint,
    who,
    `${os}@${console}`,
    from,
    to ?? (brokeOff ? broken : notEnded),
    String(operations),
    String(failures),
  ]);
  return { kind: "table", head, rows };
}
