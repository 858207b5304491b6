import { createPrivateKey } from "node:crypto";
import { createInterface } from "node:readline";
import { signerOf } from "#journal/signer.js";
import { note } from "../entries.js";
import { openJournal } from "../open-journal.js";

/**
 * A console of its own: opens the journal and says `ready`; for each line on stdin, a number, it appends so many notes
 * `<name> 1`, `<name> 2`, ..., and says each one once it was answered. It ends with its stdin. The arguments are
 * directory, key (PKCS#8 DER, base64), segment size and name.
 */
const [directory = "", key = "", segmentBytes, name] = process.argv.slice(2);
const signer = signerOf(createPrivateKey({ key: Buffer.from(key, "base64"), format: "der", type: "pkcs8" }));
using open = openJournal(directory, { signer, segmentBytes: Number(segmentBytes) });
process.stdout.write("ready\n");
let written = 0;
for await (const line of createInterface({ input: process.stdin })) {
  for (const end = written + Number(line); written < end; ) {
    written += 1;
    open.journal.append(note(open.key, `${name} ${written}`));
    process.stdout.write(`${name} ${written}\n`);
  }
}
