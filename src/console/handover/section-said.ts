import { sectionSize } from "#console/handover/section-size.js";
import type { Span } from "#console/widgets/spans.js";
import type { Handover, HandoverSection } from "#domain/handover.js";
import type { Catalogue } from "#messages/catalogue.js";

/** Sections that somebody has to do something about, if there is anything in them. */
const PRESSING: ReadonlySet<HandoverSection> = new Set([
  "failures",
  "procedures",
  "machines",
  "tasks",
  "approvals",
]);

/** How much there is in a section, or that there is none. */
export function sectionSaid(handover: Handover, section: HandoverSection, catalogue: Catalogue): Span {
  const { handover: texts } = catalogue.console;
  const count = sectionSize(handover, section);
  if (section === "journal") {
    const { sound } = handover.journal;
    return [
      sound ? "ok" : "danger",
      `${texts.size({ section, count, targets: 0 })}${texts.journal({ sound })}`,
    ];
  }
  if (count === 0) return ["dim", texts.none];
  const said = texts.size({ section, count, targets: handover.operations.length });
  return [PRESSING.has(section) ? "warning" : "text", said];
}
