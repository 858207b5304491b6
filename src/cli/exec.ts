import { v7 as uuidv7 } from "uuid";
import { connectionTo } from "#cli/connect.js";
import { parseEndpoint } from "#cli/endpoint.js";
import type { ExitCode } from "#cli/exit-code.js";
import { humanPrinter } from "#cli/human-printer.js";
import { inSession } from "#cli/in-session.js";
import type { Setting } from "#cli/io.js";
import { jsonPrinter } from "#cli/json-printer.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import { type Arguments, allowOnly, type OptionName } from "#cli/options.js";
import { runScript } from "#cli/run-script.js";
import { readScript } from "#cli/script.js";
import { failure } from "#domain/errors.js";
import { Trail } from "#session/trail.js";

export const SESSION_OPTIONS: readonly OptionName[] = [
  "user",
  "password-stdin",
  "ca",
  "thumbprint",
  "insecure",
  "reason",
  "ticket",
  "yes",
  "keep-going",
  "timeout",
  "json",
];

/** `shoseki exec <endpoint> <command line>...`: one session, the lines in order. Throws what is found before Login. */
export async function exec(setting: Setting, args: Arguments): Promise<ExitCode> {
  allowOnly(args, "exec", SESSION_OPTIONS);
  const [, endpoint, ...lines] = args.words;
  if (endpoint === undefined) throw failure("USAGE", { problem: "exec takes an endpoint and command lines" });
  if (lines.length === 0)
    throw failure("USAGE", { problem: "exec takes at least one command line, each one argument" });
  return await runLines(setting, args, endpoint, lines);
}

/** One session on an endpoint: Login, the command lines, Logout, whatever happens between. */
export async function runLines(
  setting: Setting,
  args: Arguments,
  endpointText: string,
  lines: readonly string[],
): Promise<ExitCode> {
  const { options } = args;
  const script = readScript(lines);
  const endpoint = parseEndpoint(endpointText);
  const connection = await connectionTo(setting, endpoint, args);
  const operator = operatorHere();
  const session = uuidv7();
  const { journal, key, directory, throwAway } = await openJournal(setting, {
    named: options.journal ?? (setting.io.env.SHOSEKI_JOURNAL || null),
    simulated: endpoint.platform === "simulator",
    operator,
    session,
  });
  const circumstances = {
    ...operator,
    key,
    session,
    endpoint: endpoint.name,
    platform: endpoint.platform,
    ...(options.reason === undefined ? {} : { why: options.reason }),
    ...(options.ticket === undefined ? {} : { ticket: options.ticket }),
  };
  const trail = new Trail(journal, circumstances, connection.user);
  const printer = setting.json ? jsonPrinter(setting) : humanPrinter(setting);
  const { connect } = connection;
  const release = setting.io.holdSignals();
  try {
    return await inSession(setting, { journal, trail, connect, printer }, (open) =>
      runScript({ setting, session: open, printer, yes: options.yes === true }, script, {
        keepGoing: options["keep-going"] === true,
      }),
    );
  } finally {
    release();
    journal.close();
    if (throwAway && !setting.json) setting.io.err(setting.catalogue.results.simulatorJournal({ directory }));
  }
}
