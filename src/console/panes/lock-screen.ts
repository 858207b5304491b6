import { LineEditor } from "#console/line/line-editor.js";
import type { Canvas } from "#console/panes/canvas.js";
import type { Painted } from "#console/prompts/dialog.js";
import type { Store } from "#console/store/store.js";
import { paintField } from "#console/widgets/field.js";
import { localTime } from "#console/widgets/local-time.js";
import { paintLine } from "#console/widgets/spans.js";
import { wrap } from "#console/widgets/wrap.js";

/** All that is seen of a console that is locked: since when, where the password goes, and whether a run waits for somebody. */
export function lockScreen(
  { paint, catalogue }: Canvas,
  { lock, run }: Pick<Store, "lock" | "run">,
  columns: number,
  rows: number,
): Painted {
  const { lock: texts } = catalogue.console;
  const { locked } = catalogue.console.run;
  const blank = paintLine(paint, [], columns);
  const since = localTime(new Date(lock.since ?? 0).toISOString());
  const seconds = Math.ceil((lock.heldUntil - performance.now()) / 1000);
  const wrong = lock.wrong === 0 ? "" : texts.wrong({ seconds: Math.max(0, seconds) });
  const asks = wrap(lock.guarded ? texts.asks : texts.asksNothing, columns - 4);
  const top = Math.max(1, Math.floor(rows / 3) - asks.length);
  const above = [
    ...Array.from({ length: top }, () => blank),
    paintLine(paint, [["title", `  ${texts.title({ since })}`]], columns),
    blank,
    ...asks.map((line) => paintLine(paint, [["text", `  ${line}`]], columns)),
    blank,
    ...(run.isOpen
      ? [paintLine(paint, [["warning", `  ${locked[run.waits ? "waits" : "goesOn"]}`]], columns), blank]
      : []),
  ];
  const field = paintField(
    paint,
    {
      label: "",
      labelWidth: 0,
      // Not even how long it is.
      editor: new LineEditor(),
      placeholder: lock.guarded ? catalogue.console.endpoints.hidden : "",
      focused: true,
    },
    columns,
  );
  const lines = [...above, field.line, blank, paintLine(paint, [["danger", `  ${wrong}`]], columns)];
  const left = Array.from({ length: Math.max(0, rows - lines.length) }, () => blank);
  return { lines: [...lines, ...left].slice(0, rows), cursor: { x: field.cursor, y: above.length } };
}
