import { cut } from "#messages/wording.js";

/** The first of a list, and how many more there are: `a, b, and 3 more`. */
export function listed(list: readonly string[], limit: number): string {
  const { shown, more } = cut(list, limit);
  return more === 0 ? shown.join(", ") : `${shown.join(", ")}, and ${more} more`;
}
