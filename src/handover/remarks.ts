import { failure } from "#domain/errors.js";
import { HANDOVER_SECTIONS, type Handover, type HandoverSection } from "#domain/handover.js";
import type { RemarksProblem } from "#domain/remarks-problem.js";
import { withoutComments } from "#handover/without-comments.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";

/**
 * The remarks of a Markdown file: under a line `## SECTION` (its id, or its heading in either language) each list item and each
 * paragraph is one. Comments are passed over, and who writes "none" has none. Throws `REMARKS_INVALID` for what is under no
 * section, and for every other heading.
 */
export function readRemarks(path: string, text: string): Handover["remarks"] {
  const invalid = (line: number, problem: RemarksProblem) =>
    failure("REMARKS_INVALID", { path, line, problem });
  const plain = withoutComments(text.replace(/^\uFEFF/u, ""));
  if ("unended" in plain) throw invalid(plain.unended, { kind: "UNENDED_COMMENT" });
  const remarks = new Map<HandoverSection, string[]>();
  let section: HandoverSection | null = null;
  let goesOn = false;
  for (const [index, line] of plain.text.split(/\r\n|\r|\n/u).entries()) {
    const { marks, heading = "" } = HEADING.exec(line)?.groups ?? {};
    const content = line.trim();
    if (marks !== undefined) {
      section = marks === "##" ? sectionNamed(heading) : null;
      const kind = marks === "##" ? "UNKNOWN_SECTION" : "OTHER_HEADING";
      if (section === null) throw invalid(index + 1, { kind, heading: content });
      goesOn = false;
    } else if (content === "") goesOn = false;
    else if (section === null) throw invalid(index + 1, { kind: "NO_SECTION" });
    else {
      const item = ITEM.exec(content)?.groups?.item;
      const under = remarks.get(section) ?? [];
      const before = goesOn && item === undefined ? under.pop() : undefined;
      under.push([before, item ?? content].filter((part) => part !== undefined).join(" "));
      remarks.set(section, under);
      goesOn = true;
    }
  }
  return Object.fromEntries(
    [...remarks]
      .map(([name, under]) => [name, under.filter((remark) => !isNone(remark))] as const)
      .filter(([, under]) => under.length > 0),
  );
}

const HEADING = /^ {0,3}(?<marks>#{1,6})(?:[ \t]+(?<heading>.*?))?(?:[ \t]+#+)?[ \t]*$/u;

const ITEM = /^(?:[-*+]|\d{1,9}[.)])[ \t]+(?<item>.+)$/u;

function sectionNamed(heading: string): HandoverSection | null {
  const name = folded(heading);
  const names = (section: HandoverSection) => [
    section,
    en.handover.sections[section],
    ja.handover.sections[section],
  ];
  return HANDOVER_SECTIONS.find((section) => names(section).some((each) => folded(each) === name)) ?? null;
}

function isNone(remark: string): boolean {
  const said = folded(remark).replace(/[.。]$/u, "");
  return [en, ja].some(({ handover: { none } }) => said === folded(none));
}

/** What an input method writes in another width is the same. */
function folded(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}
