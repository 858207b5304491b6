import { readFileSync } from "node:fs";
import { Emulator } from "../terminal/emulator.js";

/** What a recording shows to whoever plays it. */
export interface Shown {
  /** The sizes that it has, one after the other: `100x30`. */
  readonly sizes: readonly string[];
  /** The screen at its end. */
  readonly end: string;
  /** The screen after the first frame that follows a marker with that in its label. */
  at(label: string): string;
}

/** Plays a recording in a terminal emulator, from its beginning to its end. */
export async function shownIn(file: string): Promise<Shown> {
  const [header = "", ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  const { width, height } = JSON.parse(header) as { width: number; height: number };
  const emulator = new Emulator({
    columns: width,
    rows: height,
    background: "#000000",
    answer: () => undefined,
  });
  const sizes = [`${width}x${height}`];
  const moments = new Map<string, string>();
  let open: string[] = [];
  for (const line of lines) {
    const [, code, text] = JSON.parse(line) as [number, string, string];
    if (code === "r") {
      const [columns = 0, rows = 0] = text.split("x").map(Number);
      emulator.resize(columns, rows);
      sizes.push(text);
    } else if (code === "m") open.push(text);
    else if (code === "o") {
      await new Promise<void>((resolve) => emulator.write(Buffer.from(text), resolve));
      for (const label of open) moments.set(label, emulator.screen().join("\n"));
      open = [];
    }
  }
  const end = emulator.screen().join("\n");
  emulator.dispose();
  return {
    sizes,
    end,
    at: (label) => [...moments].find(([each]) => each.includes(label))?.[1] ?? "",
  };
}
