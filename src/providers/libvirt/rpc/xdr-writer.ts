import { failure, type ShosekiError } from "#domain/errors.js";

const FIRST_BYTES = 256;

/**
 * Writes XDR (RFC 4506): everything big-endian and in units of four bytes. What cannot be written, being out of its range or
 * longer than the protocol allows, is `NOT_SENT`.
 */
export class XdrWriter {
  #bytes = Buffer.alloc(FIRST_BYTES);
  #length = 0;

  /** All that was written. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  int(value: number): void {
    if (!isWithin(value, -0x8000_0000, 0x7fff_ffff)) throw unwritable(`${value} is no 32-bit number`);
    const at = this.#room(4);
    this.#bytes.writeInt32BE(value, at);
  }

  uint(value: number): void {
    if (!isWithin(value, 0, 0xffff_ffff)) throw unwritable(`${value} is no unsigned 32-bit number`);
    const at = this.#room(4);
    this.#bytes.writeUInt32BE(value, at);
  }

  hyper(value: number | bigint): void {
    const whole = wholeOf(value);
    if (whole !== BigInt.asIntN(64, whole)) throw unwritable(`${value} is no 64-bit number`);
    const at = this.#room(8);
    this.#bytes.writeBigInt64BE(whole, at);
  }

  uhyper(value: number | bigint): void {
    const whole = wholeOf(value);
    if (whole !== BigInt.asUintN(64, whole)) throw unwritable(`${value} is no unsigned 64-bit number`);
    const at = this.#room(8);
    this.#bytes.writeBigUInt64BE(whole, at);
  }

  double(value: number): void {
    const at = this.#room(8);
    this.#bytes.writeDoubleBE(value, at);
  }

  /** How many of something follow, at most `most`. */
  count(value: number, most: number): void {
    if (value > most) throw unwritable(`there are ${value} where ${most} are the most`);
    this.uint(value);
  }

  /** Bytes of a length that both sides know, and zeros up to the next unit. */
  opaque(value: Uint8Array, length: number): void {
    if (value.length !== length)
      throw unwritable(`there are ${value.length} bytes where there must be ${length}`);
    const at = this.#room(length + paddingOf(length));
    this.#bytes.set(value, at);
  }

  /** A length, at most `most`, and so many bytes. */
  varOpaque(value: Uint8Array, most: number): void {
    this.count(value.length, most);
    this.opaque(value, value.length);
  }

  /** A text in UTF-8, at most `most` bytes. One that the server's C would cut short, at a NUL, is not sent. */
  text(value: string, most: number): void {
    if (!value.isWellFormed()) throw unwritable("a text has half a character");
    if (value.includes("\0")) throw unwritable("a text has the character NUL");
    this.varOpaque(Buffer.from(value, "utf8"), most);
  }

  /** Where the next `length` bytes are to be written, in `#bytes` as they are from then on; they are zeros until then. */
  #room(length: number): number {
    const start = this.#length;
    this.#length += length;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(this.#length, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    return start;
  }
}

/** How many zeros follow so many bytes. */
export function paddingOf(length: number): number {
  return (4 - (length % 4)) % 4;
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** A number beyond 2^53 may have been another one before: only a bigint says such a one for certain. */
function wholeOf(value: number | bigint): bigint {
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw unwritable(`${value} is no whole number`);
  return BigInt(value);
}

function unwritable(why: string): ShosekiError {
  return failure("NOT_SENT", { cause: why });
}
