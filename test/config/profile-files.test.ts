import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { profileChecks } from "#cli/endpoint-named.js";
import { readProfile, removeProfile, writeProfile } from "#config/profile-files.js";
import { profileNames } from "#config/profile-names.js";

let above: string;
let directory: string;
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), "shoseki-profiles-"));
  directory = join(above, "shoseki/profiles");
});
afterEach(() => rmSync(above, { recursive: true, force: true }));

const TEXT = 'endpoint: "sim:"\n';
const read = (name: string) => readProfile(directory, name, profileChecks());
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test("a profile is written for its owner alone, whole, and never over another", async () => {
  const path = writeProfile(directory, "vc1", TEXT);
  expect([mode(path), mode(directory)]).toEqual(["600", "700"]);
  expect(readdirSync(directory)).toEqual(["vc1.yaml"]);
  expect((await read("vc1")).endpoint).toBe("sim:");
  expect(() => writeProfile(directory, "vc1", "other")).toThrow(
    expect.objectContaining({ code: "PROFILE_EXISTS" }),
  );
  symlinkSync("/nowhere", join(directory, "vc2.yaml"));
  expect(() => writeProfile(directory, "vc2", "other")).toThrow(
    expect.objectContaining({ code: "PROFILE_EXISTS" }),
  );
  expect(readFileSync(path, "utf8")).toBe(TEXT);
});

test("a directory that cannot be made is said to be so", () => {
  writeFileSync(join(above, "shoseki"), "");
  expect(() => writeProfile(directory, "vc1", TEXT)).toThrow(
    expect.objectContaining({ code: "PROFILE_UNWRITABLE" }),
  );
});

test("what is not there is told with the one that was perhaps meant, and where it would be", async () => {
  expect(profileNames(directory)).toEqual([]);
  writeProfile(directory, "vc-tokyo", TEXT);
  const path = join(directory, "vc-tokio.yaml");
  const facts = { name: "vc-tokio", nearest: "vc-tokyo", path };
  await expect(read("vc-tokio")).rejects.toMatchObject({ problem: { code: "PROFILE_UNKNOWN", facts } });
  expect(() => removeProfile(directory, "vc-tokio")).toThrow(
    expect.objectContaining({ code: "PROFILE_UNKNOWN" }),
  );
  for (const name of ["../vc-tokyo", "", ".", "VC-TOKYO"])
    await expect(read(name)).rejects.toMatchObject({ code: "PROFILE_UNKNOWN" });
});

test("a directory, or what never ends, is not read", async () => {
  mkdirSync(join(directory, "vc1.yaml"), { recursive: true });
  symlinkSync("/dev/zero", join(directory, "vc2.yaml"));
  await expect(read("vc1")).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
  await expect(read("vc2")).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
});

test("one that is too large is said to be, whatever is in it", async () => {
  writeProfile(directory, "vc1", TEXT.padEnd(70_000));
  const problem = { kind: "TOO_LARGE", limit: 65_536 };
  await expect(read("vc1")).rejects.toMatchObject({ problem: { facts: { line: 1, column: 1, problem } } });
});

test("only what can be a profile's name counts, and editors leave their files in peace", () => {
  writeProfile(directory, "vc1", TEXT);
  for (const file of ["vc2.yaml~", ".vc3.yaml.swp", "VC4.yaml", "-x.yaml", "notes.txt"]) {
    writeFileSync(join(directory, file), "");
  }
  expect(profileNames(directory)).toEqual(["vc1"]);
  removeProfile(directory, "vc1");
  expect(profileNames(directory)).toEqual([]);
});
