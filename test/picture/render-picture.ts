import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import stringWidth from "string-width";

/** Runs the program on the embedded simulator and draws what it printed, for the README: `npm run picture`. */
const root = join(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "shoseki-picture-"));

const SESSION = [
  [
    "exec",
    "sim:",
    "vms web-0[1-4]",
    "stop web-01",
    "memory web-01 8GiB",
    "start web-01",
    "snapshot create db-01 pre-upgrade",
    "delete web-02",
    "--ticket",
    "CHG-1042",
  ],
  ["log", "--journal", "sim:", "--op", "ModifyMemory", "--format", "4w1h1r"],
  ["verify", "sim:"],
];

function run(args: readonly string[]): string[] {
  const command = ["$ shoseki", ...args.map((word) => (/[^\w:./-]/.test(word) ? `'${word}'` : word))].join(
    " ",
  );
  const script = `"$@" 2>&1 || true`;
  const out = execFileSync(
    "sh",
    ["-c", script, "sh", process.execPath, join(root, "bin/shoseki.js"), ...args],
    {
      encoding: "utf8",
      env: { PATH: process.env.PATH, HOME: home, LANG: "C.UTF-8", TZ: "Asia/Tokyo" },
    },
  );
  return [command, ...out.trimEnd().replaceAll(home, "~").split("\n"), ""];
}

const COLUMNS = 140;
const CELL = { width: 7.83, height: 18 };
const COLOURS: readonly (readonly [RegExp, string])[] = [
  [/^\$/, "#e6edf3"],
  [/^OK/, "#7ee787"],
  [/^(REFUSED|UNKNOWN)/, "#e3b341"],
  [/^NG/, "#ff7b72"],
];

/** Cuts a line into rows of the picture's width, as a terminal would. */
function wrapped(line: string): string[] {
  const rows = [""];
  for (const character of line) {
    if (stringWidth(`${rows.at(-1)}${character}`) > COLUMNS) rows.push("");
    rows.push(`${rows.pop() ?? ""}${character}`);
  }
  return rows;
}

function draw(lines: readonly string[]): string {
  const rows = lines.flatMap((line) => {
    const colour = COLOURS.find(([pattern]) => pattern.test(line))?.[1] ?? "#9da7b3";
    return wrapped(line).map((text) => ({ text, colour }));
  });
  const escaped = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const width = Math.ceil(COLUMNS * CELL.width + 32);
  const height = rows.length * CELL.height + 24;
  const texts = rows.map(
    ({ text, colour }, row) =>
      `<text x="16" y="${28 + row * CELL.height}" fill="${colour}" xml:space="preserve">${escaped(text)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    "<title>Shoseki on its embedded simulator</title>",
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">`,
    ...texts,
    "</g></svg>",
    "",
  ].join("\n");
}

try {
  writeFileSync(join(root, "docs/shoseki.svg"), draw(SESSION.flatMap(run).slice(0, -1)));
} finally {
  rmSync(home, { recursive: true });
}
