/**
 * How many times something random is tried: the short count in `npm test`, the long one in `npm run test:long`
 * (SHOSEKI_LONG=1). A test that takes its count from here says it in its name.
 */
export function shortOrLong(short: number, long: number): number {
  return process.env.SHOSEKI_LONG === "1" ? long : short;
}
