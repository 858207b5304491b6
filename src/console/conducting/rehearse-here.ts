import { beginRehearsed } from "#console/actions/begin-procedure.js";
import type { RunWish } from "#console/conducting/runs-here.js";
import type { Console } from "#console/console.js";
import { ConductedRun } from "#console/store/conducted-run.js";
import { asShosekiError, failure } from "#domain/errors.js";
import type { Layout } from "#journal/layout.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import type { CopyMaker } from "#procedures/rehearsal/copy.js";
import { keepRehearsal } from "#procedures/rehearsal/keep-rehearsal.js";
import { rehearse } from "#procedures/rehearsal/rehearse.js";

interface Ground {
  /** Of the journal that keeps it. */
  readonly layout: Layout;
  readonly copies: CopyMaker;
}

/**
 * Carries a procedure out on a copy of what is at an endpoint, in the view that its run has, and keeps what came of it. Only
 * reads are sent to the server. Throws why it did not come to its end.
 */
export async function rehearseHere(
  console: Console,
  { file, link, given, purpose }: RunWish,
  { layout, copies }: Ground,
): Promise<void> {
  const { store, catalogue } = console;
  const { session } = link;
  if (session === null) throw failure("NOT_SENT", { cause: "there is no session" });
  store.say("info", catalogue.console.run.copying);
  const controls = { stop: new AbortController(), giveUp: new AbortController() };
  let run: ConductedRun | null = null;
  const copy = await copies(session);
  try {
    const rehearsal = await rehearse({
      file,
      given,
      purpose,
      copy,
      layout,
      explain: ({ problem }) => explain(problem, en).what,
      onOpen: (parts) => {
        run = new ConductedRun(parts, { at: link.name, isRehearsal: true, controls });
        store.run.show(run);
        store.focusOn("run");
        store.changes.now();
      },
      onTurn: (turn) => {
        run?.comeTo(turn);
        store.changes.soon();
      },
      stopping: AbortSignal.any([controls.stop.signal, console.stopping]),
    });
    const { seq } = keepRehearsal(session, rehearsal, purpose);
    over(run, (its) => {
      its.rehearsal = rehearsal;
      its.left = rehearsal.end;
      its.onward = () => beginRehearsed(console, { file, link, given });
    });
    store.say(
      rehearsal.end === "complete" ? "ok" : "warning",
      catalogue.rehearsal.kept({ seq, endpoint: rehearsal.endpoint }),
    );
  } catch (cause) {
    const { problem } = asShosekiError(cause);
    const isStopped = problem.code === "STOPPED_BY_OPERATOR" && controls.stop.signal.aborted;
    over(run, (its) => {
      if (isStopped) its.left = "stopped";
      else its.problem = problem;
    });
    if (!isStopped) throw cause;
    store.say("info", catalogue.console.run.rehearsalStopped);
  } finally {
    store.run.ended();
    await copy.close();
    store.changes.now();
  }
}

function over(run: ConductedRun | null, end: (run: ConductedRun) => void): void {
  if (run === null) return;
  end(run);
  run.goOn();
}
