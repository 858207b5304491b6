/** Text as roff prints it: what it would take for its own is not. */
export function roff(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("'", "\\(aq")
    .replaceAll("`", "\\(ga")
    .replaceAll("^", "\\(ha")
    .replaceAll("~", "\\(ti")
    .replace(/^\./gmu, "\\&.");
}

/** Prose: sentences, whose dashes are hyphens. */
export function prose(text: string): string {
  return roff(text).replace(/(?<=[a-z])\\-(?=[a-z])/gu, "-");
}

const bold = (text: string) => `\\fB${roff(text)}\\fR`;

/** What is typed as it stands is bold, and what stands for something else (`FILE`) in italics. */
export function typed(text: string): string {
  return text
    .split(/([A-Z][A-Z0-9_]*\b)/u)
    .map((part, index) => (part === "" ? "" : index % 2 === 1 ? `\\fI${roff(part)}\\fR` : bold(part)))
    .join("");
}

/** A paragraph under a tag. */
export function tagged(tag: string, text: string): readonly string[] {
  return [".TP", tag, prose(text)];
}

/** Lines as they stand. */
export function asTyped(lines: readonly string[]): readonly string[] {
  return [".RS 4", ".nf", ...lines.map(roff), ".fi", ".RE"];
}
