import { createPrivateKey } from "node:crypto";
import { createInterface } from "node:readline";
import { signerOf } from "#journal/signer.js";
import { note } from "../entries.js";
import { openJournal } from "../open-journal.js";

/**
 * A console of its own: opens the journal, says `ready`, and at the first line on stdin appends notes `<name> 1`,
 * `<name> 2`, ...; says each one that was answered. The arguments are directory, key (PKCS#8 DER, base64), segment
 * size, name and how many.
 */
const [directory = "", key = "", segmentBytes, name, count] = process.argv.slice(2);
const signer = signerOf(createPrivateKey({ key: Buffer.from(key, "base64"), format: "der", type: "pkcs8" }));
const open = openJournal(directory, { signer, segmentBytes: Number(segmentBytes) });
const input = createInterface({ input: process.stdin });
process.stdout.write("ready\n");
input.once("line", () => {
  for (let index = 1; index <= Number(count); index += 1) {
    open.journal.append(note(open.key, `${name} ${index}`));
    process.stdout.write(`${name} ${index}\n`);
  }
  open[Symbol.dispose]();
  input.close();
});
