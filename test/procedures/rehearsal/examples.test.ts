import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EXAMPLES, SITE } from "../examples.js";
import { Live } from "./live.js";

test.each(EXAMPLES)(
  "$name, rehearsed, comes to its end with the operations that the run will have",
  async (example) => {
    await using live = await Live.on(SITE);
    const before = live.session.inventory.objects();
    const text = readFileSync(example.path, "utf8");
    const rehearsal = await live.rehearse(text, { given: example.given });
    const wrong = rehearsal.steps.filter(({ refused }) => refused !== null);
    expect(wrong).toEqual([]);
    expect(rehearsal.end).toBe("complete");
    const predicted = rehearsal.steps.flatMap((step) => step.predicted);
    expect(predicted.map(({ OPR, target }) => `${OPR} ${target.name}`)).toEqual(example.operations);
    expect(predicted.every(({ status }) => status === "OK")).toBe(true);
    expect(live.session.inventory.objects()).toEqual(before);
    // What is kept of it is what it was.
    expect(JSON.parse(JSON.stringify(rehearsal))).toEqual(rehearsal);
  },
);
