import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyJournal } from "#journal/verify.js";
import { makeVectors } from "./make-vectors.js";

const here = import.meta.dirname;
const read = (name: string) => readFileSync(join(here, name), "utf8");

test.each(Object.entries(makeVectors()))("%s is byte for byte what the format says", (name, text) => {
  expect(readFileSync(join(here, name)).equals(Buffer.from(text))).toBe(true);
});

test("the vectors are a sound journal with the head that is written beside them", async () => {
  const verdict = await verifyJournal(join(here, "journal"));
  expect(verdict).toMatchObject({
    fault: null,
    entries: 14,
    head: read("head").trim(),
    unresolved: [],
    missing: [],
    recordings: { count: 1, whole: 1, unsealed: [], failed: [], died: [], unmarked: [], unnamed: [] },
  });
});

test("ssh-keygen accepts each signature for its entry as jq prints it, and for no other", () => {
  const lines = read("journal/entries/000000000000.jsonl").trimEnd().split("\n");
  const good = (entry: number, signature: number): boolean => {
    const message = execFileSync("jq", ["-cj", ".e"], { input: lines[entry] });
    const signers = [
      "-f",
      join(here, "journal/allowed_signers"),
      "-I",
      "tester1@ops-1",
      "-n",
      "entry@shoseki",
    ];
    const time = "verify-time=20260105030000Z";
    try {
      execFileSync(
        "ssh-keygen",
        ["-Y", "verify", "-O", time, ...signers, "-s", join(here, `signatures/${signature}.sig`)],
        {
          input: message,
          stdio: ["pipe", "ignore", "ignore"],
        },
      );
      return true;
    } catch {
      return false;
    }
  };
  expect(lines.map((_, seq) => good(seq, seq))).toEqual(lines.map(() => true));
  expect(lines.map((_, seq) => good(seq, (seq + 1) % lines.length))).toEqual(lines.map(() => false));
});
