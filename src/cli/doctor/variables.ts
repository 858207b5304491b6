import { isAbsolute } from "node:path";
import type { Check } from "#cli/doctor/check.js";
import { type Finding, found } from "#domain/finding.js";
import { nearestWord } from "#language/nearest-word.js";
import { en } from "#messages/en.js";

const DIRECTORIES = ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"] as const;

/** What usage says of the environment is all there is. Values are not repeated: one of a misspelt name may be a password. */
export const variablesCheck: Check = {
  name: "variables",
  look: async ({ setting: { io } }) => {
    const known = Object.keys(en.usage.environment).filter((name) => name.startsWith("SHOSEKI_"));
    const unknown = Object.keys(io.env)
      .filter((name) => name.startsWith("SHOSEKI_") && !known.includes(name))
      .sort();
    const findings: readonly Finding[] = [
      ...unknown.map((name) => found("VARIABLE_UNKNOWN", { name, nearest: nearestOf(name, known) })),
      ...DIRECTORIES.filter((name) => io.env[name] && !isAbsolute(io.env[name])).map((name) =>
        found("VARIABLE_RELATIVE", { name }),
      ),
    ];
    return findings.length > 0 ? findings : [found("VARIABLES_FINE", {})];
  },
};

function nearestOf(name: string, known: readonly string[]): string | null {
  const nearest = nearestWord(
    name,
    known.map((each) => each.toLowerCase()),
  );
  return nearest?.toUpperCase() ?? null;
}
