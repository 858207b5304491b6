import { cut } from "#messages/wording.js";

/** The first of a list, and how many more there are: `a、b、ほか 3 件`. */
export function listed(list: readonly string[], limit: number): string {
  const { shown, more } = cut(list, limit);
  return more === 0 ? shown.join("、") : `${shown.join("、")}、ほか ${more} 件`;
}
