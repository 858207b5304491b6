import type { Fault } from "#domain/journal-fault.js";
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
  noted: ({ seq }) => `Noted as entry ${seq}.`,
  notRun: ({ lines }) =>
    `Stopped at the first failure; ${lines === 1 ? "1 line was" : `${lines} lines were`} not run.`,
  stoppedBySignal: ({ lines }) =>
    `Stopped by a signal; ${lines === 1 ? "1 line was" : `${lines} lines were`} not run.`,
  recovered: ({ operation, target, status }) =>
    `Looked up what became of ${operation} of ${target}: ${status}.`,
  newKey: ({ path, fingerprint }) =>
    `A new signing key was made: ${fingerprint} in ${path}. Give its fingerprint to your auditor.`,
  simulatorJournal: ({ directory }) =>
    `The simulator's journal is in ${directory}, signed with a throw-away key.`,
  insecure: ({ endpoint, thumbprint }) =>
    `The certificate of ${endpoint} was not checked (--insecure, recorded); its SHA-256 is ${thumbprint}.`,
  journalSound: ({ entries, key }) =>
    `Self-consistent only: ${entries === 1 ? "1 entry" : `${entries} entries`}, signed by ${key}. ` +
    "Compare the key with the one the auditor was given.",
  journalUnsound: (fault) => `NOT SOUND at ${placeOf(fault)}: ${fault.problem}.`,
  openIntent: ({ seq, operation, target }) => `Entry ${seq}, ${operation} of ${target}, has no outcome.`,
  unknownOutcome: ({ seq, operation, target }) =>
    `Entry ${seq}, ${operation} of ${target}: its outcome is UNKNOWN, and nothing has resolved it.`,
  tornTail: ({ file }) => `A line that was cut off while being written is kept in ${file}.`,
  missingFile: ({ file }) => `The file ${file} belongs to this journal and is missing.`,
  noEntries: () => "No entry matches.",
};

function placeOf({ file, line, seq }: Fault): string {
  const inLine = line === null ? [] : [`line ${line}`];
  return [file, ...inLine, ...(seq === null ? [] : [`seq ${seq}`])].join(", ");
}
