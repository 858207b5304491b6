import { expect, test } from "vitest";
import { fittedUsage } from "#cli/fitted-usage.js";
import { DRAFT_OPTIONS, HANDOVER_OPTIONS } from "#cli/subcommand-options.js";
import { en } from "#messages/en.js";
import { handoverForms } from "#messages/handover-forms.js";
import { handoverUsage } from "#messages/handover-usage.js";
import { ja } from "#messages/ja.js";

test("each form of handover stands there with the options that it takes, and no others", () => {
  const taken: Readonly<Record<string, readonly string[]>> = { ...HANDOVER_OPTIONS, draft: DRAFT_OPTIONS };
  const written = Object.fromEntries(
    handoverForms.map(([form, line]) => [
      form,
      [...line.matchAll(/--(?<name>[a-z]+)/gu)].map(([, name]) => name),
    ]),
  );
  expect(Object.keys(written).sort()).toEqual(Object.keys(taken).sort());
  for (const [form, names] of Object.entries(written))
    expect(names.toSorted(), form).toEqual(taken[form]!.toSorted());
});

test("it says what each form does, in both languages, on a terminal of any width", () => {
  for (const catalogue of [en, ja]) {
    const text = handoverUsage(catalogue);
    for (const [form, line] of handoverForms)
      expect(text).toContain(`\n  ${line}\n      ${catalogue.usage.handoverUsage.forms[form]}\n`);
    for (const line of fittedUsage(text, 80).split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  }
  expect(fittedUsage(handoverUsage(en), 80)).toMatch(/\n {2}shoseki handover question FILE\.tar .*\n {2}\S/u);
});
