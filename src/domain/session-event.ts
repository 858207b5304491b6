/** What happens to a session beside its operations (`OPR` of an entry of phase `session`). */
export type SessionEventName =
  /** The way to the server is gone. */
  | "ConnectionLost"
  | "ConnectionRestored"
  /** The server has ended the session, or it is not continued; no Logout follows. Of an earlier session: `ref` is its Login. */
  | "SessionEnded"
  | "LockConsole"
  | "UnlockConsole"
  /** From now on nothing is changed, or again something may be. */
  | "SetReadOnly";
