import fc from "fast-check";
import { bit, type Family, family, flipped, pick, place, swapped } from "./family.js";
import { changed, type Files } from "./files.js";

const tilesIn = (files: Files) => [...files.keys()].filter((path) => path.startsWith("tile/")).sort();

const wrong = (path: string) => ({ file: path, line: null, code: "WRONG_TILE" as const });

export const tamperedTiles: readonly Family[] = [
  family("a bit of a tile flipped", 60, [place, place, bit], ({ files }, which, at, of) => {
    const path = pick(tilesIn(files), which);
    return { files: changed(files, { [path]: flipped(files.get(path)!, at, of) }), expected: wrong(path) };
  }),
  family("two tiles swapped", 30, [place, place], ({ files }, at, by) => {
    const paths = tilesIn(files);
    const others = swapped(paths, at, by);
    const [first, ...rest] = paths.filter((path, index) => others[index] !== path);
    const moved = Object.fromEntries(
      [first!, ...rest].map((path) => [path, files.get(others[paths.indexOf(path)]!)!]),
    );
    return { files: changed(files, moved), expected: wrong(first!) };
  }),
  family("two hashes of a tile swapped", 30, [place, place, place], ({ files }, which, at, by) => {
    const path = pick(
      tilesIn(files).filter((each) => files.get(each)!.length > 32),
      which,
    );
    const content = files.get(path)!;
    const hashes = Array.from({ length: content.length / 32 }, (_, index) =>
      content.subarray(32 * index, 32 * index + 32),
    );
    return {
      files: changed(files, { [path]: Buffer.concat(swapped(hashes, at, by)) }),
      expected: wrong(path),
    };
  }),
  family(
    "a tile cut, or something added to it",
    30,
    [place, place, fc.boolean()],
    ({ files }, which, by, isCut) => {
      const path = pick(tilesIn(files), which);
      const content = files.get(path)!;
      const other = isCut
        ? content.subarray(0, by % content.length)
        : Buffer.concat([content, Buffer.alloc(1 + (by % 64))]);
      return { files: changed(files, { [path]: other }), expected: wrong(path) };
    },
  ),
  family("a tile beyond the tree", 20, [place, place], ({ files, lines }, which, by) => {
    const content = files.get(pick(tilesIn(files), which))!;
    const width = (lines.length % 256) + 1 + (by % (255 - (lines.length % 256)));
    const path = pick(
      [
        `tile/0/00${1 + (by % 3) + 1}`,
        `tile/0/001.p/${width}`,
        "tile/1/000",
        "tile/1/000.p/2",
        "tile/2/000.p/1",
        "tile/63/000",
      ],
      by,
    );
    return { files: changed(files, { [path]: content }), expected: wrong(path) };
  }),
  family("a bit of a blob flipped", 20, [place, bit], ({ files }, at, of) => {
    const path = [...files.keys()].find((each) => each.startsWith("blobs/"))!;
    const other = flipped(files.get(path)!, at, of);
    return {
      files: changed(files, { [path]: other }),
      expected: { file: path, line: null, code: "WRONG_BLOB" },
    };
  }),
];
