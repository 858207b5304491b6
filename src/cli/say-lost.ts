import { type ExitCode, exitCodeOfError } from "#cli/exit-code.js";
import type { Io } from "#cli/io.js";
import { reportError } from "#cli/report-error.js";
import { failure } from "#domain/errors.js";
import { chooseCatalogue } from "#messages/choose.js";

/** Says that nobody here knows what became of what was asked. Answers its exit code. */
export function sayLost(
  { json, lang }: { readonly json: boolean; readonly lang: string | undefined },
  io: Pick<Io, "env" | "err">,
): ExitCode {
  const setting = { io, catalogue: chooseCatalogue(lang, io.env), json };
  return exitCodeOfError(reportError(setting, failure("SHARED_SESSION_LOST", {})).code);
}
