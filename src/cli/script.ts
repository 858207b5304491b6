import type { Command } from "#domain/command.js";
import { parse } from "#language/parse.js";

/** A command line that has been understood. */
export interface ScriptLine {
  readonly text: string;
  readonly command: Command;
}

/** Reads every line before anything is done: one that cannot be understood stops them all. Throws `UNKNOWN_VERB`, `SYNTAX`. */
export function readScript(lines: readonly string[]): readonly ScriptLine[] {
  return lines.flatMap((text) => {
    const command = parse(text);
    return command === null ? [] : [{ text: text.trim(), command }];
  });
}
