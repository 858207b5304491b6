import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { meanwhile, OperatorHome, type Ran } from "./shoseki.js";

const SITE = "sim:?vms=30&seed=1";

const FILE = `procedure: 1
title: Grow one
change: CHG[0-9]{4}
parameters:
  one: { type: machine }
steps:
  - id: quiet
    confirm: Is \${one} idle?
  - id: grow
    run: memory \${one} 8GiB
    after: [one.memoryMiB == 8192]
  - id: look
    manual: Look at \${one}.
    undo: { manual: Look away. }
  - id: start
    run: start \${one}
`;

/** An operator whose journal is kept, beside the simulated server that begins anew with each program. */
class Headless extends OperatorHome {
  constructor(text: string) {
    super();
    writeFileSync(join(this.directory, "a.yaml"), text);
  }

  runs(...args: readonly string[]): Promise<Ran> {
    return this.run(["procedure", ...args, "--journal", this.journal]);
  }

  events(...names: readonly string[]): string[] {
    return this.entries()
      .filter(({ OPR, phase }) => names.includes(OPR) && phase !== "intent")
      .map(({ OPR, RST, run, AFT }) => [OPR, RST?.status, run?.step, AFT?.state].filter(Boolean).join(" "));
  }

  get begun(): Entry {
    return this.entries().find(({ OPR }) => OPR === "BeginRun")!;
  }
}

const RUN = ["run", "a.yaml", SITE, "--param", "one=web-02", "--ticket", "CHG0001"] as const;

test("a run of which everything is said beforehand comes to its end, and the journal has its steps", async () => {
  using home = new Headless(FILE);
  const { code, out, err } = await home.runs(...RUN, "--yes", "--seen", "look=it is there");
  expect([code, err]).toEqual([0, expect.not.stringContaining("NG")]);
  expect(out).toContain("[2/4] grow");
  expect(out).toContain("ModifyMemory  web-02  memoryMiB 4096 -> 8192");
  expect(out).toContain(`Grow one: complete (run ${home.begun.run!.id})`);
  expect(home.events("BeginRun", "EndStep", "ModifyMemory", "StartVM", "EndRun")).toEqual([
    "BeginRun OK",
    "EndStep OK quiet done",
    "ModifyMemory OK grow",
    "EndStep OK grow done",
    "EndStep OK look done",
    "StartVM OK start",
    "EndStep OK start done",
    "EndRun OK complete",
  ]);
  expect(home.entries().every(({ run, ticket }) => run === undefined || ticket === "CHG0001")).toBe(true);
  expect((await home.runs("runs")).out).toMatch(/complete +Grow one/);
  expect((await home.run(["verify", "--deep"])).code).toBe(0);
});

test("without a terminal nothing is begun that is not agreed to beforehand; nor with a wrong file or change number", async () => {
  using home = new Headless(FILE);
  expect(await home.runs(...RUN)).toMatchObject({ code: 2, err: expect.stringContaining("RUN_NEEDS_YES") });
  const other = ["run", "a.yaml", SITE, "--param", "one=web-02", "--ticket", "X", "--yes"];
  expect((await home.runs(...other)).err).toContain("CHANGE_NUMBER_INVALID");
  writeFileSync(join(home.directory, "a.yaml"), FILE.replace("run: start", "run: strat"));
  const { code, err } = await home.runs(...RUN, "--yes");
  expect([code, err]).toEqual([2, expect.stringContaining("a.yaml:16:")]);
  expect(err).toContain("PROCEDURE_UNSOUND");
  expect(existsSync(home.journal)).toBe(false);
});

test("what is done by hand is not agreed to beforehand: the run is paused, and the line that it says goes on", async () => {
  using home = new Headless(FILE);
  const paused = await home.runs(...RUN, "--yes");
  expect(paused.code).toBe(1);
  const { id } = home.begun.run!;
  const line = `shoseki procedure resume ${id} '${SITE}' --journal ${home.journal} --yes --seen look=TEXT`;
  expect(paused.err).toContain(line);
  expect((await home.runs("runs")).out).toMatch(/paused +Grow one/);
  // The end of its id is enough.
  const resumed = await home.runs("resume", id.slice(-6), SITE, "--yes", "--seen", "look=it is there");
  expect([resumed.code, resumed.out]).toEqual([0, expect.stringContaining("complete")]);
  expect(home.events("ModifyMemory", "StartVM")).toEqual(["ModifyMemory OK grow", "StartVM OK start"]);
  expect(await home.runs("resume", id, SITE, "--yes")).toMatchObject({
    code: 1,
    err: expect.stringContaining("RUN_OVER"),
  });
  expect((await home.runs("resume", "no-such-run", SITE, "--yes")).err).toContain("RUN_UNKNOWN");
});

test("backed out: what was done is undone, and what is done by hand is asked for again", async () => {
  using home = new Headless(FILE.replace("run: start", "run: stop"));
  const stopped = await home.runs(...RUN, "--yes", "--seen", "look=it is there", "--json");
  expect(stopped.code).toBe(1);
  const last = stopped.out
    .trim()
    .split("\n")
    .find((line) => line.startsWith('{"run"'))!;
  expect(JSON.parse(last)).toMatchObject({
    run: { state: "stopped", goOn: expect.stringContaining("--again start") as string },
  });
  const { id } = home.begun.run!;
  const back = await home.runs("back-out", id, SITE, "--yes", "--reason", "it went wrong");
  expect([back.code, back.err]).toEqual([1, expect.stringContaining("--seen look=TEXT")]);
  // Another simulated server: there the machine was never grown, and only that somebody looked is undone.
  const seen = await home.runs(
    "resume",
    id,
    SITE,
    "--yes",
    "--seen",
    "look=looked away",
    "--skip",
    "grow=as it was",
  );
  expect([seen.code, seen.out]).toEqual([1, expect.stringContaining("ROLLED BACK IN PART")]);
  expect(home.events("BackOut", "EndStep", "EndRun").slice(-4)).toEqual([
    "BackOut OK",
    "EndStep OK look undone",
    "EndStep OK grow kept",
    "EndRun NG rolled-back-in-part",
  ]);
});

test("handed over in a capsule, it is gone on with by another operator, who holds the key, and not here", async () => {
  using alice = new Headless(FILE);
  using bob = new Headless(FILE);
  await alice.runs(...RUN, "--yes");
  const { id } = alice.begun.run!;
  const capsule = join(bob.directory, "a.capsule");
  expect(await alice.runs("capsule", id, "--output", capsule)).toMatchObject({ code: 0 });
  expect((await alice.runs("resume", id, SITE, "--yes")).err).toContain("RUN_HANDED_OVER");

  const resume = ["resume", id, SITE, "--yes", "--capsule", capsule, "--seen", "look=it is there"];
  const unknown = await bob.runs(...resume);
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining("CAPSULE_KEY_UNKNOWN")]);
  expect(existsSync(bob.journal)).toBe(false);
  const signers = join(alice.journal, "allowed_signers");
  const taken = await bob.runs(...resume, "--signers", signers);
  expect([taken.code, taken.out]).toEqual([0, expect.stringContaining("complete")]);
  expect(bob.events("TakeOverRun", "ResumeRun", "ModifyMemory", "StartVM", "EndRun")).toEqual([
    "TakeOverRun OK",
    "ResumeRun OK",
    "StartVM OK start",
    "EndRun OK complete",
  ]);
  expect(bob.entries().every(({ run, ticket }) => run === undefined || ticket === "CHG0001")).toBe(true);

  // Nobody at this desk knows that: whoever takes it back says why.
  const back = await alice.runs(
    "resume",
    id,
    SITE,
    "--yes",
    "--take-back",
    "bob is ill",
    "--seen",
    "look=there",
  );
  expect(back.code).toBe(0);
  expect(alice.entries().find(({ OPR }) => OPR === "ResumeRun")).toMatchObject({ why: "bob is ill" });
});

test("Ctrl-C ends the waiting for a check, and pauses the run where it is", async () => {
  using home = new Headless(FILE.replace(/ {4}confirm: .*/u, "    check: vms.size() == 0\n    within: 1h"));
  const running = home.start(["procedure", ...RUN, "--yes", "--journal", home.journal]);
  const waits = new Promise<void>((resolve) => {
    running.child.stdout?.on("data", (text: string) => {
      if (text.includes("waits until")) resolve();
    });
  });
  await meanwhile(running, waits);
  running.child.kill("SIGINT");
  const { code, out } = await running.ended;
  expect([code, out]).toEqual([1, expect.stringContaining("Grow one: paused")]);
  expect(home.events("EndStep", "PauseRun")).toEqual(["PauseRun OK"]);
});

const ASKING = `procedure: 1
title: With a second person
steps:
  - id: eyes
    approve: grow
    valid-for: 4h
  - id: grow
    run: memory web-02 8GiB
`;

const isRoot = process.getuid?.() === 0;

// Only the superuser can make a file here that the operator is not refused for being able to write.
test.skipIf(!isRoot)(
  "a second person signs the request with ssh-keygen: then, and not before, the step is run",
  async () => {
    using home = new Headless(ASKING);
    const at = (name: string) => join(home.directory, name);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "bob@ws2", "-f", at("bob")]);
    const publicKey = execFileSync("cat", [at("bob.pub")], { encoding: "utf8" });
    writeFileSync(at("approvers"), `bob@ws2 ${publicKey}`);
    const asked = await home.runs("run", "a.yaml", SITE, "--yes", "--approvers", at("approvers"));
    expect(asked.code).toBe(1);
    const request = readdirSync(home.directory).find((name) => name.endsWith(".request.json"))!;
    const { id } = home.begun.run!;
    expect(request.replace(/-[0-9a-f]{12}(?=\.)/u, "")).toBe(`${id}-grow.request.json`);
    expect(asked.err).toContain(`shoseki procedure approve ${at(request)}`);
    expect(asked.err).toContain(`ssh-keygen -Y sign -f KEY -n approval@shoseki ${at(request)}`);

    const resume = ["resume", id, SITE, "--yes", "--approvers", at("approvers"), "--approval", at(request)];
    expect((await home.runs(...resume)).err).toContain("FILE_UNREADABLE");
    execFileSync("ssh-keygen", ["-Y", "sign", "-f", at("bob"), "-n", "file", at(request)], {
      stdio: "ignore",
    });
    expect((await home.runs(...resume)).code).toBe(1);
    execFileSync("rm", [at(`${request}.sig`)]);
    execFileSync("ssh-keygen", ["-Y", "sign", "-f", at("bob"), "-n", "approval@shoseki", at(request)], {
      stdio: "ignore",
    });
    expect(home.events("ModifyMemory")).toEqual([]);
    expect(await home.runs(...resume)).toMatchObject({ code: 0 });
    expect(home.events("Approve", "ModifyMemory")).toEqual([
      "Approve REFUSED eyes",
      "Approve OK eyes",
      "ModifyMemory OK grow",
    ]);
  },
);
