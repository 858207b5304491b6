import { agreedCapsule } from "#cli/conducting/agreed-capsule.js";
import { carryRun } from "#cli/conducting/carry-run.js";
import { saidBeforehand } from "#cli/conducting/said-beforehand.js";
import type { ExitCode } from "#cli/exit-code.js";
import { humanPrinter } from "#cli/human-printer.js";
import { inEndpointSession } from "#cli/in-endpoint-session.js";
import type { Setting } from "#cli/io.js";
import { jsonPrinter } from "#cli/json-printer.js";
import type { Arguments } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { printable } from "#messages/printable.js";
import { readApprovers } from "#procedures/approval/approvers.js";
import { type AgreedCapsule, takeOver } from "#procedures/capsule/take-over.js";
import { runNamed } from "#procedures/run/found-run.js";
import { needsApprovers } from "#procedures/run/needs-approvers.js";
import { resumeRun } from "#procedures/run/open-run.js";
import type { RunRecord } from "#procedures/run/run-record.js";

/**
 * `shoseki procedure resume RUN ENDPOINT`: goes on with a run from where the journal says that it stands, or that of a
 * capsule. Exit 0 the run is complete, or rolled back where it was on its way back already; else as `procedure run`.
 */
export async function resumeProcedure(setting: Setting, args: Arguments, run: string): Promise<ExitCode> {
  const { capsule: path, signers } = args.options;
  if (path === undefined && signers !== undefined)
    throw failure("USAGE", { problem: "--signers is held against a --capsule" });
  const capsule = path === undefined ? null : await agreedCapsule(setting, path, run, signers);
  return await goOn(setting, args, run, { capsule });
}

/** `shoseki procedure back-out RUN ENDPOINT`: undoes what was done in a run, the last first. Exit 0 all of it is undone. */
export async function backOutProcedure(setting: Setting, args: Arguments, run: string): Promise<ExitCode> {
  const backOut = args.options.reason ?? null;
  return await goOn(setting, args, run, { capsule: null, backOut });
}

interface GoingOn {
  readonly capsule: AgreedCapsule | null;
  /** Why it is undone, null where nobody says; absent where it is not. */
  readonly backOut?: string | null;
}

async function goOn(
  setting: Setting,
  args: Arguments,
  run: string,
  { capsule, backOut }: GoingOn,
): Promise<ExitCode> {
  const [, , , endpoint] = args.words;
  if (endpoint === undefined)
    throw failure("USAGE", { problem: `procedure ${args.words[1]} takes RUN ENDPOINT` });
  const said = saidBeforehand(setting, args.options, run);
  const { "take-back": takeBack } = args.options;
  if (takeBack?.trim() === "") throw failure("USAGE", { problem: { kind: "EMPTY", place: "--take-back" } });
  const printer = setting.json ? jsonPrinter(setting) : humanPrinter(setting);
  return await inEndpointSession(setting, args, endpoint, { printer }, async (session, opened) => {
    const { journal } = opened;
    if (capsule !== null) await takeOver(journal, session, capsule);
    const id = capsule?.capsule.run ?? (await runNamed(journal.layout, run)).id;
    const isNeeded = backOut === undefined && (await needsApprovers(journal.layout, id));
    const approvers = isNeeded ? readApprovers(opened.approvers) : null;
    const carrying = { setting, args, endpoint, said, session, opened, approvers };
    return await carryRun(carrying, async (wanted) => {
      const run = await resumeRun({ ...wanted, id, backOut, takeBack });
      if (takeBack !== undefined && wasHandedOver(run.parts.record)) sayTakenBack(setting, takeBack);
      return run;
    });
  });
}

/** Whether it was given away last, and not taken over from another since. */
function wasHandedOver({ entries }: RunRecord): boolean {
  return entries.findLast(({ OPR }) => OPR === "HandOverRun" || OPR === "TakeOverRun")?.OPR === "HandOverRun";
}

/** What others may be going on with is not taken back without its being said; for programs it is in the entry. */
function sayTakenBack({ io, json, catalogue }: Setting, why: string): void {
  if (!json) io.err(printable(catalogue.procedureRun.takenBack({ why })));
}
