import { holdsSecret, MASK } from "#recording/scrub.js";
import { LEAST_PIECE, type Secrets } from "#recording/secrets.js";

/** What a terminal sends for a key that types nothing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with one
const TYPES_NOTHING = /^(?:\p{Cc}|\u001b(?:\[[\d;]*[A-Za-z~]|.))$/u;

/** Keys as they are recorded: of one that goes into a secret nothing but that it was pressed. */
export class TypedKeys {
  readonly #secrets: Secrets;
  /** What was typed last, wherever that was. */
  #last = "";

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  /**
   * @param text as a terminal sends it
   * @param isHidden whether there is something of a secret already where it goes
   */
  recorded(text: string, isHidden: boolean): string {
    if (TYPES_NOTHING.test(text)) return text;
    const before = this.#last;
    const typed = `${before}${text}`;
    this.#last = typed.slice(1 - LEAST_PIECE);
    return isHidden || holdsSecret(typed, this.#secrets, before.length + 1)
      ? text.replaceAll(/\P{Cc}/gu, MASK)
      : text;
  }
}
