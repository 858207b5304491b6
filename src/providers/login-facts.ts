/** What a login has found out: who it is, on what, and by which trust. */
export interface LoginFacts {
  /** The login as the server reports it. */
  readonly user: string;
  /** The server's own unique id, null where it has none. */
  readonly serverUuid: string | null;
  /** e.g. `VMware vCenter Server 8.0.2`, `QEMU 7.2.0 (libvirt 9.0.0)`. */
  readonly product: string;
  readonly apiVersion: string;
  /** Server's clock minus ours, in milliseconds, to half a round trip; null where it has none that can be asked. */
  readonly clockOffsetMs: number | null;
  /** How the server was trusted, and the SHA-256 of its certificate; null without TLS. */
  readonly trust: "system" | "known" | "ca" | "thumbprint" | "insecure" | "none";
  readonly certificate: string | null;
  /** Which of the server's sessions this is, as `ServerSession.id`; null where it keeps no list of them. */
  readonly session: string | null;
}

/** The answer to a ping. */
export interface Pong {
  /** As `LoginFacts.clockOffsetMs`. */
  readonly clockOffsetMs: number | null;
}
