import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { goOnWith } from "#console/actions/run-go-on.js";
import { failure } from "#domain/errors.js";
import { generatePrivateKey, signerOf } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { APPROVAL_NAMESPACE } from "#procedures/approval/request.js";
import { RunScene } from "./run-scene.js";

const TWO_STOPS = `
  - { id: first, title: Stop the third, run: stop web-03 }
  - { id: second, title: Stop the fourth, run: stop web-04 }
`;

test("a key that comes before its plan was seen agrees to nothing", async () => {
  await using scene = await RunScene.open();
  await scene.begin(TWO_STOPS);
  await scene.see("Enter goes on.");
  // The second Enter was meant for what was on the screen, which had been answered by then; so was the third.
  scene.press("enter", "enter", "enter");
  await scene.see("› stop web-03");
  await scene.see("power on → off");
  expect(scene.recorded()).toEqual(["BeginRun"]);
  scene.press("enter", "enter");
  await scene.see("› stop web-04");
  expect(scene.recorded()).toEqual(["BeginRun", "BeginStep first", "StopVM first", "EndStep first done"]);
});

test("what the profile wants to have typed is typed, however far it was said to go on", async () => {
  await using scene = await RunScene.open();
  scene.settle({ confirm: "names" });
  await scene.begin(TWO_STOPS);
  await scene.see("Enter goes on.");
  scene.press("g");
  await scene.see("Enter, and then what shows that you have read it");
  scene.press("g");
  await scene.see("Type the name to agree: web-03");
  // Reason and change number were given with the run.
  expect(scene.screen()).not.toContain("Reason");
  scene.type("web-03");
  scene.press("enter");
  await scene.see("› stop web-04");
  await scene.see("Enter, and then what shows that you have read it");
  expect(scene.entries().filter(({ OPR }) => OPR === "StopVM")).toHaveLength(2);
});

test("while a check is waited for, the step is skipped, backed out of or stopped, and the record says so", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`
  - { id: off, title: Stop it, run: stop web-03 }
  - { id: wait, title: Wait for it, check: 'vms.exists(v, v.name == "nowhere")', within: 1h }
  - { id: more, title: Wait for more, check: 'vms.exists(v, v.name == "elsewhere")', within: 1h }
`);
  await scene.see("Enter goes on.");
  scene.press("enter");
  await scene.see("power on → off");
  scene.press("enter");
  await scene.see("Waiting for the check.");
  await scene.see("59:59 left");
  scene.press("s");
  await scene.see("why is it left out?");
  scene.type("not needed");
  scene.press("enter");
  await scene.see("waits for a check  2/3");
  scene.press("x");
  await scene.see("r goes on with it from here");
  scene.press("r");
  await scene.see("Enter goes on.");
  scene.press("enter");
  await scene.see("Waiting for the check.");
  scene.press("b");
  await scene.see("This would be undone");
  expect(scene.screen()).toMatch(/< Stop it: by start @\S+/u);
  scene.type("enough");
  scene.press("enter");
  await scene.see("power off → on");
  scene.press("enter");
  await scene.see("rolled back");
  // It is not the journal that a shell would read.
  expect(scene.screen()).toMatch(
    /Reported by: shoseki procedure report \S{36} \\ .*\n.* {2}--journal \/journal /u,
  );
  expect(scene.recorded()).toEqual([
    "BeginRun",
    "BeginStep off",
    "StopVM off",
    "EndStep off done",
    "PauseRun",
    "ResumeRun",
    "EndStep wait skipped not needed",
    "PauseRun",
    "ResumeRun",
    "PauseRun",
    "ResumeRun",
    "BackOut enough",
    "BeginStep off",
    "StartVM off",
    "EndStep off undone",
    "EndRun rolled-back",
  ]);
});

test("a refused plan stops what goes on by itself, is recorded as that, and the step can be tried again", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`
  - { id: on, title: Start what is on, run: start web-03 }
`);
  await scene.see("Enter goes on.");
  scene.press("g");
  await scene.see("It would be refused");
  scene.press("enter");
  await scene.see("a tries again");
  await scene.see("POWER_STATE");
  scene.press("enter");
  await scene.see("a tries again, s leaves it out, b backs out, p stops here.");
  scene.press("a");
  await scene.see("It would be refused");
  scene.press("s");
  await scene.see("why is it left out?");
  scene.press("enter");
  await scene.see("It has to be said");
  scene.type("it is on");
  scene.press("enter");
  await scene.see("complete");
  expect(scene.recorded()).toEqual([
    "BeginRun",
    "BeginStep on",
    "StartVM on POWER_STATE",
    "EndStep on failed POWER_STATE",
    "RetryStep on",
    "EndStep on skipped it is on",
    "EndRun complete",
  ]);
});

test("a run that waits stays while the operator looks at machines; another is not begun beside it", async () => {
  await using scene = await RunScene.open();
  await scene.begin(TWO_STOPS);
  await scene.see("Enter goes on.");
  scene.press("down");
  scene.press("enter");
  await scene.see("No entries yet.");
  scene.press("esc");
  await scene.see("▸The change");
  // Back to where the run is, and then to the machines.
  scene.press("esc", "esc");
  await scene.see("▸Machines");
  expect(scene.screen()).toContain("run WAITS FOR YOU: r");
  await scene.begin(TWO_STOPS);
  expect(scene.screen()).toContain("There is a run already");
  scene.press("r");
  await scene.see("Enter goes on.");
  scene.press("tab");
  expect(scene.screen()).toContain("▸Audit");
  scene.press("tab");
  expect(scene.screen()).toContain("▸The change");
  scene.press("p");
  await scene.see("paused");
  scene.press("esc");
  await scene.see("▸Machines");
  expect(scene.screen()).not.toContain("run ");
  expect(scene.recorded()).toEqual(["BeginRun", "PauseRun"]);
});

test("of a loop the item is shown that the run is at; all of them, with their entries, one key away", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`
  - id: webs
    title: The web machines
    for-each: web
    in: vms.filter(v, like(v.name, "web-0*") && v.power == on)
    steps:
      - { id: off, title: "Stop \${web}", run: "stop \${web}" }
      - { id: on, title: Start it, run: "start \${web}" }
  - { id: none, title: Nothing at all, for-each: x, in: 'vms.filter(v, v.name == "nowhere")', steps: [{ id: no, run: "stop \${x}" }] }
  - { id: end, title: Look at it, confirm: All well? }
`);
  await scene.see("The web machines  web-01");
  await scene.see("done 0/");
  scene.press("enter");
  await scene.see("power on → off");
  scene.press("enter");
  await scene.see("power off → on");
  expect(scene.screen()).toMatch(/✓ Stop web-01 +done/u);
  scene.press("enter");
  await scene.see("The web machines  web-03");
  expect(scene.screen()).toMatch(/▶ The web machines {2}web-03 +done 1\//u);
  scene.press("home", "enter");
  await scene.see("▸The web machines");
  expect(scene.screen()).toMatch(/✓ web-01 {2}Stop web-01 {2}done {2}#\d+\.\.#\d+/u);
  expect(scene.screen()).toMatch(/▶ web-03 {2}Stop web-03 {2}now/u);
  scene.press("esc");
  await scene.see("▸The change");
  scene.press("esc");
  await scene.see("power on → off");
  scene.press("g");
  await scene.see("y is yes, n is no.");
  expect(scene.screen()).toMatch(/Nothing at all +done 0\/0/u);
});

test("the console is left in the middle of a run: it is paused, and that is on the disk", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`
  - { id: wait, check: 'vms.exists(v, v.name == "nowhere")', within: 1h }
`);
  await scene.see("Enter goes on.");
  scene.press("enter");
  await scene.see("Waiting for the check.");
  scene.press("q");
  await scene.see("The run of The change is paused, and can be gone on with later.");
  await scene.console.runs.leave();
  expect(scene.recorded()).toEqual(["BeginRun", "PauseRun"]);
});

test("it is gone on with once the session is there again, and not before", async () => {
  await using scene = await RunScene.open();
  const { link, store } = scene.console;
  await scene.begin(TWO_STOPS);
  await scene.see("Enter goes on.");
  const { propose } = scene.session;
  const away = failure("INTERRUPTED", { endpoint: "sim:" });
  scene.console.lose();
  scene.session.propose = async (asked) => {
    const proposal = await propose.call(scene.session, asked);
    return { ...proposal, plans: proposal.plans.map((plan) => ({ ...plan, refusal: away.problem })) };
  };
  scene.press("enter");
  await scene.see("There is no session, and this was not done.");
  scene.session.propose = propose;
  link.state = "open";
  store.changes.now();
  await scene.see("power on → off");
  expect(scene.recorded()).toEqual(["BeginRun"]);
});

test("a second person signs beside the request; one who may not is refused, and it is asked on", async () => {
  await using scene = await RunScene.open();
  const [bob, mallory] = [signerOf(generatePrivateKey()), signerOf(generatePrivateKey())];
  const approvers = join(scene.directory, "approvers");
  writeFileSync(approvers, `bob@ws2 ${publicKeyLine(bob.publicKey)}\n`);
  scene.settle({ approvers });
  await scene.begin(`
  - { id: four-eyes, title: Ask Bob, approve: off, valid-for: 4h }
  - { id: off, title: Stop it, run: stop web-03 }
`);
  await scene.see("Enter goes on.");
  scene.press("enter");
  await scene.see("shoseki procedure approve");
  await scene.see(`ssh-keygen -Y sign -n ${APPROVAL_NAMESPACE} -f KEY`);
  const [name = ""] = readdirSync(scene.directory).filter((each) => each.endsWith(".request.json"));
  expect(name).toMatch(/^[0-9a-f-]{36}-off-[0-9a-f]{12}\.request\.json$/u);
  const request = join(scene.directory, name);
  expect(JSON.parse(readFileSync(request, "utf8"))).toMatchObject({ step: "off" });
  const sign = (by: typeof bob) =>
    writeFileSync(`${request}.sig`, by.signFile(APPROVAL_NAMESPACE, readFileSync(request)));
  sign(mallory);
  await scene.see("The last one does not count:");
  sign(bob);
  await scene.see("power on → off");
  const said = scene.recorded().filter((line) => !line.startsWith("BeginRun"));
  expect(said).toEqual([
    "RequestApproval four-eyes",
    "Approve four-eyes APPROVAL_NOT_ALLOWED",
    "Approve four-eyes",
    "EndStep four-eyes done",
  ]);
});

test("where the whole is to be approved, nothing is begun before; a signature from elsewhere is taken", async () => {
  await using scene = await RunScene.open();
  const bob = signerOf(generatePrivateKey());
  const approvers = join(scene.directory, "approvers");
  writeFileSync(approvers, `bob@ws2 ${publicKeyLine(bob.publicKey)}\ncarol\n`);
  scene.settle({ approvers });
  await scene.begin(TWO_STOPS, "approval: { valid-for: 4h }\n");
  await scene.see("The whole run");
  await scene.see("To be approved: the whole procedure");
  await scene.see("line 2 is passed over");
  await scene.see("shoseki procedure approve");
  const [name = ""] = readdirSync(scene.directory).filter((each) => each.includes("-whole-"));
  const elsewhere = join(scene.directory, "from-bob");
  writeFileSync(elsewhere, bob.signFile(APPROVAL_NAMESPACE, readFileSync(join(scene.directory, name))));
  scene.press("enter");
  await scene.see("Which file has the signature?");
  scene.type(elsewhere);
  scene.press("enter");
  await scene.see("Nothing has been done of this yet.");
  expect(scene.recorded()).toEqual(["BeginRun", "RequestApproval", "Approve"]);
  expect(scene.entries().some(({ OPR }) => OPR === "StopVM")).toBe(false);
});

test.each([
  [80, 24],
  [100, 30],
  [200, 50],
] as const)("at %ix%i every line fits, and the step that the run is at is seen", async (columns, rows) => {
  await using scene = await RunScene.open();
  scene.columns = columns;
  scene.rows = rows;
  const steps = Array.from(
    { length: 30 },
    (_, index) =>
      `  - { id: s${index}, title: 電源と記憶を確かめる ${index}, run: "memory db-01 ${index + 1}GiB", estimate: 1m }\n`,
  );
  await scene.begin(steps.join(""));
  await scene.see("Enter goes on.");
  scene.press("enter");
  for (let step = 0; step < 12; step += 1) {
    await scene.see(`› memory db-01 ${step + 1}GiB`);
    await scene.see("Enter runs it.");
    const lines = scene.screen().split("\n");
    expect(lines).toHaveLength(rows);
    expect(lines.some((line) => line.includes("▶") && line.includes(`確かめる ${step} `))).toBe(true);
    expect(scene.screen()).toContain("WAITS FOR YOU");
    scene.press("enter");
  }
  // Through all of them by keys, and back to where the run is.
  await scene.see("› memory db-01 13GiB");
  scene.press("home");
  expect(scene.screen()).toMatch(/›✓ 電源と記憶を確かめる 0 .*done/u);
  scene.press("enter");
  await scene.see("ModifyMemory");
  scene.press("esc", "end");
  expect(scene.screen()).toMatch(/›· 電源と記憶を確かめる 29 /u);
  scene.press("esc");
  expect(scene.screen()).toMatch(/›▶ 電源と記憶を確かめる 12 /u);
});

test("after another Login the run is held by the new session before anything is pressed", async () => {
  await using scene = await RunScene.open();
  const { link, store } = scene.console;
  await scene.begin(TWO_STOPS);
  await scene.see("Enter goes on.");
  const session = await scene.anotherSession();
  Object.assign(link, { session, state: "open" });
  store.changes.now();
  expect(scene.recorded()).toEqual(["BeginRun", "ResumeRun"]);
  const held = scene.entries().find(({ OPR }) => OPR === "ResumeRun")!;
  expect(held.USR.session).toBe(session.login.USR.session);
  expect(held.USR.session).not.toBe(scene.session.login.USR.session);
  await session.logout();
});

test("a run that was handed over is taken back for a reason that is asked for then, and not for the console's", async () => {
  await using scene = await RunScene.open();
  await scene.begin(TWO_STOPS);
  await scene.see("Enter goes on.");
  await scene.console.runs.leave();
  const run = scene.entries().find(({ OPR }) => OPR === "BeginRun")!.run!;
  scene.session.procedure({ OPR: "HandOverRun", run, title: "The change", after: { capsule: "c0ffee" } });
  scene.console.store.purpose = { why: "patch night" };
  await goOnWith(scene.console, run.id, {});
  await scene.see("somebody else may be going on with it");
  expect(scene.recorded()).toEqual(["BeginRun", "PauseRun", "HandOverRun"]);
  scene.type("Bob is ill");
  scene.press("enter");
  await vi.waitUntil(() => scene.recorded().length === 4);
  expect(scene.recorded().at(-1)).toBe("ResumeRun Bob is ill");
  await scene.console.runs.leave();
  // It is here again, and nothing more is asked.
  await scene.console.runs.resume(run.id, {});
  await scene.see("WAITS FOR YOU");
});
