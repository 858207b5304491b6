import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { reportText } from "#cli/report-text.js";
import { Checkpointer } from "#journal/checkpointer.js";
import { newestCheckpoint } from "#journal/note/checkpoint-files.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { APPROVAL_NAMESPACE, sha256Of } from "#procedures/approval/request.js";
import { signApprovalEntry } from "#procedures/approval/sign-approval-entry.js";
import { handOver } from "#procedures/capsule/hand-over.js";
import { keepCapsule } from "#procedures/capsule/kept-capsule.js";
import { readCapsule } from "#procedures/capsule/read-capsule.js";
import { keepRehearsal } from "#procedures/rehearsal/keep-rehearsal.js";
import { deviationsIn } from "#procedures/report/deviations.js";
import type { Conductor } from "#procedures/run/conductor.js";
import { beginRun } from "#procedures/run/open-run.js";
import { carryOn } from "#procedures/run/runner.js";
import { Desk } from "../../session/desk.js";
import { Scene } from "../approval/scene.js";
import { EXAMPLES, SITE } from "../examples.js";
import { AGREEING, BOBS, Operated, type Ran } from "../on-simulator.js";
import { fileOf, Live } from "../rehearsal/live.js";
import { reportedRun, started, TITLE } from "./a-reported-run.js";

const [PATCH, , , , DECOMMISSION] = EXAMPLES;

/** The report of a run up to its newest entry, its lines without the backslashes of Markdown. */
async function linesOf({ desk }: Pick<Operated, "desk">, { id, entries }: Ran): Promise<readonly string[]> {
  await new Checkpointer(desk.journal).sign();
  const mark = { run: id, format: "md", language: "en", upTo: entries.at(-1)!.seq } as const;
  const { bytes } = await reportText(desk.journal.layout, mark, en);
  return bytes
    .toString()
    .replaceAll(/\\([!-/:-@[-`{-~])/gu, "$1")
    .split("\n");
}

/** The lines under a heading, up to the next one of its level or above. */
function under(lines: readonly string[], heading: string): readonly string[] {
  const at = lines.findIndex((line) => /^#+ /u.test(line) && line.endsWith(heading));
  const level = /^#+/u.exec(lines[at] ?? "")?.[0].length ?? 0;
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => (/^(#+) /u.exec(line)?.[1]?.length ?? 9) <= level);
  return at < 0 ? [] : rest.slice(0, end < 0 ? undefined : end).filter((line) => line !== "");
}

test("whoever reads it learns who did what when, what went wrong, and what was taken back", async () => {
  await using operated = await Operated.at(`${SITE}&faults=move:fail@2`);
  const ran = await operated.runs(PATCH!.path, PATCH!.given);
  const lines = await linesOf(operated, ran);
  expect(lines[1]).toBe("# Report of a run: Patch a host");
  expect(under(lines, "The run")).toEqual(
    expect.arrayContaining([
      `- Run: ${ran.id}`,
      "- Endpoint: vsphere://vc1.example (vsphere)",
      "- How it ended: rolled back: all that was done is undone",
      "- Operator: tester1@ops-1, operator",
      "- Change number: CHG0012345",
      "- Reason: the tests",
    ]),
  );
  expect(under(lines, "Parameters")).toContain("| host | esx-01.tyo.example (host-11) |");
  const intent = ran.entries.find(({ phase }) => phase === "intent")!;
  const outcome = ran.entries.find(({ ref }) => ref === intent.id)!;
  const step = under(lines, "3. Move web-01 away (move-away) [web-01 vm-1001]");
  expect(step).toEqual(
    expect.arrayContaining([
      "- Estimated: 2 min",
      "- Command line: move @vm-1001 --host @host-12",
      "- Targets: vm-1001",
      `| ${outcome.seq} | ${outcome.END} | outcome | MoveVM | web-01 (vm-1001) | host esx-01.tyo.example -> esx-02.tyo.example | OK | ${outcome.id} |`,
    ]),
  );
  expect(step.join("\n")).toMatch(/\| after \| vm\.host == spare\.name && vm\.power == on \| true \|/u);
  expect(under(lines, "2. silenced")).toContain("- Asked: Is the monitoring of esx-01.tyo.example silenced?");
  const deviations = under(lines, "Deviations").slice(2);
  expect(deviations).toHaveLength(2);
  expect(deviations[0]).toMatch(/\| failed \| Move web-03 away .* NG TASK_FAILED/u);
  expect(deviations[1]).toContain("| backed out |");
  expect(under(lines, "Rollback")).toContain("### Undoing: Move web-01 away (move-away) [web-01 vm-1001]");
  expect(under(lines, "What was not come to")).toContain("| It is back (back) |");
  const checkpoint = newestCheckpoint(operated.desk.journal.layout, "ops-1/shoseki/test");
  expect(under(lines, "Evidence")).toEqual(
    expect.arrayContaining([
      `- Newest entry of the run: ${ran.entries.at(-1)?.seq}`,
      `- Signed checkpoint, tree size: ${checkpoint?.size}`,
      `- Root hash: ${checkpoint?.root.toString("base64")}`,
    ]),
  );
});

test("an approval is in it with the approver, the key and the file that allows it", async () => {
  await using operated = await Operated.at(SITE);
  const text = `${BOBS.text}@cert-authority carol\n`;
  operated.approvers = { ...BOBS, text, sha256: sha256Of(text), writable: true };
  const ran = await operated.runs(DECOMMISSION!.path, DECOMMISSION!.given);
  const approved = ran.entries.find(({ OPR }) => OPR === "Approve")!.AFT!;
  const lines = await linesOf(operated, ran);
  const said = under(lines, "Approvals");
  expect(said).toContain("- Approval of: delete");
  expect(said).toContain(`- SHA-256 of the plan: ${approved.plan}`);
  expect(said.at(-2)).toContain(
    `| bob@ws2 | ${approved.key} | ${approved.approvers} (the operator could have written it) | OK |`,
  );
  expect(said.at(-1)).toMatch(/^- \/etc\/shoseki\/approvers, line 2 is passed over: /u);
  expect(under(lines, "Deviations").slice(2)).toEqual([expect.stringContaining("approvers")]);
  expect(under(lines, "Delete web-01 (delete)").join("\n")).toMatch(/-disks Hard disk 1 40960 MiB/u);
  // Each entry of the step that asks is under it, by its seq.
  const asked = under(lines, "(four-eyes)").join("\n");
  for (const { OPR, seq, END } of ran.entries.filter(({ run }) => run?.step === "four-eyes"))
    if (OPR !== "Check") expect(asked).toContain(`| ${seq} | ${END} | ${OPR} | OK |`);
  expect(asked).toMatch(/\| RequestApproval \|[\s\S]*\| Approve \|[\s\S]*\| EndStep \|/u);
});

test("what was left out, tried again, refused and stopped is among the deviations, each with why", async () => {
  await using operated = await Operated.at(`${SITE}&faults=stop:fail@1`);
  let failures = 0;
  let approvals = 0;
  const conductor: Partial<Conductor> = {
    atTurn: async ({ key }) => {
      return key === "backed-up" ? { kind: "skip", why: "| it has <no> disk of its own" } : { kind: "go" };
    },
    atFailure: async () => (failures++ === 0 ? { kind: "again" } : { kind: "pause", why: null }),
    atApproval: async (_turn, { bytes }) =>
      approvals++ === 0
        ? { kind: "approval", request: bytes, signature: "none" }
        : { kind: "pause", why: "nobody is there" },
  };
  const ran = await operated.runs(DECOMMISSION!.path, DECOMMISSION!.given, conductor, (procedure) => ({
    ...procedure,
    steps: procedure.steps.map((step) =>
      step.kind === "for-each" ? step : { ...step, onFailure: "ask" as const },
    ),
  }));
  expect(ran.left).toBe("paused");
  const lines = await linesOf(operated, ran);
  const kinds = under(lines, "Deviations")
    .slice(2)
    .map((line) => line.split(" | ").slice(2).join(" | "));
  expect(kinds).toEqual([
    "skipped | backed-up | | it has <no> disk of its own |",
    expect.stringMatching(/^failed \| Power web-01 off.* \(stop\) \| NG TASK_FAILED/u),
    expect.stringMatching(/^tried again \| Power web-01 off.* \(stop\) \| {2}\|$/u),
    expect.stringMatching(/^approval refused \| .* \(four-eyes\) \| REFUSED APPROVAL_/u),
    "paused |  | nobody is there |",
  ]);
  expect(under(lines, "The run")).toContain("- How it ended: paused, can be gone on with");
});

test("what was found out of an operation whose answer was lost is among the deviations", async () => {
  await using operated = await Operated.at(`${SITE}&faults=move:lost@1`);
  const ran = await operated.runs(PATCH!.path, PATCH!.given);
  const lines = await linesOf(operated, ran);
  const [found, ...others] = under(lines, "Deviations").slice(2);
  expect(found).toMatch(/\| found out later \| Move web-01 away .* \| MoveVM web-01 \(vm-1001\) \/ .*OK/u);
  expect(others).toEqual([]);
  const rows = under(lines, "3. Move web-01 away (move-away) [web-01 vm-1001]");
  const cells = rows.map((row) => row.split(" | ")).filter(([, , , operation]) => operation === "MoveVM");
  const kinds = cells.map(([, , kind, , , , result]) => `${kind} ${result?.split(" ")[0]}`);
  expect(kinds).toEqual(["intent ", "outcome UNKNOWN", "recovery OK"]);
});

test("a run that was gone on with after it was paused is no deviation more, after it was killed it is", async () => {
  using desk = new Desk();
  const id = reportedRun(desk);
  const resume = () => desk.trail.procedure({ OPR: "ResumeRun", run: { id }, title: TITLE });
  resume();
  started(desk, id, 1);
  const killed = resume();
  resume();
  const entries = desk.entries().filter(({ run }) => run?.id === id);
  const found = deviationsIn(entries).map(({ kind, entry }) => [kind, entry.seq]);
  expect(found).toEqual([
    ["paused", entries.find(({ OPR }) => OPR === "PauseRun")?.seq],
    ["cut-off", killed.seq],
    ["cut-off", killed.seq + 1],
  ]);
});

test("a run that was rehearsed is set beside its rehearsal", async () => {
  await using live = await Live.on(`${SITE}&faults=stop:fail@1`);
  const { desk, session } = live;
  const text = readFileSync(DECOMMISSION!.path, "utf8");
  const { given } = DECOMMISSION!;
  const rehearsal = keepRehearsal(session, await live.rehearse(text, { given }), {});
  const run = await beginRun({
    file: await fileOf(text),
    given,
    rehearsal,
    journal: desk.journal,
    session: () => session,
    conductor: AGREEING,
    listener: { report: () => undefined },
    purpose: { ticket: "CHG0012345" },
    approvers: BOBS,
    explain: ({ code }) => code,
    stopping: new AbortController().signal,
    signal: new AbortController().signal,
  });
  const left = await carryOn(run.parts);
  run.close();
  const { id, entries } = run.parts.record;
  const lines = await linesOf(live, { id, left, entries });
  expect(under(lines, "The run")).toContain(`- Rehearsed before, entry id: ${rehearsal.id}`);
  const said = under(lines, "Beside the rehearsal").join("\n");
  expect(said).toMatch(/- stop: .*done.*failed/u);
  expect(said).toMatch(/StopVM/u);
});

test("the same entries give the same bytes, in each format and language, whatever comes later", async () => {
  using desk = new Desk();
  const run = reportedRun(desk);
  await new Checkpointer(desk.journal).sign();
  const { layout } = desk.journal;
  const upTo = desk.entries().at(-1)!.seq;
  const made = async () => {
    const marks = (["md", "html"] as const).flatMap((format) =>
      [en, ja].map((catalogue) => ({ format, catalogue })),
    );
    return await Promise.all(
      marks.map(async ({ format, catalogue }) => {
        const mark = { run, format, language: catalogue.language, upTo };
        return (await reportText(layout, mark, catalogue)).bytes.toString();
      }),
    );
  };
  const before = await made();
  expect(new Set(before).size).toBe(4);
  started(desk, run, 1);
  desk.trail.procedure({ OPR: "EndRun", run: { id: run }, title: TITLE, after: { state: "complete" } });
  await new Checkpointer(desk.journal).sign();
  expect(await made()).toEqual(before);
});

test("whoever has approved a step of it, and takes the run over, hands it on and reports it like any other", async () => {
  using alice = new Desk();
  using bob = new Desk({ os: "bob", console: "ws2" });
  const id = reportedRun(alice);
  const scene = new Scene({ run: id });
  const { trail, journal, signer } = bob;
  const who = { name: "bob", os: "bob", console: "ws2", key: signer.fingerprint, session: trail.session };
  const signature = signer.signFile(APPROVAL_NAMESPACE, scene.bytes);
  journal.append(signApprovalEntry(who, { bytes: scene.bytes, request: scene.request }, signature));
  const came = await handedOver(alice, id);
  trail.procedure({
    OPR: "TakeOverRun",
    run: { id },
    title: TITLE,
    after: { capsule: keepCapsule(journal.layout, came), origin: "ops-1/alice" },
  });
  started(bob, id, 1);
  trail.procedure({ OPR: "PauseRun", run: { id }, title: TITLE });
  const own = bob.entries().filter(({ run }) => run?.id === id);
  const capsule = readCapsule(await handedOver(bob, id), { path: "run.capsule" });
  expect(capsule.entries.map(({ OPR }) => OPR)[0]).toBe("TakeOverRun");
  const lines = await linesOf({ desk: bob }, { id, left: "paused", entries: own });
  // The approval was given before the run came, and is no evidence of what was done of it here.
  expect(under(lines, "Who").at(-1)).toContain(`| ${own[0]?.seq}-${own.at(-1)?.seq} |`);
  expect(under(lines, "Who").slice(2)).toHaveLength(2);
});

async function handedOver(desk: Desk, id: string): Promise<Buffer> {
  const written: Buffer[] = [];
  await handOver(desk.journal, id, {
    write: (bytes) => written.push(bytes),
    discard: () => undefined,
    record: (event, unless) => desk.trail.procedure(event, unless),
  });
  return written[0]!;
}

test("a run that was handed over is told whole, and each entry by the journal that it is in", async () => {
  using alice = new Desk();
  using bob = new Desk();
  bob.trail.note("a journal that is longer");
  const id = reportedRun(alice);
  const came = await handedOver(alice, id);
  const { origin, ...capsule } = {
    ...readCapsule(came, { path: "run.capsule" }),
    origin: "ops-1/alice",
  };
  bob.trail.procedure({
    OPR: "TakeOverRun",
    run: { id },
    title: TITLE,
    after: {
      capsule: keepCapsule(bob.journal.layout, came),
      origin,
      treeSize: capsule.checkpoint.size,
    },
  });
  started(bob, id, 1);
  const lines = await linesOf({ desk: bob }, { id, left: "paused", entries: bob.entries() });
  const own = bob.entries().filter(({ run }) => run?.id === id);
  const people = under(lines, "Who").slice(2);
  expect(people).toHaveLength(2);
  expect(people[0]).toContain(`| 1 | ops-1/alice |`);
  expect(people[0]).toContain(alice.signer.fingerprint);
  expect(people[1]).toContain(`| ${bob.signer.fingerprint} | ${own[0]?.seq}-${own.at(-1)?.seq} |`);
  const outcome = own.find(({ phase }) => phase === "outcome")!;
  expect(under(lines, "2. Start web-02 (start) [web-02 vm-43]").join("\n")).toContain(`| 2:${outcome.seq} |`);
  expect(under(lines, "Deviations").join("\n")).toContain("taken over from another journal");
  expect(under(lines, "Evidence")).toContain("- Journal: ops-1/alice");
});
