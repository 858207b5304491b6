import { ANOTHER } from "../sharing/as-another.js";

/** Does it as somebody for whom the modes of files count: root, whom none stops, is `nobody` for as long as it takes. */
export function asNobody<T>(act: () => T): T {
  if (process.getuid?.() !== 0) return act();
  process.seteuid!(ANOTHER);
  try {
    return act();
  } finally {
    process.seteuid!(0);
  }
}
