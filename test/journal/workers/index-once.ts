import { createInterface } from "node:readline";
import { updateIndex } from "#journal/index/update-index.js";
import { layoutOf } from "#journal/layout.js";

/** Another process that makes the index once it is told to, and says so. */
const [directory = ""] = process.argv.slice(2);
process.stdout.write("ready\n");
for await (const _ of createInterface({ input: process.stdin })) {
  await updateIndex(layoutOf(directory), { worthBytes: 1 });
  process.stdout.write("done\n");
}
