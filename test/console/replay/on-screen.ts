import type { Painted } from "#console/prompts/dialog.js";
import { Emulator } from "../../terminal/emulator.js";

/** What a terminal of a size shows of painted lines. */
export async function onScreen({ lines, cursor }: Painted, columns: number, rows: number): Promise<Emulator> {
  const emulator = new Emulator({ columns, rows, background: "unanswered", answer: () => undefined });
  const written = lines.map((line, row) => `\u001b[${row + 1};1H${line}`).join("");
  const place = cursor === null ? "\u001b[?25l" : `\u001b[${cursor.y + 1};${cursor.x + 1}H`;
  await emulator.write(Buffer.from(written + place), () => undefined);
  return emulator;
}
