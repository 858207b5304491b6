import type { CapsuleFault } from "#domain/capsule-fault.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { progressBar } from "#messages/progress-bar.js";
import type { ShiftCapsuleTexts } from "#messages/shift-capsule-texts.js";

export const shiftCapsuleErrors = {
  HANDOVER_TOO_LARGE: ({ member, bytes, limit }) => ({
    what: `${member === "" ? "The capsule of the shift" : `${member} in the capsule of the shift`} would have ${bytes} bytes, and may have ${limit}.`,
    notDone: "No file was written.",
    next: "Hand over a shorter part: shoseki handover --since TIME. The journal and its recordings are as they were.",
  }),
} satisfies Partial<ErrorTexts>;

export const shiftCapsules: ShiftCapsuleTexts = {
  checking: ({ done }) => `verify ${progressBar(done)} ${Math.floor(done * 100)} %`,
  sound: ({ origin, firstSeq, lastSeq, recordings, whole, key }) =>
    `Sound: the entries ${firstSeq} to ${lastSeq} of ${origin}, what report.json says of them, and ` +
    `${recordings === 1 ? "1 recording" : `${recordings} recordings`}${
      whole === recordings ? "" : ` (${whole} of them brought to the end: see below)`
    }, signed by ${key}.`,
  word: ({ firstSeq, sound, size }) =>
    "The outgoing operator's word, which no entry here bears out: the remarks and answers; how far a procedure was, and what was open, " +
    `before entry ${firstSeq}; whether a program goes on with what is running; and that the journal, with ${size} entries under ` +
    `its checkpoint, was ${sound ? "sound" : "NOT sound"} when it was verified then.`,
  lost: ({ file, problem }) =>
    `MISSING: the recording casts/${file} is not in it. The report says that it was lost already when it was made: ${problem}.`,
  unlike: ({ name }) =>
    `LOOK OUT: ${name} is not what this version of Shoseki makes of the report. Another version may have made it, or whoever holds ` +
    "the key has altered it: only their signature vouches for what it says. Do not go by it; read report.json.",
  handedOver: ({ handover, revision, os, console, seq }) =>
    `Handed over by ${os} at ${console} with entry ${seq}: ${handover}, revision ${revision}.`,
  draft: () => "A draft: nobody has handed this shift over.",
  unsound: (fault) => `NOT SOUND at ${placeOf(fault)}: ${fault.problem}.`,
  selfConsistent: ({ key }) =>
    "Self-consistent only: whoever has that key can make all of it. Ask the outgoing operator in person or by telephone " +
    `whether their key is ${key}, or hold their allowed_signers against it (--signers).`,
  held: ({ file }) => `Held against the keys in ${file}: it agrees.`,
};

function placeOf({ member, seq }: CapsuleFault): string {
  return [member === "" ? "its beginning" : member, ...(seq === null ? [] : [`seq ${seq}`])].join(", ");
}
