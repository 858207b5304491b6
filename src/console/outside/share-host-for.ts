import type { Console } from "#console/console.js";
import { askOperator } from "#console/outside/ask-operator.js";
import { outsideWork } from "#console/outside/outside-work.js";
import { refusalOutside } from "#console/outside/refusal-outside.js";
import type { ShareHost } from "#console/outside/share-host.js";
import type { Link } from "#session/fleet/link.js";

/**
 * What a console does for others at one of its endpoints, for as long as it has it. One whose journal has failed changes nothing
 * more: they log in by themselves.
 */
export function shareHostFor(console: Console, link: Pick<Link, "openSession">): ShareHost {
  return {
    session: () => (console.store.journal.failed ? null : link.openSession),
    refusal: () => refusalOutside(console),
    confirm: (proposal, from, purpose, signal) => askOperator(console, proposal, from, purpose, signal),
    begin: (proposal) => outsideWork(console, proposal),
  };
}
