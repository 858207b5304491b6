import { offeredFor } from "#console/actions/parameter-offers.js";
import { sayProblem } from "#console/actions/say.js";
import { sayUnsound } from "#console/actions/say-unsound.js";
import type { RunWish } from "#console/conducting/runs-here.js";
import type { Console } from "#console/console.js";
import { ParameterDialog, type Work } from "#console/prompts/parameter-dialog.js";
import { type Filled, ParameterForm } from "#console/prompts/parameter-form.js";
import { asShosekiError, failure, type Problem } from "#domain/errors.js";
import { type Expressions, expressionsOf } from "#procedures/expressions.js";
import { parameterValues } from "#procedures/parameters.js";
import { type ProcedureFile, readProcedureFile } from "#procedures/read-procedure-file.js";
import { refuseChangeNumber } from "#procedures/run/change-number.js";
import type { Link } from "#session/fleet/link.js";
import { purposeMissing } from "#session/restraints.js";

/** A file that is to be run, as it was named, and what was said of its parameters. */
export interface Named {
  readonly path: string;
  readonly given: Readonly<Record<string, string>>;
}

/** Reads a procedure and begins a run of it; what was not said is asked for first. Nothing is begun while one is open. */
export async function beginProcedure(console: Console, work: Work, { path, given }: Named): Promise<void> {
  const { store, catalogue } = console;
  try {
    if (store.run.isOpen) {
      store.say("warning", catalogue.console.run.one);
      return;
    }
    const link = linkMeant(console);
    if (isRefused(console, work, link)) return;
    const file = await readProcedureFile(path);
    await beginWith(console, { work, file, link, given });
  } catch (cause) {
    sayProblem(console, cause);
  }
}

/** Begins the run of what was rehearsed, with what was said for that: what keeps a run from being begun does so here too. */
export function beginRehearsed(console: Console, wish: Pick<RunWish, "file" | "link" | "given">): void {
  if (isRefused(console, "run", wish.link)) return;
  void beginWith(console, { work: "run", ...wish }).catch((cause: unknown) => sayProblem(console, cause));
}

/** Whether nothing can be begun at an endpoint now; why is said. */
function isRefused({ store, catalogue }: Console, work: Work, link: Link): boolean {
  const why = store.whyUnchanged(link);
  const readOnly = work === "run" ? (link.session?.restraints.readOnly ?? null) : null;
  if (why === null && readOnly === null) return false;
  store.say("warning", catalogue.console.disabled[why ?? (readOnly === "handover" ? "held" : "readOnly")]);
  return true;
}

async function beginWith(
  console: Console,
  { work, file, link, given }: Pick<RunWish, "file" | "link" | "given"> & { readonly work: Work },
): Promise<void> {
  const expressions = await expressionsOf(file.procedure);
  if (sayUnsound(console, file.path, expressions)) return;
  const { parameters } = file.procedure;
  const filled: Filled = { given, purpose: console.store.purpose };
  const unknown = Object.keys(given).some((name) => parameters.every((each) => each.name !== name));
  const isAllSaid = parameters.every(({ name }) => given[name] !== undefined);
  const problem = problemOf(console, link, expressions, filled);
  if (unknown && problem !== null) throw failure(problem.code, problem.facts as never);
  if (isAllSaid && problem === null) await begin(console, { work, file, link, filled });
  else ask(console, { work, file, link, expressions, filled });
}

interface Wish {
  readonly work: Work;
  readonly file: ProcedureFile;
  readonly link: Link;
  readonly filled: Filled;
}

function ask(
  console: Console,
  { work, file, link, expressions, filled }: Wish & { readonly expressions: Expressions },
): void {
  const { store, catalogue } = console;
  const demands = store.endpoints.demandsAt(link.name);
  const dialog: ParameterDialog = new ParameterDialog(
    work,
    new ParameterForm(file.procedure, filled),
    catalogue,
    {
      isWanted: (name) => demands[name] || (name === "ticket" && file.procedure.change !== null),
      check: (now) => problemOf(console, link, expressions, now),
      offered: ({ of }, now) =>
        typeof of === "string"
          ? []
          : offeredFor(of, { expressions, given: now.given, inventory: link.inventory }),
      submit: (now) => {
        store.dialogs.close(dialog);
        void begin(console, { work, file, link, filled: now }).catch((cause: unknown) =>
          sayProblem(console, cause),
        );
      },
    },
  );
  store.dialogs.open(dialog);
  store.changes.now();
}

async function begin(console: Console, { work, file, link, filled }: Wish): Promise<void> {
  // What was said for the run is what is done from now on for, as beside a plan.
  console.store.purpose = filled.purpose;
  const wish = { file, link, ...filled };
  if (work === "run") await console.runs.begin(wish);
  else await console.runs.rehearse(wish);
}

/** Why it cannot be begun with what has been said; null when it can. */
function problemOf(
  { store }: Console,
  { session, name }: Link,
  expressions: Expressions,
  { given, purpose }: Filled,
): Problem | null {
  try {
    if (session === null) throw failure("NOT_SENT", { cause: "there is no session" });
    parameterValues(expressions, given, session.inventory);
    refuseChangeNumber(expressions.procedure, purpose);
    return purposeMissing(store.endpoints.demandsAt(name), purpose);
  } catch (error) {
    return asShosekiError(error).problem;
  }
}

/** The endpoint that is meant. Throws `ENDPOINT_NOT_ONE`. */
function linkMeant({ store }: Console): Link {
  const { fleet, primary } = store.endpoints;
  if (primary === null || (fleet.isSeveral && fleet.used === null))
    throw failure("ENDPOINT_NOT_ONE", { names: fleet.names });
  return primary;
}
