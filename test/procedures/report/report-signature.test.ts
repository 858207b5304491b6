import { expect, test } from "vitest";
import { EpochBook } from "#journal/epochs.js";
import type { Signer } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { signerOfReport } from "#procedures/report/report-signature.js";
import { newSigner } from "../../journal/open-journal.js";

const REPORT = Buffer.from("a report\n");

/** A journal whose first key signs entries 0 to 10, and the second those after them. */
function journalOf(first: Signer, second: Signer): EpochBook {
  const book = new EpochBook();
  for (const [seq, signer] of [[0, first] as const, [10, second] as const]) {
    const key = {
      origin: "ops-1/shoseki/0",
      public: publicKeyLine(signer.publicKey),
      identity: "alice@ops-1",
    };
    book.add({ seq, phase: "key", STR: "2026-03-04T05:06:07.000Z", key });
  }
  return book;
}

test("a report is signed by the key that its newest entry is signed with, or by one that came later", () => {
  const [first, second] = [newSigner(), newSigner()];
  const keys = journalOf(first, second);
  const signedBy = (signer: Signer, upTo: number, namespace = "report@shoseki") =>
    signerOfReport(signer.signFile(namespace, REPORT), REPORT, upTo, keys);
  expect(signedBy(first, 9)).toBe(first.fingerprint);
  expect(signedBy(second, 9)).toBe(second.fingerprint);
  expect(signedBy(second, 12)).toBe(second.fingerprint);
  // It was destroyed by then: whoever has kept it signs for nobody.
  expect(signedBy(first, 12)).toBeNull();
  expect(signedBy(newSigner(), 9)).toBeNull();
  expect(signedBy(second, 12, "entry@shoseki")).toBeNull();
});
