import { fileURLToPath } from "node:url";
import type { OperatorHome } from "../stories/shoseki.js";
import { Terminal, type TerminalOptions } from "./terminal.js";

const PROGRAM = fileURLToPath(new URL("../../bin/shoseki.js", import.meta.url));

/** Starts the built program in an operator's terminal: `openConsole(home, ["sim:"])`. */
export function openConsole(
  home: OperatorHome,
  args: readonly string[],
  options: Omit<TerminalOptions, "home"> = {},
): Terminal {
  return Terminal.start(process.execPath, [PROGRAM, ...args], { ...options, home });
}
