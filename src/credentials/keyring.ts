import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { KeyringAnswer, KeyringRequest } from "#credentials/keyring-protocol.js";

/** Under which name the keyring has our keys and passwords. */
export const KEYRING_SERVICE = "shoseki";

/** How long the keyring is waited for, in seconds: it may be asking somebody who is not there. */
const KEYRING_SECONDS = 3;

/** How long a process of ours may take until it asks, in seconds: the machine may have much else to do. */
const START_SECONDS = 15;

/** What came of asking the OS keyring. */
export type KeyringReply =
  | Exclude<KeyringAnswer, { readonly kind: "asking" }>
  | { readonly kind: "timeout"; readonly seconds: number };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The OS keyring (Secret Service, Keychain, Credential Manager), by way of a process of its own that is killed when it
 * takes too long. Accounts are fingerprints of keys (PKCS#8 in PEM), and logins (their passwords); secrets go through pipes
 * only.
 */
export class Keyring {
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  put(account: string, secret: string): Promise<KeyringReply> {
    return this.#ask({ action: "put", service: KEYRING_SERVICE, account, secret });
  }

  get(account: string): Promise<KeyringReply> {
    return this.#ask({ action: "get", service: KEYRING_SERVICE, account });
  }

  /** Whether the keyring has it, without its secret. */
  has(account: string): Promise<KeyringReply> {
    return this.#ask({ action: "has", service: KEYRING_SERVICE, account });
  }

  /** The same, and nothing is written: one that is locked may answer `missing` too. */
  look(account: string): Promise<KeyringReply> {
    return this.#ask({ action: "look", service: KEYRING_SERVICE, account });
  }

  delete(account: string): Promise<KeyringReply> {
    return this.#ask({ action: "delete", service: KEYRING_SERVICE, account });
  }

  async #ask(request: KeyringRequest): Promise<KeyringReply> {
    if (!mayBeHere(this.#env)) return { kind: "absent" };
    return await answerOfChild(request, this.#env);
  }
}

/** On Linux the Secret Service is reached by the session's D-Bus; without one nothing needs to be tried. */
function mayBeHere({ DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR }: Environment): boolean {
  if (process.platform !== "linux") return true;
  if (DBUS_SESSION_BUS_ADDRESS) return true;
  return Boolean(XDG_RUNTIME_DIR) && existsSync(join(XDG_RUNTIME_DIR ?? "", "bus"));
}

function answerOfChild(request: KeyringRequest, env: Environment): Promise<KeyringReply> {
  const { promise, resolve } = Promise.withResolvers<KeyringReply>();
  const child = spawn(process.execPath, [childProgram()], {
    stdio: ["pipe", "pipe", "ignore"],
    env: childEnvironment(env),
  });
  let said = "";
  let late: KeyringReply | null = null;
  const killAfter = (seconds: number) =>
    setTimeout(() => {
      late = { kind: "timeout", seconds };
      child.kill("SIGKILL");
    }, seconds * 1000);
  let timer = killAfter(START_SECONDS);
  let isAsking = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (isAsking) return;
    isAsking = true;
    clearTimeout(timer);
    timer = killAfter(KEYRING_SECONDS);
  });
  child.on("error", ({ message }) => resolve({ kind: "failed", cause: message }));
  child.on("close", () => {
    clearTimeout(timer);
    resolve(
      answerIn(said) ?? late ?? { kind: "failed", cause: "the process that asks it ended without an answer" },
    );
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(JSON.stringify(request));
  return promise;
}

function answerIn(said: string): KeyringReply | null {
  const last = said.split("\n").at(-2);
  try {
    const answer = last === undefined ? null : (JSON.parse(last) as KeyringAnswer);
    return answer === null || answer.kind === "asking" ? null : answer;
  } catch {
    // What the parser says of it quotes it.
    return null;
  }
}

/** Built beside this file; from the sources, which tests run, Node reads it as it is. */
function childProgram(): string {
  return fileURLToPath(new URL(`keyring-child${extname(import.meta.url)}`, import.meta.url));
}

/** Its messages in English, and no secret of ours that it has no use for. */
function childEnvironment(env: Environment): NodeJS.ProcessEnv {
  const { SHOSEKI_PASSWORD, SHOSEKI_PASSPHRASE, NODE_OPTIONS, ...rest } = env;
  return { ...rest, LC_ALL: "C" };
}
