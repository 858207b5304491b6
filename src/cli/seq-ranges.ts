/** The `seq` of entries in order, neighbours together: `4-7, 9`. */
export function seqRanges(entries: readonly { readonly seq: number }[]): string {
  const ranges: [number, number][] = [];
  for (const { seq } of entries) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1 === seq) last[1] = seq;
    else ranges.push([seq, seq]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(", ");
}
