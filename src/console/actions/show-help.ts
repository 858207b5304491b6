import { CONSOLE_VERBS } from "#console/commands/console-verbs.js";
import type { Command, Console } from "#console/console.js";
import { TextDialog, type TextLine } from "#console/prompts/text-dialog.js";
import { keyName } from "#console/widgets/key-name.js";
import { fitTo, widthOf } from "#console/widgets/width.js";
import { briefUsageOf } from "#language/usage.js";
import { verbs } from "#language/verbs.js";

const EDITING_KEYS = {
  complete: "Tab",
  older: "↑ ↓",
  search: "^R",
  emacs: "^A ^E ^K ^U ^W ^Y",
  back: "Esc",
  leave: "^D",
} as const;

/** Columns that are left for what is said of a verb, at least, where all usages are given as many as the widest has. */
const LEAST_SAID = 64;
/** Columns of the usages where there is less room: what is wider pushes aside what is said of it. */
const NARROW_USAGE = 32;

const GROUPS: readonly Command["group"][] = ["look", "mark", "operate", "audit", "run", "console"];

/** Every key and command, each with the reason where it cannot be used now; and the verbs of the command line. */
export function showHelp(console: Console): void {
  const { store, catalogue } = console;
  const dialog: TextDialog = new TextDialog({
    title: catalogue.console.help.title,
    lines: (width) => linesOf(console, width),
    close: () => store.dialogs.close(dialog),
  });
  store.dialogs.open(dialog);
}

function linesOf(console: Console, width: number): readonly TextLine[] {
  const { catalogue, commands } = console;
  const { help: texts } = catalogue.console;
  const keys = GROUPS.flatMap((group): readonly TextLine[] => [
    [["title", texts.groups[group]]],
    ...commands.filter((command) => command.group === group).map((command) => lineOf(console, command)),
    "",
  ]);
  const usages = [
    ...verbs.map((verb) => [briefUsageOf(verb), catalogue.help.summaries[verb.verb]] as const),
    ...CONSOLE_VERBS.map(
      ({ name, takes }) => [`${name} ${takes}`.trimEnd(), catalogue.console.verbs[name]] as const,
    ),
  ];
  const widest = Math.max(...usages.map(([usage]) => widthOf(usage)));
  const column = width - widest >= LEAST_SAID ? widest : Math.min(widest, NARROW_USAGE);
  return [
    texts.intro,
    "",
    ...keys,
    [["title", texts.editing]],
    ...(Object.keys(EDITING_KEYS) as (keyof typeof EDITING_KEYS)[]).map(
      (name): TextLine => [
        ["key", fitTo(EDITING_KEYS[name], 18)],
        ["text", texts.editingKeys[name]],
      ],
    ),
    "",
    [["title", texts.verbs]],
    ...usages.map(
      ([usage, summary]): TextLine => [
        ["key", `${usage}${" ".repeat(Math.max(0, column - widthOf(usage)))}  `],
        ["text", summary],
      ],
    ),
    "",
    ...catalogue.help.targets.split("\n"),
  ];
}

function lineOf(console: Console, command: Command): TextLine {
  const why = command.whyNot(console);
  const { catalogue } = console;
  return [
    ["key", fitTo(command.keys.map(keyName).join(" "), 16)],
    [why === null ? "text" : "dim", command.group === "operate" ? `${command.id}: ` : ""],
    [why === null ? "text" : "dim", command.does(catalogue)],
    ["warning", why === null ? "" : `  (${why})`],
  ];
}
