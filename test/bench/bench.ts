import { cpus } from "node:os";
import { benchConsole } from "./console.js";
import { benchInventory } from "./inventory.js";
import { benchJournal } from "./journal.js";
import { benchLibvirt } from "./libvirt.js";
import { benchOperation } from "./operation.js";
import { benchPackages } from "./packages.js";
import { benchTable2 } from "./table2.js";
import { benchWarm } from "./warm.js";

/** @param size how much of it to do, for the parts that can do less */
type Part = (print: (line: string) => void, size?: number) => Promise<void>;

const PARTS: Readonly<Record<string, Part>> = {
  operation: benchOperation,
  table2: benchTable2,
  inventory: benchInventory,
  packages: benchPackages,
  console: benchConsole,
  journal: benchJournal,
  warm: benchWarm,
  libvirt: benchLibvirt,
};

const print = (line: string) => console.log(line);
/** `part`, or `part=size`. */
const wanted = process.argv.slice(2).map((word) => {
  const [name = "", size] = word.split("=");
  return { name, size: size === undefined ? undefined : Number(size) };
});
const unknown = wanted.find(
  ({ name, size = 1 }) => !Object.hasOwn(PARTS, name) || !(Number.isInteger(size) && size > 0),
);
if (unknown !== undefined) {
  console.error(
    `There is no part ${unknown.name} of that size; there are: ${Object.keys(PARTS).join(", ")}.`,
  );
  process.exitCode = 2;
} else {
  print(`Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}`);
  const parts = wanted.length === 0 ? Object.keys(PARTS).map((name) => ({ name, size: undefined })) : wanted;
  for (const { name, size } of parts) await PARTS[name]?.(print, size);
}
