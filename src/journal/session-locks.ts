import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { failure } from "#domain/errors.js";
import type { Layout } from "#journal/layout.js";
import { tryHold } from "#journal/lock.js";

/** Says for as long as its process lives that the writer of a session's entries is there. */
export interface SessionLock {
  /** The session has ended: its file goes. */
  release(): void;
  /** The session may still be there at its server: its file says so. */
  leave(): void;
}

/** @param session the Shoseki session's UUIDv7, which its entries carry in `USR.session` */
export function holdSession(layout: Layout, session: string): SessionLock {
  const path = pathOf(layout, session);
  const held = tryHold(path);
  return {
    release() {
      rmSync(path, { force: true });
      held?.release();
    },
    leave: () => held?.release(),
  };
}

/** Whether the process that writes this session's entries is still there. */
export function isWriterAlive(layout: Layout, session: string): boolean {
  const path = pathOf(layout, session);
  if (!existsSync(path)) return false;
  const held = tryHold(path);
  held?.release();
  return held === null;
}

/** The sessions whose writers are gone and have not said that they have ended, by their UUIDv7. */
export function deadSessions(layout: Layout): string[] {
  return sessionsIn(layout).filter((session) => !isWriterAlive(layout, session));
}

/** There is nothing left to be said of it. */
export function forgetSession(layout: Layout, session: string): void {
  rmSync(pathOf(layout, session), { force: true });
}

/** The sessions whose writers are there, by their UUIDv7. */
function liveSessions(layout: Layout): string[] {
  return sessionsIn(layout).filter((session) => isWriterAlive(layout, session));
}

function sessionsIn(layout: Layout): string[] {
  return readdirSync(layout.sessions)
    .filter((name) => name.endsWith(".sqlite"))
    .map((name) => name.replace(/\.sqlite$/, ""))
    .sort();
}

function pathOf(layout: Layout, session: string): string {
  if (!/^[0-9a-f-]{36}$/.test(session)) return join(layout.sessions, "none");
  return join(layout.sessions, `${session}.sqlite`);
}

/** Throws `JOURNAL_IN_USE` while the writer of another session than this one is there. */
export function refuseOthers(layout: Layout, session: string): void {
  const others = liveSessions(layout).filter((each) => each !== session);
  if (others.length > 0) {
    throw failure("JOURNAL_IN_USE", { directory: layout.directory, sessions: others.length });
  }
}
