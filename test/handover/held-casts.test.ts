import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reportPage } from "#handover/files.js";
import { en } from "#messages/en.js";
import { Desk } from "../session/desk.js";
import { operate, Recording, reportOf } from "./capsule/a-shift.js";

/** A shift with two recordings, of which the first was begun in the shift before. */
async function recordedShift(desk: Desk) {
  const first = new Recording(desk);
  first.paint("\u001b[0m\u001b[H\u001b[2Jesx-01");
  desk.trail.note("before");
  first.chunk();
  const firstSeq = desk.entries().length + 1;
  operate(desk);
  first.paint("esx-02");
  first.stop();
  const second = new Recording(desk, 2);
  operate(desk);
  second.paint("esx-03");
  second.stop();
  const recordings = [first.file, second.file];
  const { layout } = desk.journal;
  const casts = recordings.map((file) => join(layout.casts, file)) as [string, string];
  const page = async () => await reportPage(layout, await reportOf(desk, firstSeq), en, false);
  return { casts, recordings, page };
}

test("a page plays what was recorded, also what was begun in the shift before", async () => {
  using desk = new Desk();
  const html = await (await recordedShift(desk)).page();
  for (const seen of ["esx-01", "esx-02", "esx-03"]) expect(html).toContain(seen);
  expect(html).not.toContain("is not in this page");
});

test("a recording that was altered, cut or taken away is not played, and the page says why; the other one is", async () => {
  using desk = new Desk();
  const { casts, recordings, page } = await recordedShift(desk);
  const [path] = casts;
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace("esx-01", "esx-09"));
  const altered = await page();
  expect(altered).not.toContain("esx-09");
  expect(altered).toMatch(
    new RegExp(`${recordings[0]} is not in this page: its bytes \\d+ to \\d+ are not those`, "u"),
  );
  expect(altered).toContain("esx-03");
  writeFileSync(path, text.slice(0, -20));
  expect(await page()).toMatch(new RegExp(`${recordings[0]} is not in this page: it ends at byte`, "u"));
  rmSync(path);
  const gone = await page();
  expect(gone).toContain(`${recordings[0]} is not in this page: it is not there`);
  expect(gone).toContain("esx-03");
});
