import type { Duplex } from "node:stream";

/** A way for bytes to a libvirt server and back, whatever carries them. */
export interface Wire {
  /** Its `error` says why the way has ended, as the one who carries it has put that. */
  readonly stream: Duplex;
  readonly facts: WireFacts;
}

export interface WireFacts {
  /** What vouches for the server: the authority of its certificate, or nothing that is seen here. */
  readonly trust: "ca" | "none";
  /** SHA-256 of the server's certificate, as OpenSSL writes it; null without TLS. */
  readonly certificate: string | null;
  /**
   * Whom the server sees: the operating system's user on this machine, the user that `ssh` logs in as, or the
   * subject of the client's certificate; null where that is not known here.
   */
  readonly login: string | null;
}

export interface WireOptions {
  /** How long a way is waited for, and then each reply. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** `HOME`, `XDG_RUNTIME_DIR`, and what `ssh` needs. */
  readonly environment: NodeJS.ProcessEnv;
  /** Whom `ssh` logs in as where the endpoint says nobody: see `sshUser`. Null, or not said, where that is not known. */
  readonly sshLogin?: string | null;
}
