import type { Held } from "#console/replay/held-by-journal.js";
import type { Projector } from "#recording/replay/projector.js";
import type { ColourDepth } from "#themes/painter.js";

/** How what plays is vouched for: by this journal; not by it, as it came in a shift that was taken over; by nobody here. */
export type Vouched =
  | {
      readonly by: "journal";
      readonly held: Held;
      /** Up to where entries vouch for it, in milliseconds of the recording; null for all of it. */
      readonly until: number | null;
    }
  | { readonly by: "capsule" | "nobody" };

/** What a replay is shown with. */
export interface ReplayParts {
  readonly title: string;
  readonly projector: Projector;
  readonly vouched: Vouched;
  /** What a cut of idle time is where it is switched on, in milliseconds. */
  readonly idle: number;
  readonly depth: ColourDepth;
  /** Whether of a recording that is larger the last rows are seen first: what was typed, and what came of it. */
  readonly showsEnd: boolean;
  readonly changed: () => void;
  readonly close: () => void;
  /** Shows the entry of a marker; null where the journal that it is in is not here. */
  readonly openEntry: ((seq: number) => void) | null;
}
