import type { Printer } from "#cli/printer.js";
import type { Listener } from "#session/listener.js";
import type { Plan } from "#session/plan.js";

/** Prints how an operation goes, and knows what of it the server is busy with. */
export interface PrintingListener extends Required<Listener> {
  readonly running: ReadonlySet<Plan>;
}

export function printingListener(printer: Printer): PrintingListener {
  const running = new Set<Plan>();
  return {
    running,
    plan: (plan) => {
      running.add(plan);
      printer.plan(plan);
    },
    progress: (plan, percent) => {
      if (percent === null) running.delete(plan);
      printer.progress(plan, percent);
    },
    report: (entry, error) =>
      entry.phase === "outcome" ? printer.outcome(entry, error) : printer.aside(entry),
  };
}
