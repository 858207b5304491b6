import type { CastChunk, CastMark } from "#domain/recording.js";
import type { RunMark } from "#domain/run.js";

/**
 * The 4W1H1R entry: What (class), When, Who, Where, What (target), How (before, after), Result.
 * Field names are those of the NTT paper; the format on disk is docs/journal-format.md.
 */

/** What an entry is. */
export type Phase =
  | "intent"
  | "outcome"
  | "session"
  | "key"
  | "anchor"
  | "recovery"
  | "recording"
  | "note"
  | "procedure"
  | "handover";

/** `OK` done; `NG` not done or failed, known; `REFUSED` never sent; `UNKNOWN` sent, and nobody here knows. */
export type Status = "OK" | "NG" | "REFUSED" | "UNKNOWN";

export interface Who {
  /** The hypervisor login, as the server reports it once logged in. */
  readonly name: string;
  /** The operating system's user. */
  readonly os: string;
  /** The machine the operator sits at. */
  readonly console: string;
  /** The signing key's fingerprint, `SHA256:...` as OpenSSH writes it. */
  readonly key: string;
  /** The Shoseki session, a UUIDv7. */
  readonly session: string;
  /** Who else asked for it, where it was not the operator at the console: `exec 4242`, a program and its process. */
  readonly via?: string;
}

export interface Where {
  /** The endpoint without its user, e.g. `vsphere://vc1.example`. */
  readonly endpoint: string;
  readonly platform: string;
  /** The hypervisor host that the target lives on, where it has one. */
  readonly host: string | null;
}

export interface Target {
  readonly kind:
    | "VirtualMachine"
    | "HostSystem"
    | "Endpoint"
    | "Journal"
    | "Command"
    | "Session"
    | "Console"
    | "Procedure"
    | "Recording"
    | "Handover";
  /** The platform's stable id, e.g. `vm-42`; null when the target was not found. */
  readonly id: string | null;
  readonly uuid: string | null;
  readonly name: string;
}

export interface Result {
  readonly status: Status;
  /** One of `ErrorCode`; absent when OK. */
  readonly code?: string;
  readonly message?: string;
  /** The hypervisor's own name for the fault, where it gave one. */
  readonly fault?: string;
}

/** Properties as the hypervisor reports them. Keys carry their unit (`memoryMiB`). Integers only. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** What a `key` entry says of the key that it introduces. */
export interface KeyRecord {
  /** The journal's name for the life of it, a C2SP origin. */
  readonly origin: string;
  /** OpenSSH public key line: `ssh-ed25519 AAAA...`. */
  readonly public: string;
  /** The principal that `ssh-keygen -I` is given. */
  readonly identity: string;
}

/** What a writer says; the journal adds `v`, `seq`, `id` where absent, and `prev`. */
export interface EntryDraft {
  readonly id?: string;
  readonly phase: Phase;
  readonly ref?: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly STR: string;
  readonly END?: string;
  /** Monotonic duration in milliseconds. */
  readonly ms?: number;
  readonly OPR: string;
  readonly USR: Who;
  readonly HST: Where;
  readonly TGT: Target;
  readonly BEF?: Facts;
  readonly AFT?: Facts;
  readonly RST?: Result;
  /** The command line as it was typed: what was asked, where BEF and AFT say what was so. */
  readonly ask?: string;
  /** On an intent: what the command line left open, and the ids of what it names, as the plan settled them. */
  readonly chosen?: Facts;
  readonly why?: string;
  readonly ticket?: string;
  /** The hypervisor's own task id. */
  readonly task?: string;
  /** On an intent: the server's clock minus ours, in milliseconds, when it was last compared. */
  readonly clock?: number;
  readonly key?: KeyRecord;
  /** Of what is done in the run of a procedure: which run, and what of it. An outcome and a recovery have their intent's. */
  readonly run?: RunMark;
  /** Where in the recording of its console it was written. The journal adds it. */
  readonly cast?: CastMark;
  /** A piece of a recording, on the disk before this entry. */
  readonly recording?: CastChunk;
  /**
   * Texts that are too long for an entry, by their place in it (`why`, `BEF.disks`): lower-case hex SHA-256 of the whole,
   * whose beginning stands in its place.
   */
  readonly blobs?: Readonly<Record<string, string>>;
}

export interface Entry extends EntryDraft {
  readonly v: 1;
  readonly seq: number;
  readonly id: string;
  readonly prev: string;
}
