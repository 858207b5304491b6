import type { OptionName, OptionValues } from "#cli/options.js";

/** What was said of the endpoint that a console was opened with, and of no other. */
const OF_ONE: ReadonlySet<OptionName> = new Set([
  "user",
  "password-stdin",
  "ca",
  "thumbprint",
  "insecure",
] as const satisfies readonly OptionName[]);

/** The options of a console that hold for every endpoint it connects to. */
export function forAnotherEndpoint(options: OptionValues): OptionValues {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !OF_ONE.has(name as OptionName)));
}
