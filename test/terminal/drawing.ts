import { Terminal, type TerminalOptions } from "./terminal.js";

/**
 * Starts a small program that draws by itself: JavaScript in which `out(text)` writes to the terminal, `CSI` begins a sequence,
 * and `keys(handler)` reads the keyboard raw and calls with each chunk's text. It runs until `process.exit`, or its last line.
 */
export function drawing(script: string, options: TerminalOptions = {}): Terminal {
  const before = `
    const CSI = "\\u001b[";
    const out = (text) => process.stdout.write(text);
    const keys = (handler) => process.stdin.setRawMode(true).setEncoding("utf8").on("data", handler);
  `;
  return Terminal.start(process.execPath, ["-e", `${before}\n${script}`], options);
}
