import { followLines } from "#journal/follow-lines.js";
import { layoutOf } from "#journal/layout.js";

/** Follows a journal, loses interest after the first line, and has nothing more to do. */
for await (const { number } of followLines(layoutOf(process.argv[2] ?? ""), new AbortController().signal)) {
  process.stdout.write(`line ${number}\n`);
  break;
}
process.stdout.write("done\n");
