import fc from "fast-check";
import { expect, test } from "vitest";
import { OpenIndex } from "#journal/index/open-index.js";
import { runLinesIn } from "#journal/index/runs-in-index.js";
import { UntiedIntents } from "#journal/intents.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { anyJournal, appendLines, linesOfSteps, type Step } from "./any-journal.js";
import { found, indexed } from "./indexed-journal.js";

const RUN = "0198c1de-0000-7000-8000-000000000800";

/** Four journals, one after the other, of which many entries belong to three runs. */
const steps = fc.sample(anyJournal, { numRuns: 40, seed: 3 }).flat();

test("what belongs to a run or a step is told by the index itself", async () => {
  using place = temporaryDirectory({ inMemory: true });
  appendLines(place.path, linesOfSteps(steps));
  const layout = await indexed(place.path);
  const index = OpenIndex.open(layout)!;
  try {
    for (const criteria of [{ run: RUN }, { run: RUN, step: "move" }, { step: "wipe-2" }, { run: "none" }]) {
      const seqs = [...index.find(criteria)].map(({ entry }) => entry.seq);
      expect(seqs).toEqual(await found(layout, criteria, { index: false }));
    }
  } finally {
    index.close();
  }
});

test("which runs there are is told by their first entries, and by the newest that is not of an operation", async () => {
  using place = temporaryDirectory({ inMemory: true });
  const about = (run: string, phase: Step["phase"], OPR: string): Step => ({
    ...steps[0]!,
    phase,
    OPR,
    run: { id: run },
    task: null,
  });
  const other = RUN.replace("800", "801");
  const told = [
    about(RUN, "procedure", "BeginRun"),
    about(other, "procedure", "StopVM"),
    about(RUN, "procedure", "StartVM"),
    about(RUN, "intent", "BeginRun"),
    { ...steps[0]!, run: null },
    about(RUN, "procedure", "StopVM"),
    about(RUN, "outcome", "StartVM"),
  ];
  appendLines(place.path, linesOfSteps(told));
  const layout = await indexed(place.path);
  const index = OpenIndex.open(layout)!;
  try {
    expect([...runLinesIn(index, ["BeginRun"])].map(({ entry }) => entry.seq)).toEqual([0, 1, 5]);
    expect([...runLinesIn(index, [])].map(({ entry }) => entry.seq)).toEqual([1, 5]);
  } finally {
    index.close();
  }
});

test("what names an intent and does not answer it says nothing of what became of it", () => {
  const intents = new UntiedIntents<{ id: string; phase: Step["phase"]; ref?: string; task?: string }>();
  intents.add({ id: "a", phase: "intent" });
  intents.add({ id: "b", phase: "procedure", ref: "a" });
  expect(intents.all().map(({ id }) => id)).toEqual(["a"]);
  intents.add({ id: "c", phase: "outcome", ref: "a", task: "task-7" });
  expect(intents.all()).toEqual([]);
});
