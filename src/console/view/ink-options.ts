import type { Terminal } from "#console/terminal/terminal.js";

/**
 * How Ink has the whole screen, and leaves it as it was.
 *
 * @param stdout as Ink is to see the terminal
 * @param maxFps what comes in a burst is shown as it comes, at most so often a second
 */
export function inkOptions({ stdin }: Terminal, stdout: Terminal["stdout"], maxFps: number) {
  return {
    stdout,
    stdin,
    stderr: stdout,
    exitOnCtrlC: false,
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    maxFps,
  };
}
