import { failure } from "#domain/errors.js";
import type { PoolDescription } from "#providers/libvirt/changes/pool-description.js";
import type { DriveSource } from "#providers/libvirt/subjects/drives.js";
import type { MovedDisk } from "#providers/migration.js";

/** What a host tells another of a disk that its machine has. */
export interface DriveFacts {
  readonly source: DriveSource;
  /** As `Drive.overNetwork`. */
  readonly overNetwork: boolean;
  /** False of CDs, and what is read-only: libvirt copies neither. */
  readonly written: boolean;
  readonly shareable: boolean;
  /** Whether it is the machine's from its next start on alone. */
  readonly fromNextStart: boolean;
  /** Its size as the guest sees it; null where nobody tells. */
  readonly bytes: number | null;
  /** libvirt's mark of its volume; null where it is none of a pool that runs. */
  readonly key: string | null;
  readonly pool: PoolDescription | null;
}

/** `MovedDisk.source` of libvirt's. */
export class MovedDrive {
  readonly facts: DriveFacts;
  // No part of what must still be so: it is another with each write.
  readonly #mark: string | null;

  /** @param mark as `volumeMark` */
  constructor(facts: DriveFacts, mark: string | null) {
    this.facts = facts;
    this.#mark = mark;
  }

  /** Whether a volume of that mark is the disk itself, as far as that shows. */
  static isIn({ source }: MovedDisk, mark: string | null): boolean {
    return mark !== null && source instanceof MovedDrive && source.#mark === mark;
  }

  /** Throws `INTERNAL` for the disk of another platform. */
  static of({ source }: MovedDisk): DriveFacts {
    if (source instanceof MovedDrive) return source.facts;
    throw failure("INTERNAL", { problem: "a disk that is none of libvirt's" });
  }
}
