import type { ErrorCode, Problem } from "#domain/errors.js";
import { failure } from "#domain/errors.js";
import { parse } from "#language/parse.js";
import type { Answer } from "#procedures/run/conductor.js";
import type { RunParts } from "#procedures/run/parts.js";
import { restrained } from "#procedures/run/restrained.js";
import type { Asked, Proposal } from "#session/proposal.js";

/** What says that there is no session to ask, and nothing of the target. */
export const INTERRUPTIONS: ReadonlySet<ErrorCode> = new Set([
  "INTERRUPTED",
  "SESSION_ENDED",
  "CONNECTION_LOST",
  "NOT_SENT",
  "UNREACHABLE",
]);

/** A plan, or why there could be none: nothing was sent. */
export type Planned =
  | { readonly kind: "planned"; readonly line: string; readonly proposal: Proposal }
  | { readonly kind: "interrupted"; readonly problem: Problem }
  | Answer<"pause">;

/**
 * Plans a command line of a step, or the several of one whose target is a list. Throws those of parsing it, and `USAGE` where
 * it is no operation.
 *
 * @param targets the platform ids of those of its targets that are left; null before they are frozen
 */
export async function planLine(
  parts: RunParts,
  line: string,
  targets: readonly string[] | null,
): Promise<Planned> {
  return await planAsked(parts, line, askedBy(line, targets));
}

/** Plans what has been asked, and that is something. */
export async function planAsked(parts: RunParts, line: string, asked: readonly Asked[]): Promise<Planned> {
  const [first, ...rest] = asked;
  if (first === undefined) throw failure("INTERNAL", { problem: "a step without a target" });
  const { session, signal, stopping, purpose } = parts;
  const restraint = restrained(session(), purpose);
  if (restraint !== null) return { kind: "interrupted", problem: restraint };
  const proposal = await session().propose([first, ...rest], AbortSignal.any([signal, stopping]));
  if (stopping.aborted || signal.aborted) return { kind: "pause", why: null };
  const away = proposal.plans.find(({ refusal }) => refusal !== null && INTERRUPTIONS.has(refusal.code));
  return away?.refusal == null
    ? { kind: "planned", line, proposal }
    : { kind: "interrupted", problem: away.refusal };
}

/** Of several lines each names its own target, and those are asked whose targets are left. */
function askedBy(text: string, targets: readonly string[] | null): readonly Asked[] {
  const [line = "", ...others] = text.split("\n");
  if (others.length === 0) return askedByLine(line, targets);
  return [line, ...others]
    .flatMap((each) => askedByLine(each, null))
    .filter(
      ({ expression }) => targets === null || (expression?.by === "id" && targets.includes(expression.id)),
    );
}

function askedByLine(line: string, targets: readonly string[] | null): readonly Asked[] {
  const command = parse(line);
  if (command?.kind !== "operation") throw failure("USAGE", { problem: `no operation: ${line}` });
  const { request, target } = command;
  if (targets === null || target === null) return [{ expression: target, request, ask: line }];
  return targets.map((id) => ({ expression: { by: "id", text: `@${id}`, id }, request, ask: line }));
}
