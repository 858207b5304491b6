/** Whether the tests were asked to take their time (`npm run test:long`, which sets SHOSEKI_LONG=1). */
export function isLong(): boolean {
  return process.env.SHOSEKI_LONG === "1";
}

/**
 * How many times something random is tried: the short count in `npm test`, the long one in `npm run test:long`. A test that
 * takes its count from here says it in its name.
 */
export function shortOrLong(short: number, long: number): number {
  return isLong() ? long : short;
}
