import type { Console } from "#console/console.js";
import { confirmationOf } from "#console/prompts/confirmation.js";
import type { ConductedRun } from "#console/store/conducted-run.js";
import type { RunAsking } from "#console/store/run-asking.js";
import type { ProcedureViewTexts } from "#messages/procedure-view-texts.js";
import type { Role } from "#themes/theme.js";

interface Asks {
  readonly role: Role;
  readonly texts: readonly string[];
}

/** What the run waits for, or is doing, and what the operator can do about it. */
export function runAsks(console: Console, run: ConductedRun): Asks {
  const { asks: texts } = console.catalogue.console.run;
  const { asking } = run;
  if (asking !== null) {
    const role = asking.kind === "failure" || asking.kind === "interruption" ? "danger" : "warning";
    return { role, texts: [texts[nameOf(console, run, asking)]] };
  }
  return { role: run.isOpen ? "info" : "dim", texts: [texts[withoutQuestion(console, run)]] };
}

type Name = keyof ProcedureViewTexts["asks"];

function nameOf({ store }: Console, run: ConductedRun, asking: RunAsking): Name {
  if (asking.kind === "failure") return asking.undoing ? "undoFailure" : "failure";
  if (asking.kind === "turn") {
    if (asking.undoing) return "turnUndo";
    return run.parts.record.turn(asking.turn.key).begun === null ? "turn" : "turnBegun";
  }
  if (asking.kind !== "plan") return asking.kind;
  const { proposal, undoing } = asking;
  if (proposal.plans.some(({ refusal }) => refusal !== null)) return "planRefused";
  const { by } = confirmationOf(proposal, store.endpoints.wantedFor(proposal).confirm);
  if (by === "name" || by === "count") return "planTyped";
  return undoing ? "undo" : "plan";
}

function withoutQuestion({ store }: Console, run: ConductedRun): Name {
  if (run.isRehearsal) return ofRehearsal(run);
  if (run.problem !== null) return "broken";
  if (!run.isOpen) return run.isResumable ? "stopped" : "over";
  const link = store.endpoints.fleet.links.find(({ name }) => name === run.at);
  // Nothing can be asked of the server: what it was asked before is found out once there is a session.
  if (link?.state === "interrupted") return "lost";
  if (link?.state === "ended") return "ended";
  if (run.pauses || run.controls.stop.signal.aborted) return "pausing";
  return run.isLooking && !run.isDoing ? "looking" : "running";
}

function ofRehearsal({ problem, onward, isOpen, controls }: ConductedRun): Name {
  if (problem !== null) return "rehearsalBroken";
  if (onward !== null) return "rehearsed";
  if (!isOpen) return "rehearsalStopped";
  return controls.stop.signal.aborted ? "rehearsalStopping" : "rehearsing";
}
