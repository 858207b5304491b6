import type { ExitCode } from "#cli/exit-code.js";
import { findingSaid } from "#cli/finding-said.js";
import { givenParameters } from "#cli/given-parameters.js";
import { humanPrinter } from "#cli/human-printer.js";
import { inEndpointSession } from "#cli/in-endpoint-session.js";
import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";
import { failure, ShosekiError } from "#domain/errors.js";
import type { Procedure } from "#domain/procedure.js";
import type { ProcedureFinding } from "#domain/procedure-finding.js";
import type { FrozenSets } from "#domain/procedure-value.js";
import { printable } from "#messages/printable.js";
import { allSteps } from "#procedures/all-parts.js";
import { checkOnInventory } from "#procedures/check-on-inventory.js";
import { checkProcedure } from "#procedures/check-procedure.js";
import { expressionsOf } from "#procedures/expressions.js";
import { type ProcedureFile, readProcedureFile } from "#procedures/read-procedure-file.js";

/** How many of what a loop goes through are named. */
const MOST_NAMED = 5;

/**
 * `shoseki procedure check FILE [ENDPOINT]`: what is wrong with a procedure, by itself and with what there is at an endpoint, each
 * finding with its line and column; nothing is changed there. Exit 0 nothing, or warnings alone; 1 errors; 2 it is no procedure.
 */
export async function checkProcedureFile(setting: Setting, args: Arguments, path: string): Promise<ExitCode> {
  const endpoint = args.words[3];
  const given = givenParameters(args.options);
  if (endpoint === undefined && Object.keys(given).length > 0) {
    throw failure("USAGE", { problem: "--param is held against an endpoint: procedure check FILE ENDPOINT" });
  }
  const file = await readOrTell(setting, path);
  if (file === null) return 2;
  const expressions = await expressionsOf(file.procedure);
  const findings = checkProcedure(expressions);
  // What does not fit by itself is put right first: nobody has to log in for that.
  if (endpoint === undefined || findings.some(({ severity }) => severity === "error")) {
    return tell(setting, file, findings, new Map());
  }
  const printer = humanPrinter(setting);
  const showing = { printer: setting.json ? { ...printer, aside: () => undefined } : printer };
  return await inEndpointSession(setting, args, endpoint, showing, async ({ inventory }) => {
    const there = checkOnInventory(expressions, given, inventory);
    return tell(setting, file, [...findings, ...there.findings], there.sets);
  });
}

/** A file that is no procedure is told of like a finding. Throws `FILE_UNREADABLE`. */
async function readOrTell(setting: Setting, path: string): Promise<ProcedureFile | null> {
  try {
    return await readProcedureFile(path);
  } catch (error) {
    if (!(error instanceof ShosekiError) || error.problem.code !== "PROCEDURE_INVALID") throw error;
    const { line, column } = error.problem.facts;
    const problem = { kind: "PROBLEM", problem: error.problem } as const;
    setting.io.out(findingSaid(setting, path, { at: { line, column }, severity: "error", problem }));
    return null;
  }
}

function tell(
  setting: Setting,
  { path, procedure }: ProcedureFile,
  findings: readonly ProcedureFinding[],
  sets: FrozenSets,
): ExitCode {
  const { io, catalogue, json } = setting;
  for (const finding of findings) io.out(findingSaid(setting, path, finding));
  const errors = findings.filter(({ severity }) => severity === "error").length;
  if (json) {
    io.out(
      JSON.stringify({ path, title: procedure.title, steps: stepsIn(procedure), errors, sets: counts(sets) }),
    );
    return errors === 0 ? 0 : 1;
  }
  const { procedureCheck: texts } = catalogue;
  for (const [loop, items] of sets) {
    const names = items.slice(0, MOST_NAMED).map((item) => (typeof item === "string" ? item : item.name));
    io.out(printable(`${path}: ${texts.set({ loop, count: items.length, names })}`));
  }
  const warnings = findings.length - errors;
  const { title } = procedure;
  const summary =
    errors === 0
      ? texts.fine({ path, title, steps: stepsIn(procedure), warnings })
      : texts.wrong({ path, errors });
  io.out(printable(summary));
  return errors === 0 ? 0 : 1;
}

function stepsIn(procedure: Procedure): number {
  return allSteps(procedure).length;
}

function counts(sets: FrozenSets): Readonly<Record<string, number>> {
  return Object.fromEntries([...sets].map(([loop, items]) => [loop, items.length]));
}
