import type { Terminal } from "@xterm/headless";
import type { ScreenSize } from "#recording/replay/cast.js";
import { TodaysWidths } from "#recording/replay/todays-widths.js";

/** What screens are made with. */
export interface Emulator {
  /** An empty screen; `cursor` is told whether its cursor is shown. */
  begin(size: ScreenSize, cursor: (shown: boolean) => void): Terminal;
  /** Columns and rows, as it can have them. */
  sized(size: ScreenSize): readonly [columns: number, rows: number];
}

/** Loads xterm.js: nobody else pays for it. */
export async function loadEmulator(): Promise<Emulator> {
  const { default: xterm } = await import("@xterm/headless");
  return {
    sized,
    begin(size, cursor) {
      const [cols, rows] = sized(size);
      const options = { cols, rows, scrollback: 0, allowProposedApi: true, logLevel: "off" } as const;
      const terminal = new xterm.Terminal(options);
      const widths = new TodaysWidths();
      terminal.unicode.register(widths);
      terminal.unicode.activeVersion = widths.version;
      for (const [final, shown] of CURSOR_MODES)
        terminal.parser.registerCsiHandler({ prefix: "?", final }, (modes) => {
          if (modes.includes(CURSOR)) cursor(shown);
          return false;
        });
      return terminal;
    },
  };
}

/** DECTCEM, set and reset. */
const CURSOR = 25;
const CURSOR_MODES = [
  ["h", true],
  ["l", false],
] as const;

/** xterm.js has no terminal that is narrower. */
const NARROWEST = 2;

function sized({ columns, rows }: ScreenSize): readonly [number, number] {
  return [Math.max(NARROWEST, columns), rows];
}
