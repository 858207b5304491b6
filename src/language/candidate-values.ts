import { type Proposal, type Source, sourceOf } from "#language/candidate-source.js";
import { parseSize } from "#language/size.js";

const COUNTS: readonly number[] = [1, 2, 4, 8, 16];
const MEMORY_SIZES: readonly string[] = ["1GiB", "2GiB", "4GiB", "8GiB", "16GiB", "32GiB", "64GiB"];
const DISK_SIZES: readonly string[] = ["20GiB", "40GiB", "80GiB", "160GiB", "320GiB", "1TiB"];

/** Numbers of CPUs; `now` is how many there are, null where that is not known. */
export function countSource(now: number | null): Source {
  return values(now === null ? null : String(now), COUNTS.map(String));
}

/** Sizes of memory; `nowMiB` is what there is. */
export function memorySource(typed: string, nowMiB: number | null): Source {
  return sizes(typed, nowMiB, MEMORY_SIZES);
}

/** Sizes of a disk. A disk only grows: nothing below `nowMiB` is offered. */
export function diskSource(typed: string, nowMiB: number | null): Source {
  return sizes(
    typed,
    nowMiB,
    DISK_SIZES.filter((size) => nowMiB === null || mebibytesOf(size) > nowMiB),
  );
}

/** A size in the largest unit that leaves it whole: `8GiB`, `1536MiB`. */
function sizeText(mebibytes: number): string {
  if (mebibytes >= 1_048_576 && mebibytes % 1_048_576 === 0) return `${mebibytes / 1_048_576}TiB`;
  return mebibytes >= 1024 && mebibytes % 1024 === 0 ? `${mebibytes / 1024}GiB` : `${mebibytes}MiB`;
}

/** A number that begins none of the usual sizes is offered with its units. */
function sizes(typed: string, nowMiB: number | null, usual: readonly string[]): Source {
  const now = nowMiB === null ? null : sizeText(nowMiB);
  const begins = [now, ...usual].some((size) => size?.toLowerCase().startsWith(typed.toLowerCase()));
  const number = /^\d+(?:\.\d+)?/u.exec(typed)?.[0];
  if (begins || number === undefined) return values(now, usual);
  const withUnits = [`${number}GiB`, `${number}MiB`].filter((size) => "mebibytes" in parseSize(size));
  return values(null, withUnits);
}

/** The present value first. */
function values(now: string | null, usual: readonly string[]): Source {
  const others = usual.filter((each) => each !== now).map((each) => value(each, "value"));
  return sourceOf(now === null ? others : [value(now, "current"), ...others], false);
}

function value(text: string, kind: "value" | "current"): Proposal {
  return { word: text, id: null, shown: text, note: null, kind, written: "quoted", extent: "ends" };
}

function mebibytesOf(text: string): number {
  const size = parseSize(text);
  return "mebibytes" in size ? size.mebibytes : 0;
}
