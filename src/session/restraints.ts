import type { OperationRequest } from "#domain/command.js";
import type { Target } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import type { Risk } from "#domain/operation-name.js";
import type { ReadOnlyBy } from "#domain/read-only.js";
import { globMatcher } from "#inventory/glob.js";
import { refuse } from "#operations/checks.js";
import type { Purpose } from "#session/purpose.js";

/** How much an operator agrees to: by risk; to every change; and by name to what disturbs, too. */
export type ConfirmLevel = "risk" | "changes" | "names";

/** Which of reason and change number must be given before anything is changed. */
export interface Demands {
  readonly reason: boolean;
  readonly ticket: boolean;
}

/** What a session refuses whoever asks for it, and how much of the rest the operator agrees to. */
export interface Restraints {
  /** Who wants that nothing is changed; null when something may be. */
  readonly readOnly: ReadOnlyBy | null;
  /** Names and paths, or globs of them, that nothing destructive is done to; of a folder, what is in it, however deep. */
  readonly protected: readonly string[];
  readonly confirm: ConfirmLevel;
  readonly demands: Demands;
  /** Whether nothing is changed until the shift before was taken over, or that was waived. */
  readonly holdUntilHandover?: boolean;
}

/** What is wanted of a change and not given with it, blanks being nothing; null where all is. */
export function purposeMissing(
  { reason, ticket }: Demands,
  { why = "", ticket: number = "" }: Purpose,
): Problem | null {
  if (reason && why.trim() === "") return refuse("PURPOSE_MISSING", { what: "reason" });
  return ticket && number.trim() === "" ? refuse("PURPOSE_MISSING", { what: "ticket" }) : null;
}

/** What there is to know of a target to tell whether it is protected. */
export interface Guarded {
  readonly request: OperationRequest;
  readonly risk: Risk;
  /** As it was just read. */
  readonly target: Target;
  /** Its inventory path; empty where that is not known. */
  readonly path: string;
  /** Where it would go to another session; null where it stays at this one. */
  readonly to?: Arrival | null;
}

/** What protects at the session that a machine goes to, and the path that it has there. */
export interface Arrival extends Pick<Restraints, "protected"> {
  readonly path: string;
}

/**
 * Why something is not done to a protected target. Protection is of names and paths: one that is protected is neither
 * destroyed nor taken out of the protection by another name or folder, nor to a session that does not protect it.
 */
export function protectionOf({ protected: patterns }: Restraints, guarded: Guarded): Problem | null {
  const { request, risk, target, path, to = null } = guarded;
  const { name } = target;
  const matching = patterns.filter((each) => matches(each, name, path));
  const [pattern] = matching;
  if (pattern === undefined) return null;
  const leaves =
    (to !== null && !to.protected.some((each) => matches(each, name, to.path))) ||
    (request.name === "RenameVM" &&
      !patterns.some((each) => matches(each, request.newName, besides(path, request.newName)))) ||
    // A name goes along into another folder, and so does what it protects.
    (request.name === "MoveVM" && request.folder !== null && matching.every((each) => each.startsWith("/")));
  return risk === "destroys" || leaves ? refuse("PROTECTED", { name, pattern }) : null;
}

/** Another name in the same folder. */
function besides(path: string, name: string): string {
  return path === "" ? "" : childPath(path.slice(0, path.lastIndexOf("/")), name);
}

/** The path of what is in a folder, of whose path it begins with; `/` and nothing are of the one that holds all. */
export function childPath(folder: string, name: string): string {
  // As inventory paths have it.
  return `${folder === "/" ? "" : folder}/${name.replaceAll("/", "%2f")}`;
}

function matches(pattern: string, name: string, path: string): boolean {
  if (!pattern.startsWith("/")) return globMatcher(pattern, "name")(name);
  const isMeant = globMatcher(pattern.replace(/(?<=.)\/+$/u, ""), "path");
  const steps = path.split("/");
  // It itself, and all that it is in.
  return steps.some((_, index) => isMeant(steps.slice(0, index + 1).join("/") || "/"));
}
