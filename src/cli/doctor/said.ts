import type { Finding, FindingCode, FindingFacts } from "#domain/finding.js";
import type { Catalogue } from "#messages/catalogue.js";
import type { DoctorTexts, FindingText } from "#messages/doctor-texts.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";

/** What a finding tells a person, in the catalogue's language. Each part is one line, safe to print. */
export function said(finding: Finding, catalogue: Catalogue): FindingText {
  if (finding.code === "PROBLEM") {
    const { what, next } = explain(finding.facts, catalogue);
    return { what, how: next };
  }
  const { what, how } = textOf(catalogue.doctor.findings, finding);
  return { what: printable(what), how: printable(how) };
}

/** Generic in the code, because only so does the compiler see that text and facts belong together. */
function textOf<C extends Exclude<FindingCode, "PROBLEM">>(
  texts: DoctorTexts["findings"],
  { code, facts }: { readonly code: C; readonly facts: FindingFacts[C] },
): FindingText {
  return texts[code](facts);
}
