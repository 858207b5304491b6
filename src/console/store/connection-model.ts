import type { Session } from "#session/session.js";

export type ConnectionState = "connecting" | "open" | "lost" | "leaving";

/** Where the console is connected, as whom, since when, and how well. */
export class ConnectionModel {
  readonly endpoint: string;
  readonly platform: string;
  /** The login: as asked for at first, as the server reports it once logged in. */
  user: string;
  state: ConnectionState = "connecting";
  /** Of the last answer that was asked for to know it, in milliseconds. */
  roundTripMs: number | null = null;
  /** Null while there is none, and once the console is leaving. */
  session: Session | null = null;
  #since: number | null = null;

  constructor(endpoint: string, platform: string, user: string) {
    this.endpoint = endpoint;
    this.platform = platform;
    this.user = user;
  }

  open(session: Session, user: string): void {
    this.session = session;
    this.user = user;
    this.state = "open";
    this.#since = performance.now();
  }

  /** What was there when it was lost stays on the screen. */
  lose(): void {
    this.state = "lost";
    this.roundTripMs = null;
  }

  /** How long this session has been, in milliseconds. */
  get ageMs(): number {
    return this.#since === null ? 0 : performance.now() - this.#since;
  }
}
