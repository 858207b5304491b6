import type { WriteStream } from "node:tty";
import { useCursor, useInput, usePaste, useStdout } from "ink";
import { type ReactNode, useSyncExternalStore } from "react";
import type { ReplayDesk } from "#console/replay/replay-desk.js";
import { keyPresses } from "#console/view/keys.js";
import { MINIMUM } from "#console/view/layout.js";
import type { RowSigns } from "#console/view/row-signs.js";
import { Rows } from "#console/widgets/rows.js";

interface Props {
  readonly desk: ReplayDesk;
  /** Of the stream that Ink writes to. */
  readonly signs: RowSigns;
}

/** A recording on the screen, in the size that it has. */
export function ReplayApp({ desk, signs }: Props): ReactNode {
  useSyncExternalStore(desk.changes.subscribe, desk.changes.version);
  const stdout = useStdout().stdout as Partial<WriteStream>;
  const columns = stdout.columns || MINIMUM.columns;
  const rows = stdout.rows || MINIMUM.rows;
  const { setCursorPosition } = useCursor();
  useInput((input, key) => {
    for (const { key: name, text } of keyPresses(input, key)) desk.press(name, text);
  });
  usePaste((text) => desk.paste(text));
  const { lines, cursor } = desk.paint({ width: columns, height: rows });
  setCursorPosition(cursor ?? undefined);
  return <Rows signs={signs.of(lines)} width={columns} height={rows} />;
}
