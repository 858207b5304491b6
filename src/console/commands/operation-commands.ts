import { prompt } from "#console/actions/prompt.js";
import { whyNot } from "#console/commands/why-not.js";
import type { Command } from "#console/console.js";
import type { VerbName } from "#language/verb.js";
import { verbs } from "#language/verbs.js";

/** Small letters for what is done often, capitals for what should not be done by a slip. */
const KEYS: Readonly<Partial<Record<VerbName, string>>> = {
  start: "s",
  stop: "S",
  reset: "R",
  suspend: "Z",
  "guest shutdown": "d",
  "guest reboot": "b",
  rename: "n",
  cpu: "c",
  memory: "m",
  disk: "x",
  move: "v",
  clone: "y",
  create: "N",
  delete: "D",
  "snapshot create": "p",
  "snapshot revert": "P",
  "snapshot remove": "X",
  "host maintenance enter": "M",
  "host maintenance exit": "E",
};

/** A command for every verb that operates on something: what it needs to know beside the selection is asked for. */
export const OPERATION_COMMANDS: readonly Command[] = verbs.flatMap((verb): readonly Command[] => {
  const { operation } = verb;
  if (operation === null) return [];
  const key = KEYS[verb.verb];
  return [
    {
      id: verb.verb,
      keys: key === undefined ? [] : [key],
      where: "inventory",
      group: "operate",
      does: ({ help }) => help.summaries[verb.verb],
      whyNot: (console) => whyNot(console, verb, operation),
      run: (console) => prompt(console, verb),
    },
  ];
});
