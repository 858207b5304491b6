import { expect, test } from "vitest";
import { RunScene } from "./run-scene.js";

const ONE = "  - { id: off, title: Stop it, run: stop web-03 }\n";

test("a rehearsal that is stopped is said to be stopped, not broken off, and the server was sent nothing", async () => {
  await using scene = await RunScene.open();
  const steps = Array.from(
    { length: 400 },
    (_, each) => `  - { id: s${each}, run: "memory db-01 ${each + 1}GiB" }\n`,
  );
  const rehearsal = scene.rehearse(steps.join(""));
  await scene.see("Rehearsing on the copy");
  expect(scene.screen()).not.toContain("cancel");
  scene.press("p");
  await scene.see("The rehearsal was stopped, and is not kept.");
  await rehearsal;
  expect(scene.screen()).toContain("Nothing was sent to the server");
  expect(scene.screen()).not.toContain("BROKEN OFF");
  expect(scene.screen()).not.toContain("STOPPED_BY_OPERATOR");
  expect(scene.recorded()).toEqual([]);
  scene.press("esc");
  await scene.see("▸Machines");
});

test("what was rehearsed is begun by Enter once that has been seen, and by nothing that came before", async () => {
  await using scene = await RunScene.open();
  await scene.rehearse(ONE);
  expect(scene.screen()).not.toContain("Enter begins the run itself");
  scene.press("enter");
  await scene.see("This was on a copy. Enter begins the run itself");
  expect(scene.recorded()).not.toContain("BeginRun");
  scene.press("enter");
  await scene.see("Nothing has been done of this yet.");
  expect(scene.recorded()).toContain("BeginRun");
});

test("where nothing may be changed by now, what was rehearsed is not begun", async () => {
  await using scene = await RunScene.open();
  await scene.rehearse(ONE);
  await scene.see("This was on a copy.");
  scene.session.setReadOnly(true);
  scene.press("enter");
  await scene.see(scene.console.catalogue.console.disabled.readOnly);
  scene.session.setReadOnly(false);
  // What the profile wants to be said by now is asked for.
  scene.settle({ demands: { reason: true, ticket: false } });
  scene.press("enter");
  await scene.see("reason");
  expect(scene.recorded()).not.toContain("BeginRun");
});
