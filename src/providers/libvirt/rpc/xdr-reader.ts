import { failure, type ShosekiError } from "#domain/errors.js";
import { paddingOf } from "#providers/libvirt/rpc/xdr-writer.js";

/**
 * Reads XDR (RFC 4506) that somebody else has written: every length is held against what is left and against the protocol's
 * own limit before anything is made for it, padding is zeros, and a text is UTF-8. All else is `REPLY_INVALID`.
 */
export class XdrReader {
  readonly #bytes: Buffer;
  readonly #what: string;
  #at = 0;

  /** @param what whose bytes they are, as an error begins: `the reply to DOMAIN_GET_INFO` */
  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#what = what;
  }

  int(): number {
    return this.#bytes.readInt32BE(this.#take(4));
  }

  uint(): number {
    return this.#bytes.readUInt32BE(this.#take(4));
  }

  /** A bigint only where a number cannot hold it. */
  hyper(): number | bigint {
    return plain(this.#bytes.readBigInt64BE(this.#take(8)));
  }

  uhyper(): number | bigint {
    return plain(this.#bytes.readBigUInt64BE(this.#take(8)));
  }

  double(): number {
    return this.#bytes.readDoubleBE(this.#take(8));
  }

  /** A number that is one of those. */
  oneOf<N extends number>(known: readonly N[]): N {
    const value = this.int();
    const found = known.find((each) => each === value);
    if (found === undefined) throw this.invalid(`has ${value} where one of ${known.join(", ")} must be`);
    return found;
  }

  /** How many of something follow: at most `most`, and no more than there is room for when each takes `least` bytes. */
  count(most: number, least: number): number {
    const value = this.uint();
    if (value > most) throw this.invalid(`has ${value} where ${most} are the most`);
    if (value * least > this.#left) throw this.invalid("ends early");
    return value;
  }

  /** The bytes, not a view of them. */
  opaque(length: number): Uint8Array {
    const start = this.#take(length);
    this.#padding(length);
    return new Uint8Array(this.#bytes.subarray(start, start + length));
  }

  varOpaque(most: number): Uint8Array {
    return this.opaque(this.count(most, 1));
  }

  text(most: number): string {
    return this.#text(most, true);
  }

  /** What may be in an encoding that nobody has said, as names of files and messages may: U+FFFD for what is not UTF-8. */
  looseText(most: number): string {
    return this.#text(most, false);
  }

  /** Throws unless all has been read. */
  end(): void {
    if (this.#left > 0) throw this.invalid(`has ${this.#left} bytes too many`);
  }

  invalid(why: string): ShosekiError {
    return failure("REPLY_INVALID", { problem: `${this.#what} ${why}` });
  }

  get #left(): number {
    return this.#bytes.length - this.#at;
  }

  #text(most: number, fatal: boolean): string {
    const length = this.count(most, 1);
    const start = this.#take(length);
    this.#padding(length);
    const text = this.#decoded(this.#bytes.subarray(start, start + length), fatal);
    if (text.includes("\0")) throw this.invalid("has a text with the character NUL");
    return text;
  }

  #decoded(bytes: Buffer, fatal: boolean): string {
    try {
      return new TextDecoder("utf-8", { fatal, ignoreBOM: true }).decode(bytes);
    } catch {
      throw this.invalid("has a text that is not UTF-8");
    }
  }

  #take(length: number): number {
    if (length > this.#left) throw this.invalid("ends early");
    const start = this.#at;
    this.#at += length;
    return start;
  }

  #padding(length: number): void {
    const start = this.#take(paddingOf(length));
    if (this.#bytes.subarray(start, this.#at).some((byte) => byte !== 0))
      throw this.invalid("has padding that is not zeros");
  }
}

function plain(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
