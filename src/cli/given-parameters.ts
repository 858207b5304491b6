import type { OptionValues } from "#cli/options.js";
import { failure } from "#domain/errors.js";

/** What `--param NAME=VALUE` says, each name once. Throws `USAGE`. */
export function givenParameters({ param = [] }: OptionValues): Readonly<Record<string, string>> {
  const given = new Map<string, string>();
  for (const each of param) {
    const [, name = "", value = ""] = /^([^=]*)=(.*)$/su.exec(each) ?? [];
    if (name === "") throw failure("USAGE", { problem: `--param takes NAME=VALUE, and not ${each}` });
    if (given.has(name)) throw failure("USAGE", { problem: `--param says ${name} twice` });
    given.set(name, value);
  }
  return Object.fromEntries(given);
}
