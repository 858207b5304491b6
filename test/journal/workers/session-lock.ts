import { layoutOf } from "#journal/layout.js";
import { holdSession, isWriterAlive } from "#journal/session-locks.js";

/** `hold`: holds a session until it is killed or its stdin ends. `ask`: says whether its writer is alive. */
const [what, directory = "", session = ""] = process.argv.slice(2);
const layout = layoutOf(directory);
if (what === "hold") {
  const lock = holdSession(layout, session);
  process.stdout.write("held\n");
  process.stdin.on("end", () => lock.release()).resume();
} else {
  process.stdout.write(`${isWriterAlive(layout, session) ? "alive" : "gone"}\n`);
}
