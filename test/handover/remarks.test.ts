import { expect, test } from "vitest";
import { HANDOVER_SECTIONS } from "#domain/handover.js";
import { readRemarks } from "#handover/remarks.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";

const read = (...lines: readonly string[]) => readRemarks("shift.md", lines.join("\n"));

/** `CODE line kind` of what a file is not taken for. */
function refused(...lines: readonly string[]): unknown {
  try {
    return read(...lines);
  } catch (error) {
    const { code, facts } = (error as { problem: { code: string; facts: { line: number; problem: object } } })
      .problem;
    return [code, facts.line, facts.problem];
  }
}

test("list items and paragraphs are remarks, and what goes on in the next line belongs to them", () => {
  const remarks = read(
    "\uFEFF## machines",
    "- web-01 stays off:",
    "  the disk is replaced tomorrow",
    "- web-02 too",
    "1. and web-03",
    "",
    "Call Bob",
    "before noon.",
    "",
    "Or Carol.\r",
    "## Notes ##",
    "* nothing else",
    "## machines",
    "+ once more",
  );
  expect(remarks).toEqual({
    machines: [
      "web-01 stays off: the disk is replaced tomorrow",
      "web-02 too",
      "and web-03",
      "Call Bob before noon.",
      "Or Carol.",
      "once more",
    ],
    notes: ["nothing else"],
  });
});

test.each(HANDOVER_SECTIONS)("%s is named by its id and in both languages", (section) => {
  for (const heading of [section, en.handover.sections[section], ja.handover.sections[section]]) {
    expect(read(`## ${heading.toUpperCase()}`, "- a")).toEqual({ [section]: ["a"] });
  }
});

test("comments are passed over, and who writes none has none", () => {
  expect(
    read("<!-- the facts:", "## elsewhere", "-->", "## tasks", "None.", "", "## notes", "- なし"),
  ).toEqual({});
  expect(read("## tasks", "look <!-- here --> again")).toEqual({ tasks: ["look  again"] });
  expect(refused("## tasks", "a", "<!-- and", "on")).toEqual([
    "REMARKS_INVALID",
    3,
    { kind: "UNENDED_COMMENT" },
  ]);
});

test("what is under no section of a report is told with its line", () => {
  expect(refused("", "- lost")).toEqual(["REMARKS_INVALID", 2, { kind: "NO_SECTION" }]);
  const heading = "## Machine";
  expect(refused("## notes", "- a", heading)).toEqual([
    ...["REMARKS_INVALID", 3, { kind: "UNKNOWN_SECTION", heading }],
  ]);
  expect(refused("<!-- a", "b -->", "# notes")).toEqual([
    ...["REMARKS_INVALID", 3, { kind: "OTHER_HEADING", heading: "# notes" }],
  ]);
});
