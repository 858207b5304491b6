import { createPrivateKey } from "node:crypto";
import { Checkpointer } from "#journal/checkpointer.js";
import { signerOf } from "#journal/signer.js";
import { note } from "../entries.js";
import { openJournal } from "../open-journal.js";

/**
 * A console of its own: appends a note and signs a checkpoint, again and again, and says the size of each one that was
 * answered. The arguments are directory, key (PKCS#8 DER, base64) and how many.
 */
const [directory = "", key = "", count] = process.argv.slice(2);
const signer = signerOf(createPrivateKey({ key: Buffer.from(key, "base64"), format: "der", type: "pkcs8" }));
using open = openJournal(directory, { signer });
const checkpointer = new Checkpointer(open.journal);
for (let index = 0; index < Number(count); index += 1) {
  open.journal.append(note(open.key, `note ${index}`));
  const { size } = await checkpointer.sign();
  process.stdout.write(`${size}\n`);
}
