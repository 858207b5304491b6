import type { ExitCode } from "#cli/exit-code.js";
import type { Setting } from "#cli/io.js";
import { type Arguments, allowOnly, type OptionName } from "#cli/options.js";
import { approveRequest } from "#cli/procedure-approve.js";
import { procedureCapsule } from "#cli/procedure-capsule.js";
import { checkProcedureFile } from "#cli/procedure-check.js";
import { printProcedureSchema } from "#cli/procedure-print-schema.js";
import { rehearseProcedure } from "#cli/procedure-rehearse.js";
import { procedureReport } from "#cli/procedure-report.js";
import { backOutProcedure, resumeProcedure } from "#cli/procedure-resume.js";
import { runProcedure } from "#cli/procedure-run.js";
import { listRuns } from "#cli/procedure-runs.js";
import { PROCEDURE_OPTIONS } from "#cli/subcommand-options.js";
import { failure } from "#domain/errors.js";

interface ProcedureWork {
  /** What follows the word, as it is called in usage; the first is always wanted, the others may be left out. */
  readonly takes: readonly string[];
  readonly options: readonly OptionName[];
  run(setting: Setting, args: Arguments, first: string): ExitCode | Promise<ExitCode>;
}

const WORKS: ReadonlyMap<string, ProcedureWork> = new Map<string, ProcedureWork>([
  ["check", { takes: ["FILE", "[ENDPOINT]"], options: PROCEDURE_OPTIONS.check, run: checkProcedureFile }],
  ["rehearse", { takes: ["FILE", "ENDPOINT"], options: PROCEDURE_OPTIONS.rehearse, run: rehearseProcedure }],
  ["run", { takes: ["FILE", "ENDPOINT"], options: PROCEDURE_OPTIONS.run, run: runProcedure }],
  ["resume", { takes: ["RUN", "ENDPOINT"], options: PROCEDURE_OPTIONS.resume, run: resumeProcedure }],
  ["back-out", { takes: ["RUN", "ENDPOINT"], options: PROCEDURE_OPTIONS["back-out"], run: backOutProcedure }],
  ["runs", { takes: [], options: PROCEDURE_OPTIONS.runs, run: listRuns }],
  ["approve", { takes: ["FILE"], options: PROCEDURE_OPTIONS.approve, run: approveRequest }],
  ["capsule", { takes: ["RUN"], options: PROCEDURE_OPTIONS.capsule, run: procedureCapsule }],
  ["report", { takes: ["RUN|--verify FILE"], options: PROCEDURE_OPTIONS.report, run: procedureReport }],
  ["print-schema", { takes: [], options: PROCEDURE_OPTIONS["print-schema"], run: printProcedureSchema }],
]);

/** `shoseki procedure approve | capsule | ...`: guided changes. Throws what goes wrong. */
export async function procedure(setting: Setting, args: Arguments): Promise<ExitCode> {
  const [, word = "", ...rest] = args.words;
  const work = WORKS.get(word);
  if (work === undefined) {
    throw failure("USAGE", { problem: `procedure takes ${[...WORKS.keys()].join(", ")}` });
  }
  allowOnly(args, `procedure ${word}`, work.options);
  const { takes } = work;
  if (rest.length > takes.length || (takes.length > 0 && (rest[0] ?? "") === "")) {
    const wanted = takes.length === 0 ? "options only" : takes.join(" ");
    throw failure("USAGE", { problem: `procedure ${word} takes ${wanted}` });
  }
  return await work.run(setting, args, rest[0] ?? "");
}
