import type { Results } from "#messages/catalogue.js";

export const results: Results = {
  summary: ({ total, counts }) =>
    `${total} targets: ${counts.map(([status, count]) => `${count} ${status}`).join(", ")}.`,
  machineCount: (count) => (count === 1 ? "1 virtual machine" : `${count} virtual machines`),
  hostCount: (count) => (count === 1 ? "1 host" : `${count} hosts`),
  noted: ({ seq }) => `Noted as entry ${seq}.`,
  notRun: ({ lines }) =>
    `Stopped at the first failure; ${lines === 1 ? "1 line was" : `${lines} lines were`} not run.`,
  recovered: ({ operation, target, status }) =>
    `An earlier ${operation} of ${target} had no outcome; what became of it: ${status}.`,
  newKey: ({ path, fingerprint }) =>
    `A new signing key was made: ${fingerprint} in ${path}. Give its fingerprint to your auditor.`,
  simulatorJournal: ({ directory }) =>
    `The simulator's journal is in ${directory}, signed with a throw-away key.`,
  insecure: ({ endpoint, thumbprint }) =>
    `The certificate of ${endpoint} was not checked (--insecure, recorded); its SHA-256 is ${thumbprint}.`,
  journalSound: ({ entries, key }) =>
    `Self-consistent only: ${entries === 1 ? "1 entry" : `${entries} entries`}, signed by ${key}. ` +
    "Compare the key with the one the auditor was given.",
  journalUnsound: ({ where, problem }) => `NOT SOUND at ${where}: ${problem}.`,
  openIntent: ({ seq, operation, target }) => `Entry ${seq}, ${operation} of ${target}, has no outcome.`,
  tornTail: ({ file }) => `A line that was cut off while being written is kept in ${file}.`,
  noEntries: () => "No entry matches.",
};
