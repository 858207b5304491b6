/** What was read from a text, or what is wrong with it in words. */
export type Read<T> = { readonly value: T } | { readonly problem: string };

/** A whole number in decimal digits between `least` and `most`; `name` is what the problem calls it. */
export function wholeNumber(name: string, text: string, least: number, most: number): Read<number> {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return { value };
  return { problem: `${name}=${text} is not a whole number from ${least} to ${most}` };
}
