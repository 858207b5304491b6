import type { Io } from "#cli/io.js";
import type { Results } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";
import type { Plan } from "#session/plan.js";

/** Shows how far the operations under way are, all in one line of the terminal, for as long as one of them says so. */
export function progressLine(io: Io, results: Results): (plan: Plan, percent: number | null) => void {
  const running = new Map<Plan, number>();
  return (plan, percent) => {
    if (percent === null) {
      // The end of one that has never said anything changes nothing.
      if (!running.delete(plan)) return;
    } else running.set(plan, percent);
    const parts = [...running].map(([{ operation, target }, done]) =>
      results.progress({ operation: operation.name, target: printable(target.name), percent: done }),
    );
    io.status(parts.length === 0 ? null : parts.join("  "));
  };
}
