import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { ReadOnlyBy } from "#domain/read-only.js";
import type { Restraints } from "#session/restraints.js";
import type { SessionParts } from "#session/session-parts.js";

/** What binds a session at any time: what it was opened with, an operator's wish that nothing is changed, a handover that it waits for. */
export class OwnRestraints {
  readonly #parts: Pick<SessionParts, "restraints" | "hold" | "trail">;
  #readOnly: ReadOnlyBy | null;

  constructor(parts: Pick<SessionParts, "restraints" | "hold" | "trail">) {
    this.#parts = parts;
    this.#readOnly = parts.restraints.readOnly;
  }

  get now(): Restraints {
    return { ...this.#parts.restraints, readOnly: this.#readOnly ?? (this.#isHeld ? "handover" : null) };
  }

  /** As `Session.setReadOnly`. */
  setReadOnly(wanted: boolean): Entry | null {
    const by = this.#readOnly;
    const isFixed = by === "profile" || by === "option";
    if (!wanted && !isFixed && this.#isHeld) throw failure("READ_ONLY", { by: "handover" });
    if ((by !== null) === wanted) return null;
    if (isFixed) throw failure("READ_ONLY", { by });
    const { trail } = this.#parts;
    if (wanted) this.#readOnly = "operator";
    const before = { readOnly: !wanted };
    // What may be changed again is so once that is on the disk.
    const entry = trail.event({ OPR: "SetReadOnly", before, after: { readOnly: wanted } });
    this.#readOnly = wanted ? "operator" : null;
    return entry;
  }

  get #isHeld(): boolean {
    return this.#parts.hold?.isHeld === true;
  }
}
