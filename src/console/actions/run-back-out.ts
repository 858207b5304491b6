import { goOnWith } from "#console/actions/run-go-on.js";
import { interject } from "#console/actions/run-interject.js";
import { askForText } from "#console/actions/run-reason.js";
import type { Console } from "#console/console.js";
import type { ConductedRun } from "#console/store/conducted-run.js";
import { answer, takes } from "#console/store/run-asking.js";
import { type BackWay, waysBack } from "#console/store/way-back.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import { nameOf } from "#procedures/run/turns.js";

/** Undoes what was done, the last first, with a reason; what would be done and what would be left is said before. */
export function backOut(console: Console): void {
  ask(console, "");
}

/** @param text what was typed already */
function ask(console: Console, text: string): void {
  const { store, catalogue } = console;
  const { run } = store.run;
  if (run === null) return;
  const texts = catalogue.console.run;
  const said = () => {
    const ways = waysBack(run.parts).map((way) => wayLine(console, run, way));
    return (ways.length === 0 ? [texts.nothingToUndo] : [texts.wouldUndo, ...ways]).join("\n");
  };
  const shown = said();
  askForText(console, {
    question: `${shown}\n\n${texts.asksWhyBack}`,
    isAnAnswer: run.asking !== null,
    text,
    give: (why) => {
      // The list is what is agreed to: where more was done since it was shown, it is shown anew.
      if (said() !== shown) {
        store.say("warning", texts.listChanged);
        ask(console, why);
        return;
      }
      if (answer(run.asking, { kind: "back-out", why })) return;
      if (run.isOpen && run.isLooking) void interject(console, run, { backOutWhy: why });
      else if (run.canBeBackedOut) void goOnWith(console, run.id, { backOutWhy: why });
      else store.say("warning", texts.past);
    },
  });
}

/** Why it cannot be backed out of now; null when it can. */
export function whyNotBackedOut({ store, catalogue }: Console): string | null {
  const { run } = store.run;
  const { notNow } = catalogue.console.run;
  if (run === null) return notNow.over;
  if (run.isUndoing) return notNow.undoing;
  if (takes(run.asking, "back-out") || run.canBeBackedOut || (run.asking === null && run.isLooking))
    return null;
  return run.isOpen ? notNow.busy : notNow.over;
}

function wayLine({ catalogue }: Console, run: ConductedRun, way: BackWay): string {
  const texts = catalogue.console.run;
  const { item } = way.turn;
  const called = run.titleOf(way.turn);
  const title = printable(
    item === null || called.includes(nameOf(item)) ? called : `${called} (${nameOf(item)})`,
  );
  if (way.by === "inverses") return texts.backBy.inverses({ title, lines: way.lines.map(printable) });
  if (way.by === "kept") {
    return texts.backBy.kept({ title, why: explain(way.problem, catalogue).what });
  }
  return texts.backBy[way.by]({ title });
}
