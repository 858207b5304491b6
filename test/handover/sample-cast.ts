import type { TimelineRow } from "#handover/timeline-row.js";

const COLUMNS = 100;
const ROWS = 24;
const HEAD = 12;

/** A painted line: as wide as the screen. */
const painted = (text: string, sgr = "") => `${sgr}${text.padEnd(COLUMNS)}${sgr === "" ? "" : "\u001b[0m"}`;

/** A line in its place, as a recorder writes what has changed. */
const placed = (row: number, line: string) => `\u001b[${row};1H${line}\u001b[0m`;

/**
 * A recording as the console writes it: a whole frame at the beginning, then the changed lines, absolutely placed, and a marker
 * for each row of the timeline that it has. The screen's audit is the rows, one under the other; `machines` stand over it.
 *
 * @param file of which recording the rows are taken
 */
export function sampleCast(file: string, rows: readonly TimelineRow[], machines: readonly string[]): string {
  const header = {
    ...{ version: 2, width: COLUMNS, height: ROWS, timestamp: 1_772_355_600 },
    ...{ title: "alice@desk-4", env: { TERM: "xterm-256color" } },
  };
  const frame = [
    painted(" shoseki  alice@desk-4  vsphere://vc1.example  REC", "\u001b[1;38;5;15;48;5;24m"),
    painted(" NAME          POWER  CPUS  MEMORY", "\u001b[1m"),
    ...machines.map((name) => painted(` ${name.padEnd(13)} on     2     4 GiB`, "\u001b[38;5;114m")),
  ];
  const filled = Array.from({ length: ROWS }, (_, row) => frame[row] ?? painted(""));
  const whole = `\u001b[0m\u001b[H\u001b[2J${filled.map((line, row) => placed(row + 1, line)).join("")}\u001b[?25l`;
  const own = rows.filter(({ cast }) => cast?.file === file);
  const events = own.flatMap(({ seq, at, OPR, target, status, said, cast }, n) => {
    const seconds = (cast?.at ?? 0) / 1000;
    const line = painted(` ${at.slice(11, 19)} ${status ?? "..."} ${OPR} ${target} ${said}`);
    const label = [seq, OPR, status, target].filter((part) => part !== null && part !== "").join(" ");
    const row = HEAD + (n % (ROWS - HEAD - 1));
    return [
      [seconds, "m", label],
      [seconds + 0.02, "o", placed(row, line)],
    ];
  });
  const lines = [
    header,
    [0, "o", whole],
    ...events,
    [((own.at(-1)?.cast?.at ?? 0) + 3_000) / 1000, "o", placed(ROWS, "")],
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
