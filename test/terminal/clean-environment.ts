import { COMPILED } from "../stories/compiled.js";
import type { OperatorHome } from "../stories/shoseki.js";

/** What a program in an operator's terminal sees of this machine: as in `OperatorHome`, and which terminal it is. */
export function cleanEnvironment(
  home: OperatorHome,
  env: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: home.directory,
    LANG: "C.UTF-8",
    TZ: "UTC",
    SHOSEKI_JOURNAL: home.journal,
    SHOSEKI_PASSPHRASE: "a passphrase of the tests",
    TERM: "xterm-256color",
    COLORTERM: "truecolor",
    ...COMPILED,
    ...env,
  };
}
