import type { Setting } from "#cli/io.js";
import type { OptionValues } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { nameOf, type Turn } from "#procedures/run/turns.js";

/** What a command line says of a run beforehand: nobody is asked for it then. */
export interface SaidBeforehand {
  /** Whether every plan and question is agreed to. Approvals, and what is done by hand, never are. */
  readonly yes: boolean;
  /** `STEP=TEXT`, or `STEP/ITEM=TEXT`: see `saidOf`. So are the two below. */
  readonly seen: readonly string[];
  readonly skip: readonly string[];
  /** With nothing after its `=`. */
  readonly again: readonly string[];
  /** Paths of requests that are signed, without their `.sig`. */
  readonly approvals: readonly string[];
  /** Where a request is written; null for the usual place. */
  readonly request: string | null;
}

/**
 * Reads it. Throws `USAGE`, and `RUN_NEEDS_YES` where it would have to be asked and nobody can be.
 *
 * @param file the procedure's, or the run: what the error names
 */
export function saidBeforehand({ io, json }: Setting, options: OptionValues, file: string): SaidBeforehand {
  const { yes = false, seen, skip, again = [], approval = [], request = null } = options;
  for (const option of ["reason", "take-back"] as const)
    refusePlaceholder(`--${option}`, options[option] ?? "");
  if (!yes && (json || !io.canAsk)) throw failure("RUN_NEEDS_YES", { file });
  return {
    yes,
    seen: pairs("--seen", seen),
    skip: pairs("--skip", skip),
    again: again.map((step) => `${step}=`),
    approvals: approval.map((path) => path.replace(/\.sig$/u, "")),
    request,
  };
}

/** Throws `USAGE` for what is no pair, for a step that is said twice, and for what a printed line had in a text's place. */
function pairs(option: string, all: readonly string[] = []): readonly string[] {
  const steps = new Set<string>();
  for (const each of all) {
    const [, step = "", text = ""] = /^([^=]*)=(.*)$/su.exec(each) ?? [];
    if (step === "" || text.trim() === "")
      throw failure("USAGE", { problem: `${option} takes STEP=TEXT, and not ${each}` });
    refusePlaceholder(option, text.slice(text.lastIndexOf("=") + 1));
    // An item's name may have a `=`: then it is told apart once the steps are known.
    if (text.includes("=")) continue;
    if (steps.has(step)) throw failure("USAGE", { problem: `${option} says ${step} twice` });
    steps.add(step);
  }
  return all;
}

/** Throws `USAGE` where a printed command line was not filled in: it would be evidence. */
function refusePlaceholder(option: string, said: string): void {
  const text = said.trim();
  if (text === "TEXT" || text === "WHY")
    throw failure("USAGE", { problem: { kind: "PLACEHOLDER", option, text } });
}

/** Throws `USAGE` for what is said of nothing that there is to be done: it would be passed over in silence. */
export function refuseUnknownSteps({ seen, skip, again }: SaidBeforehand, turns: readonly Turn[]): void {
  for (const [option, all] of [
    ["--seen", seen],
    ["--skip", skip],
    ["--again", again],
  ] as const) {
    const unknown = all.find((said) => nameIn(said, turns) === "");
    if (unknown === undefined) continue;
    const name = unknown.slice(0, unknown.indexOf("="));
    const steps = [...new Set(turns.map(({ step }) => step.id))].join(", ");
    const problem = `${option} names ${name}, and there is no such step in this run: it has ${steps}`;
    throw failure("USAGE", { problem });
  }
}

/**
 * What is said of a turn: by `step/item`, the item's id or its name, else by the step, for all its items. An item's name may
 * hold a `=`: of the turns that a text could be about it is about the one with the longest name.
 */
export function saidOf(said: readonly string[], turn: Turn, turns: readonly Turn[]): string | null {
  if (said.length === 0) return null;
  const named = said.map((each) => ({ each, name: nameIn(each, turns) }));
  for (const name of namesOf(turn)) {
    const found = named.find((one) => one.name === name);
    if (found !== undefined) return found.each.slice(name.length + 1);
  }
  return null;
}

/** The name before the `=`. */
function nameIn(said: string, turns: readonly Turn[]): string {
  const names = turns.flatMap(namesOf).filter((name) => said.startsWith(`${name}=`));
  return names.reduce((longest, name) => (name.length > longest.length ? name : longest), "");
}

/** The nearest first. */
function namesOf({ key, step, item }: Turn): readonly string[] {
  return item === null ? [key] : [key, `${step.id}/${nameOf(item)}`, step.id];
}
