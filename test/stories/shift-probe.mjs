// Preloaded into the program of a story: on SIGUSR2 it does what the file SHOSEKI_PROBE asks for, and says so in a file
// beside it. The wall clock is shifted, never `performance.now()`: so it is when a clock is set, or a machine has slept.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const path = process.env.SHOSEKI_PROBE;
const RealDate = globalThis.Date;
let shiftMs = 0;

const now = () => RealDate.now() + shiftMs;
globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (date, args, target) =>
    Reflect.construct(date, args.length === 0 ? [now()] : args, target === Date ? date : target),
  get: (date, key) => (key === "now" ? now : date[key]),
});

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

async function heapUsed() {
  for (let round = 0; round < 4; round += 1) {
    collect();
    await turn();
  }
  return process.memoryUsage().heapUsed;
}

process.on("SIGUSR2", async () => {
  const asked = JSON.parse(readFileSync(path, "utf8"));
  shiftMs = asked.shiftMs;
  const heap = asked.measure ? await heapUsed() : null;
  writeFileSync(`${path}.new`, JSON.stringify({ id: asked.id, heapUsed: heap }));
  renameSync(`${path}.new`, `${path}.answer`);
});
