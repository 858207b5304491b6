import type { Problem } from "#domain/errors.js";

/** What `shoseki doctor` looks at, in the order in which it tells. */
export type CheckName =
  | "node"
  | "directories"
  | "profiles"
  | "knownHosts"
  | "keyring"
  | "journal"
  | "key"
  | "disk"
  | "clock"
  | "terminal"
  | "locale"
  | "anchorCommand"
  | "variables"
  | "host"
  | "socket"
  | "ssh"
  | "port"
  | "certificate"
  | "server";

/** What can be found, a closed set of codes, each with the facts that its text needs. Paths are absolute. */
export interface FindingFacts {
  NODE_FINE: { version: string };
  NODE_OLD: { version: string; needs: string };

  DIRECTORIES_FINE: { count: number };
  /** There is none yet, and it cannot be made: `above` is the nearest that is there. */
  DIRECTORY_UNMAKEABLE: { path: string; above: string };
  NOT_DIRECTORY: { path: string };
  /** `owner` is a number, as the system may have no name for it. */
  NOT_OURS: { path: string; owner: number };
  /** `mode` as chmod takes it, e.g. `755`. */
  OPEN_TO_OTHERS: { path: string; mode: string };
  NOT_USABLE: { path: string; cause: string };

  PROFILES_NONE: { directory: string };
  PROFILES_FINE: { names: readonly string[] };

  KNOWN_HOSTS_NONE: { path: string };
  KNOWN_HOSTS_FINE: { count: number };
  /** A line that names a host and no certificate. */
  KNOWN_HOST_BARE: { path: string; line: number; host: string };

  KEYRING_THERE: Record<never, never>;
  KEYRING_NONE: Record<never, never>;
  KEYRING_MUTE: { seconds: number };
  KEYRING_BROKEN: { cause: string };

  JOURNAL_NONE: { directory: string };
  JOURNAL_FINE: { directory: string; entries: number };
  /** `place` is what cannot be written. */
  JOURNAL_NOT_WRITABLE: { place: string; cause: string };

  KEY_IN_FILE: { path: string };
  /** Its passphrase is neither in the environment, nor is there a terminal to ask at. */
  KEY_WITHOUT_PASSPHRASE: { path: string };
  KEY_IN_KEYRING: { fingerprint: string };
  KEY_NOWHERE: { fingerprint: string; path: string };
  KEY_NOT_TOLD: { fingerprint: string };

  DISK_FINE: { path: string; freeMiB: number };
  DISK_LOW: { path: string; freeMiB: number };
  DISK_FULL: { path: string; freeMiB: number };

  CLOCK_FINE: { now: string };
  CLOCK_BEFORE_US: { now: string };
  /** `newest` is the time of the journal's newest entry. */
  CLOCK_BEFORE_JOURNAL: { now: string; newest: string };

  TERMINAL_NONE: Record<never, never>;
  TERMINAL_FINE: { columns: number; rows: number; colours: string };
  TERMINAL_SMALL: { columns: number; rows: number; leastColumns: number; leastRows: number };

  LOCALE_FINE: { locale: string };
  LOCALE_NOT_UTF8: { variable: string; locale: string };
  LOCALE_UNSAID: Record<never, never>;

  ANCHOR_COMMAND_NONE: Record<never, never>;
  /** The server has no event log either. */
  ANCHOR_NOWHERE: Record<never, never>;
  ANCHOR_COMMAND_FINE: { command: string };
  ANCHOR_COMMAND_MISSING: { command: string };
  /** It begins with more than a program's name. */
  ANCHOR_COMMAND_SHELL: Record<never, never>;

  VARIABLES_FINE: Record<never, never>;
  VARIABLE_UNKNOWN: { name: string; nearest: string | null };
  /** One of the XDG directories that is no absolute path. */
  VARIABLE_RELATIVE: { name: string };

  HOST_IS_SIMULATOR: Record<never, never>;
  HOST_FOUND: { host: string; address: string };
  HOST_NOT_FOUND: { host: string; cause: string };
  /** Of libvirt on this machine. */
  SOCKET_FINE: { path: string };
  /** Where it was looked for. */
  SOCKET_MISSING: { paths: readonly string[] };
  SOCKET_CLOSED: { path: string; user: string };
  SSH_FINE: { host: string; user: string };
  SSH_MISSING: Record<never, never>;
  PORT_OPEN: { host: string; port: number };
  PORT_SHUT: { host: string; port: number; cause: string };
  CERTIFICATE_FINE: { subject: string; thumbprint: string; until: string };
  /** Nothing was checked, as was asked for. */
  CERTIFICATE_ANY: { thumbprint: string };
  CERTIFICATE_ENDS: { until: string; days: number };
  /** Of libvirt over TLS: the client's own. `authority` is the file of those who vouch for servers. */
  CLIENT_CERTIFICATE_FINE: { path: string; subject: string; authority: string };
  CLIENT_CERTIFICATE_NONE: { authority: string };
  CLIENT_CERTIFICATE_ENDS: { path: string; until: string; days: number };
  CLIENT_CERTIFICATE_ENDED: { path: string; until: string };
  CLIENT_CERTIFICATE_EARLY: { path: string; from: string };
  AUTHORITY_ENDS: { path: string; until: string; days: number };
  AUTHORITY_ENDED: { path: string; until: string };
  /** The certificates are known that those have taken back who vouch for servers. */
  REVOCATIONS_FINE: { path: string };
  SERVER_FINE: { product: string; apiVersion: string };
  SERVER_CLOCK_FINE: { seconds: number };
  /** The server's minus ours. */
  SERVER_CLOCK_APART: { seconds: number };

  /** An error that a person can meet, found before they do. */
  PROBLEM: Problem;
  TOO_SLOW: { seconds: number };
}

export type FindingCode = keyof FindingFacts;

/** Fine; worth knowing; to be mended. */
export type FindingStatus = "ok" | "note" | "mend";

/** `{ code, facts }` for every code. */
export type Finding = {
  [C in FindingCode]: { readonly code: C; readonly facts: FindingFacts[C] };
}[FindingCode];

/** Makes a finding of a closed code, with the facts that this code needs. */
export function found<C extends FindingCode>(code: C, facts: FindingFacts[C]): Finding {
  return { code, facts } as Finding;
}

const NOTES: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "PROFILES_NONE",
  "KNOWN_HOSTS_NONE",
  "KEYRING_NONE",
  "JOURNAL_NONE",
  "KEY_WITHOUT_PASSPHRASE",
  "DISK_LOW",
  "TERMINAL_NONE",
  "LOCALE_UNSAID",
  "ANCHOR_COMMAND_NONE",
  "ANCHOR_NOWHERE",
  "ANCHOR_COMMAND_SHELL",
  "VARIABLE_RELATIVE",
  "HOST_IS_SIMULATOR",
  "CERTIFICATE_ANY",
  "CERTIFICATE_ENDS",
  "CLIENT_CERTIFICATE_NONE",
  "CLIENT_CERTIFICATE_ENDS",
  "AUTHORITY_ENDS",
]);

const FINE: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "NODE_FINE",
  "DIRECTORIES_FINE",
  "PROFILES_FINE",
  "KNOWN_HOSTS_FINE",
  "KEYRING_THERE",
  "JOURNAL_FINE",
  "KEY_IN_FILE",
  "KEY_IN_KEYRING",
  "DISK_FINE",
  "CLOCK_FINE",
  "TERMINAL_FINE",
  "LOCALE_FINE",
  "ANCHOR_COMMAND_FINE",
  "VARIABLES_FINE",
  "HOST_FOUND",
  "SOCKET_FINE",
  "SSH_FINE",
  "PORT_OPEN",
  "CLIENT_CERTIFICATE_FINE",
  "REVOCATIONS_FINE",
  "CERTIFICATE_FINE",
  "SERVER_FINE",
  "SERVER_CLOCK_FINE",
]);

/** What nobody has thought about is to be mended. */
export function statusOf({ code }: Finding): FindingStatus {
  if (FINE.has(code)) return "ok";
  return NOTES.has(code) ? "note" : "mend";
}
