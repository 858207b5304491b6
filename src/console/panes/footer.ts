import type { Console } from "#console/console.js";
import type { Canvas } from "#console/panes/canvas.js";
import type { KeyHint } from "#console/prompts/dialog.js";
import type { Pane } from "#console/store/store.js";
import { keyName } from "#console/widgets/key-name.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { widthOf } from "#console/widgets/width.js";

/** What is offered first, where there is no room for all. */
const FIRST: Readonly<Record<Pane, readonly string[]>> = {
  inventory: [
    "act",
    "line",
    "filter",
    "start",
    "stop",
    "memory",
    "details",
    "undo",
    "mark",
    "otherPane",
    "help",
    "quit",
  ],
  run: [
    "runYes",
    "runNo",
    "runNext",
    "runAhead",
    "runAgain",
    "runSkip",
    "runResume",
    "runBackOut",
    "runPause",
    "runStop",
    "runStep",
    "otherPane",
    "line",
    "help",
  ],
  audit: [
    "showEntry",
    "replayEntry",
    "undoEntry",
    "jump",
    "filterAudit",
    "otherPane",
    "line",
    "help",
    "quit",
  ],
};

/** The keys that mean something now; those that cannot be used are not offered here, and help says why. */
export function footerLine(canvas: Canvas, console: Console, width: number): string {
  const { paint } = canvas;
  const all = hints(canvas, console);
  // How to get out of something is said, whatever else there is no room for.
  const isOut = ({ key }: KeyHint) => key === "Esc";
  let left = width - all.filter(isOut).reduce((sum, hint) => sum + columnsOf(hint), 0);
  let isFull = false;
  const shown = all.filter((hint) => {
    if (isOut(hint)) return true;
    isFull ||= columnsOf(hint) > left;
    if (!isFull) left -= columnsOf(hint);
    return !isFull;
  });
  const spans = shown.flatMap(({ key, does }): Span[] => [
    ["key", ` ${key}`],
    ["dim", ` ${does}  `],
  ]);
  return paintLine(paint, spans, width);
}

function columnsOf({ key, does }: KeyHint): number {
  return widthOf(key) + widthOf(does) + 4;
}

function hints(canvas: Canvas, console: Console): readonly KeyHint[] {
  const { store, catalogue, commands } = console;
  const { keys } = catalogue.console;
  if (store.dialogs.top !== null) return store.dialogs.top.keys(canvas);
  if (store.focus === "filter") {
    return [
      { key: "Enter", does: keys.keepFilter },
      { key: "Esc", does: keys.dropFilter },
    ];
  }
  if (store.focus === "line") {
    return [
      { key: "Enter", does: keys.plan },
      { key: "Tab", does: keys.complete },
      { key: "↑", does: keys.older },
      { key: "^R", does: keys.search },
      { key: "Esc", does: keys.toPanes },
      { key: "^D", does: keys.leave },
    ];
  }
  return FIRST[store.pane].flatMap((id): readonly KeyHint[] => {
    const command = commands.find((each) => each.id === id);
    const [key] = command?.keys ?? [];
    if (command === undefined || key === undefined || command.whyNot(console) !== null) return [];
    return [{ key: keyName(key), does: catalogue.console.short[id] ?? id }];
  });
}
