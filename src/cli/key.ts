import type { Setting } from "#cli/io.js";
import { exportKey } from "#cli/key-export.js";
import { rotateKey } from "#cli/key-rotate.js";
import { showKey } from "#cli/key-show.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { failure } from "#domain/errors.js";

type KeyWork = (setting: Setting, args: Arguments, file: string | undefined) => Promise<0>;

const WORKS: ReadonlyMap<string, KeyWork> = new Map([
  ["show", showKey],
  ["rotate", rotateKey],
  ["export", exportKey],
]);

/** `shoseki key show | rotate | export FILE`: the key that signs a journal. Throws what goes wrong. */
export async function key(setting: Setting, args: Arguments): Promise<0> {
  allowOnly(args, "key", OPTIONS_OF.key);
  const [, word = "", file, extra] = args.words;
  const work = WORKS.get(word);
  if (work === undefined) throw failure("USAGE", { problem: `key takes ${[...WORKS.keys()].join(", ")}` });
  if (extra !== undefined || (file !== undefined && word !== "export")) {
    throw failure("USAGE", {
      problem: `key ${word} takes ${word === "export" ? "one file" : "options only"}`,
    });
  }
  return await work(setting, args, file);
}
