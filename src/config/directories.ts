import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Shoseki keeps things, after the XDG Base Directory Specification: a relative path in a variable is ignored. */
export interface Directories {
  readonly journal: string;
  /** Journals of the embedded simulator, one a run. */
  readonly simulatorJournals: string;
  readonly keys: string;
  /** A file each. */
  readonly profiles: string;
  /** The file of the certificates that the operator has agreed to. */
  readonly knownHosts: string;
  /** The user's own themes, a file each. */
  readonly themes: string;
  /** The file of the command lines that were typed. */
  readonly history: string;
  /** Where sockets may be, best first; the last is short wherever the others are long. */
  readonly sockets: readonly string[];
}

export function directoriesOf(env: Environment): Directories {
  const state = join(base(env.XDG_STATE_HOME, ".local/state"), "shoseki");
  const config = join(base(env.XDG_CONFIG_HOME, ".config"), "shoseki");
  return {
    journal: join(state, "journal"),
    simulatorJournals: join(state, "simulator"),
    keys: join(config, "keys"),
    profiles: join(config, "profiles"),
    knownHosts: join(config, "known_hosts"),
    themes: join(config, "themes"),
    history: join(state, "history"),
    sockets: [
      ...(isSet(env.XDG_RUNTIME_DIR) ? [join(env.XDG_RUNTIME_DIR, "shoseki")] : []),
      join(state, "run"),
      `/tmp/shoseki-${process.getuid?.() ?? ""}`,
    ],
  };
}

function base(value: string | undefined, fallback: string): string {
  return isSet(value) ? value : join(homedir(), fallback);
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && isAbsolute(value);
}
