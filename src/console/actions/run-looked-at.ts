import type { Console } from "#console/console.js";
import { printable } from "#messages/printable.js";

/** Why a step is not answered for while another is looked at: it would not be the one that is under the cursor. Null where it is. */
export function whyNotHere({ store, catalogue }: Console): string | null {
  const { run, lookedAt } = store.run;
  if (run === null || lookedAt === null) return null;
  const texts = catalogue.console.run;
  const { place } = run;
  return texts.asksAbout({ title: place === null ? texts.whole : printable(run.titleOf(place.turn)) });
}
