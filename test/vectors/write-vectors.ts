import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeVectors } from "./make-vectors.js";

for (const [name, text] of Object.entries(makeVectors())) {
  const path = join(import.meta.dirname, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
