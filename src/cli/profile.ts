import type { ExitCode } from "#cli/exit-code.js";
import type { Setting } from "#cli/io.js";
import { type Arguments, allowOnly, type OptionName } from "#cli/options.js";
import { addProfile } from "#cli/profile-add.js";
import { listProfiles } from "#cli/profile-list.js";
import { profilePassword } from "#cli/profile-password.js";
import { printProfileSchema } from "#cli/profile-print-schema.js";
import { removeProfileNamed } from "#cli/profile-remove.js";
import { showProfile } from "#cli/profile-show.js";
import { testProfile } from "#cli/profile-test.js";
import { PROFILE_OPTIONS } from "#cli/subcommand-options.js";
import { failure } from "#domain/errors.js";

interface ProfileWork {
  readonly takesName: boolean;
  readonly options: readonly OptionName[];
  /** @param name empty where none is taken */
  run(setting: Setting, args: Arguments, name: string): ExitCode | Promise<ExitCode>;
}

const WORKS: ReadonlyMap<string, ProfileWork> = new Map<string, ProfileWork>([
  ["add", { takesName: true, options: PROFILE_OPTIONS.add, run: addProfile }],
  ["list", { takesName: false, options: PROFILE_OPTIONS.list, run: listProfiles }],
  ["show", { takesName: true, options: PROFILE_OPTIONS.show, run: showProfile }],
  ["remove", { takesName: true, options: PROFILE_OPTIONS.remove, run: removeProfileNamed }],
  ["test", { takesName: true, options: PROFILE_OPTIONS.test, run: testProfile }],
  ["password", { takesName: true, options: PROFILE_OPTIONS.password, run: profilePassword }],
  ["schema", { takesName: false, options: PROFILE_OPTIONS.schema, run: printProfileSchema }],
]);

/** `shoseki profile add | list | show | remove | test | password | schema`: endpoints with a name. Throws what goes wrong. */
export async function profile(setting: Setting, args: Arguments): Promise<ExitCode> {
  const [, word = "", name, extra] = args.words;
  const work = WORKS.get(word);
  if (work === undefined) {
    throw failure("USAGE", { problem: `profile takes ${[...WORKS.keys()].join(", ")}` });
  }
  allowOnly(args, `profile ${word}`, work.options);
  if ((name !== undefined) !== work.takesName || extra !== undefined) {
    const takes = work.takesName ? "one name" : "options only";
    const endpoint = word === "add" ? ", and its endpoint after --endpoint" : "";
    throw failure("USAGE", { problem: `profile ${word} takes ${takes}${endpoint}` });
  }
  return await work.run(setting, args, name ?? "");
}
