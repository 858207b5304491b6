import fc from "fast-check";
import { publicKeyLine } from "#journal/sshsig.js";
import { newSigner } from "../open-journal.js";
import { bit, type Family, family, flipped, place } from "./family.js";
import { changed } from "./files.js";

const MALLORY = newSigner();
const names = fc.constantFrom("allowed_signers", "vkey");
const whole = (file: string) => ({ file, line: null, seq: null });

export const tamperedKeyFiles: readonly Family[] = [
  family(
    "a bit of allowed_signers or vkey flipped",
    120,
    [names, place, bit],
    ({ files }, name, at, which) => ({
      files: changed(files, { [name]: flipped(files.get(name)!, at, which) }),
      expected: whole(name),
    }),
  ),
  family(
    "a line of allowed_signers or vkey dropped, doubled or swapped",
    30,
    [names, fc.nat({ max: 3 })],
    ({ files }, name, how) => {
      const [first, second] = files
        .get(name)!
        .toString()
        .split(/(?<=\n)/);
      const ways = [`${first}`, `${second}`, `${first}${first}${second}`, `${second}${first}`];
      return { files: changed(files, { [name]: ways[how]! }), expected: whole(name) };
    },
  ),
  family("allowed_signers with a key of somebody else's", 20, [place], ({ files }, at) => {
    const lines = files
      .get("allowed_signers")!
      .toString()
      .split(/(?<=\n)/);
    const key = `tester1@ops-1 namespaces="entry@shoseki" ${publicKeyLine(MALLORY.publicKey)}\n`;
    return {
      files: changed(files, { allowed_signers: lines.toSpliced(at % 3, 0, key).join("") }),
      expected: whole("allowed_signers"),
    };
  }),
];
