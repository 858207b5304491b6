export const SUMS = "SHA256SUMS";
export const SUMS_SIGNATURE = "SHA256SUMS.sig";
export const README = "README.txt";
export const REPORT = "report.json";
export const REPORT_SIGNATURE = "report.json.sig";
export const REPORT_MARKDOWN = "report.md";
export const REPORT_PAGE = "report.html";
/** The shift's entries, a line each, without a gap. */
export const ENTRIES = "journal/entries.jsonl";
/** The key entries that are not among these. */
export const KEYS = "journal/keys.jsonl";
/** The entries of recordings that were begun before these. */
export const EARLIER_RECORDINGS = "journal/recordings.jsonl";
export const ALLOWED_SIGNERS = "journal/allowed_signers";
export const VKEY = "journal/vkey";
export const CHECKPOINT = "journal/checkpoint";

export function proofName(seq: number): string {
  return `journal/proofs/${seq}.tlog-proof`;
}

export function blobName(sha256: string): string {
  return `journal/blobs/${sha256}`;
}

export function castName(file: string): string {
  return `casts/${file}`;
}

/** The largest capsule, in bytes. */
export const MAX_CAPSULE_BYTES = 512 * 1024 * 1024;

/** The largest of a member that is read as a whole. */
const MAX_TEXT_BYTES = 16 * 1024 * 1024;
const MAX_REPORT_BYTES = 64 * 1024 * 1024;

/** Every member that there is, and how many bytes it may have: there is no other. */
const MEMBERS: readonly { readonly name: RegExp; readonly limit: number }[] = [
  { name: /^SHA256SUMS(?:\.sig)?$|^README\.txt$/, limit: MAX_TEXT_BYTES },
  { name: /^report\.(?:json|md)$/, limit: MAX_REPORT_BYTES },
  { name: /^report\.json\.sig$/, limit: MAX_TEXT_BYTES },
  { name: /^report\.html$/, limit: MAX_CAPSULE_BYTES },
  { name: /^journal\/entries\.jsonl$/, limit: MAX_CAPSULE_BYTES },
  { name: /^journal\/(?:keys|recordings)\.jsonl$/, limit: MAX_REPORT_BYTES },
  { name: /^journal\/(?:allowed_signers|vkey|checkpoint)$/, limit: MAX_TEXT_BYTES },
  { name: /^journal\/proofs\/(?:0|[1-9]\d{0,14})\.tlog-proof$/, limit: MAX_TEXT_BYTES },
  { name: /^journal\/blobs\/[0-9a-f]{64}$/, limit: MAX_REPORT_BYTES },
  {
    name: /^casts\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-\d{1,6}\.cast$/,
    limit: MAX_CAPSULE_BYTES,
  },
];

/** How many bytes a member of this name may have; null for what is no member of a capsule. */
export function limitOf(name: string): number | null {
  return MEMBERS.find((member) => member.name.test(name))?.limit ?? null;
}

/** These two come first, so that a capsule is known by its first bytes, and the others in the order of their characters. */
export function inOrder(a: string, b: string): number {
  const [first, second] = [rank(a), rank(b)];
  if (first !== second) return first - second;
  return a < b ? -1 : Number(a > b);
}

function rank(name: string): number {
  return name === SUMS ? 0 : name === SUMS_SIGNATURE ? 1 : 2;
}
