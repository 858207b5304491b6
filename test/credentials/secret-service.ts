import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** What the session's bus has of a keyring. */
export type KeyringKind =
  /** A real one, unlocked. */
  | "open"
  /** A real one, as it is before anybody has typed the password. */
  | "locked"
  | "none"
  /** One that is asked, and never answers. */
  | "mute";

const KEYRING = "gnome-keyring-daemon --components=secrets";

/** The daemon goes into the background before it has its name on the bus: on a busy machine long before. */
const NAMED = `for _ in $(seq 200); do
  dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \\
    string:org.freedesktop.secrets 2>/dev/null | grep -q 'boolean true' && break
  sleep 0.05
done`;

const STARTING: Readonly<Record<KeyringKind, string>> = {
  open: `printf %s 'the password of a login' | ${KEYRING} --unlock >/dev/null 2>&1; ${NAMED}`,
  locked: `${KEYRING} --start >/dev/null 2>&1; ${NAMED}`,
  none: "true",
  mute: "true",
};

/**
 * A D-Bus session of its own, with or without a Secret Service, for as long as a test lasts. The keyring's files are in
 * `home`, so that a second session finds what a first one was given. Nothing of this machine is activated.
 */
export class SecretService implements AsyncDisposable {
  /** What a program needs to be in this session. */
  readonly env: Readonly<Record<string, string>>;
  readonly #directory: string;
  readonly #child: ChildProcess;

  private constructor(directory: string, child: ChildProcess, env: Readonly<Record<string, string>>) {
    this.#directory = directory;
    this.#child = child;
    this.env = env;
  }

  static async start(kind: KeyringKind, home: string): Promise<SecretService> {
    const directory = mkdtempSync(join(tmpdir(), "shoseki-bus-"));
    const runtime = { XDG_RUNTIME_DIR: directory };
    const script = `${STARTING[kind]}; echo "$DBUS_SESSION_BUS_ADDRESS"; cat >/dev/null`;
    const child = spawn(
      "dbus-run-session",
      [`--config-file=${busConfiguration(directory, kind)}`, "--", "sh", "-c", script],
      {
        stdio: ["pipe", "pipe", "ignore"],
        env: { PATH: process.env.PATH, HOME: home, LANG: "C.UTF-8", ...runtime },
      },
    );
    const [address] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    return new SecretService(directory, child, { DBUS_SESSION_BUS_ADDRESS: address, ...runtime });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.stdin?.end();
    await ended;
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

function busConfiguration(directory: string, kind: KeyringKind): string {
  const services = join(directory, "services");
  mkdirSync(services);
  if (kind === "mute") {
    // Activated when it is asked for: the bus waits until it has taken its name, and so does whoever asks.
    const service = "[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/sleep 10\n";
    writeFileSync(join(services, "org.freedesktop.secrets.service"), service);
  }
  const path = join(directory, "session.conf");
  writeFileSync(
    path,
    `<busconfig><type>session</type><listen>unix:dir=${directory}</listen><auth>EXTERNAL</auth>
<servicedir>${services}</servicedir><policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  return path;
}
