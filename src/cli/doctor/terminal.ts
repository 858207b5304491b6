import type { Check } from "#cli/doctor/check.js";
import { MINIMUM } from "#console/view/layout.js";
import { found } from "#domain/finding.js";
import { colourDepth } from "#themes/depth.js";

export const terminalCheck: Check = {
  name: "terminal",
  look: async ({ setting: { io } }) => {
    if (io.terminal === null) return [found("TERMINAL_NONE", {})];
    const { columns, rows } = io.terminal.stdout;
    if (columns < MINIMUM.columns || rows < MINIMUM.rows) {
      const least = { leastColumns: MINIMUM.columns, leastRows: MINIMUM.rows };
      return [found("TERMINAL_SMALL", { columns, rows, ...least })];
    }
    return [found("TERMINAL_FINE", { columns, rows, colours: colourDepth(io.env, true) })];
  },
};
