import { leaveAsking } from "#console/actions/leave.js";
import { pickTheme } from "#console/actions/pick-theme.js";
import { undo } from "#console/actions/undo.js";
import type { Console } from "#console/console.js";
import { failure } from "#domain/errors.js";
import type { AnyVerb } from "#language/expected-verb.js";
import { verbs } from "#language/verbs.js";
import type { Catalogue } from "#messages/catalogue.js";
import type { Purpose } from "#session/purpose.js";

type ConsoleVerbName = keyof Catalogue["console"]["verbs"];

/** A verb of the console itself: not of the command language, as a script has no use for it. */
export interface ConsoleVerb {
  readonly name: ConsoleVerbName;
  /** What may follow it, as usage shows it; empty for nothing. */
  readonly takes: string;
  run(console: Console, rest: string): void;
}

const CONSOLE_VERBS: readonly ConsoleVerb[] = [
  { name: "undo", takes: "[SEQ]", run: undoNamed },
  { name: "ticket", takes: "[NUMBER]", run: (console, ticket) => setPurpose(console, { ticket }) },
  { name: "reason", takes: "[TEXT]", run: (console, why) => setPurpose(console, { why }) },
  { name: "theme", takes: "[NAME]", run: pickTheme },
  { name: "reconnect", takes: "", run: (console) => console.reconnect() },
  { name: "quit", takes: "", run: leaveAsking },
  { name: "exit", takes: "", run: leaveAsking },
];

/** Every verb that can be typed here: for completion, the console's own are like those of the language. */
export const CONSOLE_VERB_TABLE: readonly AnyVerb[] = [
  ...verbs,
  ...CONSOLE_VERBS.map(
    ({ name, takes }): AnyVerb => ({
      verb: name,
      parameters:
        takes === ""
          ? []
          : [{ name: takes.slice(1, -1), kind: name === "theme" ? "name" : "text", optional: true }],
      options: [],
      takes: "any",
      operation: null,
      examples: [],
    }),
  ),
];

/** The console's own verb that a line begins with; null when it is for the command language. */
export function consoleVerb(line: string): { readonly verb: ConsoleVerb; readonly rest: string } | null {
  const [word = ""] = line.split(/\s/u, 1);
  const verb = CONSOLE_VERBS.find(({ name }) => name === word);
  if (verb === undefined) return null;
  const rest = line.slice(word.length).trim();
  if (rest === "" || verb.takes !== "") return { verb, rest };
  const column = line.indexOf(rest);
  throw failure("SYNTAX", { line, column, word: rest, problem: "EXTRA_WORD", suggestions: [word] });
}

function setPurpose({ store, catalogue }: Console, changed: Purpose): void {
  const given = Object.entries({ ...store.purpose, ...changed }).filter(([, text]) => text !== "");
  store.purpose = Object.fromEntries(given);
  const { why, ticket } = store.purpose;
  store.say("info", catalogue.console.line.purpose({ why: why ?? null, ticket: ticket ?? null }));
}

function undoNamed(console: Console, rest: string): void {
  const { audit } = console.store;
  const seq = Number(rest.replace(/^#/u, ""));
  const entry = rest === "" ? audit.lastOutcome(null) : audit.bySeq(seq);
  if (rest !== "" && entry === null) throw failure("ENTRY_UNKNOWN", { seq });
  undo(console, entry);
}
