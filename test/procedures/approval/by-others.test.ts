import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { answered } from "../../journal/auditor.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";
import { needs } from "../../journal/tools.js";
import { Site } from "../run/mortal.js";

const STEP = `procedure: 1
title: With a second person
steps:
  - id: eyes
    approve: grow
    valid-for: 4h
  - id: grow
    run: memory web-02 8GiB
`;

/** The commands of the auditors' guide, under one of its headings. */
function recipe(heading: string): string {
  const [, after = ""] = readFileSync("docs/auditing.md", "utf8").split(`**${heading}**`);
  const [, block = ""] = /\n\n((?: {4}.*\n)+)/u.exec(after) ?? [];
  return block.replaceAll(/^ {4}/gmu, "");
}

/** Where the guide says how one entry is read. */
const ENTRY = /^ {4}(entry\(\) .*)$/mu;

test("an approval is decided again by ssh-keygen, jq and sha256sum, as the auditors' guide says", async (context) => {
  needs(context, "jq", "ssh-keygen", "sha256sum");
  using site = new Site();
  const process = await site.process();
  const { left } = await process.runs(STEP, {});
  await process.ends();
  expect(left).toBe("complete");
  const { AFT: approved = {}, seq } = site.entries().find(({ OPR }) => OPR === "Approve")!;
  const begun = site.entries().find(({ OPR }) => OPR === "BeginStep")!;
  const [, entry = ""] = ENTRY.exec(readFileSync("docs/auditing.md", "utf8")) ?? [];
  const steps = recipe("An approval.").replace("A=7", `A=${seq}`);
  expect(steps).toContain(`A=${seq}`);
  using place = temporaryDirectory();
  const script = `set -eu; cd '${place.path}'; J='${site.keeper.directory}'\n${entry.replace(/ *#.*$/u, "")}\n${steps}`;
  const { ok, said } = answered("sh", ["-c", script]);
  expect(ok, said).toBe(true);
  expect(said).toContain('Good "approval@shoseki" signature for bob@ws2');
  const hashes = [approved.request, approved.signature, approved.approvers];
  const files = ["request", "request.sig", "approvers"].map((name, index) => `${hashes[index]}  ${name}\n`);
  expect(said).toContain(`${files.join("")}${hashes.join("\n")}\n`);
  expect(said).toContain(`${begun.AFT?.plan}  -\n${begun.AFT?.plan}\n`);
  // With a byte of the request changed it is not.
  const altered = script.replace("; text $A signatureText", "; printf x >> request; text $A signatureText");
  expect(answered("sh", ["-c", altered]).ok).toBe(false);
});
