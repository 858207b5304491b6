/** The first row of a list to show, so that the row at `cursor` is seen; it moves no further than that takes. */
export function windowTop(top: number, cursor: number, height: number, length: number): number {
  const last = Math.max(0, length - height);
  const seen = cursor < top ? cursor : cursor >= top + height ? cursor - height + 1 : top;
  return Math.min(Math.max(0, seen), last);
}
