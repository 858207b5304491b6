import { createReadStream, writeSync } from "node:fs";
import { text } from "node:stream/consumers";
import type { KeyringAnswer, KeyringRequest } from "#credentials/keyring-protocol.js";

/*
 * A program of its own, which asks the OS keyring one thing: a call to it cannot be cancelled, it may wait for an answer
 * for ever, and some of its libraries crash. The request comes by standard input, the answer goes by standard output.
 */
const ABSENT =
  /was not provided by any \.service files|ServiceUnknown|[Cc]annot autolaunch|[Cc]ould not connect|[Ee]rror spawning/;

/** Asked for when the keyring answers that there is nothing: a locked one says the same, but takes nothing either. */
const PROBE = "a probe whether the keyring is locked";

async function ask({ action, service, account, secret }: KeyringRequest): Promise<KeyringAnswer> {
  const keyring = await import("keytar").then(
    (module) => module.default,
    () => null,
  );
  if (keyring === null) return { kind: "absent" };
  // From now on it is the keyring that is waited for.
  tell({ kind: "asking" });
  try {
    if (action === "put") {
      await keyring.setPassword(service, account, secret ?? "");
      return { kind: "found", secret: null };
    }
    if (action === "delete") {
      if (await keyring.deletePassword(service, account)) return { kind: "found", secret: null };
    } else {
      const found = await keyring.getPassword(service, account);
      if (found !== null) return { kind: "found", secret: action === "get" ? found : null };
    }
    if (action === "look") return { kind: "missing" };
    await keyring.setPassword(service, PROBE, PROBE);
    await keyring.deletePassword(service, PROBE);
    return { kind: "missing" };
  } catch (error) {
    const cause = (error as Error).message;
    return ABSENT.test(cause) ? { kind: "absent" } : { kind: "failed", cause };
  }
}

function tell(answer: KeyringAnswer): void {
  writeSync(1, `${JSON.stringify(answer)}\n`);
}

tell(await ask(JSON.parse(await text(createReadStream("", { fd: 0 }))) as KeyringRequest));
