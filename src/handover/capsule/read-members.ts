import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { CapsuleFault } from "#domain/capsule-fault.js";
import type { ByteSource } from "#handover/capsule/byte-source.js";
import { faultOf } from "#handover/capsule/fault.js";
import { inOrder, limitOf, MAX_CAPSULE_BYTES } from "#handover/capsule/member-names.js";
import { BLOCK_BYTES, END_BYTES, namedIn, paddingOf, tarHeader } from "#handover/capsule/tar-header.js";

/** Where in the file a member's content lies, in bytes. */
export interface Member {
  readonly name: string;
  readonly at: number;
  readonly size: number;
  /** Lower-case hex, of its content. */
  readonly sha256: string;
}

export interface MembersRead {
  /** In the order of the file, as far as it can be read; of two with one name the first. */
  readonly members: ReadonlyMap<string, Member>;
  /** None, where the file is byte for byte what a capsule of these members is. */
  readonly faults: readonly CapsuleFault[];
}

/** So much is read at once, and then others have their turn. */
const AT_ONCE_BYTES = 1024 * 1024;

/** Told how many more bytes have been read. */
export type OnBytes = (bytes: number) => void;

/**
 * Reads a capsule's file from its beginning, and believes of it only what a capsule's writer writes: known names in their
 * order, each once, regular files with the one header that there is for them, zeros where zeros belong, and nothing after
 * the end. Where that is not so nothing is guessed. Writes nothing.
 */
export async function readMembers(source: ByteSource, onBytes: OnBytes = () => {}): Promise<MembersRead> {
  const reading = new Reading(source, onBytes);
  await reading.toEnd();
  return reading;
}

class Reading implements MembersRead {
  readonly members = new Map<string, Member>();
  readonly faults: CapsuleFault[] = [];
  readonly #source: ByteSource;
  readonly #onBytes: OnBytes;
  #at = 0;
  #last = "";

  constructor(source: ByteSource, onBytes: OnBytes) {
    this.#source = source;
    this.#onBytes = onBytes;
  }

  async toEnd(): Promise<void> {
    const { size } = this.#source;
    if (size > MAX_CAPSULE_BYTES)
      this.#fault("", "TOO_LARGE", `it has ${size} bytes, and a capsule has ${MAX_CAPSULE_BYTES} at most`);
    else while (await this.#next());
  }

  /** False where there is no more to be read. */
  async #next(): Promise<boolean> {
    const block = this.#source.read(this.#at, this.#at + BLOCK_BYTES);
    if (block.length < BLOCK_BYTES) return this.#cut();
    if (isZero(block)) return this.#end();
    const { name, size } = namedIn(block);
    const limit = limitOf(name);
    if (limit === null)
      return this.#fault(this.#last, "NO_MEMBER", "after it comes what is no member of a capsule");
    if (size === null || !tarHeader({ name, size }).equals(block))
      return this.#fault(name, "MEMBER_FORM", "its header is not the one that it has in a capsule");
    if (size > limit)
      return this.#fault(name, "TOO_LARGE", `it has ${size} bytes, and may have ${limit} at most`);
    const at = this.#at + BLOCK_BYTES;
    const end = at + size + paddingOf(size);
    this.#place(name);
    if (end > this.#source.size) return this.#cut();
    this.#onBytes(BLOCK_BYTES);
    const sha256 = await this.#hash(at, at + size);
    if (!this.members.has(name)) this.members.set(name, { name, at, size, sha256 });
    if (!isZero(this.#source.read(at + size, end)))
      this.#fault(name, "MEMBER_FORM", "what fills up its last block are not zeros");
    this.#at = end;
    return true;
  }

  #place(name: string): void {
    if (this.members.has(name)) this.#fault(name, "MEMBER_TWICE", "it is there twice");
    else if (this.#last !== "" && inOrder(this.#last, name) > 0)
      this.#fault(name, "MEMBER_ORDER", `it stands after ${this.#last}, and belongs before it`);
    this.#last = name;
  }

  async #hash(from: number, to: number): Promise<string> {
    const hash = createHash("sha256");
    for (let at = from; at < to; at += AT_ONCE_BYTES) {
      const piece = this.#source.read(at, Math.min(at + AT_ONCE_BYTES, to));
      hash.update(piece);
      this.#onBytes(piece.length);
      if (at + AT_ONCE_BYTES < to) await setImmediate();
    }
    return hash.digest("hex");
  }

  #end(): false {
    const end = this.#source.read(this.#at, this.#at + END_BYTES);
    if (end.length < END_BYTES) return this.#cut();
    const isEnd = isZero(end) && this.#at + END_BYTES === this.#source.size;
    return isEnd
      ? false
      : this.#fault(this.#last, "AFTER_END", "after it, behind the capsule's end, is more");
  }

  #cut(): false {
    return this.#fault(
      this.#last,
      "CAPSULE_CUT",
      "the file ends in it, or after it, and before the capsule's end",
    );
  }

  #fault(...fault: Parameters<typeof faultOf>): false {
    this.faults.push(faultOf(...fault));
    return false;
  }
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}
