import type { Writable } from "node:stream";

/** What is handed to the system in one piece, where more of it waits: calls made together go out together. */
const BATCH_BYTES = 64 * 1024;

/** A message that is to be written. */
export interface Parcel {
  readonly bytes: Buffer;
  /** Told right before it is handed to the system: from then on nobody knows whether it arrives. */
  onSent(): void;
}

/**
 * The messages that wait to be written. The next are handed on when the system has taken those before, so that it is known of
 * each whether it has left: one that still waits can be taken back.
 */
export class Outgoing {
  readonly #stream: Writable;
  #waiting: Parcel[] = [];
  #writing = false;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  add(parcel: Parcel): void {
    this.#waiting.push(parcel);
    this.#pump();
  }

  takeBack(parcel: Parcel): void {
    this.#waiting = this.#waiting.filter((each) => each !== parcel);
  }

  #pump(): void {
    if (this.#writing || this.#waiting.length === 0) return;
    const batch = this.#nextBatch();
    this.#writing = true;
    for (const { onSent } of batch) onSent();
    this.#stream.write(Buffer.concat(batch.map(({ bytes }) => bytes)), (error) => {
      // The stream tells its owner of an error itself; what waits is never written then.
      if (error) return;
      this.#writing = false;
      this.#pump();
    });
  }

  /** One message at least, however long that is. */
  #nextBatch(): Parcel[] {
    let bytes = 0;
    const end = this.#waiting.findIndex((each) => {
      const first = bytes === 0;
      bytes += each.bytes.length;
      return bytes > BATCH_BYTES && !first;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }
}
