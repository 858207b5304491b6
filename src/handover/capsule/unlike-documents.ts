import type { ReportPart } from "#handover/capsule/check-report.js";
import { castName, README, REPORT_MARKDOWN, REPORT_PAGE } from "#handover/capsule/member-names.js";
import type { Members } from "#handover/capsule/members.js";
import { CAPSULE_README } from "#handover/capsule/readme.js";
import { reportMarkdown, shiftPage } from "#handover/files.js";
import type { Line } from "#journal/line.js";
import type { Catalogue } from "#messages/catalogue.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";

/**
 * Which of the members that people read are not byte for byte what this program makes of the report, the entries and the recordings,
 * in the language that was handed over in; a draft says none, and is of any.
 *
 * @param casts the recordings, by file
 */
export function unlikeDocuments(
  members: Members,
  { handover, handOver }: Pick<ReportPart, "handover" | "handOver">,
  slice: readonly Line[],
  casts: readonly string[],
): readonly string[] {
  const markdown = members.text(REPORT_MARKDOWN);
  const isDraft = handOver === null;
  const language = handOver?.AFT?.language;
  const known = [en, ja].filter((each) => language === undefined || each.language === language);
  const catalogue = known.find((each) => reportMarkdown(handover, each, isDraft) === markdown);
  const page = (each: Catalogue) => {
    const texts = casts.map((file) => ({ file, text: members.text(castName(file)) }));
    return shiftPage(
      handover,
      slice.map(({ entry }) => entry),
      texts,
      each,
      isDraft,
    );
  };
  return [
    ...(members.text(README) === CAPSULE_README ? [] : [README]),
    ...(catalogue === undefined ? [REPORT_MARKDOWN] : []),
    ...((catalogue === undefined ? known : [catalogue]).some(
      (each) => page(each) === members.text(REPORT_PAGE),
    )
      ? []
      : [REPORT_PAGE]),
  ];
}
