import { jumpToTarget, replayEntry, showEntry, whyNotReplayed } from "#console/actions/show-entry.js";
import { undo } from "#console/actions/undo.js";
import type { Command, Console } from "#console/console.js";

const withEntry: Command["whyNot"] = ({ store, catalogue }) =>
  store.audit.selected === null ? catalogue.console.disabled.noEntry : null;

function audit(
  id: "showEntry" | "filterAudit" | "jump" | "undoEntry" | "replayEntry",
  keys: readonly string[],
  run: (console: Console) => void,
  whyNot: Command["whyNot"] = withEntry,
): Command {
  return {
    id,
    keys,
    where: "audit",
    group: "audit",
    does: ({ console: texts }) => texts.commands[id],
    whyNot,
    run,
  };
}

/** What the audit pane can do with the entry under its cursor. */
export const AUDIT_COMMANDS: readonly Command[] = [
  audit("showEntry", ["enter", "i"], ({ store, ...rest }) => {
    const { selected } = store.audit;
    if (selected !== null) showEntry({ store, ...rest }, selected);
  }),
  audit("jump", ["J"], (console) => jumpToTarget(console, console.store.audit.selected)),
  audit(
    "replayEntry",
    ["w"],
    (console) => {
      const { selected } = console.store.audit;
      if (selected !== null) replayEntry(console, selected);
    },
    (console) => whyNotReplayed(console, console.store.audit.selected),
  ),
  audit("undoEntry", ["u"], (console) => undo(console, console.store.audit.selected)),
  audit(
    "filterAudit",
    ["/"],
    ({ store }) => {
      store.line.beginFilter("audit", store.audit.filter.join(" "));
      store.focusOn("filter");
    },
    () => null,
  ),
];
