import { failure } from "#domain/errors.js";
import {
  HEADER_BYTES,
  LENGTH_BYTES,
  MESSAGE_BYTES,
  type Message,
  messageIn,
} from "#providers/libvirt/rpc/message.js";

/**
 * Makes messages of bytes as they arrive. It holds no more than has come: the length that a message gives itself is looked at
 * and nothing is made for it.
 */
export class MessageSplitter {
  #chunks: Buffer[] = [];
  #held = 0;
  /** Of the message that is arriving, with its length; null before that is there. */
  #length: number | null = null;

  /** Whether a message has begun to arrive. */
  get isWithin(): boolean {
    return this.#held > 0;
  }

  /** The messages that are complete with these bytes. Throws `REPLY_INVALID`, and nothing after that can be trusted. */
  *push(chunk: Buffer): Generator<Message> {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    for (;;) {
      if (this.#length === null) {
        if (this.#held < LENGTH_BYTES) return;
        this.#length = lengthIn(this.#joined());
      }
      if (this.#held < this.#length) return;
      const held = this.#joined();
      const message = held.subarray(LENGTH_BYTES, this.#length);
      const rest = held.subarray(this.#length);
      this.#chunks = rest.length > 0 ? [rest] : [];
      this.#held = rest.length;
      this.#length = null;
      yield messageIn(message);
    }
  }

  #joined(): Buffer {
    const [first, ...others] = this.#chunks;
    const joined = first !== undefined && others.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}

function lengthIn(bytes: Buffer): number {
  const length = bytes.readUInt32BE(0);
  if (length >= LENGTH_BYTES + HEADER_BYTES && length <= LENGTH_BYTES + MESSAGE_BYTES) return length;
  throw failure("REPLY_INVALID", {
    problem: `what has come is no message of libvirt's: ${length} bytes long`,
  });
}
