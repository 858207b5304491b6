import fc from "fast-check";
import { NEWLINE } from "#journal/line.js";
import { ofLines } from "./expected-of-lines.js";
import { bit, type Family, family, flipped, pick, place, swapped } from "./family.js";
import { changed, type Files, fileOf, pathOf, segmentsIn, withSegments } from "./files.js";
import { withLines } from "./forger.js";

/** The same files with the lines of one file edited. */
function edited(files: Files, at: number, edit: (lines: readonly Buffer[]) => readonly Buffer[]): Files {
  const { path, lines } = pick(segmentsIn(files), at);
  return changed(files, { [path]: fileOf(edit(lines)) });
}

/** A place in the bytes of all files of entries. */
function editedByte(files: Files, at: number, edit: (content: Buffer, offset: number) => Buffer): Files {
  const paths = segmentsIn(files).map(({ path }) => path);
  let offset = at % paths.reduce((sum, path) => sum + files.get(path)!.length, 0);
  const path = paths.find((each) => {
    const { length } = files.get(each)!;
    if (offset < length) return true;
    offset -= length;
    return false;
  })!;
  return changed(files, { [path]: edit(files.get(path)!, offset) });
}

const byte = fc.constantFrom(0, 0x0a, 0x20, 0x22, 0x2c, 0x41, 0x5c, 0x7d, 0x80, 0xff);

const around = (content: Buffer, at: number, instead: readonly number[], gone: number) =>
  Buffer.concat([content.subarray(0, at), Buffer.from(instead), content.subarray(at + gone)]);

/** Without any key: what anybody can do who can write to the disk. */
export const tamperedLines: readonly Family[] = [
  family("a bit of an entry's file flipped", 400, [place, bit], (evidence, at, which) =>
    ofLines(
      evidence,
      editedByte(evidence.files, at, (content, offset) => flipped(content, offset, which)),
    ),
  ),
  family("a byte put in between", 80, [place, byte], (evidence, at, value) =>
    ofLines(
      evidence,
      editedByte(evidence.files, at, (content, offset) => around(content, offset, [value], 0)),
    ),
  ),
  family("some bytes taken out", 80, [place, fc.integer({ min: 1, max: 2_000 })], (evidence, at, gone) =>
    ofLines(
      evidence,
      editedByte(evidence.files, at, (content, offset) => around(content, offset, [], gone)),
    ),
  ),
  family(
    "a newline put in front of, or in place of, some byte",
    40,
    [place, fc.nat({ max: 1 })],
    (evidence, at, gone) =>
      ofLines(
        evidence,
        editedByte(evidence.files, at, (content, offset) => around(content, offset, [NEWLINE], gone)),
      ),
  ),
  family("a line dropped", 80, [place, place], (evidence, at, which) =>
    ofLines(
      evidence,
      edited(evidence.files, at, (lines) => lines.toSpliced(which % lines.length, 1)),
    ),
  ),
  family("a line doubled where it is", 40, [place, place], (evidence, at, which) =>
    ofLines(
      evidence,
      edited(evidence.files, at, (lines) => lines.toSpliced(which % lines.length, 0, pick(lines, which))),
    ),
  ),
  family("a copy of a line put in elsewhere", 80, [place, place, place], (evidence, at, which, from) =>
    ofLines(
      evidence,
      edited(evidence.files, at, (lines) =>
        lines.toSpliced(which % (lines.length + 1), 0, pick(evidence.lines, from)),
      ),
    ),
  ),
  family("two lines swapped", 80, [place, place], (evidence, at, by) =>
    ofLines(evidence, withLines(evidence.files, swapped(evidence.lines, at, by))),
  ),
  family("two neighbours swapped", 40, [place], (evidence, at) => {
    const one = at % (evidence.lines.length - 1);
    const [first, second] = evidence.lines.slice(one);
    return ofLines(evidence, withLines(evidence.files, evidence.lines.toSpliced(one, 2, second!, first!)));
  }),
  family("a line moved to another place", 80, [place, place], (evidence, from, to) => {
    const { lines } = evidence;
    const one = from % lines.length;
    const target = (one + 1 + (to % (lines.length - 1))) % lines.length;
    const moved = lines.toSpliced(one, 1).toSpliced(target, 0, lines[one]!);
    return ofLines(evidence, withLines(evidence.files, moved));
  }),
  family("a line with the signature of another", 40, [place, place], (evidence, at, by) => {
    const one = at % evidence.lines.length;
    const [entry] = evidence.lines[one]!.toString().split(',"s":');
    const [, signature] = swapped(evidence.lines, at, by)[one]!.toString().split(',"s":');
    const line = Buffer.from(`${entry},"s":${signature}`);
    return ofLines(evidence, withLines(evidence.files, evidence.lines.with(one, line)));
  }),
  family("the tail cut, its checkpoints left", 60, [place], (evidence, at) =>
    ofLines(
      evidence,
      withLines(evidence.files, evidence.lines.slice(0, 1 + (at % (evidence.lines.length - 1)))),
    ),
  ),
  family("a file of entries dropped", 40, [place], (evidence, at) =>
    ofLines(evidence, changed(evidence.files, { [pick(segmentsIn(evidence.files), at).path]: null })),
  ),
  family("a file of entries named for another seq", 60, [place, place], (evidence, at, to) => {
    const { files } = evidence;
    const { path } = pick(segmentsIn(files), at);
    const renamed = pathOf((Number(path.slice(8, 20)) + 1 + (to % 300)) % 400);
    return ofLines(evidence, changed(files, { [path]: null, [renamed]: files.get(path)! }));
  }),
  family("two files of entries that bear each other's names", 30, [place, place], (evidence, at, by) => {
    const segments = segmentsIn(evidence.files);
    const others = swapped(segments, at, by);
    return ofLines(
      evidence,
      withSegments(
        evidence.files,
        segments.map(({ path }, index) => ({ path, lines: others[index]!.lines })),
      ),
    );
  }),
  family("the lines of a file put in the one before it as well", 30, [place], (evidence, at) => {
    const segments = segmentsIn(evidence.files);
    const one = at % (segments.length - 1);
    const lines = [...segments[one]!.lines, ...segments[one + 1]!.lines];
    return ofLines(evidence, changed(evidence.files, { [segments[one]!.path]: fileOf(lines) }));
  }),
  family("an empty file of entries put in between", 20, [place], (evidence, at) => {
    const path = pathOf(at % (evidence.lines.length + 20));
    const isThere = evidence.files.has(path);
    return ofLines(evidence, isThere ? evidence.files : changed(evidence.files, { [path]: "" }));
  }),
  family("a zero byte put in the last line, or behind it", 30, [place], (evidence, at) => {
    const { path } = segmentsIn(evidence.files).at(-1)!;
    const content = evidence.files.get(path)!;
    const offset = content.length - (at % (evidence.lines.at(-1)!.length + 40));
    return ofLines(
      evidence,
      changed(evidence.files, { [path]: around(content, Math.max(offset, 0), [0], 0) }),
    );
  }),
  family(
    "something long behind the last line",
    20,
    [fc.integer({ min: 1, max: 200_000 })],
    (evidence, length) => {
      const { path } = segmentsIn(evidence.files).at(-1)!;
      const content = Buffer.concat([evidence.files.get(path)!, Buffer.alloc(length, "x")]);
      return ofLines(evidence, changed(evidence.files, { [path]: content }));
    },
  ),
];
