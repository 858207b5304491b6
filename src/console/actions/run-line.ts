import { act } from "#console/actions/act.js";
import { helped, listed, readAndList } from "#console/actions/list.js";
import { ownHelp } from "#console/actions/own-help.js";
import { sayProblem } from "#console/actions/say.js";
import { sessionOf } from "#console/actions/session-of.js";
import { amongAllVerbs } from "#console/commands/among-all-verbs.js";
import { consoleVerb } from "#console/commands/console-verbs.js";
import type { Console } from "#console/console.js";
import { asShosekiError, type ErrorCode } from "#domain/errors.js";
import { parse } from "#language/parse.js";
import type { Proposal } from "#session/proposal.js";

/** What is wrong with the line itself is said under the word it is about. */
const IN_THE_LINE: readonly ErrorCode[] = ["SYNTAX", "UNKNOWN_VERB"];

/** What is wrong with the name of a target. */
const UNTOLD: readonly ErrorCode[] = ["TARGET_UNKNOWN", "TARGET_AMBIGUOUS", "ONE_TARGET_ONLY"];

/** Runs what has been typed. A line that cannot be understood stays where it is, with what is wrong under it. */
export function runLine(console: Console): void {
  const { store } = console;
  const text = store.line.text.trim();
  if (text === "") return;
  try {
    const own = consoleVerb(text);
    if (own !== null) own.verb.run(console, own.rest);
    else runCommand(console, text);
    const lost = store.line.accept();
    if (lost !== null) store.say("warning", console.catalogue.console.line.historyLost(lost));
  } catch (cause) {
    const { problem } = asShosekiError(cause);
    if (IN_THE_LINE.includes(problem.code)) store.line.problem = amongAllVerbs(problem);
    else sayProblem(console, cause);
  }
  store.changes.now();
}

function runCommand(console: Console, ask: string): void {
  const help = ownHelp(ask, console.catalogue);
  if (help !== null) {
    helped(console, ask, help);
    return;
  }
  const command = parse(ask);
  if (command === null) return;
  if (command.kind === "operation") {
    void act(console, [{ expression: command.target, request: command.request, ask }]).then((proposal) =>
      pointAt(console, ask, proposal),
    );
  } else if (command.kind === "note") {
    const entry = sessionOf(console).note(command.text);
    console.store.say("ok", console.catalogue.results.noted({ seq: entry.seq }));
  } else if (command.kind === "list" || command.kind === "info" || command.kind === "help") {
    listed(console, ask, command);
  } else void readAndList(console, ask, command);
}

/** A name that means nothing, or too much, is shown where it stands: the line comes back, to be put right. */
function pointAt({ store }: Console, ask: string, proposal: Proposal | null): void {
  const problem = proposal?.plans[0]?.refusal ?? null;
  if (problem === null || !UNTOLD.includes(problem.code) || store.line.text !== "") return;
  store.line.editor.set(ask);
  store.line.problem = problem;
  store.changes.now();
}
