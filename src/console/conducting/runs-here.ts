import type { Armed } from "#console/store/conducted-run.js";
import type { AgreedCapsule } from "#procedures/capsule/take-over.js";
import type { ProcedureFile } from "#procedures/read-procedure-file.js";
import type { Link } from "#session/fleet/link.js";
import type { Purpose } from "#session/purpose.js";

/** A procedure that is to be run: at which endpoint, on what, and what for. */
export interface RunWish {
  readonly file: ProcedureFile;
  readonly link: Link;
  readonly given: Readonly<Record<string, string>>;
  readonly purpose: Purpose;
}

/** How a run is gone on with. */
export interface ResumeWish {
  /** The operator wants to back out: they are asked for the reason at once. */
  readonly backOut?: boolean;
  /** What is done is undone from here on, and why: it was said already. */
  readonly backOutWhy?: string;
  /** Why it is taken back, where it was handed over. */
  readonly takeBack?: string;
  readonly armed?: Armed;
}

/** Carries runs of procedures on, one at a time. */
export interface RunsHere {
  /** Throws why it is not begun: those of `beginRun` and of the approvers' file. */
  begin(wish: RunWish): Promise<void>;
  /** Carries it out on a copy, where nothing is sent to the server; and offers to begin it then. Throws why it did not come to its end. */
  rehearse(wish: RunWish): Promise<void>;
  /** @param text a run's id, or what only one begins or ends with. Throws why it is not gone on with. */
  resume(text: string, wish: ResumeWish): Promise<void>;
  /** Records that a run which was begun elsewhere is gone on with here. Throws why it is not: those of `takeOver`. */
  takeOver(capsule: AgreedCapsule): Promise<void>;
  /** Nothing new is begun; it is paused as soon as what is under way has its end. Resolves then. */
  leave(): Promise<void>;
}
