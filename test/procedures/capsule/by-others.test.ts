import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodeLine } from "#journal/line.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { answered, entryByJq, verifiedByOpenssh } from "../../journal/auditor.js";
import { needs } from "../../journal/tools.js";
import { Desk } from "../../session/desk.js";
import { begunRun, capsuleAt } from "./a-run.js";

test("a capsule and each of its entries are checked by jq and ssh-keygen alone", async (context) => {
  needs(context, "jq", "ssh-keygen");
  using desk = new Desk();
  const bytes = await capsuleAt(desk, begunRun(desk));
  const file = (name: string, content: string | Uint8Array): string => {
    const path = join(desk.directory, name);
    writeFileSync(path, content);
    return path;
  };
  const signers = file("colleagues", `alice ${publicKeyLine(desk.signer.publicKey)}\n`);
  const signature = file("run.sig", answered("jq", ["-r", ".signature"], bytes).out);
  const verify = (message: Uint8Array, namespace = "capsule@shoseki") =>
    answered(
      "ssh-keygen",
      ["-Y", "verify", "-f", signers, "-I", "alice", "-n", namespace, "-s", signature],
      message,
    );
  const content = answered("jq", ["-cj", ".capsule"], bytes).out;
  expect(verify(content).said).toContain('Good "capsule@shoseki" signature for alice');
  expect(verify(content, "entry@shoseki").ok).toBe(false);
  expect(verify(content.subarray(1)).ok).toBe(false);
  const lines = answered("jq", ["-r", ".capsule.entries[].line"], bytes).out.toString().trimEnd().split("\n");
  expect(lines).toHaveLength(6);
  for (const text of lines) {
    const line = decodeLine(Buffer.from(text));
    if ("problem" in line) throw new Error(line.problem);
    const claim = { directory: desk.directory, signer: desk.signer, line };
    expect(verifiedByOpenssh(claim, entryByJq(line.bytes)).said).toContain("Good");
  }
});
