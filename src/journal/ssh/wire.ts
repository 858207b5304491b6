/** OpenSSH's binary encoding (RFC 4251, section 5): numbers of 32 bits, and texts with their length before them. */

/** A text as the encoding has it: its length, then its bytes. */
export function lengthPrefixed(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Takes a blob apart from its beginning. Every method throws a RangeError where the blob is not of that form. */
export class WireReader {
  readonly #blob: Buffer;
  #at = 0;

  constructor(blob: Buffer) {
    this.#blob = blob;
  }

  bytes(count: number): Buffer {
    const end = this.#at + count;
    if (end > this.#blob.length) throw new RangeError("the blob ends too early");
    const taken = this.#blob.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  byte(): number {
    return this.bytes(1).readUInt8();
  }

  uint32(): number {
    return this.bytes(4).readUInt32BE();
  }

  string(): Buffer {
    return this.bytes(this.uint32());
  }

  /** A text of ASCII characters, as names of types and algorithms are. */
  name(): string {
    const name = this.string();
    if (name.some((byte) => byte < 0x20 || byte > 0x7e)) throw new RangeError("a name is not printable");
    return name.toString("latin1");
  }

  /** A number that is not negative, without its leading zeros (`mpint`, in its shortest form only). */
  positive(): Buffer {
    const number = this.string();
    const [first = 0, second = 0] = number;
    if (first >= 0x80) throw new RangeError("a number is negative");
    if (number.length > 0 && first === 0 && second < 0x80) throw new RangeError("a number has leading zeros");
    return first === 0 ? number.subarray(1) : number;
  }

  /** Nothing may be left. */
  end(): void {
    if (this.#at !== this.#blob.length) throw new RangeError("the blob goes on after its end");
  }
}

/** What a blob is read as; null where it is not of that form. */
export function readBlob<T>(blob: Buffer, read: (reader: WireReader) => T): T | null {
  try {
    const reader = new WireReader(blob);
    const value = read(reader);
    reader.end();
    return value;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
