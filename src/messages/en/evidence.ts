import type { Fault } from "#domain/journal-fault.js";
import type { EvidenceTexts } from "#messages/evidence-texts.js";
import { progressBar } from "#messages/progress-bar.js";

const number = (count: number) => count.toLocaleString("en");
const entriesOf = (count: number) => (count === 1 ? "1 entry" : `${number(count)} entries`);

export const evidence: EvidenceTexts = {
  verifying: ({ done, perSecond }) =>
    `verify ${progressBar(done)} ${Math.floor(done * 100)} %  ${number(perSecond)} entries/s`,
  sound: ({ entries, key, seconds, perSecond }) =>
    `Sound: ${entriesOf(entries)}, signed by ${key} (${seconds.toFixed(1)} s, ${number(perSecond)} entries/s).`,
  unsound: (fault) => `NOT SOUND at ${placeOf(fault)}: ${fault.problem}.`,
  selfConsistent: () =>
    "Self-consistent only: whoever has the key can rewrite all of it. Compare the key with the one the auditor was given, " +
    "or hold copies against it (--signers, --against, --endpoint).",
  held: (against) => `Held against ${against.map((each) => HELD[each]).join(", ")}: it agrees.`,
  depth: ({ deep, from }) =>
    deep
      ? "The form and the signature of every entry were checked."
      : from === 0
        ? "No entry is under a checkpoint: the form and the signature of each were checked."
        : `Signatures were checked one by one from entry ${from} on, and of the checkpoint over those before it; --deep checks all.`,
  checkpoints: ({ count, size, root }) =>
    `${count === 1 ? "1 checkpoint" : `${number(count)} checkpoints`}; the newest is of ${entriesOf(size)}, root ${root}.`,
  checkpointBehind: ({ size, newest }) =>
    `The file checkpoint is an old one, of ${entriesOf(size)}: checkpoints.log goes on to ${number(newest)}. It was put back, or could not be ` +
    "replaced; take your copy of the newest from checkpoints.log.",
  noCheckpoint: () => "No checkpoint is there.",
  epoch: ({ fromSeq, fingerprint }) => `From entry ${fromSeq} on: ${fingerprint}.`,
  newestAnchor: ({ seq, size, minutes, simulated }) =>
    `The newest anchor is ${ageOf(minutes)} old: entry ${seq}, of ${entriesOf(size)}` +
    `${simulated ? ", in a simulator, where it bears out nothing" : ""}.`,
  noAnchor: () => "It was never anchored where its operator cannot take it back.",
  anchorsRead: ({ endpoint, agreed, newestMinutes }) =>
    newestMinutes === null
      ? `${endpoint} remembers no anchor of this journal.`
      : `${endpoint} has ${agreed === 1 ? "1 anchor" : `${agreed} anchors`} of it; the newest is ${ageOf(newestMinutes)} old.`,
  anchorsForeign: ({ endpoint, count }) =>
    `${endpoint} has ${count === 1 ? "1 event" : `${count} events`} that name this journal, by other users and not signed by its keys.`,
  anchorsGone: ({ endpoint, seqs }) =>
    `${endpoint} does not remember what ${seqs.length === 1 ? `entry ${seqs[0]} says` : `entries ${listed(seqs)} say`} was anchored there; it forgets events after a while.`,
  openIntent: ({ seq, operation, target }) => `Entry ${seq}, ${operation} of ${target}, has no outcome.`,
  unknownOutcome: ({ seq, operation, target }) =>
    `Entry ${seq}, ${operation} of ${target}: its outcome is UNKNOWN, and nothing has resolved it.`,
  lookedUpInVain: ({ seq, operation, target, by, code }) =>
    `Entry ${seq}, ${operation} of ${target}: what became of it is UNKNOWN. Entry ${by} looked it up, and could not tell (${code}).`,
  tornTail: ({ file }) => `A line that was cut off while being written is kept in ${file}.`,
  recordings: ({ count, whole }) =>
    whole === count
      ? count === 1
        ? "1 recording is as its entries say."
        : `${number(count)} recordings are as their entries say.`
      : `${whole === 0 ? "None" : number(whole)} of ${count === 1 ? "1 recording" : `${number(count)} recordings`} ` +
        `${whole < 2 ? "was brought to its" : "were brought to their"} end; what nothing vouches for of the others follows.`,
  recordingUnsealed: ({ file, bytes }) =>
    `No entry says yet that the recording ${file} is over${bytes === 0 ? "" : `, and none vouches for its last ${number(bytes)} bytes`}.`,
  recordingFailed: ({ file, bytes }) =>
    `The recording ${file} failed, and what came after is not in it` +
    `${bytes === 0 ? "" : `: no entry vouches for its last ${number(bytes)} bytes`}.`,
  recordingDied: ({ file, from, to }) =>
    from === to
      ? `The program that made the recording ${file} died: nothing tells whether more came after its byte ${number(to)}.`
      : `The last piece of the recording ${file} (bytes ${from} to ${to}) was sealed by a later session, as its program had died: ` +
        "nothing vouches for it from before.",
  markersLost: ({ file, count, firstSeq, lastSeq }) =>
    count === 1
      ? `The recording ${file} broke off before it had the marker of entry ${firstSeq}.`
      : `The recording ${file} lacks the markers of ${number(count)} entries (${firstSeq} to ${lastSeq}): it broke off before it had ` +
        "them, or was cut.",
  recordingUnnamed: ({ file }) => `No entry names ${file}: it is no recording of this journal.`,
  handovers: ({ count }) =>
    count === 1
      ? "1 shift that was taken over is as it was accepted."
      : `${number(count)} shifts that were taken over are as they were accepted.`,
  handoverUnnamed: ({ file }) => `No entry names ${file}: no shift was taken over with it.`,
  missingFile: ({ file }) => `The file ${file} belongs to this journal and is missing.`,
  proven: ({ seq, size, origin, operation, target }) =>
    `Proven: entry ${seq} (${operation} of ${target}) is in the ${entriesOf(size)} of ${origin}, and signed as these are.`,
};

const HELD = {
  signers: "the auditor's keys",
  against: "the auditor's checkpoints",
  endpoint: "the anchors at the endpoint",
} as const;

function ageOf(minutes: number): string {
  if (minutes < 120) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}

/** Enough to look at; a long journal may have hundreds. */
const LISTED = 5;

function listed(seqs: readonly number[]): string {
  const first = seqs.slice(0, LISTED).join(", ");
  return seqs.length > LISTED ? `${first} and ${seqs.length - LISTED} more` : first;
}

function placeOf({ file, line, seq, toSeq }: Fault): string {
  const inFile = line === null ? [] : [file.startsWith("entries/") ? `line ${line}` : `checkpoint ${line}`];
  const entry =
    seq === null ? [] : [toSeq === undefined || toSeq === seq ? `seq ${seq}` : `seq ${seq} to ${toSeq}`];
  return [file, ...inFile, ...entry].join(", ");
}
