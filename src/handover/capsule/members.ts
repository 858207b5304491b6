import type { ByteSource } from "#handover/capsule/byte-source.js";
import { unsound } from "#handover/capsule/fault.js";
import type { Member } from "#handover/capsule/read-members.js";
import { decodeLine, type Line, NEWLINE } from "#journal/line.js";

/** The members of a capsule whose content is what `SHA256SUMS` says. */
export class Members {
  readonly names: ReadonlySet<string>;
  readonly #source: ByteSource;
  readonly #members: ReadonlyMap<string, Member>;

  constructor(source: ByteSource, members: ReadonlyMap<string, Member>) {
    this.#source = source;
    this.#members = members;
    this.names = new Set(members.keys());
  }

  /** Throws `CapsuleUnsound` where it is missing. */
  of(name: string): Member {
    const member = this.#members.get(name);
    if (member === undefined) throw unsound(name, "MEMBER_MISSING", "it is not there");
    return member;
  }

  /** Throws `CapsuleUnsound` where it is missing. */
  bytes(name: string): Buffer {
    const { at, size } = this.of(name);
    return this.#source.read(at, at + size);
  }

  /** What is no UTF-8 comes back as something else. */
  text(name: string): string {
    return this.bytes(name).toString();
  }

  /** The bytes of a member from one place in it to another. */
  part(name: string, from: number, to: number): Buffer {
    const { at, size } = this.of(name);
    return this.#source.read(at + from, at + Math.min(to, size));
  }

  /** The entries of a member, each of which is one, in its order; empty where there is no such member. */
  lines(name: string): readonly Line[] {
    if (!this.names.has(name)) return [];
    const bytes = this.bytes(name);
    const lines: Line[] = [];
    for (let from = 0; from < bytes.length; ) {
      const end = bytes.indexOf(NEWLINE, from);
      const line =
        end < 0 ? { problem: "it does not end in a newline" } : decodeLine(bytes.subarray(from, end));
      if ("problem" in line)
        throw unsound(name, "NOT_AN_ENTRY", `line ${lines.length + 1} is no entry: ${line.problem}`);
      lines.push(line);
      from = end + 1;
    }
    return lines;
  }
}
