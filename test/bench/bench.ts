import { cpus } from "node:os";
import { benchConsole } from "./console.js";
import { benchInventory } from "./inventory.js";
import { benchOperation } from "./operation.js";
import { benchPackages } from "./packages.js";
import { benchTable2 } from "./table2.js";

const PARTS: Readonly<Record<string, (print: (line: string) => void) => Promise<void>>> = {
  operation: benchOperation,
  table2: benchTable2,
  inventory: benchInventory,
  packages: benchPackages,
  console: benchConsole,
};

const print = (line: string) => console.log(line);
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) {
  console.error(`There is no part ${unknown} of the bench; there are: ${Object.keys(PARTS).join(", ")}.`);
  process.exitCode = 2;
} else {
  print(`Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}`);
  for (const name of wanted.length === 0 ? Object.keys(PARTS) : wanted) await PARTS[name]?.(print);
}
