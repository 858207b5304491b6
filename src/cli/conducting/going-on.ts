import type { OptionName, OptionValues } from "#cli/options.js";
import { LOGIN } from "#cli/subcommand-options.js";
import { shellWord } from "#messages/shell-word.js";

/** The options that a run is gone on with as it was begun. */
const KEPT: readonly OptionName[] = [
  ...LOGIN,
  "approvers",
  "reason",
  "anchor-command",
  "lang",
  "json",
  "yes",
];

export interface GoingOn {
  readonly id: string;
  /** As it was typed. */
  readonly endpoint: string;
  readonly options: OptionValues;
  /** Where the journal is, where that has to be said. */
  readonly journal: string | null;
}

/** A command line for a shell that goes on with a run. */
export function lineOf(
  { id, endpoint, options, journal }: GoingOn,
  word: "resume" | "back-out",
  extra: readonly string[] = [],
): string {
  const kept = KEPT.flatMap((name) => {
    // What a run is for is not why it is undone.
    const value = word === "back-out" && name === "reason" ? undefined : options[name];
    if (value === undefined || value === false) return [];
    return value === true ? [`--${name}`] : [`--${name}`, String(value)];
  });
  const where = journal === null ? [] : ["--journal", journal];
  return ["shoseki", "procedure", word, id, endpoint, ...where, ...kept, ...extra].map(shellWord).join(" ");
}
