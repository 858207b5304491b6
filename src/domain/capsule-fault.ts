import type { FaultCode } from "#domain/journal-fault.js";

/** What makes a shift's capsule unsound beside what makes a journal so: a closed set, so that each is said in both languages. */
export type OwnCapsuleFaultCode =
  /** More bytes than a capsule, or a member of one, has. */
  | "TOO_LARGE"
  /** The file ends in this member, or after it. */
  | "CAPSULE_CUT"
  /** After this member comes what is no member of a capsule. */
  | "NO_MEMBER"
  /** After the last member come bytes that do not belong there. */
  | "AFTER_END"
  /** It does not stand in the file byte for byte as a capsule has it: its header, or what fills up its last block. */
  | "MEMBER_FORM"
  | "MEMBER_TWICE"
  | "MEMBER_ORDER"
  | "MEMBER_MISSING"
  | "MEMBER_ADDED"
  | "MEMBER_CHANGED"
  /** It has the content of another member. */
  | "MEMBER_SWAPPED"
  | "SUMS_FORM"
  /** `SHA256SUMS.sig` is not the journal's signature over `SHA256SUMS`. */
  | "SUMS_SIGNATURE"
  /** The key entries are not those of a journal, or one that belongs here is not there. */
  | "WRONG_KEYS"
  /** An entry that does not belong among these, or not there. */
  | "STRAY_ENTRY"
  /** The entries are not those of the shift that the report is of. */
  | "OTHER_SHIFT"
  | "WRONG_PROOF"
  | "REPORT_FORM"
  /** The report is not the one that the journal's `HandOver` is of. */
  | "OTHER_REPORT"
  | "REPORT_SIGNATURE"
  /** It says of an entry what that does not say, or leaves one out. */
  | "REPORT_CONTRADICTS";

export type CapsuleFaultCode = OwnCapsuleFaultCode | FaultCode;

/** What is wrong with a shift's capsule, and where. */
export interface CapsuleFault {
  /** As the tar has it, e.g. `casts/<file>`; empty for what is about the whole file. */
  readonly member: string;
  /** The entry that it is about; null where it is about none. */
  readonly seq: number | null;
  readonly code: CapsuleFaultCode;
  /** The same in English, with what was found. */
  readonly problem: string;
}
