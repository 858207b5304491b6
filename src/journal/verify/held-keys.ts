import type { Fault } from "#domain/journal-fault.js";
import type { Epoch } from "#journal/epochs.js";
import { parseVerifierKey } from "#journal/note/verifier-key.js";
import { parsePublicKeyLine } from "#journal/sshsig.js";

/** A key as an auditor holds it. */
interface HeldKey {
  /** The raw 32 bytes. */
  readonly publicKey: Buffer;
  /** Whether it takes over from another, and whether another has taken over from it. */
  readonly succeeds: boolean;
  readonly ended: boolean;
}

/** The keys that an auditor holds, and in which file. */
export interface HeldKeys {
  readonly file: string;
  readonly keys: readonly HeldKey[];
}

/**
 * The keys in an auditor's copy of `allowed_signers` or `vkey`; null when a line is neither. A verifier key does not say
 * whether it takes over from another: in a file of these, each but the first does.
 */
export function parseHeldKeys(text: string): readonly HeldKey[] | null {
  const keys = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line, index, lines) => signerIn(line) ?? verifierIn(line, index, lines.length));
  return keys.every((key) => key !== null) && keys.length > 0 ? keys : null;
}

/**
 * Holds a journal's keys against those that an auditor holds: the first must be among them, and be no successor there; a
 * later one is introduced by the one before it, which the auditor need not have seen, unless that one's successor is
 * there. Null when they agree.
 */
export function heldKeysFault({ file, keys }: HeldKeys, epochs: readonly Epoch[]): Fault | null {
  const heldAs = ({ publicKey }: Epoch) => keys.find((key) => key.publicKey.equals(publicKey));
  const [first] = epochs;
  const last = epochs.at(-1);
  if (first === undefined || last === undefined) return null;
  const begun = heldAs(first);
  if (begun === undefined || begun.succeeds) {
    const problem = `the journal begins with the key ${first.fingerprint}, which is not the first one there`;
    return { file, line: null, seq: 0, code: "KEY_NOT_HELD", problem };
  }
  const strange = epochs.find((epoch, index) => {
    const before = epochs[index - 1];
    return before !== undefined && heldAs(before)?.ended === true && heldAs(epoch) === undefined;
  });
  if (strange !== undefined) {
    const problem = `the key ${strange.fingerprint} takes over from one that another took over from there`;
    return { file, line: null, seq: strange.fromSeq, code: "OTHER_SUCCESSOR", problem };
  }
  if (heldAs(last)?.ended === true) {
    const problem = `the key ${last.fingerprint} was rotated away, and the journal ends with it`;
    return { file, line: null, seq: last.fromSeq, code: "KEY_ENDED", problem };
  }
  return null;
}

function signerIn(line: string): HeldKey | null {
  const key = /(ssh-ed25519 [A-Za-z0-9+/=]+)(?: .*)?$/.exec(line)?.[1];
  const publicKey = key === undefined ? null : parsePublicKeyLine(key);
  if (publicKey === null) return null;
  return {
    publicKey,
    succeeds: line.includes("valid-after="),
    ended: line.includes("valid-before="),
  };
}

function verifierIn(line: string, index: number, count: number): HeldKey | null {
  const key = parseVerifierKey(line);
  if (key === null) return null;
  return { publicKey: key.publicKey, succeeds: index > 0, ended: index < count - 1 };
}
