import type { SyntaxProblem } from "#domain/syntax-problem.js";

/** A size in whole MiB, or why the text is none and what could be written instead. */
export type ParsedSize =
  | { readonly mebibytes: number }
  | { readonly problem: SyntaxProblem; readonly suggestions: readonly string[] };

const SIZE = /^(?<sign>[+-]?)(?<whole>\d+)(?:\.(?<fraction>\d+))?(?<unit>[A-Za-z]*)$/u;

const MEBIBYTES: Readonly<Record<string, bigint>> = {
  m: 1n,
  mib: 1n,
  g: 1024n,
  gib: 1024n,
  t: 1_048_576n,
  tib: 1_048_576n,
};

const BINARY: Readonly<Record<string, string>> = { mb: "MiB", gb: "GiB", tb: "TiB" };

/**
 * Reads `8GiB`, `8192MiB`, `1.5TiB`, and `8G`, `8g`, `512M` as binary; case does not count. `8GB` and a bare number
 * are refused, because half of the world means something else by them. Zero, negative and absurd sizes are
 * sizes: whether a machine can have them is the plan's question.
 */
export function parseSize(text: string): ParsedSize {
  const parts = SIZE.exec(text)?.groups;
  if (parts === undefined) return { problem: "NOT_A_SIZE", suggestions: ["8GiB"] };
  const { sign = "", whole = "", fraction = "", unit = "" } = parts;
  const number = `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`;

  if (unit === "") return { problem: "SIZE_WITHOUT_UNIT", suggestions: withUnits(number) };
  const binary = BINARY[unit.toLowerCase()];
  if (binary !== undefined) return { problem: "DECIMAL_UNIT", suggestions: [`${number}${binary}`] };
  const factor = MEBIBYTES[unit.toLowerCase()];
  if (factor === undefined) return { problem: "NOT_A_SIZE", suggestions: [`${number}GiB`] };
  return inMebibytes(sign, whole, fraction, factor);
}

/** In BigInt, because 0.1 is no binary fraction: `0.1GiB` must be refused, and `0.3TiB` not rounded. */
function inMebibytes(sign: string, whole: string, fraction: string, factor: bigint): ParsedSize {
  if (whole.length + fraction.length > 32) return { problem: "NUMBER_TOO_LONG", suggestions: ["8GiB"] };
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt(whole + fraction) * factor;
  const magnitude = scaled / scale;
  if (magnitude > BigInt(Number.MAX_SAFE_INTEGER)) {
    return { problem: "NUMBER_TOO_LONG", suggestions: ["8GiB"] };
  }
  if (scaled % scale !== 0n) {
    return {
      problem: "NOT_WHOLE_MIB",
      suggestions: [`${sign}${magnitude}MiB`, `${sign}${magnitude + 1n}MiB`],
    };
  }
  return { mebibytes: Number(sign === "-" ? -magnitude : magnitude) };
}

function withUnits(number: string): readonly string[] {
  const value = Number(number);
  const inGibibytes = value % 1024 === 0 ? String(value / 1024) : number;
  return [`${number}MiB`, `${inGibibytes}GiB`];
}
