import type { Demands } from "#console/console.js";
import type { Terminal } from "#console/terminal/terminal.js";
import type { Entry, Status } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import type { Checkpointing } from "#journal/checkpointing.js";
import type { Journal } from "#journal/journal.js";
import type { Line } from "#journal/line.js";
import type { Catalogue } from "#messages/catalogue.js";
import type { Purpose } from "#session/purpose.js";
import type { Session } from "#session/session.js";

/** Told of what a session is about, from its Login on; and what it anchors. */
interface LoginListeners {
  onEntry(entry: Entry): void;
  /** Shown every line that the journal holds already. */
  onPast(line: Line): void;
  onLost(error: Error): void;
  /** Told of what nobody has asked for and has gone wrong. */
  onProblem(error: ShosekiError): void;
  /** The journal's, for anchors. */
  readonly checkpoints: Checkpointing;
}

/** What a console is opened with. */
export interface ConsoleParts {
  readonly terminal: Terminal;
  readonly catalogue: Catalogue;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly directories: { readonly themes: string; readonly history: string };
  /** The theme's name; null for one that fits the terminal. */
  readonly theme: string | null;
  readonly journal: Journal;
  /** The signing key's fingerprint. */
  readonly key: string;
  readonly endpoint: { readonly name: string; readonly platform: string; readonly user: string };
  readonly purpose: Purpose;
  readonly demands: Demands;
  readonly stopping: AbortSignal;
  readonly givingUp: AbortSignal;
  /** @param signal aborted: a Login that is on its way is not waited for */
  logIn(listeners: LoginListeners, signal: AbortSignal): Promise<Session>;
}

/** How a console ended. */
export interface ConsoleEnd {
  /** Why, where the operator did not want it. */
  readonly error: ShosekiError | null;
  readonly loggedIn: boolean;
  /** How the Logout went; null where there was none. */
  readonly logout: Status | null;
  /** What is said of it on the screen that was there before. */
  readonly farewell: readonly string[];
}
