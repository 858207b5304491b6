import { carryRun } from "#cli/conducting/carry-run.js";
import { saidBeforehand } from "#cli/conducting/said-beforehand.js";
import type { ExitCode } from "#cli/exit-code.js";
import { findingSaid } from "#cli/finding-said.js";
import { givenParameters } from "#cli/given-parameters.js";
import { humanPrinter } from "#cli/human-printer.js";
import { inEndpointSession } from "#cli/in-endpoint-session.js";
import type { Setting } from "#cli/io.js";
import { jsonPrinter } from "#cli/json-printer.js";
import type { Arguments } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { readApprovers } from "#procedures/approval/approvers.js";
import { needsApproval } from "#procedures/approval/needs-approval.js";
import { checkProcedure } from "#procedures/check-procedure.js";
import { expressionsOf } from "#procedures/expressions.js";
import { type ProcedureFile, readProcedureFile } from "#procedures/read-procedure-file.js";
import { rehearsalFor } from "#procedures/rehearsal/rehearsal-for.js";
import { refuseChangeNumber } from "#procedures/run/change-number.js";
import { beginRun } from "#procedures/run/open-run.js";

/**
 * `shoseki procedure run FILE ENDPOINT`: one session, the steps in order. Exit 0 the run is complete; 5 nobody knows of an
 * operation whether it was done; 1 it is left in any other way. Throws what is found before Login.
 */
export async function runProcedure(setting: Setting, args: Arguments, path: string): Promise<ExitCode> {
  const { options, words } = args;
  const endpoint = words[3];
  if (endpoint === undefined) throw failure("USAGE", { problem: "procedure run takes FILE ENDPOINT" });
  const given = givenParameters(options);
  const said = saidBeforehand(setting, options, path);
  const file = await readProcedureFile(path);
  await mustBeSound(setting, file);
  const { ticket } = options;
  refuseChangeNumber(file.procedure, ticket === undefined ? {} : { ticket });
  const printer = setting.json ? jsonPrinter(setting) : humanPrinter(setting);
  return await inEndpointSession(setting, args, endpoint, { printer }, async (session, opened) => {
    const approvers = needsApproval(file.procedure) ? readApprovers(opened.approvers) : null;
    const carrying = { setting, args, endpoint, said, session, opened, approvers };
    const kept = await rehearsalFor(opened.journal.layout, { file, given, session });
    return await carryRun(carrying, (wanted) => beginRun({ ...wanted, file, given, rehearsal: kept?.entry }));
  });
}

/** Nobody logs in for what is wrong by itself. Each error is told of as `procedure check` does; then `PROCEDURE_UNSOUND` is thrown. */
async function mustBeSound(setting: Setting, { procedure, path }: ProcedureFile): Promise<void> {
  const found = checkProcedure(await expressionsOf(procedure));
  const errors = found.filter(({ severity }) => severity === "error");
  for (const error of errors) setting.io.err(findingSaid(setting, path, error));
  const [first] = errors;
  if (first !== undefined) throw failure("PROCEDURE_UNSOUND", { path, ...first.at, errors: errors.length });
}
