import type { Layout } from "#journal/layout.js";
import { expressionsOf } from "#procedures/expressions.js";
import { parameterValues, writeParameters } from "#procedures/parameters.js";
import type { ProcedureFile } from "#procedures/read-procedure-file.js";
import { type KeptRehearsal, rehearsalOf } from "#procedures/rehearsal/rehearsal-of.js";
import type { Session } from "#session/session.js";

/** What is about to be run. */
export interface AboutToRun {
  readonly file: Pick<ProcedureFile, "procedure" | "sha256">;
  /** What the operator says of the parameters, by their names. */
  readonly given: Readonly<Record<string, string>>;
  readonly session: Pick<Session, "inventory" | "login">;
}

/**
 * The newest rehearsal of what is about to be run: of this file, with what these parameters mean now, on this endpoint. Null
 * where there is none. Errors: those of `parameterValues`, and `JOURNAL_DAMAGED`.
 */
export async function rehearsalFor(
  layout: Layout,
  { file, given, session }: AboutToRun,
): Promise<KeptRehearsal | null> {
  const expressions = await expressionsOf(file.procedure);
  const parameters = writeParameters(parameterValues(expressions, given, session.inventory));
  const { endpoint } = session.login.HST;
  return await rehearsalOf(layout, { procedure: file.sha256, parameters, endpoint });
}
