import type { Console } from "#console/console.js";
import type { Canvas } from "#console/panes/canvas.js";
import { paintLine } from "#console/widgets/spans.js";
import { cutTo, widthOf } from "#console/widgets/width.js";
import { printable } from "#messages/printable.js";

/** Over the machines: that there is an open run, whether it waits, and that keys are not about it here. Null where it is not so. */
export function openRunLine({ paint, catalogue }: Canvas, { store }: Console, width: number): string | null {
  const { run, isShown, waits, isOpen } = store.run;
  if (run === null || !isOpen || isShown) return null;
  const text = catalogue.console.run.open[waits ? "waits" : "goesOn"];
  const room = Math.max(LEAST_TITLE, width - 1 - widthOf(text({ title: "" })));
  const title = cutTo(printable(run.parts.procedure.title), room);
  return paintLine(paint, [[waits ? "warning" : "info", ` ${text({ title })}`]], width);
}

/** What is left of a title where there is hardly any room, in columns. */
const LEAST_TITLE = 8;
