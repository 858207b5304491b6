import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { needs } from "../../journal/tools.js";
import { Desk } from "../../session/desk.js";
import { shiftAt } from "./a-shift.js";
import { forged } from "./changed.js";

/** What `README.txt` has to be typed, by the number of its paragraph. */
function commandsIn(readme: string): ReadonlyMap<string, string> {
  const [, ...paragraphs] = readme.split(/^(?=\d\. )/m);
  return new Map(
    paragraphs.map((text) => [
      text.slice(0, 1),
      text
        .split("\n")
        .filter((line) => line.startsWith("    "))
        .map((line) => line.slice(4))
        .join("\n"),
    ]),
  );
}

/**
 * Unpacks a capsule, as its README says, and answers what its commands print.
 *
 * @param before done to what was unpacked, before it is checked
 */
function typed(
  desk: Desk,
  bytes: Buffer,
  before: (directory: string) => void = () => undefined,
): Record<string, string> {
  const directory = join(desk.directory, `unpacked-${Math.random()}`);
  mkdirSync(directory);
  writeFileSync(join(desk.directory, "FILE.tar"), bytes);
  const run = (script: string) => {
    const { stdout, stderr } = spawnSync("sh", ["-c", script], { cwd: directory });
    return `${stdout}${stderr}`;
  };
  expect(run("tar -xf ../FILE.tar")).toBe("");
  const commands = commandsIn(run("cat README.txt"));
  expect([...commands.keys()].join("")).toBe("1234567");
  before(directory);
  return Object.fromEntries([...commands].map(([number, script]) => [number, run(script)]));
}

test("a capsule is checked by tar, sha256sum, ssh-keygen and jq, as its README says", async (context) => {
  needs(context, "jq", "ssh-keygen", "sha256sum", "tar");
  using desk = new Desk();
  const { bytes, packed } = await shiftAt(desk);
  const said = typed(desk, bytes);
  expect(said[1]).toContain("report.html: OK");
  expect(said[1]).not.toContain("FAILED");
  expect(said[1]).toContain('Good "shift@shoseki" signature for tester1@ops-1');
  expect(said[1]).toMatch(/Good .*\n$/);
  expect(said[2]).toContain(desk.signer.fingerprint);
  const [sum, recorded, good] = said[3]!.split("\n");
  expect(sum).toMatch(/^[0-9a-f]{64}$/);
  expect(recorded).toBe(sum);
  expect(good).toContain('Good "handover@shoseki" signature for tester1@ops-1');
  expect(said[4]).toBe("");
  // With the one that founds the journal.
  const entries = packed.lastSeq - packed.handover.shift.firstSeq + 2;
  expect(said[5]!.match(/Good "entry@shoseki" signature/g)).toHaveLength(entries);
  expect(said[6]).toBe("");
  expect(said[7]).toBe("");
});

test("by the same commands it is told what was changed in a capsule", async (context) => {
  needs(context, "jq", "ssh-keygen", "sha256sum", "tar");
  using desk = new Desk();
  const { bytes, recording } = await shiftAt(desk);
  const entries = "journal/entries.jsonl";
  const cast = `casts/${recording.file}`;
  const changed = await forged(bytes, desk.signer, (contents) => {
    contents.set(entries, Buffer.from(contents.get(entries)!.toString().replaceAll('"on"', '"ON"')));
    contents.set(cast, Buffer.from(contents.get(cast)!.toString().replace("web-01 on", "web-01 up")));
    const blob = [...contents.keys()].find((name) => name.startsWith("journal/blobs/"))!;
    contents.set(blob, Buffer.from("another text"));
    contents.set("report.json", Buffer.from("{}"));
  });
  const said = typed(desk, changed);
  const [sum, recorded] = said[3]!.split("\n");
  expect(recorded).not.toBe(sum);
  expect(said[3]).not.toContain("Good");
  expect(said[4]).toMatch(/^[<>] [0-9a-f]{64}$/m);
  expect(said[5]).toContain("Could not verify signature");
  expect(said[6]).toContain(`${cast}: its bytes`);
  expect(said[7]).toContain("journal/blobs/");
  const unsigned = await forged(bytes, { ...desk.signer, signFile: () => "" }, () => undefined);
  expect(typed(desk, unsigned)[1]).not.toContain("Good");
});

test("what was added to what was unpacked is printed, whatever it is called", async (context) => {
  needs(context, "jq", "ssh-keygen", "sha256sum", "tar");
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  const said = typed(desk, bytes, (directory) => {
    for (const name of ["casts/evil.cast", "2 more", ".hidden", "report.html\n"])
      writeFileSync(join(directory, name), "[]");
    symlinkSync("/dev/null", join(directory, "casts/x.cast"));
  });
  const [checked, added] = said[1]!.split(/^Good .*\n/m);
  expect(checked).not.toContain("FAILED");
  expect(added?.split("\n").map((line) => line.trim())).toEqual(
    expect.arrayContaining([
      "1 ./casts/evil.cast",
      "1 ./2 more",
      "1 ./.hidden",
      "3 ./report.html",
      "1 ./casts/x.cast",
    ]),
  );
});
