import type { Catalogue } from "#messages/catalogue.js";
import { handoverForms } from "#messages/handover-forms.js";
import { handoverOptions } from "#messages/options.js";

/** What `shoseki handover --help` prints: each form and what it does, then the options. Lines joined by newlines, without a last one. */
export function handoverUsage({ usage }: Catalogue): string {
  const { headings, options, handoverUsage: texts } = usage;
  const width = Math.max(...handoverOptions.map(([, written]) => written.length));
  return [
    texts.tagline,
    "",
    headings.usage,
    ...handoverForms.flatMap(([form, written]) => [`  ${written}`, `      ${texts.forms[form]}`]),
    "",
    headings.handoverOptions,
    ...handoverOptions.map(([name, written]) => `  ${written.padEnd(width)}  ${options[name]}`),
    "",
    texts.footer,
  ].join("\n");
}
