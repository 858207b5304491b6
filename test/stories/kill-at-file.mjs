// Preloaded into the program of a story: it is killed at the moment at which a file whose name ends with SHOSEKI_KILL_AT would
// come into its place. What was recorded before is on the disk then, and the file is not.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const ending = process.env.SHOSEKI_KILL_AT;
const { linkSync } = fs;

fs.linkSync = (from, to) => {
  if (String(to).endsWith(ending)) process.kill(process.pid, "SIGKILL");
  linkSync(from, to);
};
syncBuiltinESMExports();
