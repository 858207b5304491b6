import { expect, test } from "vitest";
import { reportError, reportUnlessSaid } from "#cli/report-error.js";
import { failure } from "#domain/errors.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { ja } from "#messages/ja.js";

const full = (directory = "/j") =>
  failure("JOURNAL_UNWRITABLE", { directory, cause: "ENOSPC: no space left on device, write" });

test("how the journal has failed is not said again unasked, but of another journal, and by another run", () => {
  const said: string[] = [];
  const journalFaultsSaid = new Set<string>();
  const here = {
    io: { err: (text: string) => void said.push(text) },
    catalogue: en,
    json: false,
    journalFaultsSaid,
  };
  reportUnlessSaid(here, full());
  reportUnlessSaid(here, full());
  expect(said).toHaveLength(1);
  expect(reportUnlessSaid(here, full()).code).toBe("JOURNAL_UNWRITABLE");
  reportUnlessSaid(here, full("/another"));
  expect(said).toHaveLength(2);
  // Whoever has asked for something is told.
  reportError(here, full());
  expect(said).toHaveLength(3);
  const notSent = failure("NOT_SENT", { cause: "stopped" });
  reportUnlessSaid(here, notSent);
  reportUnlessSaid(here, notSent);
  expect(said).toHaveLength(5);
  reportUnlessSaid({ ...here, journalFaultsSaid: new Set() }, full());
  expect(said).toHaveLength(6);
});

test.each([
  [en, "Entries go on being written."],
  [ja, "エントリーの書き込みは続きます。"],
])(
  "that entries go on being written is promised where only the checkpoint has failed",
  (catalogue, promise) => {
    const next = (cause: string) =>
      explain({ code: "CHECKPOINT_NOT_SIGNED", facts: { directory: "/j", cause } }, catalogue).next;
    expect(next("EISDIR: illegal operation on a directory, open '/j/checkpoints.log'")).toContain(promise);
    for (const cause of ["ENOSPC: no space left on device, write", "EROFS: read-only file system, open '/j'"])
      expect(next(cause)).not.toContain(promise);
  },
);
