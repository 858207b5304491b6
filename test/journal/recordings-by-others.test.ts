import { readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answered } from "./auditor.js";
import { openJournal } from "./open-journal.js";
import { HandRecording } from "./recorded-journal.js";
import { temporaryDirectory } from "./temporary-directory.js";
import { needs } from "./tools.js";

/** What the auditors' guide says of a recording, as a script. */
function recipe(journal: string, scratch: string): string {
  const [, after = ""] = readFileSync("docs/auditing.md", "utf8").split("**A recording**");
  const [, block = ""] = /\n\n((?: {4}.*\n)+)/u.exec(after) ?? [];
  return `cd '${scratch}'; J='${journal}'\n${block.replaceAll(/^ {4}/gmu, "")}`;
}

function said(journal: string): string[] {
  using scratch = temporaryDirectory();
  return answered("sh", ["-c", recipe(journal, scratch.path)])
    .said.trimEnd()
    .split("\n");
}

/** Two recordings, of operations each. */
function recorded(open: ReturnType<typeof openJournal>): readonly [HandRecording, HandRecording] {
  const [one, other] = [0, 1].map(() => {
    const recording = new HandRecording(open);
    for (const OPR of ["StopVM", "StartVM"]) {
      recording.paint(`会計-01 ${OPR}`);
      recording.operate(OPR);
      recording.chunk();
    }
    recording.paint("bye");
    recording.stop();
    return recording;
  });
  return [one!, other!];
}

test("sha256sum, tail and jq find recordings as their entries say, and name what is not", (context) => {
  needs(context, "jq", "sha256sum");
  using place = temporaryDirectory();
  using open = openJournal(place.path, { segmentBytes: 4_000 });
  const [one, other] = recorded(open);
  const sizes = new Map([one, other].map(({ file, path }) => [file, readFileSync(path).length]));
  const fine = [...sizes].map(([file, size]) => `${file}: StopRecording at ${size} of ${size}`);
  expect(said(place.path)).toEqual(fine.toSorted());

  const bytes = readFileSync(one.path);
  const altered = Buffer.from(bytes);
  altered[altered.indexOf("会計-01 StartVM")]! ^= 1;
  writeFileSync(one.path, altered);
  expect(said(place.path)).toContain(`${one.file}: entry 7 has the hash of other bytes`);

  writeFileSync(one.path, bytes.toString().replace("3 StopVM OK", "3 StartVM OK"));
  expect(said(place.path).join("\n")).toMatch(/^> \d+ 3 StartVM$/m);

  writeFileSync(one.path, bytes);
  truncateSync(one.path, bytes.length - 1);
  expect(said(place.path)).toContain(`${one.file}: StopRecording at ${bytes.length} of ${bytes.length - 1}`);

  writeFileSync(one.path, bytes);
  renameSync(other.path, join(place.path, "casts/aside.cast"));
  renameSync(one.path, other.path);
  const swapped = said(place.path);
  expect(swapped.filter((line) => line.startsWith(`${other.file}: entry `)).length).toBeGreaterThan(2);
  expect(swapped).toContain("aside.cast");
});

test("and so they find the one of the test vectors", (context) => {
  needs(context, "jq", "sha256sum");
  const [line, ...others] = said(join(import.meta.dirname, "../vectors/journal"));
  expect(others).toEqual([]);
  expect(line).toMatch(/-1\.cast: StopRecording at (\d+) of \1$/);
});
