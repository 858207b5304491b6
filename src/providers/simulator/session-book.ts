import { createHash, randomUUID } from "node:crypto";
import type { ServerSession } from "#providers/session-list.js";

/** The sessions that a server has. One whose console has let go of it without a logout stays, as on any server. */
export class SessionBook {
  readonly #kept = new Map<string, { readonly session: ServerSession; readonly end: () => void }>();

  /** Answers its id. It is like no other's, of whatever server: ids of an earlier run are written down somewhere. */
  add(user: string, end: () => void): string {
    const id = createHash("sha256").update(randomUUID()).digest("hex");
    this.#kept.set(id, { session: { id, user }, end });
    return id;
  }

  remove(id: string): void {
    this.#kept.delete(id);
  }

  /** Copies. */
  all(): ServerSession[] {
    return [...this.#kept.values()].map(({ session }) => ({ ...session }));
  }

  /** Ends a session unasked. Answers whose it was; null when there is none of that id. */
  end(id: string): string | null {
    const kept = this.#kept.get(id);
    kept?.end();
    return kept?.session.user ?? null;
  }
}
