import type { Results } from "#messages/catalogue.js";
import { choicesSaid } from "#messages/en/choices.js";
import { lossSentences } from "#messages/en/losses.js";

export const results: Results = {
  summary: ({ total, counts }) =>
    `${total} targets: ${counts.map(([status, count]) => `${count} ${status}`).join(", ")}.`,
  machineCount: (count) => (count === 1 ? "1 virtual machine" : `${count} virtual machines`),
  hostCount: (count) => (count === 1 ? "1 host" : `${count} hosts`),
  datastoreCount: (count) => (count === 1 ? "1 datastore" : `${count} datastores`),
  networkCount: (count) => (count === 1 ? "1 network" : `${count} networks`),
  taskCount: (count) => (count === 1 ? "1 task" : `${count} tasks`),
  eventCount: (count) => (count === 1 ? "1 event" : `${count} events`),
  snapshotCount: (count) => (count === 1 ? "1 snapshot" : `${count} snapshots`),
  progress: ({ operation, target, percent }) =>
    `${operation} ${target}: ${percent === null ? "running" : `${percent} % done`}`,
  chosen: ({ operation, target, choices }) => `${operation} ${target}: ${choicesSaid(choices)}`,
  losses: (losses) => lossSentences(losses),
  cancelling: ({ tasks }) =>
    tasks === 0
      ? "Nothing more is begun."
      : `Asked the server to cancel ${tasks === 1 ? "1 running task" : `${tasks} running tasks`}; nothing more is begun. ` +
        "Ctrl-C again waits no longer, and leaves what still runs UNKNOWN.",
  awaitingAgreement: ({ ask }) =>
    `Waiting for the operator at the open console to agree to: ${ask}. Ctrl-C takes it back.`,
  noted: ({ seq }) => `Noted as entry ${seq}.`,
  notRun: ({ lines }) =>
    `Stopped at the first failure; ${lines === 1 ? "1 line was" : `${lines} lines were`} not run.`,
  stoppedBySignal: ({ lines }) =>
    `Stopped by a signal; ${lines === 1 ? "1 line was" : `${lines} lines were`} not run.`,
  notAnchored: ({ place, status, why }) =>
    `${status === "UNKNOWN" ? `Whether the journal was anchored at ${place} is not known` : `The journal was not anchored at ${place}`}: ` +
    `${why} Nothing else stops.`,
  anchoredNowhere: () =>
    "The journal is anchored nowhere: the server has no event log, and no anchor command is set. " +
    "Set one with --anchor-command, SHOSEKI_ANCHOR_COMMAND or the profile's anchor-command.",
  recovered: ({ operation, target, status }) =>
    `Looked up what became of ${operation} of ${target}: ${status}.`,
  simulatorJournal: ({ directory }) =>
    `The simulator's journal is in ${directory}, signed with a throw-away key.`,
  notShared: (why) =>
    why === "SESSION"
      ? "The console that is open has no session just now: logging in here instead."
      : "The console that is open does not answer: logging in here instead.",
  insecure: ({ endpoint, thumbprint }) =>
    `The certificate of ${endpoint} was not checked (insecure, recorded); its SHA-256 is ${thumbprint}.`,
  noEntries: () => "No entry matches.",
  indexing: ({ percent }) => `Making the journal's index: ${percent}%`,
};
