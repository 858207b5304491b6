import type { ErrorFacts } from "#domain/errors.js";
import type { UndoImpossible } from "#domain/undo-impossible.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { size, term } from "#messages/wording.js";

const notSent = "Nothing was sent.";

const what: Readonly<Record<string, string>> = {
  name: "its name",
  power: "its power",
  cpus: "the number of its CPUs",
  memoryMiB: "its memory",
  nextBootCpus: "the number of its CPUs from its next start on",
  nextBootMemoryMiB: "its memory from its next start on",
  diskMiB: "the size of its disks",
  host: "its host",
  endpoint: "the endpoint that it is at",
  datastore: "its datastore",
  folder: "its folder",
  snapshot: "the snapshot",
  snapshots: "what it has of snapshots",
  maintenance: "maintenance mode",
};

/** An undo, and why there is none. */
export const undo = {
  TARGET_NOT_AS_LEFT: (facts) => ({
    what:
      `${facts.name} is no longer as that entry left it: ${term(what, facts.what)} was ` +
      `${said(facts, facts.left)}, and is ${said(facts, facts.now)} now.`,
    notDone: "Nothing was sent: it would take back what has been done to it since.",
    next: `Look at it with info ${facts.name}, and change by hand what you still want changed.`,
  }),
  NOT_UNDOABLE: ({ operation, why }) => ({ notDone: notSent, ...impossible[why](operation) }),
} satisfies Partial<ErrorTexts>;

/** A number of MiB with its unit; none of what there is not. */
function said(
  { what: key }: ErrorFacts["TARGET_NOT_AS_LEFT"],
  value: string | number | boolean | null,
): string {
  if (value === null || value === "") return "none";
  if (typeof value === "boolean") return value ? "on" : "off";
  return typeof value === "number" && key.endsWith("MiB") ? size(value) : String(value);
}

const impossible: Readonly<Record<UndoImpossible, (operation: string) => { what: string; next: string }>> = {
  NO_OPERATION: (operation) => ({
    what: `An entry of ${operation} has changed no machine and no host.`,
    next: "Name the outcome of an operation; log lists them.",
  }),
  NO_OUTCOME: (operation) => ({
    what: `That entry of ${operation} does not say what became of it.`,
    next: "Name the outcome that belongs to it; log lists it further down.",
  }),
  NOT_DONE: (operation) => ({
    what: `That ${operation} was refused or has failed.`,
    next: "Look at its target with info: if part of it was done, change that by hand.",
  }),
  OUTCOME_UNKNOWN: (operation) => ({
    what: `What became of that ${operation} is UNKNOWN.`,
    next: "Look at its target with info; if a later recovery entry says that it was done, undo that one.",
  }),
  OTHER_ENDPOINT: (operation) => ({
    what: `That ${operation} was done on another server than the one of this session.`,
    next: "Connect to that server, and undo it there.",
  }),
  NOTHING_CHANGED: (operation) => ({
    what: `That ${operation} left its target as it had found it, so there is nothing to undo.`,
    next: "Look at its target with info: the change may have come later.",
  }),
  NOTHING_TO_UNDO: (operation) => ({
    what: `After ${operation} all runs as before, so there is nothing to undo.`,
    next: "What had not been written to disk is lost all the same; look after it in the guest.",
  }),
  LOST: (operation) => ({
    what: `${operation} cannot be undone: what there was before it is gone.`,
    next: "Restore it from a backup, if there is one.",
  }),
  GONE: (operation) => ({
    what: `What that ${operation} was done to, or has made, is not there any more.`,
    next: "What was done before is undone by its own entry: touched NAME lists them, and u in one plans it.",
  }),
  NOT_FROM_HERE: (operation) => ({
    what: `${operation} cannot be undone from here.`,
    next: "help of its verb says what it takes, in the platform's own client or where the host stands.",
  }),
  RUNNING_AND_NEXT: (operation) => ({
    what: `That ${operation} changed what runs and what had waited for the next start, and no one operation brings back both.`,
    next: "BEF in the entry has both: ask for the one, and then for the other.",
  }),
  NO_ID: (operation) => ({
    what: `That entry of ${operation} does not say by its id what it was done to or what it has made.`,
    next: "Find it with vms or hosts, and change it by hand.",
  }),
  NOT_RECORDED: (operation) => ({
    what: `That entry of ${operation} does not say how its target was before and after.`,
    next: "Look at its target with info, and change it by hand.",
  }),
  UNWRITABLE: (operation) => ({
    what: `What was there before that ${operation} has a control character in its name, which no command line can hold.`,
    next: "Change it in the platform's own client.",
  }),
};
