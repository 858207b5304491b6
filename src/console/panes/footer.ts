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
  const spans: Span[] = [];
  let left = width;
  for (const { key, does } of hints(canvas, console)) {
    const needed = widthOf(key) + widthOf(does) + 4;
    if (needed > left) break;
    left -= needed;
    spans.push(["key", ` ${key}`], ["dim", ` ${does}  `]);
  }
  return paintLine(paint, spans, width);
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
