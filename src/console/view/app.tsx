import type { WriteStream } from "node:tty";
import { useApp, useCursor, useInput, usePaste, useStdout } from "ink";
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from "react";
import { paste, press } from "#console/actions/press.js";
import type { Console } from "#console/console.js";
import { Frame } from "#console/view/frame.js";
import { keyPresses } from "#console/view/keys.js";
import { MINIMUM } from "#console/view/layout.js";
import type { RowSigns } from "#console/view/row-signs.js";
import { Rows } from "#console/widgets/rows.js";
import type { PaintedScreen } from "#recording/painted-screen.js";

interface Props {
  readonly console: Console;
  /** Of the stream that Ink writes to. */
  readonly signs: RowSigns;
  /** Told of all that is painted. */
  readonly onPainted?: (screen: PaintedScreen) => void;
  /** Told what can give the terminal away for a while, once there is something to give it. */
  readonly onReady: (terminal: { suspend(work: () => Promise<void>): Promise<void> }) => void;
}

/** The console on the screen: painted anew, in the size that it has then, whenever the store says that something has changed. */
export function App({ console, signs, onPainted, onReady }: Props): ReactNode {
  const { store } = console;
  useSyncExternalStore(store.changes.subscribe, store.changes.version);
  const stdout = useStdout().stdout as Partial<WriteStream>;
  const columns = stdout.columns || MINIMUM.columns;
  const rows = stdout.rows || MINIMUM.rows;
  const { setCursorPosition } = useCursor();
  const { suspendTerminal } = useApp();
  const frame = useRef<Frame>(null);
  frame.current ??= new Frame();
  useEffect(() => onReady({ suspend: (work) => suspendTerminal(work) }), [onReady, suspendTerminal]);
  useInput((input, key) => {
    for (const { key: name, text } of keyPresses(input, key)) press(console, name, text);
  });
  usePaste((text) => paste(console, text));
  const { lines, cursor } = frame.current.paint(console, columns, rows);
  setCursorPosition(cursor ?? undefined);
  // Before it is drawn: what was seen is recorded, whatever comes then.
  onPainted?.({ columns, rows, lines, cursor });
  return <Rows signs={signs.of(lines)} width={columns} height={rows} />;
}
