import stringWidth from "string-width";
import type { Problem } from "#domain/errors.js";
import { certificateLines, knownLines } from "#listings/certificate-lines.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";
import { withoutScheme } from "#messages/wording.js";

/** What is to be seen whatever else is on the screen, in place of sentences; null for all that is not so bad. */
export function alarm(problem: Problem, { trust }: Catalogue): readonly string[] | null {
  if (problem.code !== "CERTIFICATE_CHANGED") return null;
  const { facts } = problem;
  const heading = `${problem.code}: ${printable(trust.changed.heading(facts))}`;
  const rule = "@".repeat(stringWidth(heading));
  return [
    ...[rule, heading, rule, ""],
    ...[trust.changed.known, ...knownLines({ ...facts, thumbprint: facts.known }, trust)],
    ...[trust.changed.shown, ...certificateLines(facts, trust), ""],
    ...trust.changed.advice({ ...facts, host: withoutScheme(facts.endpoint) }).map(printable),
  ];
}
