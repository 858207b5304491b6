import type { Setting } from "#cli/io.js";
import type { Printer } from "#cli/printer.js";
import type { Outsider, ShareHost } from "#console/outside/share-host.js";
import type { Purpose } from "#session/purpose.js";
import type { Session } from "#session/session.js";

/** What a command line is run with. */
export interface Desk {
  readonly setting: Setting;
  readonly session: Session;
  readonly printer: Printer;
  /** Whether the operator has agreed to what destroys. */
  readonly yes: boolean;
  /** Where the session is another one's: a console's, which is asked from outside. */
  readonly outside?: Outside;
}

/** A request that comes from outside of the console whose session it goes through. */
export interface Outside {
  readonly host: ShareHost;
  readonly from: Outsider;
  /** The request's own, and nothing of what the console's session is for. */
  readonly purpose: Purpose;
}
