import { Keyring, type KeyringReply } from "#credentials/keyring.js";
import { failure } from "#domain/errors.js";
import type { PasswordKeyringProblem } from "#domain/password-problem.js";

/** Whose password it is: a login at an endpoint (`vsphere://vc1.example`). */
export interface PasswordOwner {
  readonly user: string;
  readonly endpoint: string;
}

/** The passwords of hypervisor logins in the OS keyring. Errors: `PASSWORD_KEYRING_FAILED`. */
export class PasswordKeyring {
  readonly #keyring: Keyring;

  /** @param env what says where the OS keyring is */
  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#keyring = new Keyring(env);
  }

  /** Null where the keyring is there and open, and has none. */
  async get(owner: PasswordOwner): Promise<string | null> {
    const reply = await this.#keyring.get(accountOf(owner));
    if (reply.kind === "missing") return null;
    return found(reply, owner).secret;
  }

  /** Takes the place of one that is there. */
  async put(owner: PasswordOwner, password: string): Promise<void> {
    found(await this.#keyring.put(accountOf(owner), password), owner);
  }

  /** Answers whether there was one. */
  async forget(owner: PasswordOwner): Promise<boolean> {
    const reply = await this.#keyring.delete(accountOf(owner));
    if (reply.kind === "missing") return false;
    found(reply, owner);
    return true;
  }
}

/** Beside the signing keys, whose accounts are their fingerprints. */
function accountOf({ user, endpoint }: PasswordOwner): string {
  return `login:${user}@${endpoint}`;
}

function found(reply: KeyringReply, owner: PasswordOwner): Extract<KeyringReply, { kind: "found" }> {
  if (reply.kind === "found") return reply;
  throw failure("PASSWORD_KEYRING_FAILED", { ...owner, why: problemOf(reply) });
}

function problemOf(reply: Exclude<KeyringReply, { kind: "found" }>): PasswordKeyringProblem {
  if (reply.kind === "timeout") return { kind: "SLOW", seconds: reply.seconds };
  if (reply.kind === "failed") return { kind: "FAILED", cause: reply.cause };
  return reply.kind === "absent" ? { kind: "ABSENT" } : { kind: "FAILED", cause: "it has not kept it" };
}
