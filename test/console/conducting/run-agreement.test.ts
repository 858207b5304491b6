import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { generatePrivateKey, signerOf } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { APPROVAL_NAMESPACE } from "#procedures/approval/request.js";
import { RunScene } from "./run-scene.js";

const stops = (...numbers: readonly number[]) =>
  numbers.map((each) => `  - { id: s${each}, title: Stop ${each}, run: stop web-0${each} }\n`).join("");

test("n is no, and nothing else: at a plan it runs nothing", async () => {
  await using scene = await RunScene.open();
  await scene.begin(stops(3));
  await scene.see("Enter goes on.");
  scene.press("n");
  expect(scene.screen()).toContain("that is no answer to what is asked");
  scene.press("enter");
  await scene.see("Enter runs it.");
  scene.press("n");
  expect(scene.screen()).toContain("that is no answer to what is asked");
  expect(scene.recorded()).toEqual(["BeginRun"]);
});

test("a held Enter goes through one step, not through all of them", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`${stops(3, 4)}  - { id: grow, run: memory db-01 8GiB }\n`);
  await scene.see("Enter goes on.");
  scene.press("enter");
  await scene.see("Enter runs it.");
  // A keyboard repeats after half a second, and then some thirty times a second.
  scene.press("enter");
  scene.now += 500;
  for (let repeat = 0; repeat < 60; repeat += 1) {
    scene.press("enter");
    await new Promise(setImmediate);
    scene.screen();
    scene.now += 35;
  }
  await scene.see("› stop web-04");
  expect(scene.entries().filter(({ OPR, phase }) => OPR === "StopVM" && phase === "outcome")).toHaveLength(1);
});

test("what has only just been painted is not answered, and what answers it is offered once it can be", async () => {
  await using scene = await RunScene.open();
  await scene.begin(stops(3));
  await scene.see("Enter goes on.");
  scene.press("enter");
  await expect.poll(() => scene.screen()).toContain("power on → off");
  expect(scene.screen()).not.toContain("Enter runs it.");
  scene.now += 299;
  scene.press("enter");
  expect(scene.screen()).not.toContain("Enter runs it.");
  scene.now += 1_000;
  expect(scene.screen()).toContain("Enter runs it.");
  expect(scene.recorded()).toEqual(["BeginRun"]);
  scene.press("enter");
  await scene.see("complete");
});

test("nobody says yes to what there was no room for: the first key shows it, to its end", async () => {
  await using scene = await RunScene.open();
  const lines = Array.from({ length: 30 }, (_, index) => `        Line ${index} of what is to be confirmed.`);
  await scene.begin(`  - id: sure\n    title: Be sure\n    confirm: |\n${lines.join("\n")}\n${stops(3)}`);
  await scene.see("Enter goes on.");
  scene.press("enter");
  await scene.see("y is yes, n is no.");
  await scene.see("... i shows all of it");
  scene.press("y");
  await scene.see("▸Be sure");
  expect(scene.screen()).toContain("There was no room for all of it");
  // Put away without having been read, it is shown again.
  scene.press("esc");
  await scene.see("y is yes, n is no.");
  scene.press("y");
  await scene.see("▸Be sure");
  expect(scene.screen()).not.toContain("Line 29 of");
  for (let page = 0; page < 5 && !scene.screen().includes("Line 29 of"); page += 1) {
    scene.now += 1_000;
    scene.press("enter");
  }
  expect(scene.screen()).toContain("Line 29 of");
  scene.now += 1_000;
  scene.press("enter");
  await scene.see("y is yes, n is no.");
  expect(scene.recorded()).toEqual(["BeginRun"]);
  scene.press("y");
  await scene.see("› stop web-03");
});

test("of a plan whose losses do not fit, Enter shows them first", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`  - { id: all, title: All off, run: "stop web-*" }\n`);
  await scene.see("Enter goes on.");
  scene.press("enter");
  await scene.see("... i shows all of it");
  await scene.see("Enter");
  scene.press("enter");
  await scene.see("There was no room for all of it");
  expect(scene.recorded()).toEqual(["BeginRun"]);
});

test("while it is typed why a run is backed out of, nothing of it goes on by itself behind that", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`
  - id: three
    title: Stop the third
    run: stop web-03
    after: [{ check: 'vms.exists(v, v.name == "db-01" && v.power == on)', within: 1h }]
${stops(4)}`);
  await scene.see("Enter goes on.");
  scene.press("g");
  await scene.see("Waiting for the check.");
  scene.press("b");
  await scene.see("< Stop the third: by start");
  scene.type("enough");
  const expression = { by: "name", text: "db-01", glob: false } as const;
  const start = { request: { name: "StartVM" }, ask: "start db-01", yes: false } as const;
  await scene.session.operate(expression, start, { report: () => undefined });
  await expect.poll(() => scene.recorded()).toContain("EndStep three done");
  await expect.poll(() => scene.console.store.run.run?.asking?.kind).toBe("plan");
  expect(scene.recorded().filter((line) => line.startsWith("StopVM"))).toEqual(["StopVM three"]);
  scene.press("enter");
  await scene.see("Enter undoes it.");
  scene.press("enter");
  await scene.see("rolled back");
  expect(scene.recorded()).toContain("BackOut enough");
});

test("where what would be undone has changed since it was shown, it is shown anew, with what was typed", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`
  - { id: hand, title: Do it, manual: Do this., undo: { manual: Undo this. }, after: [{ check: 'vms.exists(v, v.name == "db-01" && v.power == on)', within: 1h }] }
${stops(4)}`);
  await scene.see("Enter goes on.");
  scene.press("b");
  await scene.see("Nothing was done yet that could be undone.");
  scene.type("enough");
  // As if somebody had come between.
  const { run } = scene.console.store.run;
  const { record } = run!.parts;
  const turn = record.turn.bind(record);
  Object.assign(record, { turn: (key: string) => ({ ...turn(key), isDoneByHand: key === "hand" }) });
  scene.press("enter");
  await scene.see("This is what would be undone now:");
  expect(scene.screen()).toContain("< Do it: by hand");
  expect(scene.screen()).toContain("enough");
  expect(scene.recorded()).toEqual(["BeginRun"]);
  Reflect.deleteProperty(record, "turn");
});

test("s and y are about the step that is asked about, and say so while another is looked at", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`  - { id: sure, title: Be sure, confirm: "Sure?" }\n${stops(3, 4)}`);
  await scene.see("Enter goes on.");
  scene.press("enter");
  await scene.see("y is yes, n is no.");
  scene.press("down");
  for (const key of ["y", "s"]) {
    scene.press(key);
    await scene.see("That is about Be sure, which is asked about: Esc goes back to it.");
  }
  expect(scene.recorded()).toEqual(["BeginRun"]);
  scene.press("esc", "y");
  await scene.see("› stop web-03");
});

test("pausing waits for the run's own operation, and not for what the operator does beside it", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`  - { id: wait, check: 'vms.exists(v, v.name == "nowhere")', within: 1h }\n`);
  await scene.see("Enter goes on.");
  scene.press("enter");
  await scene.see("Waiting for the check.");
  const beside = scene.console.store.jobs.begin("memory db-01 8GiB", 1);
  await scene.see("Waiting for the check.");
  scene.press("p");
  await scene.see("r goes on with it from here");
  scene.console.store.jobs.end(beside);
});

test("while the way to the server is gone, nothing of it is offered to be cancelled there", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`  - { id: wait, check: 'vms.exists(v, v.name == "nowhere")', within: 1h }\n`);
  await scene.see("Enter goes on.");
  scene.press("enter");
  await scene.see("Waiting for the check.");
  const { link } = scene.console;
  scene.console.lose();
  await scene.see("The connection is lost");
  expect(scene.screen()).not.toContain("x asks the server");
  link.state = "ended";
  await scene.see("C logs in again");
});

test("a rollback that the file wants says which step has failed, and as what", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`
  - { id: off, title: Stop it, run: stop web-03 }
  - { id: look, title: Look at it, check: 'vms.exists(v, v.name == "nowhere")', on-failure: rollback }
`);
  await scene.see("Enter goes on.");
  scene.press("enter");
  await scene.see("Enter runs it.");
  scene.press("enter");
  await scene.see("Backing out because Look at it failed: CHECK_FAILED");
  await scene.see("Enter undoes it.");
  scene.press("enter");
  await scene.see("rolled back");
  expect(scene.screen()).toContain("Backing out because Look at it failed");
});

test("who has approved is said, and that the operator could have written who may; the view says both ways to sign", async () => {
  await using scene = await RunScene.open();
  scene.isWritable = true;
  const [bob, mallory] = [signerOf(generatePrivateKey()), signerOf(generatePrivateKey())];
  const approvers = join(scene.directory, "approvers");
  writeFileSync(approvers, `bob@ws2 ${publicKeyLine(bob.publicKey)}\n`);
  scene.settle({ approvers });
  await scene.begin(stops(3, 4), "approval: { valid-for: 4h }\n");
  await scene.see("A second person has to sign.");
  const [name = ""] = readdirSync(scene.directory).filter((each) => each.endsWith(".request.json"));
  const rows = scene.screen().split("\n");
  // The cursor is where it begins, not at the end.
  expect(rows.some((row) => row.startsWith("›· Stop 3"))).toBe(true);
  expect(scene.screen()).toContain("Enter answers the run");
  const request = join(scene.directory, name);
  const sign = (by: typeof bob) =>
    writeFileSync(`${request}.sig`, by.signFile(APPROVAL_NAMESPACE, readFileSync(request)));
  sign(mallory);
  await scene.see("The last one does not count:");
  const text = scene.screen();
  expect(text.split("\n").filter((row) => row.includes(name))).toHaveLength(1);
  expect(text).toContain("shoseki procedure approve FILE");
  expect(text).toContain("ssh-keygen -Y sign -n approval@shoseki -f KEY FILE");
  sign(bob);
  await scene.see("Approved: the whole procedure, by bob@ws2");
  expect(scene.screen()).toContain("You are the superuser: nothing");
});

test("over the machines it says that the run waits and that keys are not about it there; so does a console that is locked", async () => {
  await using scene = await RunScene.open();
  const { store } = scene.console;
  await scene.begin(stops(3));
  await scene.see("Enter goes on.");
  scene.press("esc");
  await scene.see("run WAITS FOR YOU: r shows it; here b, s, Enter are about machines  The change");
  expect(scene.screen().split("\n")).toHaveLength(24);
  store.lock.lock(true);
  await scene.see("A run waits for you.");
  expect(scene.screen()).not.toContain("The change");
  store.lock.unlock();
  scene.press("r");
  await scene.see("Enter goes on.");
});

test("the entries of a loop's steps name what they are about", async () => {
  await using scene = await RunScene.open();
  await scene.begin(`
  - id: webs
    for-each: web
    in: vms.filter(v, v.name == "web-03")
    steps: [{ id: off, run: "stop \${web}" }]
`);
  await scene.see("Enter goes on.");
  scene.press("enter");
  await scene.see("Enter runs it.");
  scene.press("enter");
  await scene.see("complete");
  for (const entry of scene.entries()) scene.console.store.audit.add(entry, () => true);
  scene.rows = 40;
  expect(scene.screen()).toMatch(/EndStep +.*off web-03/u);
});

test("what the profile wants of a change by now is asked for before a run is gone on with", async () => {
  await using scene = await RunScene.open();
  await scene.begin(stops(3));
  await scene.see("Enter goes on.");
  scene.press("p");
  await scene.see("r goes on with it from here");
  const { restraints } = scene.session;
  const demands = { reason: true, ticket: false };
  const spied = vi.spyOn(scene.session, "restraints", "get").mockReturnValue({ ...restraints, demands });
  scene.press("r");
  await scene.see("this run has none. What is it");
  expect(scene.recorded()).toEqual(["BeginRun", "PauseRun"]);
  scene.type("the window");
  scene.press("enter");
  await scene.see("Enter goes on.");
  expect(scene.recorded()).toEqual(["BeginRun", "PauseRun", "ResumeRun the window"]);
  // The number that it was begun for is in its title.
  expect(scene.screen()).toContain("CHG1");
  spied.mockRestore();
});
