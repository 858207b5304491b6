import type { Setting } from "#cli/io.js";
import { passwordByCommand } from "#cli/password-command.js";
import { RecognisedPasswords } from "#cli/recognised-passwords.js";
import { PasswordKeyring, type PasswordOwner } from "#credentials/password-keyring.js";
import { asShosekiError, failure, ShosekiError } from "#domain/errors.js";

/** Whose password is wanted, and what is said of where it is. */
export interface PasswordWanted extends PasswordOwner {
  /** `--password-stdin` */
  readonly fromInput: boolean;
  readonly profile: {
    readonly password: "keyring" | "prompt" | null;
    readonly passwordCommand: string | null;
  } | null;
}

/** Asks for a secret and does not show it; null where it was not given. */
export type SecretAsker = (question: string) => Promise<string | null>;

/**
 * Where the password of a login comes from, for as long as the program runs. `asker` is for what is on the screen then: it
 * asks in place of the terminal, which is somebody's meanwhile.
 */
export interface PasswordSource {
  /**
   * The password of the next Login: asked for once, and handed to it by `logIn`. What was typed or stood on standard input is
   * remembered, until a server refuses it; the keyring and the command are asked for each Login. What they or the environment
   * say and a server has refused is not sent again: a person is asked in their place. Errors: `PASSWORD_MISSING`,
   * `PASSWORD_COMMAND_FAILED`, `PASSWORD_KEYRING_FAILED`, `STOPPED_BY_OPERATOR`.
   */
  get(asker?: SecretAsker): Promise<string>;
  /** A Login by it. Throws what `get` and `attempt` throw. */
  logIn<T>(attempt: (password: string) => Promise<T>, asker?: SecretAsker): Promise<T>;
  /** Whether a text is the password of the last Login that succeeded. */
  isIt(text: string): Promise<boolean>;
}

/**
 * `--password-stdin`, else `SHOSEKI_PASSWORD`, else the profile's command, else the OS keyring where the profile says so,
 * else a question at the terminal.
 *
 * @param onNotKept told that the keyring has not kept a password that it was to keep; its Login has succeeded
 */
export function passwordSource(
  setting: Setting,
  wanted: PasswordWanted,
  onNotKept: (error: ShosekiError) => void,
): PasswordSource {
  return new Source(setting, wanted, onNotKept);
}

/** Where a password is before a person is asked for it. */
type Place = "input" | "environment" | "command" | "keyring" | "nowhere";

function placeOf({ io }: Setting, { fromInput, profile }: PasswordWanted): Place {
  if (fromInput) return "input";
  if (io.secrets.password !== null) return "environment";
  if (profile?.passwordCommand) return "command";
  return profile?.password === "keyring" ? "keyring" : "nowhere";
}

class Source implements PasswordSource {
  readonly #setting: Setting;
  readonly #wanted: PasswordWanted;
  readonly #onNotKept: (error: ShosekiError) => void;
  readonly #keyring: PasswordKeyring;
  readonly #place: Place;
  readonly #refused = new RecognisedPasswords();
  /** Of the last Login that succeeded. */
  #proven = new RecognisedPasswords();
  /** Of a Login to come. */
  #inHand: string | null = null;
  /** What was typed, or stood on standard input. */
  #remembered: string | null = null;
  #toBeKept = false;
  #inputIsRead = false;

  /** Null where there is none. */
  readonly #read: Readonly<Record<Place, (asker?: SecretAsker) => Promise<string | null>>> = {
    input: () => this.#readInput(),
    environment: async () => this.#setting.io.secrets.password,
    command: (asker) =>
      passwordByCommand(this.#setting, this.#wanted.profile?.passwordCommand ?? "", asker === undefined),
    keyring: () => this.#keyring.get(this.#wanted),
    nowhere: async () => null,
  };

  constructor(setting: Setting, wanted: PasswordWanted, onNotKept: (error: ShosekiError) => void) {
    this.#setting = setting;
    this.#wanted = wanted;
    this.#onNotKept = onNotKept;
    this.#place = placeOf(setting, wanted);
    this.#keyring = new PasswordKeyring(setting.io.env);
  }

  async get(asker?: SecretAsker): Promise<string> {
    this.#inHand ??= this.#remembered ?? (await this.#ask(asker)) ?? "";
    this.#setting.onPassword?.(this.#inHand);
    if (this.#inHand !== "") return this.#inHand;
    this.#inHand = null;
    throw failure("PASSWORD_MISSING", { user: this.#wanted.user });
  }

  async logIn<T>(attempt: (password: string) => Promise<T>, asker?: SecretAsker): Promise<T> {
    const password = await this.get(asker);
    this.#inHand = null;
    try {
      const answer = await attempt(password);
      this.#proven = new RecognisedPasswords(password);
      await this.#keep(password);
      return answer;
    } catch (error) {
      // Tried again, it would lock the account.
      if (error instanceof ShosekiError && error.code === "LOGIN_REFUSED") {
        this.#remembered = null;
        this.#refused.add(password);
      }
      throw error;
    }
  }

  async isIt(text: string): Promise<boolean> {
    return this.#proven.has(text);
  }

  async #ask(asker: SecretAsker | undefined): Promise<string | null> {
    const found = await this.#read[this.#place](asker);
    if (found !== null && !this.#refused.has(found)) return found;
    return this.#place === "keyring" ? await this.#promptAndOffer(asker) : await this.#prompt(asker);
  }

  /** It can be read once. */
  async #readInput(): Promise<string | null> {
    if (this.#inputIsRead) return null;
    this.#inputIsRead = true;
    const text = (await this.#setting.io.readStandardInput()).replace(/\r?\n$/, "");
    this.#remembered = text || null;
    return text;
  }

  async #prompt(asker: SecretAsker | undefined): Promise<string | null> {
    const { io, catalogue } = this.#setting;
    this.#remembered = (await (asker ?? io.askSecret)(catalogue.prompts.password(this.#wanted))) || null;
    return this.#remembered;
  }

  /** The keyring is there and open, and has none or one that was refused: it can have this one. */
  async #promptAndOffer(asker: SecretAsker | undefined): Promise<string | null> {
    const { io, catalogue } = this.#setting;
    const password = await this.#prompt(asker);
    if (password === null || asker !== undefined) return password;
    const answer = await io.askLine(catalogue.prompts.keepPassword());
    this.#toBeKept = catalogue.profiles.yes.includes(answer?.trim().toLowerCase() ?? "");
    return password;
  }

  async #keep(password: string): Promise<void> {
    if (!this.#toBeKept) return;
    this.#toBeKept = false;
    try {
      await this.#keyring.put(this.#wanted, password);
    } catch (error) {
      this.#onNotKept(notKept(asShosekiError(error)));
    }
  }
}

/** The keyring says that it cannot be used: here nothing was to be had from it. */
function notKept(error: ShosekiError): ShosekiError {
  const { problem } = error;
  return problem.code === "PASSWORD_KEYRING_FAILED"
    ? failure("PASSWORD_NOT_KEPT", problem.facts, error)
    : error;
}
