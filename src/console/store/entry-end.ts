import type { Entry } from "#domain/entry.js";

/** When what an entry tells of was over, in milliseconds since 1970. */
export function endOfEntry({ STR, END }: Entry): number {
  return Date.parse(END ?? STR);
}
