import type { Option, Verb } from "#language/verb.js";

/** How a verb is written, all of it: `cpu TARGET COUNT`, `vms [PATTERN]`, `disk TARGET SIZE [--disk LABEL | --add]`. */
export function usageOf(verb: Verb): string {
  const options = verb.options.map(optionUsage);
  if (verb.takes === "one at most") return [places(verb), `[${options.join(" | ")}]`].join(" ");
  return [places(verb), ...options.map((option) => `[${option}]`)].join(" ");
}

/** The same with `OPTIONS` in place of its options. */
export function briefUsageOf(verb: Verb): string {
  if (verb.options.length === 0) return places(verb);
  return `${places(verb)} ${verb.takes === "one at least" ? "OPTIONS" : "[OPTIONS]"}`;
}

/** `--host HOST`, or `--add` for a flag. */
export function optionUsage({ name, value }: Option): string {
  return value === null ? `--${name}` : `--${name} ${value}`;
}

function places({ verb, parameters }: Verb): string {
  return [verb, ...parameters.map(({ name, optional }) => (optional ? `[${name}]` : name))].join(" ");
}
