import type { ExitCode } from "#cli/exit-code.js";
import { givenParameters } from "#cli/given-parameters.js";
import { humanPrinter } from "#cli/human-printer.js";
import { inEndpointSession } from "#cli/in-endpoint-session.js";
import type { Setting } from "#cli/io.js";
import type { OpenEndpoint } from "#cli/open-endpoint.js";
import type { Arguments } from "#cli/options.js";
import { copyMaker } from "#cli/rehearsal-copy.js";
import { failure } from "#domain/errors.js";
import type { Rehearsal } from "#domain/rehearsal.js";
import { rehearsalLines } from "#listings/rehearsal-lines.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import { type ProcedureFile, readProcedureFile } from "#procedures/read-procedure-file.js";
import { keepRehearsal } from "#procedures/rehearsal/keep-rehearsal.js";
import { rehearse } from "#procedures/rehearsal/rehearse.js";
import type { Session } from "#session/session.js";

/**
 * `shoseki procedure rehearse FILE ENDPOINT`: the whole procedure on a copy of what is at the endpoint, where nothing is
 * changed. Exit 0: it ends complete, and all of it could be undone where `--back-out` asks for that; 1: it would not.
 */
export async function rehearseProcedure(setting: Setting, args: Arguments): Promise<ExitCode> {
  const [, , path = "", endpoint = ""] = args.words;
  if (endpoint === "") throw failure("USAGE", { problem: "procedure rehearse takes FILE ENDPOINT" });
  const given = givenParameters(args.options);
  const file = await readProcedureFile(path);
  const printer = humanPrinter(setting);
  const showing = { printer: setting.json ? { ...printer, aside: () => undefined } : printer };
  const lookingOnly: Arguments = { ...args, options: { ...args.options, "read-only": true } };
  return await inEndpointSession(setting, lookingOnly, endpoint, showing, async (session, opened) => {
    const backOut = args.options["back-out"] === true;
    const rehearsal = await rehearsed(setting, session, opened, { file, given, backOut });
    const { seq } = keepRehearsal(session, rehearsal, opened.purpose);
    tell(setting, rehearsal, seq);
    const isUndone = rehearsal.backOut === null || rehearsal.backOut === "rolled-back";
    return rehearsal.end === "complete" && isUndone ? 0 : 1;
  });
}

interface Said {
  readonly file: ProcedureFile;
  readonly given: Readonly<Record<string, string>>;
  readonly backOut: boolean;
}

async function rehearsed(
  setting: Setting,
  session: Session,
  { journal, purpose, profile }: OpenEndpoint,
  said: Said,
): Promise<Rehearsal> {
  const { io } = setting;
  const copy = await copyMaker(setting, () => profile?.readOnly === true)(session);
  let reached = 0;
  try {
    return await rehearse({
      ...said,
      purpose,
      copy,
      layout: journal.layout,
      explain: ({ problem }) => explain(problem, en).what,
      onTurn: ({ step }, turns) => {
        reached = Math.min(reached + 1, turns.length);
        io.status(printable(`${reached}/${turns.length} ${step.id}`));
      },
      stopping: io.stopping,
    });
  } finally {
    io.status(null);
    await copy.close();
  }
}

function tell({ io, catalogue, json }: Setting, rehearsal: Rehearsal, seq: number): void {
  if (json) {
    io.out(JSON.stringify({ rehearsal, seq }));
    return;
  }
  for (const line of rehearsalLines(rehearsal, catalogue)) io.out(line);
  io.out(printable(catalogue.rehearsal.kept({ seq, endpoint: rehearsal.endpoint })));
}
