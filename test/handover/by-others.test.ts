import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DECISION_NAMESPACES, type Decision, type HandoverEventName } from "#domain/handover.js";
import { answered } from "../journal/auditor.js";
import { segmentsOnDisk } from "../journal/on-disk.js";
import { temporaryDirectory } from "../journal/temporary-directory.js";
import { needs } from "../journal/tools.js";
import type { Desk } from "../session/desk.js";
import { LONG_NOTE } from "./capsule/a-shift.js";
import { ACCEPTED, QUESTIONED, REFUSED, TwoOperators } from "./exchange/two-operators.js";

/** What the auditors' guide says of what both operators have signed, as a script. */
function recipe(journal: string, scratch: string, seq: number): string {
  const guide = readFileSync("docs/auditing.md", "utf8");
  const [entry = ""] = /^ {4}entry\(\) .*$/mu.exec(guide) ?? [];
  const [, after = ""] = guide.split("**What both operators have signed.**");
  const [section = ""] = after.split("\n\n**");
  const commands = section.split("\n").filter((line) => line.startsWith("    "));
  expect(commands.length).toBeGreaterThan(10);
  const script = [entry, ...commands].map((line) => line.slice(4)).join("\n");
  return `cd '${scratch}'; J='${journal}'\n${script.replace("H=7;", `H=${seq};`)}`;
}

/** What the commands print of the newest entry of this operation. */
function said(desk: Desk, OPR: HandoverEventName): readonly string[] {
  using scratch = temporaryDirectory();
  const { seq } = desk.entries().findLast((entry) => entry.OPR === OPR)!;
  return answered("sh", ["-c", recipe(desk.directory, scratch.path, seq)])
    .said.trimEnd()
    .split("\n");
}

function good(namespace: string): unknown {
  return expect.stringMatching(`^Good "${namespace}" signature for them`);
}

const SUM = expect.stringMatching(/^[0-9a-f]{64}$/);

/** What is printed of an answer, behind the sum of its report. */
function answeredBy({ incoming }: TwoOperators, decision: Decision): readonly unknown[] {
  const { fingerprint } = incoming.signer;
  return [
    good("handover-answer@shoseki"),
    good(DECISION_NAMESPACES[decision]),
    expect.stringContaining(fingerprint),
  ];
}

test("ssh-keygen, sha256sum and jq find a shift signed by both operators, in either journal", async (context) => {
  needs(context, "jq", "sha256sum", "ssh-keygen");
  using both = new TwoOperators();
  // Long enough for the report to be a blob.
  both.outgoing.trail.note(LONG_NOTE);
  await both.handOver();
  await both.answer(ACCEPTED);
  await both.takeIn();
  const handedOver = said(both.outgoing, "HandOver");
  expect(handedOver).toEqual([SUM, handedOver[0], good("handover@shoseki")]);
  const answers = answeredBy(both, "accepted");
  expect(said(both.incoming, "AcceptHandover")).toEqual([SUM, handedOver[0], ...answers]);
  expect(said(both.outgoing, "AnswerHandover")).toEqual([...handedOver, ...answers]);
});

test.for([REFUSED, QUESTIONED])("and what was not accepted: $decision", async (saying, context) => {
  needs(context, "jq", "sha256sum", "ssh-keygen");
  using both = new TwoOperators();
  await both.handOver();
  await both.answer(saying);
  await both.takeIn();
  const [sum, ...others] = said(both.outgoing, "AnswerHandover");
  expect(others).toEqual([sum, good("handover@shoseki"), ...answeredBy(both, saying.decision)]);
});

test("and name a report that is another than the one that was signed", async (context) => {
  needs(context, "jq", "sha256sum", "ssh-keygen");
  using both = new TwoOperators();
  await both.handOver();
  const { path } = segmentsOnDisk(both.outgoing.directory)[0]!.segment;
  writeFileSync(path, readFileSync(path, "utf8").replaceAll("web-01", "web-02"));
  const [now, then, ...signatures] = said(both.outgoing, "HandOver");
  expect(now).not.toBe(then);
  expect(signatures.join("\n")).toContain("Could not verify signature");
});
