import { layoutOf } from "#journal/layout.js";
import { Lock } from "#journal/lock.js";

/** Takes a journal's lock, says so, and holds it until it is killed. */
const { lock: path, directory } = layoutOf(process.argv[2] ?? "");
new Lock(path, directory).hold(() => {
  process.stdout.write("held\n");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
