import type { Console } from "#console/console.js";
import { refusalOutside } from "#console/outside/refusal-outside.js";
import type { Outsider } from "#console/outside/share-host.js";
import { confirmationOf } from "#console/prompts/confirmation.js";
import { PlanDialog } from "#console/prompts/plan-dialog.js";
import type { Store } from "#console/store/store.js";
import { printable } from "#messages/printable.js";
import type { Proposal } from "#session/proposal.js";
import type { Purpose } from "#session/purpose.js";

/**
 * Asks the operator whether something from outside is to be done. It takes no keys that are meant for something else: while
 * a dialog is open or a line is typed, it waits, and a notice says so. Null when they do not agree, the console is locked or
 * leaves, or whoever asks wants it no more.
 */
export async function askOperator(
  console: Console,
  proposal: Proposal,
  { via }: Outsider,
  purpose: Purpose,
  signal: AbortSignal,
): Promise<Purpose | null> {
  const { store, catalogue } = console;
  const { outside: texts, plan: planTexts } = catalogue.console;
  const { promise, resolve } = Promise.withResolvers<Purpose | null>();
  const { demands, confirm } = store.endpoints.wantedFor(proposal);
  const said = { via, ask: printable(proposal.ask) };
  const dialog = new PlanDialog(
    proposal,
    confirmationOf(proposal, confirm),
    { purpose, demands, heading: texts.asks(said), lead: ({ at }) => store.endpoints.lead(at) },
    {
      agree: resolve,
      cancel: () => {
        resolve(null);
        store.say("info", planTexts.notRun);
      },
    },
  );
  let stage: "new" | "waiting" | "shown" = "new";
  const look = () => {
    if (refusalOutside(console) !== null) resolve(null);
    else if (stage !== "shown" && isFree(store)) {
      stage = "shown";
      store.dialogs.open(dialog);
      store.changes.now();
    } else if (stage === "new") {
      stage = "waiting";
      store.say("warning", texts.waits(said));
    }
  };
  const onGone = () => {
    resolve(null);
    store.say("info", texts.gone(said));
  };
  const letGo = store.changes.subscribe(look);
  if (signal.aborted) onGone();
  else {
    signal.addEventListener("abort", onGone, { once: true });
    look();
  }
  const answer = await promise;
  letGo();
  signal.removeEventListener("abort", onGone);
  store.dialogs.close(dialog);
  store.changes.now();
  return answer;
}

/** Whether keys that come now are meant for nothing in particular. */
function isFree({ dialogs, focus, line }: Store): boolean {
  if (dialogs.top !== null || focus === "filter" || line.search !== null) return false;
  return focus !== "line" || line.text === "";
}
