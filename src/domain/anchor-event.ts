/** An event that a user has had the platform log, as the platform remembers it. */
export interface AnchorEvent {
  /** The platform's own id; of two, the one with the greater number was logged later. */
  readonly key: string;
  /** Milliseconds since 1970 on the server's clock. */
  readonly at: number;
  /** The login whose session logged it, as the platform names it; empty where it names none. */
  readonly user: string;
  readonly text: string;
}
