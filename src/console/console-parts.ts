import type { ShareHost } from "#console/outside/share-host.js";
import type { EndpointSettings } from "#console/store/endpoints-model.js";
import type { Terminal } from "#console/terminal/terminal.js";
import type { Entry, Status, Where, Who } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import type { Checkpointing } from "#journal/checkpointing.js";
import type { Journal } from "#journal/journal.js";
import type { Line } from "#journal/line.js";
import type { Catalogue } from "#messages/catalogue.js";
import type { CopyMaker } from "#procedures/rehearsal/copy.js";
import type { Secrets } from "#recording/secrets.js";
import type { LinkParts } from "#session/fleet/link.js";
import type { SessionWatcher } from "#session/life.js";
import type { RestrainedNeighbours } from "#session/neighbouring.js";
import type { Reopening } from "#session/open-session.js";
import type { Purpose } from "#session/purpose.js";
import type { Session } from "#session/session.js";

/** What a Login of a console is told of, from then on. */
export interface LoginListeners {
  readonly watcher: SessionWatcher;
  /** The console's other endpoints. */
  readonly neighbours: RestrainedNeighbours;
  onEntry(entry: Entry): void;
  /** Shown every line that the journal holds already. */
  onPast(line: Line): void;
  /** Told of what nobody has asked for and has gone wrong. */
  onProblem(error: ShosekiError): void;
  /** The journal's, for anchors. */
  readonly checkpoints: Checkpointing;
}

/** An endpoint that all is known of that a Login needs; nothing has been sent there. */
export interface PreparedEndpoint extends Omit<LinkParts, "logIn"> {
  readonly settings: EndpointSettings;
  /** Whether a text is the password of the last Login; null where there is none. */
  readonly isPassword: ((text: string) => Promise<boolean>) | null;
  /** @param signal aborted: a Login that is on its way is not waited for */
  logIn(listeners: LoginListeners, signal: AbortSignal, reopening?: Reopening): Promise<Session>;
}

/** How a console asks while it has the screen. */
export interface Asking {
  /** Null when nobody wants to answer. */
  secret(question: string): Promise<string | null>;
  /** A line that is seen as it is typed. */
  text(question: string): Promise<string | null>;
  /** Something that is to be read and needs no answer. */
  say(text: string): void;
}

/** What a recording of a console says of it, and what it must not show. */
interface RecordingParts {
  /** Of the first Login, which the recording is begun before. */
  readonly who: Who;
  readonly where: Where;
  readonly secrets: Secrets;
}

/** What a console is opened with. */
export interface ConsoleParts {
  readonly terminal: Terminal;
  readonly catalogue: Catalogue;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly directories: {
    readonly themes: string;
    readonly history: string;
    /** Where requests for approvals are written: where the operator is. */
    readonly requests: string;
    /** The journal that other programs read where none is named. */
    readonly usualJournal: string;
  };
  /** The theme's name; null for one that fits the terminal. */
  readonly theme: string | null;
  readonly journal: Journal;
  /** The signing key's fingerprint. */
  readonly key: string;
  /** The endpoint that it is opened with. */
  readonly first: PreparedEndpoint;
  readonly purpose: Purpose;
  readonly recording: RecordingParts;
  readonly stopping: AbortSignal;
  readonly givingUp: AbortSignal;
  /** Told how to ask, once there is a screen to ask on. */
  onScreen?(asking: Asking): void;
  /** Reads an endpoint or a profile's name, and asks for what it leaves open. Throws what is found. */
  prepare(text: string, asking: Asking): Promise<PreparedEndpoint>;
  /** Makes the copies that procedures are rehearsed on. */
  readonly copies: CopyMaker;
  /** The names that `prepare` knows beside endpoints, as they are now. */
  profiles(): readonly string[];
  /** Lets one-shots of the same user go through this console. Answers how to stop. */
  readonly share?:
    | ((endpoint: PreparedEndpoint, host: ShareHost) => Promise<() => Promise<void>>)
    | undefined;
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
  /** Whether the journal failed meanwhile, though it may have taken the Logout again. */
  readonly journalFailed: boolean;
}
