import type { SyntaxProblem } from "#domain/syntax-problem.js";
import type { UsageProblem } from "#domain/usage-problem.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { libvirtLacks } from "#messages/en/libvirt-lacks.js";
import { listed } from "#messages/en/listed.js";
import { profileProblem } from "#messages/en/profile-problems.js";
import { unended } from "#messages/wording.js";

const notRun = "The line was not run, and nothing was sent for it.";

/** What was asked cannot be read, or the target cannot be told. */
export const asked = {
  USAGE: ({ problem }) => ({
    what: `The command was not understood: ${unended(usageProblem(problem))}.`,
    notDone: "Nothing was done; no session was opened.",
    next: "See shoseki --help.",
  }),
  UNKNOWN_VERB: ({ word, column, nearest }) => ({
    what: `There is no verb ${word}${inColumn(column)}.`,
    notDone: notRun,
    next: nearest === null ? "Type help for the list of verbs." : `Did you mean ${nearest}?`,
  }),
  SYNTAX: ({ word, column, problem, suggestions }) => ({
    what: `${unended(syntax[problem](word))}${inColumn(column)}.`,
    notDone: notRun,
    next: syntaxNext(problem, suggestions),
  }),
  BAD_ENDPOINT: ({ text, problem }) => ({
    what: `${text} is not an endpoint: ${unended(problem)}.`,
    notDone: "No connection was made.",
    next:
      "Write vsphere://[user@]host[:port], qemu:///system or qemu+ssh://[user@]host/system for libvirt (xen likewise), or sim: for " +
      "the embedded simulator.",
  }),
  FILE_UNREADABLE: ({ path, cause }) => ({
    what: `${path} cannot be read: ${unended(cause)}.`,
    notDone: "Nothing was done.",
    next: "Check the path and its permissions.",
  }),
  TARGET_UNKNOWN: ({ text, nearest }) => ({
    what: `Nothing here is called ${text}.`,
    notDone: "Nothing was sent.",
    next:
      nearest.length === 0
        ? "List what is there with vms, hosts, datastores or networks; upper and lower case count."
        : `Did you mean ${nearest.join(", ")}?`,
  }),
  TARGET_AMBIGUOUS: ({ text, candidates }) => ({
    what: `${text} could be any of ${candidates.length}: ${listed(candidates, 10)}.`,
    notDone: "Nothing was sent to any of them.",
    next: "Name one as it is written there, or by its path or its @id.",
  }),
  ONE_TARGET_ONLY: ({ operation, text, count }) => ({
    what: `${operation} takes one target, and ${text} matches ${count}.`,
    notDone: "Nothing was sent to any of them.",
    next: "Name one by its name, its path or its @id.",
  }),
} satisfies Partial<ErrorTexts>;

function usageProblem(problem: UsageProblem | string): string {
  if (typeof problem === "string") return problem;
  switch (problem.kind) {
    case "NO_SUBCOMMAND":
      return "no subcommand is given";
    case "UNKNOWN_SUBCOMMAND": {
      const { word, nearest, all, profiles } = problem;
      const meant = nearest === null ? "" : ` (perhaps ${nearest})`;
      const there = profiles.length === 0 ? "" : `, and the profiles ${listed(profiles, 10)}`;
      return `there is no subcommand or profile ${JSON.stringify(word)}, only ${all.join(", ")}${there}${meant}`;
    }
    case "PROFILE_NAME":
      return problem.why === "FORM"
        ? `${JSON.stringify(problem.name)} cannot be a profile's name, which is of a to z, 0 to 9, and . _ - after the first, 63 at most`
        : `${problem.name} means something else already, and cannot be a profile's name`;
    case "PROFILE_VALUE":
      return `${problem.option}: ${profileProblem(problem.problem)}`;
    case "NOT_DURATION":
      return `${problem.option} takes a time such as 90s, 15m or 2h, at most 24h, or never, not ${JSON.stringify(problem.text)}`;
    case "UNKNOWN_OPTION": {
      const meant = problem.nearest === null ? "" : ` (perhaps ${problem.nearest})`;
      return `there is no option ${problem.option}${meant}`;
    }
    case "OPTION_OF_OTHERS":
      return `${problem.option} is no option of ${problem.subcommand}`;
    case "VALUE_MISSING":
      return `${problem.option} takes a value; one that begins with - is written ${problem.option}=VALUE`;
    case "VALUE_NOT_TAKEN":
      return `${problem.option} takes no value`;
    case "EMPTY":
      return `${problem.place} is empty`;
    case "PLACEHOLDER":
      return `${problem.option} has ${problem.text} still in the place of what you have to say`;
    case "NOT_OF_LIBVIRT":
      return `${problem.option} has no place at ${problem.endpoint}: ${libvirtLacks[problem.why]}`;
    case "NO_LANGUAGE":
      return "--lang takes en or ja";
    case "NO_TIME": {
      const { option, text } = problem;
      return `${option} takes a day (2026-01-05), a time (2026-01-05T03:00:00Z) or how long ago that is (30d, 12h, 90m), not ${JSON.stringify(text)}`;
    }
  }
}

const syntax: Readonly<Record<SyntaxProblem, (word: string) => string>> = {
  QUOTE_OPEN: () => "A quote is opened here and not closed",
  ESCAPE_AT_END: () => "The line ends in a backslash with nothing after it",
  UNPRINTABLE: (word) => `The line holds a character that cannot be printed: ${word}`,
  MISSING_WORD: () => "The line ends too early",
  EXTRA_WORD: (word) => `${word} is one word too many`,
  WORD_UNKNOWN: (word) => `${word} is none of the words that can stand here`,
  EMPTY_TARGET: () => "The target is empty",
  BAD_ID: (word) => `${word} is not an id, and an id takes no wildcards`,
  PATTERN_AS_NAME: (word) => `${word} is a pattern, and what stands here must be a plain name`,
  NOT_A_SEQ: (word) => `${word} is not the number of an entry`,
  NOT_A_COUNT: (word) => `${word} is not a whole number`,
  NOT_A_SIZE: (word) => `${word} is not a size`,
  SIZE_WITHOUT_UNIT: (word) => `${word} has no unit`,
  DECIMAL_UNIT: (word) => `${word} has a decimal unit, and hypervisors count in binary ones`,
  NOT_WHOLE_MIB: (word) => `${word} is not a whole number of MiB`,
  NUMBER_TOO_LONG: (word) => `${word} is too large a number to be read`,
  UNKNOWN_OPTION: (word) => `This verb has no option ${word}`,
  OPTION_TWICE: (word) => `${word} stands here a second time`,
  VALUE_MISSING: (word) => `${word} needs a value`,
  OPTION_MISSING: () => "The line says nothing of what to change",
  OPTIONS_EXCLUDE: (word) => `${word} does not go together with the option before it`,
  PASSWORD_IN_URI: (word) =>
    `The URI of ${word} has a password in it, or what may be one, and it would be recorded`,
  NOT_A_URI: (word) => `What follows ${word} is no URI`,
  MISSING_VERB: () => "The verb is not complete",
};

function syntaxNext(problem: SyntaxProblem, suggestions: readonly string[]): string {
  const say = suggestions.join(" or ");
  if (problem === "QUOTE_OPEN") return `Close it with ${say}, or put a backslash before it.`;
  if (problem === "MISSING_WORD" || problem === "OPTIONS_EXCLUDE") return `Usage: ${say}`;
  if (problem === "MISSING_VERB") return `Usage: ${suggestions.join(", or ")}`;
  if (problem === "OPTION_MISSING") return `Add one at least of ${suggestions.join(", ")}.`;
  if (problem === "PASSWORD_IN_URI")
    return "Leave it away: the hosts know each other by their own keys and certificates.";
  if (problem === "NOT_A_URI")
    return "Say driver, transport, host and path: qemu+ssh://root@kvm-b/system. Nothing of the line was recorded.";
  if (problem === "OPTION_TWICE") return "Give it once.";
  if (problem === "UNKNOWN_OPTION") return unknownOptionNext(say);
  if (problem === "EXTRA_WORD") return `Usage: ${say}; a name with blanks in it goes in quotes.`;
  if (problem === "UNPRINTABLE") return "Type the line again without it.";
  return `Say ${say}.`;
}

/** An option that was probably meant, or the usage. */
function unknownOptionNext(suggestion: string): string {
  const quote = "a word that begins with -- and is no option goes in quotes";
  return suggestion.startsWith("--")
    ? `Did you mean ${suggestion}? If not, ${quote}.`
    : `Usage: ${suggestion}; ${quote}.`;
}

/** Where in its line a word is; nothing, for what is told with a place of its own. */
function inColumn(column: number): string {
  return column < 0 ? "" : ` (column ${column + 1})`;
}
