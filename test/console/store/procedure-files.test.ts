import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { procedureFiles } from "#console/store/procedure-files.js";

test("a path goes on to procedures and directories; hidden ones where a dot is typed, nothing where there is none", () => {
  const directory = mkdtempSync(join(tmpdir(), "shoseki-procedures-"));
  try {
    mkdirSync(join(directory, "night"));
    for (const name of ["patch.yaml", "grow.yml", "notes.txt", ".hidden.yaml"])
      writeFileSync(join(directory, name), "");
    const at = (begun: string) =>
      procedureFiles(`${directory}/${begun}`).map((path) => path.slice(directory.length + 1));
    expect(at("")).toEqual(["grow.yml", "night/", "patch.yaml"]);
    expect(at("pa")).toEqual(["grow.yml", "night/", "patch.yaml"]);
    expect(at(".h")).toEqual([".hidden.yaml", "grow.yml", "night/", "patch.yaml"]);
    expect(at("night/")).toEqual([]);
    expect(at("nowhere/x")).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
