import type { Terminal } from "../terminal/terminal.js";

/** What an operator does with a console, as keys one after another, and where on the screen each of them is seen. */
export interface Work {
  readonly name: string;
  /** Pressed before, and after, all at once: neither is timed. */
  readonly before: readonly string[];
  readonly keys: readonly string[];
  readonly after: readonly string[];
  /** What of the screen is another after each key. */
  shown(terminal: Terminal): string;
}

const times = (count: number, ...keys: readonly string[]): readonly string[] =>
  Array.from({ length: count }, () => keys).flat();

/** The row that the cursor is on, and its name: an update changes the rest. */
function cursorRow(terminal: Terminal): string {
  const rows = terminal.screen();
  const at = rows.findIndex((row) => row.startsWith("›"));
  return `${at} ${rows[at]?.slice(2, 18)}`;
}

function headings(terminal: Terminal): string {
  return terminal.screen().find((row) => /[↑↓]/u.test(row)) ?? "";
}

function typedLine(terminal: Terminal): string {
  return `${terminal.screen().at(-2)}${terminal.cursor.column}`;
}

function candidates(terminal: Terminal): string {
  return terminal.screen().slice(-10, -1).join("\n");
}

function names(terminal: Terminal): string {
  return terminal
    .screen()
    .slice(4, 10)
    .map((row) => row.slice(2, 18))
    .join("\n");
}

const erased = (text: string): readonly string[] => [...text, ...times(text.length, "backspace")];

export const WORKS: readonly Work[] = [
  {
    name: "moving",
    before: ["home"],
    keys: times(10, ...times(9, "down"), "up"),
    after: [],
    shown: cursorRow,
  },
  {
    name: "paging",
    before: ["home"],
    keys: [...times(50, "pagedown"), ...times(49, "pageup")],
    after: ["home"],
    shown: names,
  },
  {
    name: "sorting",
    before: [],
    keys: times(17, "o", "O", "o", "o", "o", "o", "o"),
    after: [],
    shown: headings,
  },
  {
    name: "filter",
    before: ["/"],
    keys: [
      ...erased("web-1"),
      ...erased("db 172.1"),
      ...erased("esx"),
      ...erased("k8s-node-99"),
      ...erased("検証 !1"),
    ],
    after: ["esc"],
    shown: typedLine,
  },
  {
    name: "command line",
    before: [":"],
    keys: [
      ...erased("memory web-12 8GiB"),
      ...erased("start @vm-1"),
      ...erased("move k8s-node-7 --host esx"),
    ],
    after: ["ctrl+u", "esc"],
    shown: typedLine,
  },
  {
    name: "completion",
    before: [":", ..."start web-"],
    keys: times(100, "tab"),
    after: ["ctrl+u", "esc"],
    shown: candidates,
  },
];
