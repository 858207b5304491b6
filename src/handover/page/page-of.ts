import { escaped } from "#documents/escaped.js";
import { blockLines } from "#documents/html-blocks.js";
import { htmlPage } from "#documents/html-page.js";
import type { ReportDocument } from "#documents/report-document.js";
import { REPORT_STYLE } from "#documents/report-style.js";
import type { Handover } from "#domain/handover.js";
import type { HeldCasts } from "#handover/held-casts.js";
import { castBlock } from "#handover/page/cast-block.js";
import { inlinedScript, inlinedStyle } from "#handover/page/inlined.js";
import { licencesPart } from "#handover/page/licences-part.js";
import { ownScript } from "#handover/page/own-script.js";
import { castsIn } from "#handover/page/page-cast.js";
import { pagePolicy } from "#handover/page/page-policy.js";
import { PAGE_STYLE } from "#handover/page/page-style.js";
import { readPlayer } from "#handover/page/player-files.js";
import { timelineSection } from "#handover/page/timeline-section.js";
import type { TimelineRow } from "#handover/timeline-row.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/** What a shift's page is made of. */
export interface PageParts {
  readonly handover: Handover;
  /** The report in words, in the catalogue's language. */
  readonly document: ReportDocument;
  readonly timeline: readonly TimelineRow[];
  /** Recordings of the shift, asciicast v2 each, named as `CastMark.file` names them. */
  readonly casts: HeldCasts["casts"];
  readonly catalogue: Catalogue;
}

/**
 * A shift as one HTML file: its report, its timeline, and its recordings with their player. It fetches nothing, and runs
 * nothing but the two scripts that are in it. No text of it makes markup, and without scripts all of it but the recordings is
 * read. A failure to read the player where it is installed is thrown as it is.
 */
export function pageOf({ handover, document, timeline, casts, catalogue }: PageParts): string {
  const { handoverPage: texts, language } = catalogue;
  const { headings } = texts;
  const inPage = castsIn(casts, handover.shift.sessions);
  const player = inPage.length === 0 ? null : readPlayer();
  const styles = [player?.style ?? "", REPORT_STYLE, PAGE_STYLE].map(inlinedStyle);
  const scripts = [inlinedScript(ownScript(player !== null), "module")];
  if (player !== null) scripts.unshift(inlinedScript(player.script, "classic"));
  const missing = handover.shift.recordings
    .filter((named) => inPage.every(({ file }) => file !== named))
    .map((file) =>
      texts.missing({ file, fault: handover.shift.lost.find((each) => each.file === file) ?? null }),
    );
  const rows = timeline.map(shownRow);
  const entries = new Set(rows.map(({ seq }) => String(seq)));
  return htmlPage({
    language,
    title: document.title,
    policy: pagePolicy(scripts, styles, player !== null),
    styles: styles.map(({ html }) => html),
    body: [
      "<header>",
      `<h1>${escaped(document.title)}</h1>`,
      ...unsoundLines(handover, catalogue),
      `<nav aria-label="${escaped(texts.parts)}"><a href="#report">${escaped(headings.report)}</a>`,
      `<a href="#timeline">${escaped(headings.timeline)}</a></nav>`,
      `<noscript><p>${escaped(texts.withoutScript)}</p></noscript>`,
      "</header>",
      "<main>",
      `<section id="report" aria-label="${escaped(headings.report)}">`,
      ...blockLines(document, (seq) => entries.has(seq)),
      "</section>",
      ...timelineSection(rows, inPage, missing, catalogue),
      "</main>",
      ...(player === null ? [] : licencesPart(player, texts)),
      ...inPage.map(({ file, text }, number) =>
        castBlock(number, text, texts.unreadable({ file: printable(file) })),
      ),
      ...scripts.map(({ html }) => html),
    ],
  });
}

function unsoundLines({ journal: { sound, problem } }: Handover, { handover }: Catalogue): readonly string[] {
  if (sound) return [];
  return [`<p class="problem">${escaped(printable(handover.onUnsound({ problem: problem ?? "" })))}</p>`];
}

/** What comes from servers and people cannot hide in it: control characters are shown. */
function shownRow(row: TimelineRow): TimelineRow {
  const { at, who, OPR, target, change, said } = row;
  return {
    ...row,
    ...{ at: printable(at), who: printable(who), OPR: printable(OPR), target: printable(target) },
    ...{ change: printable(change), said: printable(said) },
  };
}
