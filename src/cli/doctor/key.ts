import { existsSync } from "node:fs";
import type { Check, Patient } from "#cli/doctor/check.js";
import { keyStoreOf } from "#cli/key-store.js";
import { Keyring } from "#credentials/keyring.js";
import { type Finding, found } from "#domain/finding.js";
import { readCurrentKey } from "#journal/current-key.js";
import { layoutOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";

/** Whether the key that signs the journal's next entry is anywhere. Nothing where there is no journal yet, or it is damaged. */
export const keyCheck: Check = {
  name: "key",
  look: async (patient) => {
    const fingerprint = await currentKeyOf(patient.journal);
    return fingerprint === null ? [] : [await whereIs(patient, fingerprint)];
  },
};

async function currentKeyOf(directory: string): Promise<string | null> {
  try {
    return await readingFiles(directory, async () => readCurrentKey(layoutOf(directory)));
  } catch {
    // The journal's own check says it.
    return null;
  }
}

async function whereIs({ setting }: Patient, fingerprint: string): Promise<Finding> {
  const { io } = setting;
  const path = keyStoreOf(setting).fileOf(fingerprint);
  if (existsSync(path)) {
    const unlockable = io.secrets.passphrase !== null || io.canAsk;
    return found(unlockable ? "KEY_IN_FILE" : "KEY_WITHOUT_PASSPHRASE", { path });
  }
  const reply = await new Keyring(io.env).look(fingerprint);
  if (reply.kind === "found") return found("KEY_IN_KEYRING", { fingerprint });
  if (reply.kind === "missing" || reply.kind === "absent") return found("KEY_NOWHERE", { fingerprint, path });
  return found("KEY_NOT_TOLD", { fingerprint });
}
