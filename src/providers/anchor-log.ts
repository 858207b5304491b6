import type { AnchorEvent } from "#domain/anchor-event.js";
import type { Mutation } from "#providers/mutation.js";

/**
 * The platform's own event log, as a place for texts: whoever has one logged can neither change it nor take it back. The
 * platform forgets its oldest events when it sees fit.
 */
export interface AnchorLog {
  /**
   * Has the platform log a text as an event of the session's user, on its root: one mutating call, sent at most once.
   * `SERVER_FAULT` with the fault `NoPermission` when the login may not. The text is of what XML can hold: no control
   * characters but tabs and newlines.
   */
  write(text: string, mutation?: Partial<Mutation>): Promise<void>;
  /**
   * The events that users have had logged and the platform still remembers, all of them or those whose text is wanted,
   * oldest first. They are anybody's: other programs log theirs in the same place. `REPLY_INVALID` for more than 100,000.
   *
   * The simulators give a text back byte for byte. What a real server does to white space is not documented and was not
   * tried: take `\r\n` for `\n`, and white space that came or went at either end or before a line's end, for the same text.
   */
  read(signal?: AbortSignal, wanted?: (text: string) => boolean): Promise<readonly AnchorEvent[]>;
}
