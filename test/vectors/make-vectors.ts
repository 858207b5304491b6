import { createPrivateKey } from "node:crypto";
import type { Entry, Facts, Where, Who } from "#domain/entry.js";
import type { CastChunk, RecordingEventName } from "#domain/recording.js";
import { allowedSigners } from "#journal/allowed-signers.js";
import { EpochBook } from "#journal/epochs.js";
import { encodeLine, hashOf } from "#journal/line.js";
import { formatCheckpoint, signCheckpoint } from "#journal/note/checkpoint.js";
import { loggedForm } from "#journal/note/checkpoint-log.js";
import { signerOf } from "#journal/signer.js";
import { armouredSignature, publicKeyLine } from "#journal/sshsig.js";
import { leafHash } from "#journal/tree/hash.js";
import { Tree } from "#journal/tree/tree.js";
import { verifierKeys } from "#journal/vkey.js";

/** The key of RFC 8032, section 7.1, test 1: known to everybody, so it signs nothing but these vectors. */
const VECTOR_SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

const PKCS8_PREFIX = "302e020100300506032b657004220420";

const signer = signerOf(
  createPrivateKey({ key: Buffer.from(PKCS8_PREFIX + VECTOR_SEED, "hex"), format: "der", type: "pkcs8" }),
);

const SESSION = "01930000-0000-7000-8000-000000000001";
const USR: Who = {
  name: "VSPHERE.LOCAL\\tester1",
  os: "tester1",
  console: "ops-1",
  key: signer.fingerprint,
  session: SESSION,
};
const JOURNAL: Where = { endpoint: "journal:", platform: "shoseki", host: null };
const VCENTER: Where = { endpoint: "vsphere://vc1.example", platform: "vsphere", host: null };
const ON_HOST: Where = { ...VCENTER, host: "esx-01.example" };
const MACHINE = {
  kind: "VirtualMachine",
  id: "vm-42",
  uuid: "50112233-4455-6677-8899-aabbccddeeff",
  name: "会計-01",
} as const;
const ENDPOINT = {
  kind: "Endpoint",
  id: null,
  uuid: "6f4e2a10-0000-4000-8000-000000000000",
  name: "vsphere://vc1.example",
} as const;

const id = (number: number) => `01930000-0000-7000-8000-0000000001${String(number).padStart(2, "0")}`;
const at = (seconds: number, milliseconds = 0) =>
  new Date(Date.UTC(2026, 0, 5, 3, 0, seconds, milliseconds)).toISOString();

/** Entries of several phases, with text that tries the canonical form. */
const ENTRIES: readonly Omit<Entry, "prev">[] = [
  {
    v: 1,
    seq: 0,
    id: id(0),
    phase: "key",
    STR: at(0),
    END: at(0),
    ms: 0,
    OPR: "Key",
    USR: { ...USR, name: "tester1" },
    HST: JOURNAL,
    TGT: { kind: "Journal", id: null, uuid: null, name: "ops-1/shoseki/vectors" },
    BEF: {},
    AFT: {},
    RST: { status: "OK" },
    key: {
      origin: "ops-1/shoseki/vectors",
      public: publicKeyLine(signer.publicKey),
      identity: "tester1@ops-1",
    },
  },
  {
    v: 1,
    seq: 1,
    id: id(1),
    phase: "intent",
    STR: at(1),
    OPR: "Login",
    USR: { ...USR, name: "tester1@vsphere.local" },
    HST: VCENTER,
    TGT: { ...ENDPOINT, uuid: null },
  },
  {
    v: 1,
    seq: 2,
    id: id(2),
    phase: "outcome",
    ref: id(1),
    STR: at(1),
    END: at(1, 812),
    ms: 812,
    OPR: "Login",
    USR,
    HST: VCENTER,
    TGT: ENDPOINT,
    BEF: {},
    AFT: {
      product: "VMware vCenter Server 8.0.3",
      apiVersion: "8.0.3.0",
      clockOffsetMs: -37,
      trust: "system",
      certificate: "AB:CD",
    },
    RST: { status: "OK" },
  },
  {
    v: 1,
    seq: 3,
    id: id(3),
    phase: "intent",
    STR: at(2),
    OPR: "ModifyMemory",
    USR,
    HST: ON_HOST,
    TGT: MACHINE,
    BEF: { name: "会計-01", memoryMiB: 4096 },
    ask: "memory '会計-01' 8GiB",
    why: '月末処理 "heavy"\tload \u2028 <&>',
    ticket: "CHG-1042",
  },
  {
    v: 1,
    seq: 4,
    id: id(4),
    phase: "outcome",
    ref: id(3),
    STR: at(2),
    END: at(2, 305),
    ms: 305,
    OPR: "ModifyMemory",
    USR,
    HST: ON_HOST,
    TGT: MACHINE,
    BEF: { name: "会計-01", memoryMiB: 4096 },
    AFT: { name: "会計-01", memoryMiB: 8192 },
    RST: { status: "OK" },
    task: "task-7",
    ask: "memory '会計-01' 8GiB",
    why: '月末処理 "heavy"\tload \u2028 <&>',
    ticket: "CHG-1042",
  },
  {
    v: 1,
    seq: 5,
    id: id(5),
    phase: "intent",
    STR: at(3),
    OPR: "StartVM",
    USR,
    HST: ON_HOST,
    TGT: MACHINE,
    BEF: { name: "会計-01", power: "off" },
    ask: "start @vm-42",
  },
  {
    v: 1,
    seq: 6,
    id: id(6),
    phase: "outcome",
    ref: id(5),
    STR: at(3),
    END: at(4),
    ms: 1000,
    OPR: "StartVM",
    USR,
    HST: ON_HOST,
    TGT: MACHINE,
    BEF: { name: "会計-01", power: "off" },
    AFT: {},
    RST: { status: "UNKNOWN", code: "CONNECTION_LOST", message: "The connection was lost." },
    ask: "start @vm-42",
  },
  {
    v: 1,
    seq: 7,
    id: id(7),
    phase: "recovery",
    ref: id(5),
    STR: at(3),
    END: at(9),
    OPR: "StartVM",
    USR,
    HST: ON_HOST,
    TGT: MACHINE,
    BEF: { name: "会計-01", power: "off" },
    AFT: { name: "会計-01", power: "on" },
    RST: { status: "OK", code: "TASK_FOUND", message: "The server's history has its task, which succeeded." },
    task: "task-8",
    ask: "start @vm-42",
  },
  {
    v: 1,
    seq: 8,
    id: id(8),
    phase: "note",
    STR: at(10),
    END: at(10),
    ms: 0,
    OPR: "Note",
    USR,
    HST: VCENTER,
    TGT: { ...ENDPOINT, uuid: null },
    BEF: {},
    AFT: {},
    RST: { status: "OK" },
    why: "\u{1f5a5} handed over; 引き継ぎ済み",
  },
];

const CAST = `${SESSION}-1.cast`;

/** Of a recording, what is written between two entries about it. */
const PIECES: readonly string[] = [
  `{"version":2,"width":80,"height":24,"timestamp":1767582011,"title":"vectors","env":{"TERM":"xterm-256color"}}\n`,
  `[0.040,"o","\\u001b[0m\\u001b[H\\u001b[2J会計-01  off\\u001b[0m"]\n` +
    `[1.000,"m","10 StartVM 会計-01"]\n[1.250,"o","\\u001b[1;1H会計-01  on\\u001b[0m"]\n[1.500,"m","11 StartVM OK 会計-01"]\n`,
  `[2.000,"o","\\u001b[2;1H交代\\u001b[0m"]\n`,
];

/** The piece of this number, as an entry names it. */
function piece(number: number): CastChunk {
  const [before, bytes] = [PIECES.slice(0, number).join(""), Buffer.from(PIECES[number] ?? "")];
  const from = Buffer.byteLength(before);
  return { file: CAST, from, to: from + bytes.length, sha256: hashOf(bytes) };
}

function recorded(
  seq: number,
  seconds: number,
  OPR: RecordingEventName,
  AFT: Facts,
  number: number,
): Omit<Entry, "prev"> {
  return {
    v: 1,
    seq,
    id: id(seq),
    phase: "recording",
    STR: at(seconds),
    END: at(seconds),
    ms: 0,
    OPR,
    USR,
    HST: VCENTER,
    TGT: { kind: "Recording", id: null, uuid: null, name: CAST },
    BEF: {},
    AFT,
    RST: { status: "OK" },
    recording: piece(number),
  };
}

/** A recording of an operation: its beginning, a piece, its end. */
const RECORDED: readonly Omit<Entry, "prev">[] = [
  recorded(9, 11, "StartRecording", { columns: 80, rows: 24, input: false, by: "profile" }, 0),
  {
    v: 1,
    seq: 10,
    id: id(10),
    phase: "intent",
    STR: at(12),
    OPR: "StartVM",
    USR,
    HST: ON_HOST,
    TGT: MACHINE,
    BEF: { name: "会計-01", power: "off" },
    ask: "start 会計-01",
    cast: { file: CAST, at: 1000 },
  },
  {
    v: 1,
    seq: 11,
    id: id(11),
    phase: "outcome",
    ref: id(10),
    STR: at(12),
    END: at(12, 500),
    ms: 500,
    OPR: "StartVM",
    USR,
    HST: ON_HOST,
    TGT: MACHINE,
    BEF: { name: "会計-01", power: "off" },
    AFT: { name: "会計-01", power: "on" },
    RST: { status: "OK" },
    task: "task-9",
    ask: "start 会計-01",
    cast: { file: CAST, at: 1500 },
  },
  recorded(12, 13, "RecordChunk", {}, 1),
  recorded(13, 14, "StopRecording", { by: "leave" }, 2),
];

/** The files of the vectors, by their path below `journal/`. */
export function makeVectors(): Readonly<Record<string, string | Buffer>> {
  let prev = "0".repeat(64);
  const lines = [...ENTRIES, ...RECORDED].map((entry) => {
    const line = encodeLine({ ...entry, prev }, signer);
    prev = hashOf(line.bytes);
    return line;
  });
  const epochs = new EpochBook();
  for (const { entry } of lines) epochs.add(entry);
  const signatures = lines.map(({ entry, signature }) => [
    `${entry.seq}.sig`,
    armouredSignature(signer.publicKey, signature),
  ]);
  const tree = new Tree();
  for (const { bytes } of lines) tree.append(leafHash(bytes));
  const { origin = "" } = epochs.at(0) ?? {};
  const checkpoints = [4, 9, 14].map((size) =>
    signCheckpoint({ origin, size, root: tree.root(size) }, signer),
  );
  const newest = checkpoints.at(-1);
  return {
    "journal/vkey": verifierKeys(epochs.epochs()),
    "journal/checkpoint": newest === undefined ? "" : formatCheckpoint(newest),
    "journal/checkpoints.log": checkpoints.map(loggedForm).join(""),
    "journal/tile/0/000.p/14": tree.tile({ level: 0, index: 0, width: 14 }),
    [`journal/casts/${CAST}`]: PIECES.join(""),
    "journal/entries/000000000000.jsonl": lines.map(({ bytes }) => `${bytes.toString()}\n`).join(""),
    "journal/allowed_signers": allowedSigners(epochs.epochs()),
    head: `${prev}\n`,
    ...(Object.fromEntries(signatures.map(([name, text]) => [`signatures/${name}`, text])) as Record<
      string,
      string
    >),
  };
}
