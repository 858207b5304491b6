import type { Console } from "#console/console.js";
import { failure } from "#domain/errors.js";

const DOES: Readonly<Record<string, (console: Console) => void>> = {
  "": () => undefined,
  on: ({ recording }) => recording.turn(true),
  off: ({ recording }) => recording.turn(false),
  "input on": ({ recording }) => recording.turnKeys(true),
  "input off": ({ recording }) => recording.turnKeys(false),
};

/** `record`, `record on|off`, `record input on|off`: switches the recording of this console, and says how it stands. */
export function record(console: Console, words: string): void {
  const { store, catalogue } = console;
  const wanted = words.split(/\s+/u).join(" ");
  const work = Object.hasOwn(DOES, wanted) ? DOES[wanted] : undefined;
  if (work === undefined) throw notUnderstood(wanted);
  work(console);
  const { recording } = store;
  const texts = catalogue.console.recording;
  const isOn = recording === "on" || recording === "keys";
  const isIdle = wanted.startsWith("input") && !isOn;
  store.say(
    isIdle || recording === "failed" ? "warning" : "info",
    isIdle ? texts.noKeys : texts.stands[recording],
  );
}

function notUnderstood(words: string): Error {
  const suggestions = ["on", "off", "input on", "input off"].map((word) => `record ${word}`);
  const line = `record ${words}`;
  return words === "input"
    ? failure("SYNTAX", { line, column: line.length, word: "", problem: "MISSING_WORD", suggestions })
    : failure("SYNTAX", {
        line,
        column: "record ".length,
        word: words,
        problem: "WORD_UNKNOWN",
        suggestions,
      });
}
