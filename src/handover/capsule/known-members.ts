import type { CapsuleFault } from "#domain/capsule-fault.js";
import type { JournalPart } from "#handover/capsule/check-journal.js";
import { faultOf } from "#handover/capsule/fault.js";
import {
  ALLOWED_SIGNERS,
  blobName,
  CHECKPOINT,
  castName,
  EARLIER_RECORDINGS,
  ENTRIES,
  KEYS,
  proofName,
  README,
  REPORT,
  REPORT_MARKDOWN,
  REPORT_PAGE,
  REPORT_SIGNATURE,
  SUMS,
  SUMS_SIGNATURE,
  VKEY,
} from "#handover/capsule/member-names.js";
import type { Members } from "#handover/capsule/members.js";
import { recordingsIn } from "#handover/draft/recordings-in.js";

/** In every capsule. */
const ALWAYS: readonly string[] = [
  SUMS,
  SUMS_SIGNATURE,
  README,
  REPORT,
  REPORT_MARKDOWN,
  REPORT_PAGE,
  ENTRIES,
  ALLOWED_SIGNERS,
  VKEY,
  CHECKPOINT,
];

/** Each may be missing where it would be empty; the signature is in what was handed over. */
const SOMETIMES: readonly string[] = [KEYS, EARLIER_RECORDINGS, REPORT_SIGNATURE];

/** Members that follow from nothing in the capsule, and those that should and are not there, whatever its maker has signed. */
export function strayMembers(members: Members, { slice, proven }: JournalPart): readonly CapsuleFault[] {
  const entries = slice.map(({ entry }) => entry);
  const due = new Set([
    ...ALWAYS,
    ...proven.map(({ entry }) => proofName(entry.seq)),
    ...entries.flatMap(({ blobs }) => Object.values(blobs ?? {}).map(blobName)),
  ]);
  // Whether each must be there, the report says.
  const may = new Set([...due, ...SOMETIMES, ...recordingsIn(entries).map(castName)]);
  return [
    ...[...due]
      .filter((name) => !members.names.has(name))
      .map((name) => faultOf(name, "MEMBER_MISSING", "it is not there, and belongs to it")),
    ...[...members.names]
      .filter((name) => !may.has(name))
      .map((name) => faultOf(name, "MEMBER_ADDED", "nothing in the capsule belongs with it")),
  ];
}
