import type { ErrorCode, ErrorFacts, Problem } from "#domain/errors.js";
import type { Catalogue, ErrorTexts, Explanation } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/** What a problem tells a person, in the catalogue's language. Each part is one line, safe to print. */
export function explain(problem: Problem, catalogue: Catalogue): Explanation {
  const { what, notDone, next } = textOf(catalogue.errors, problem);
  return { what: printable(what), notDone: printable(notDone), next: printable(next) };
}

/** Generic in the code, because only so does the compiler see that text and facts belong together. */
function textOf<C extends ErrorCode>(
  texts: ErrorTexts,
  { code, facts }: { readonly code: C; readonly facts: ErrorFacts[C] },
): Explanation {
  return texts[code](facts);
}
