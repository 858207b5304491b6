import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port.js";

/** A listener with certificates: the server's own, and the authority that it wants its clients' to be of. PEM. */
interface LibvirtdTls {
  readonly cert: string;
  readonly key: string;
  readonly authority: string;
}

export interface LibvirtdOptions {
  readonly tls?: LibvirtdTls;
  /** More lines of libvirtd.conf. */
  readonly settings?: readonly string[];
}

/** What a root's libvirtd keeps in the system's own places, over which each one here has its own. */
const PLACES = {
  "/run": "run",
  "/var/lib/libvirt": "lib",
  "/var/cache/libvirt": "cache",
  "/etc/libvirt": "etc",
};

/**
 * A libvirtd of a test's own, for the drivers that need no hypervisor: its own configuration, sockets and directories below one
 * that is removed with it, ended by its pid.
 */
export class Libvirtd {
  /** The unix socket. */
  readonly socket: string;
  readonly tcpPort: number;
  readonly tlsPort: number;
  readonly #directory: string;
  #child: ChildProcess | undefined;
  #said = "";

  readonly #ports: readonly number[];

  private constructor(directory: string, tcpPort: number, tlsPort: number, hasTls: boolean) {
    this.#directory = directory;
    this.#ports = hasTls ? [tcpPort, tlsPort] : [tcpPort];
    this.socket = join(directory, "sock", "libvirt-sock");
    this.tcpPort = tcpPort;
    this.tlsPort = tlsPort;
  }

  /** Resolves when it takes connections. Throws with its words when it ends before. */
  static async start({ tls, settings = [] }: LibvirtdOptions = {}): Promise<Libvirtd> {
    const directory = mkdtempSync(join(tmpdir(), "shoseki-libvirtd-"));
    const made = new Libvirtd(directory, await freePort(), await freePort(), tls !== undefined);
    for (const each of ["sock", ...Object.values(PLACES)]) mkdirSync(join(directory, each));
    const file = (name: string, text: string) => writeFileSync(join(directory, name), text);
    for (const [name, text] of Object.entries(tls ?? {})) file(`${name}.pem`, text);
    file("libvirtd.conf", made.#configuration(tls !== undefined, settings));
    try {
      await made.restart();
      return made;
    } catch (error) {
      await made[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Where a query of an endpoint has its socket. */
  get query(): { readonly socket: string } {
    return { socket: this.socket };
  }

  /** Its process. 0 when it does not run. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Whether it has ended by a fault of its own. */
  get hasCrashed(): boolean {
    return ["SIGSEGV", "SIGABRT", "SIGBUS"].includes(this.#child?.signalCode ?? "");
  }

  /** What virsh prints of it. */
  async virsh(...args: readonly string[]): Promise<string> {
    const uri = `test+unix:///default?socket=${this.socket}`;
    const env = { ...process.env, LC_ALL: "C.UTF-8", HOME: this.#directory };
    const { stdout } = await promisify(execFile)("virsh", ["-q", "-c", uri, ...args], { env });
    return stdout;
  }

  /** Starts it, again where it was ended. */
  async restart(): Promise<void> {
    await this.stop("SIGTERM");
    const child = this.#spawn();
    this.#child = child;
    this.#said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#said = (this.#said + text).slice(-8_192);
      });
    }
    const doors = [{ path: this.socket }, ...this.#ports.map((port) => ({ host: "127.0.0.1", port }))];
    while (!(await Promise.all(doors.map(takesConnections))).every((taken) => taken)) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`libvirtd: ${this.#said}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Ends it and waits until it has ended. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    const reluctant = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(reluctant);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("SIGTERM");
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #spawn(): ChildProcess {
    const directory = this.#directory;
    const args = ["-f", join(directory, "libvirtd.conf"), "-p", join(directory, "pid"), "--listen"];
    const env = {
      ...process.env,
      HOME: directory,
      LC_ALL: "C",
      XDG_RUNTIME_DIR: join(directory, "run"),
      XDG_CONFIG_HOME: join(directory, "etc"),
      XDG_CACHE_HOME: join(directory, "cache"),
    };
    if (process.getuid?.() !== 0) return spawn("libvirtd", args, { env });
    // In a namespace of mounts of its own; the shell and unshare become libvirtd.
    const places = Object.entries(PLACES).map(
      ([at, name]) => `mkdir -p ${at}; mount --bind "$0/${name}" ${at}`,
    );
    const script = `set -e; ${places.join("; ")}; exec libvirtd "$@"`;
    return spawn("unshare", ["--mount", "sh", "-c", script, directory, ...args], { env });
  }

  #configuration(hasTls: boolean, settings: readonly string[]): string {
    const at = (name: string) => `"${join(this.#directory, name)}"`;
    return [
      `unix_sock_dir = ${at("sock")}`,
      'auth_unix_rw = "none"',
      'listen_addr = "127.0.0.1"',
      "listen_tcp = 1",
      'auth_tcp = "none"',
      `tcp_port = "${this.tcpPort}"`,
      `listen_tls = ${hasTls ? 1 : 0}`,
      `tls_port = "${this.tlsPort}"`,
      ...(hasTls
        ? [`cert_file = ${at("cert.pem")}`, `key_file = ${at("key.pem")}`, `ca_file = ${at("authority.pem")}`]
        : []),
      ...settings,
    ].join("\n");
  }
}

async function takesConnections(door: { path: string } | { host: string; port: number }): Promise<boolean> {
  const socket = connect(door);
  const taken = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  });
  socket.destroy();
  return taken;
}
