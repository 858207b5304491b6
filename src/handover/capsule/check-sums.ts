import type { CapsuleFault } from "#domain/capsule-fault.js";
import { CapsuleUnsound, faultOf, unsound } from "#handover/capsule/fault.js";
import { SHIFT_NAMESPACE } from "#handover/capsule/key-member.js";
import { SUMS, SUMS_SIGNATURE } from "#handover/capsule/member-names.js";
import type { Members } from "#handover/capsule/members.js";
import { parseSums, type Sums, UNSUMMED } from "#handover/capsule/sums.js";
import { keyThatSigned } from "#journal/ssh/signature-file.js";

/**
 * The fingerprint of the key that has signed `SHA256SUMS`, once every member is what that says: none is changed, missing or
 * added. Throws `CapsuleUnsound`, with all that are not.
 */
export function checkSums(members: Members): string {
  const bytes = members.bytes(SUMS);
  const sums = parseSums(bytes.toString());
  if (sums === null) throw unsound(SUMS, "SUMS_FORM", "it is no list of members and their sums");
  const faults = sumFaults(members, sums);
  const key = keyThatSigned(members.text(SUMS_SIGNATURE), SHIFT_NAMESPACE, bytes);
  if (key === null) {
    // Where the sums are those of all members, it is not they that were changed.
    const changed = faults.length === 0 ? SUMS_SIGNATURE : SUMS;
    throw unsound(changed, "SUMS_SIGNATURE", `${SUMS_SIGNATURE} is no signature over ${SUMS}`);
  }
  if (faults.length > 0) throw new CapsuleUnsound(faults);
  return key.fingerprint;
}

/** The members that a list names and that are not there, as far as there is a list. */
export function missingBySums(members: Members): readonly CapsuleFault[] {
  const sums = members.names.has(SUMS) ? parseSums(members.text(SUMS)) : null;
  return [...(sums?.keys() ?? [])].filter((name) => !members.names.has(name)).map(missing);
}

function sumFaults(members: Members, sums: Sums): readonly CapsuleFault[] {
  const changed = [...sums].filter(
    ([name, sha256]) => members.names.has(name) && members.of(name).sha256 !== sha256,
  );
  const added = [...members.names].filter((name) => !sums.has(name) && !UNSUMMED.has(name));
  return [
    ...missingBySums(members),
    ...changed.map(([name]) => {
      const { sha256 } = members.of(name);
      const other = [...sums].find(([each, sum]) => each !== name && sum === sha256)?.[0];
      return other === undefined
        ? faultOf(name, "MEMBER_CHANGED", `it is not what ${SUMS} has the sum of`)
        : faultOf(name, "MEMBER_SWAPPED", `it has the content of ${other}`);
    }),
    ...added.map((name) => faultOf(name, "MEMBER_ADDED", `${SUMS} does not have it`)),
  ];
}

function missing(name: string): CapsuleFault {
  return faultOf(name, "MEMBER_MISSING", "it is not there");
}
