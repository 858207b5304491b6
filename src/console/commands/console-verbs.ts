import { leaveAsking } from "#console/actions/leave.js";
import { pickTheme } from "#console/actions/pick-theme.js";
import { record } from "#console/actions/record.js";
import { replayNamed, showSessions } from "#console/actions/replay.js";
import { rehearseProcedure, runProcedure } from "#console/actions/run-procedure.js";
import { showEndpoints } from "#console/actions/show-endpoints.js";
import { showRuns } from "#console/actions/show-runs.js";
import { showTouched } from "#console/actions/show-touched.js";
import { undoNamed } from "#console/actions/undo-named.js";
import type { Console } from "#console/console.js";
import { handoverVerb } from "#console/handover/handover-verb.js";
import { HANDOVER_FILE, HANDOVER_WORDS } from "#console/handover/handover-words.js";
import { failure } from "#domain/errors.js";
import { withoutPassword } from "#domain/without-password.js";
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
  /** Its words one by one, where more than the first can be offered. */
  readonly places?: readonly string[];
  run(console: Console, rest: string): void;
}

/** In the order in which help shows them. */
export const CONSOLE_VERBS: readonly ConsoleVerb[] = [
  { name: "undo", takes: "[SEQ]", run: undoNamed },
  { name: "ticket", takes: "[NUMBER]", run: (console, ticket) => setPurpose(console, { ticket }) },
  { name: "reason", takes: "[TEXT]", run: (console, why) => setPurpose(console, { why }) },
  { name: "procedure", takes: "FILE [NAME=VALUE]...", run: runProcedure },
  { name: "rehearse", takes: "FILE [NAME=VALUE]...", run: rehearseProcedure },
  { name: "procedures", takes: "", run: (console) => void showRuns(console) },
  {
    name: "handover",
    takes: `[${HANDOVER_WORDS.join("|")}] [FILE]`,
    places: [HANDOVER_WORDS.join("|"), HANDOVER_FILE],
    run: handoverVerb,
  },
  { name: "replay", takes: "SEQ|SESSION|last|FILE", run: replayNamed },
  { name: "touched", takes: "[MACHINE]", run: showTouched },
  { name: "sessions", takes: "", run: (console) => void showSessions(console) },
  { name: "theme", takes: "[NAME]", run: pickTheme },
  { name: "reconnect", takes: "[NAME]", run: (console, name) => console.reconnect(name || null) },
  { name: "connect", takes: "[ENDPOINT]", run: connectNamed },
  { name: "disconnect", takes: "[NAME]", run: disconnectNamed },
  { name: "use", takes: "[NAME]", run: useNamed },
  { name: "endpoints", takes: "", run: showEndpoints },
  { name: "read-only", takes: "[on|off]", run: switchReadOnly },
  { name: "record", takes: "[on|off|input on|input off]", run: record },
  { name: "lock", takes: "", run: (console) => console.lock() },
  { name: "quit", takes: "", run: leaveAsking },
  { name: "exit", takes: "", run: leaveAsking },
];

/** Those whose word is one of a few that can be offered. */
const ONE_WORD: readonly ConsoleVerbName[] = [
  "procedure",
  "rehearse",
  "theme",
  "reconnect",
  "connect",
  "disconnect",
  "use",
  "read-only",
  "replay",
  "touched",
  "record",
  "handover",
];

/** Every verb that can be typed here: for completion, the console's own are like those of the language. */
export const CONSOLE_VERB_TABLE: readonly AnyVerb[] = [
  ...verbs,
  ...CONSOLE_VERBS.map(
    ({ name, takes, places = takes === "" ? [] : [takes.replace(/^\[(.*)\]$/u, "$1")] }): AnyVerb => ({
      verb: name,
      parameters: places.map((place) => ({
        name: place,
        kind: ONE_WORD.includes(name) ? "name" : "text",
        optional: true,
      })),
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

function connectNamed(console: Console, text: string): void {
  if (text === "") throw missing("connect", "vc1");
  const shown = /^sim:/iu.test(text) ? text : withoutPassword(text);
  if (shown !== text) {
    // What is refused here is in no history, and seen no longer.
    console.store.line.editor.set(`connect ${shown}`);
    const problem = "a password is not taken from arguments, where others can read it";
    throw failure("BAD_ENDPOINT", { text: shown, problem });
  }
  console.connect(text);
}

function disconnectNamed(console: Console, name: string): void {
  const { fleet } = console.store.endpoints;
  if (name === "") throw missing("disconnect", fleet.names[0] ?? "vc1");
  console.disconnect(name);
}

/** Without a name, or with `all`: what is named is looked for everywhere. */
function useNamed({ store, catalogue }: Console, name: string): void {
  const { fleet } = store.endpoints;
  fleet.use(name === "" || name === "all" ? null : name);
  store.say(
    "info",
    catalogue.console.endpoints.using({ name: fleet.used?.name ?? null, names: fleet.names }),
  );
}

function switchReadOnly(console: Console, wanted: string): void {
  if (wanted !== "" && wanted !== "on" && wanted !== "off") {
    const verb = "read-only";
    throw failure("SYNTAX", {
      line: `${verb} ${wanted}`,
      column: verb.length + 1,
      word: wanted,
      problem: "WORD_UNKNOWN",
      suggestions: [verb, `${verb} on`, `${verb} off`],
    });
  }
  console.setReadOnly(wanted !== "off");
}

function missing(verb: string, ...examples: readonly string[]): Error {
  const suggestions = examples.map((example) => `${verb} ${example}`);
  return failure("SYNTAX", {
    line: verb,
    column: verb.length,
    word: "",
    problem: "MISSING_WORD",
    suggestions,
  });
}

function setPurpose({ store, catalogue }: Console, changed: Purpose): void {
  const given = Object.entries({ ...store.purpose, ...changed }).filter(([, text]) => text !== "");
  store.purpose = Object.fromEntries(given);
  const { why, ticket } = store.purpose;
  store.say("info", catalogue.console.line.purpose({ why: why ?? null, ticket: ticket ?? null }));
}
