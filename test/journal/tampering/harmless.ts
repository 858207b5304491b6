import fc from "fast-check";
import { formatCheckpoint } from "#journal/note/checkpoint.js";
import { tilePath, tilesOf } from "#journal/tree/tile-path.js";
import { bit, type Family, family, flipped, pick, place } from "./family.js";
import { changed, fileOf, pathOf, segmentsIn } from "./files.js";

const DERIVED = ["index.sqlite", "lock.sqlite", "checkpoint.sqlite"];
const LEFT_OVER = [
  "checkpoint.new",
  "allowed_signers.new",
  "vkey.new",
  "tile/0/000.new",
  "tile/0/000.p/3.new",
  "entries/000000000007-0badcafe.torn.new",
];

const tornIn = (paths: Iterable<string>) => [...paths].find((path) => path.endsWith(".torn"))!;
const blobIn = (paths: Iterable<string>) => [...paths].find((path) => path.startsWith("blobs/"))!;

/** What says nothing against a journal, and what is only to be told. */
export const harmless: readonly Family[] = [
  family(
    "a bit of the index or of a lock flipped",
    40,
    [fc.constantFrom(...DERIVED), place, bit],
    ({ files }, name, at, which) => {
      const content = files.get(name) ?? Buffer.of();
      return {
        files: content.length === 0 ? files : changed(files, { [name]: flipped(content, at, which) }),
        expected: null,
      };
    },
  ),
  family(
    "the index or a lock deleted, or emptied",
    10,
    [fc.constantFrom(...DERIVED), fc.boolean()],
    ({ files }, name, isGone) => ({
      files: changed(files, { [name]: isGone ? null : "" }),
      expected: null,
    }),
  ),
  family(
    "what a writer leaves that dies before it puts a file in place",
    20,
    [fc.constantFrom(...LEFT_OVER), fc.string()],
    ({ files }, name, text) => ({
      files: changed(files, { [name]: text }),
      expected: null,
    }),
  ),
  family(
    "an unfinished last line",
    40,
    [fc.uint8Array({ minLength: 1, maxLength: 60_000 })],
    ({ files }, bytes) => {
      const { path, lines } = segmentsIn(files).at(-1)!;
      const tail = Buffer.from(bytes).map((each) => (each === 0x0a ? 0 : each));
      return {
        files: changed(files, { [path]: Buffer.concat([files.get(path)!, tail]) }),
        expected: null,
        torn: [`${path.slice("entries/".length)}, line ${lines.length + 1}`],
      };
    },
  ),
  family(
    "a file of entries that was begun for the next one",
    5,
    [fc.boolean()],
    ({ files, lines }, isTorn) => {
      const path = pathOf(lines.length);
      const torn = isTorn ? [`${path.slice("entries/".length)}, line 1`] : [];
      return { files: changed(files, { [path]: isTorn ? '{"e":' : "" }), expected: null, torn };
    },
  ),
  family("two files of entries in one", 20, [place], ({ files }, at) => {
    const segments = segmentsIn(files);
    const one = at % (segments.length - 1);
    const [first, second] = segments.slice(one);
    const both = fileOf([...first!.lines, ...second!.lines]);
    return { files: changed(files, { [first!.path]: both, [second!.path]: null }), expected: null };
  }),
  family("a file of entries in two", 20, [place, place], ({ files }, at, after) => {
    const { path, lines } = pick(
      segmentsIn(files).filter((each) => each.lines.length > 1),
      at,
    );
    const count = 1 + (after % (lines.length - 1));
    const next = pathOf(Number(path.slice(8, 20)) + count);
    return {
      files: changed(files, { [path]: fileOf(lines.slice(0, count)), [next]: fileOf(lines.slice(count)) }),
      expected: null,
    };
  }),
  family("a tile deleted", 30, [place], ({ files, checkpoints }, at) => {
    const path = pick(
      [...files.keys()].filter((each) => each.startsWith("tile/")),
      at,
    );
    const needed = tilesOf(checkpoints.at(-1)!.size).map((tile) => `tile/${tilePath(tile)}`);
    return {
      files: changed(files, { [path]: null }),
      expected: null,
      missing: needed.includes(path) ? [path] : [],
    };
  }),
  family("a checkpoint that is older than the log", 20, [place], ({ files, checkpoints }, at) => ({
    files: changed(files, { checkpoint: formatCheckpoint(pick(checkpoints, at)) }),
    expected: null,
  })),
  family("a file that is to be told of when it is gone", 20, [fc.nat({ max: 5 })], ({ files }, which) => {
    const path = [
      "allowed_signers",
      "vkey",
      "checkpoint",
      "checkpoints.log",
      tornIn(files.keys()),
      blobIn(files.keys()),
    ][which]!;
    return { files: changed(files, { [path]: null }), expected: null, missing: [path] };
  }),
];
