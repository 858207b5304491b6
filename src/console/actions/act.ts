import { carryOut } from "#console/actions/carry-out.js";
import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { confirmationOf } from "#console/prompts/confirmation.js";
import { PlanDialog } from "#console/prompts/plan-dialog.js";
import { WaitDialog } from "#console/prompts/wait-dialog.js";
import type { Asked, Proposal } from "#session/proposal.js";
import type { Purpose } from "#session/purpose.js";

/** How long planning may take before it is shown that it goes on, in milliseconds. */
const SHOW_WAIT_AFTER_MS = 150;

/**
 * The one way from a key, a form, the palette or the command line to an operation: plan it, show the plan, and carry it
 * out once the operator has agreed as its risk asks for. What would be refused altogether is recorded as that. Answers with
 * the plan that was shown; null when there was none.
 */
export async function act(console: Console, asked: readonly [Asked, ...Asked[]]): Promise<Proposal | null> {
  const { store } = console;
  const proposal = await planned(console, asked);
  if (proposal === null) return null;
  const { demands, confirm } = store.endpoints.wantedFor(proposal);
  const confirmation = confirmationOf(proposal, confirm);
  const demanded = demands.reason || demands.ticket;
  if (confirmation.by === "refusal" || (confirmation.by === "nothing" && !demanded)) {
    carryOut(console, proposal, store.purpose);
    return proposal;
  }
  const dialog: PlanDialog = new PlanDialog(
    proposal,
    confirmation,
    { purpose: store.purpose, demands, lead: (plan) => store.endpoints.lead(plan.at) },
    {
      agree: (purpose: Purpose) => {
        store.dialogs.close(dialog);
        store.purpose = purpose;
        carryOut(console, proposal, purpose);
      },
      cancel: () => {
        store.dialogs.close(dialog);
        store.say("info", console.catalogue.console.plan.notRun);
      },
    },
  );
  store.dialogs.open(dialog);
  store.changes.now();
  return proposal;
}

/** Null when there is no plan: there is no session, or the operator did not want to wait for it. */
async function planned(console: Console, asked: readonly [Asked, ...Asked[]]): Promise<Proposal | null> {
  const { store, catalogue } = console;
  const { fleet, primary } = store.endpoints;
  // With several, each says for itself.
  const why = fleet.isSeveral && !store.journal.failed ? null : store.whyUnchanged(primary);
  if (why !== null) {
    store.say("warning", catalogue.console.disabled[why]);
    return null;
  }
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, console.stopping]);
  const waiting = new WaitDialog(asked[0].ask, () => stop.abort());
  const timer = setTimeout(() => {
    store.dialogs.open(waiting);
    store.changes.now();
  }, SHOW_WAIT_AFTER_MS);
  try {
    const proposal = await fleet.propose(asked, signal);
    return signal.aborted ? null : proposal;
  } catch (cause) {
    sayProblem(console, cause);
    return null;
  } finally {
    clearTimeout(timer);
    store.dialogs.close(waiting);
    store.changes.now();
  }
}
