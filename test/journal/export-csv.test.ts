import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { csvHeader, csvRecord } from "#journal/export-csv.js";
import { decodeLine, hashOf, type Line } from "#journal/line.js";
import { anyJournal, linesOfSteps } from "./index/any-journal.js";
import { needs } from "./tools.js";

/** A strict reader of RFC 4180: every quote stands where its grammar allows one, or this throws. */
function parsed(text: string): string[][] {
  const records: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const [, quoted, plain = "", end] = cell.exec(text) ?? [];
    if (end === undefined) throw new Error(`no cell of RFC 4180 at ${at}: ${text.slice(at, at + 40)}`);
    records.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") records.push([]);
  }
  return records.slice(0, -1);
}

const csv = (lines: readonly Line[]): string =>
  [csvHeader(), ...lines.map(csvRecord)].map((record) => `${record}\r\n`).join("");

const lineOf = (text: string): Line => {
  const line = decodeLine(Buffer.from(text));
  if ("problem" in line) throw new Error(line.problem);
  return line;
};

/** What a cell says, with what was put before it taken away. */
const value = (cell: string): string => cell.replace(/^'/, "");

const rowsOf = (lines: readonly Line[]): Record<string, string>[] => {
  const [header = [], ...records] = parsed(csv(lines));
  return records.map((record) => {
    expect(record).toHaveLength(header.length);
    return Object.fromEntries(header.map((name, index) => [name, record[index]!]));
  });
};

test("every entry of any journal comes back as it was", () => {
  fc.assert(
    fc.property(anyJournal, (steps) => {
      const lines = linesOfSteps(steps).map(lineOf);
      const rows = rowsOf(lines);
      expect(rows).toHaveLength(lines.length);
      for (const [index, { entry, bytes }] of lines.entries()) {
        const row = rows[index]!;
        expect(row.seq).toBe(String(entry.seq));
        expect(row.sha256).toBe(hashOf(bytes));
        expect(value(row["TGT.name"]!)).toBe(entry.TGT.name);
        expect(value(row["USR.name"]!)).toBe(entry.USR.name);
        expect(row.ref).toBe(entry.ref ?? "");
        expect(row["RST.message"]).toBe(entry.RST?.message ?? "");
        expect(row.AFT === "" ? undefined : JSON.parse(row.AFT!)).toEqual(entry.AFT);
      }
    }),
    { numRuns: 100 },
  );
});

/** An entry whose reason is this text. */
const because = (why: string): Line => {
  const [text] = linesOfSteps([
    {
      phase: "note",
      OPR: "Login",
      answers: 0,
      status: null,
      task: null,
      endpoint: 0,
      session: 0,
      target: "web-01",
      user: "alice",
      minutesAgo: 0,
      run: null,
      cast: null,
    },
  ]);
  const line = lineOf(text!);
  return { ...line, entry: { ...line.entry, why } satisfies Entry };
};

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠SUM(A1)", "'=1", "'"])(
  "a spreadsheet takes %j for text",
  (why) => {
    const cell = rowsOf([because(why)])[0]!.why!;
    expect(cell).toBe(`'${why}`);
    expect(value(cell)).toBe(why);
  },
);

test("commas, quotes, line ends and the spaces at the ends stay in their cell", () => {
  for (const why of ['a,b;"c"', "two\r\nlines", " in the middle ", '"', "a=b", "日本語、\u3000"])
    expect(rowsOf([because(why)])[0]!.why).toBe(why);
});

test("who else asked for it, and by which clock, are in the last columns", () => {
  const { entry, ...line } = because("asked from a script");
  const told = { ...entry, USR: { ...entry.USR, via: "exec 4242" }, clock: -3_600_000 } satisfies Entry;
  const row = rowsOf([{ ...line, entry: told }])[0]!;
  expect(row["USR.via"]).toBe("exec 4242");
  expect(row.clock).toBe("-3600000");
  expect(rowsOf([because("asked here")])[0]).toMatchObject({ "USR.via": "", clock: "" });
});

test("in which run of a procedure it was done is in the last column, as in the line", () => {
  const { entry, ...line } = because("done in a run");
  const run = {
    id: "0198c1de-0000-7000-8000-000000000800",
    step: "move",
    item: "vm-42",
    undo: true,
  } as const;
  expect(JSON.parse(rowsOf([{ ...line, entry: { ...entry, run } }])[0]!.run!)).toEqual(run);
  expect(rowsOf([because("done alone")])[0]).toMatchObject({ run: "" });
});

test("what a terminal would obey is written as JSON writes it", () => {
  expect(rowsOf([because("a\u001b[31mred\u0085\u0000")])[0]!.why).toBe("a\\u001b[31mred\\u0085\\u0000");
});

test("the columns and their order, which only grows", () => {
  expect(csvHeader()).toBe(
    "seq,id,phase,ref,STR,END,ms,OPR,USR.name,USR.os,USR.console,USR.key,USR.session,HST.endpoint,HST.platform,HST.host," +
      "TGT.kind,TGT.id,TGT.uuid,TGT.name,BEF,AFT,RST.status,RST.code,RST.message,RST.fault,ask,chosen,why,ticket,task,prev,sha256,blobs,USR.via,clock,run,cast,recording",
  );
});

test("Python's csv module reads the same", (context) => {
  needs(context, "python3");
  const lines = fc.sample(anyJournal, { numRuns: 5, seed: 7 }).flatMap(linesOfSteps).map(lineOf);
  const program =
    "import csv,io,json,sys; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode(), newline=''), strict=True))))";
  const read = execFileSync("python3", ["-c", program], {
    input: csv(lines),
    encoding: "utf8",
    stdio: "pipe",
  });
  expect(JSON.parse(read)).toEqual(parsed(csv(lines)));
});
