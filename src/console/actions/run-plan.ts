import type { Console } from "#console/console.js";
import { confirmationOf } from "#console/prompts/confirmation.js";
import { PlanDialog } from "#console/prompts/plan-dialog.js";
import type { RunAsking } from "#console/store/run-asking.js";

/** Agrees to the plan of a step as its risk asks for: by the key that was pressed, or by a name or a number that is typed. */
export function agreeToPlan(console: Console, asking: RunAsking<"plan">, agreed: () => void): void {
  const { store, catalogue } = console;
  const { run } = store.run;
  if (run === null) return;
  const { proposal } = asking;
  const { confirm } = store.endpoints.wantedFor(proposal);
  const confirmation = confirmationOf(proposal, confirm);
  const isTyped = confirmation.by === "name" || confirmation.by === "count";
  const isRefused = proposal.plans.some(({ refusal }) => refusal !== null);
  const go = () => {
    agreed();
    asking.answer({ kind: "go" });
  };
  // Where one of them would be refused, none is run: there is nothing that a name or a number would agree to.
  if (!isTyped || isRefused) {
    go();
    return;
  }
  const dialog: PlanDialog = new PlanDialog(
    proposal,
    confirmation,
    {
      purpose: run.parts.purpose,
      demands: { reason: false, ticket: false },
      isPurposeSettled: true,
      lead: (plan) => store.endpoints.lead(plan.at),
    },
    {
      agree: () => {
        store.dialogs.close(dialog);
        go();
      },
      cancel: () => {
        store.dialogs.close(dialog);
        run.dialog = null;
        store.say("info", catalogue.console.plan.notRun);
      },
    },
  );
  run.dialog = dialog;
  store.dialogs.open(dialog);
  store.changes.now();
}
