import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { completion } from "#cli/completion.js";
import { readArguments } from "#cli/options.js";
import { en } from "#messages/en.js";
import type { OperatorHome } from "../../stories/shoseki.js";
import { fakeIo } from "../fake-io.js";

export type Shell = "bash" | "zsh" | "fish";

/** What `shoseki completion SHELL` prints, in a file of the operator's, beside two profiles and a theme of theirs. */
export async function completionScript(home: OperatorHome, shell: Shell): Promise<string> {
  const { io, out } = fakeIo(home, async function* () {});
  await completion({ io, catalogue: en, json: false }, readArguments(["completion", shell]));
  const config = join(home.directory, ".config/shoseki");
  for (const [folder, name] of [
    ["profiles", "tokyo.yaml"],
    ["profiles", "osaka.yaml"],
    ["profiles", "osaka.yaml.bak"],
    ["themes", "night.json"],
  ] as const) {
    mkdirSync(join(config, folder), { recursive: true });
    writeFileSync(join(config, folder, name), "");
  }
  const path = join(home.directory, shell === "zsh" ? "_shoseki" : `shoseki.${shell}`);
  writeFileSync(path, `${out.join("\n")}\n`);
  return path;
}
