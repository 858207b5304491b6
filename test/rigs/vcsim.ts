import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { buildVcsim } from "./build-vcsim.js";
import { Govc } from "./govc.js";
import { VcsimAdmin } from "./vcsim-admin.js";

/** What to simulate. Defaults: a vCenter of 10 running machines on a cluster of 3 hosts and a standalone host. */
export interface VcsimOptions {
  readonly mode?: "vc" | "esx";
  /** As typed at login; default `administrator@vsphere.local`, or `root` on ESXi. */
  readonly user?: string;
  readonly password?: string;
  /** API version announced, `8.0.3.0`. */
  readonly apiVersion?: string;
  /** Virtual machines in all, rounded up to a multiple of the resource pools. */
  readonly vms?: number;
  /** Standalone hosts in each datacenter. */
  readonly hosts?: number;
  readonly clusters?: number;
  /** Hosts in each cluster. */
  readonly clusterHosts?: number;
  readonly datacenters?: number;
  readonly datastores?: number;
  /** Leave the machines powered off. */
  readonly poweredOff?: boolean;
  /** Take requests that break the WSDL's element order, as plain vcsim does. */
  readonly lenient?: boolean;
  /** One that has ended, in whose place this one comes: on its port, with its certificate, and with nothing of what it knew. */
  readonly inPlaceOf?: Vcsim;
}

/** The line that the simulator prints when it listens. */
interface Hello {
  readonly adminUrl: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly userName: string;
  readonly apiVersion: string;
  readonly thumbprint: string;
  readonly certPem: string;
  readonly keyPem: string;
  readonly machines: number;
  readonly hosts: number;
}

/** A running simulator, to be scripted ({@link VcsimAdmin}), asked by govc, and stopped. */
export class Vcsim extends VcsimAdmin {
  readonly mode: "vc" | "esx";
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** What the server calls that user: `VSPHERE.LOCAL\administrator`. */
  readonly userName: string;
  readonly apiVersion: string;
  /** SHA-256 of the certificate, `AA:BB:...`. */
  readonly thumbprint: string;
  /** The self-signed certificate, its own CA. */
  readonly caPem: string;
  /** The certificate's key, so that the proxy can answer with the same certificate. */
  readonly keyPem: string;
  readonly pid: number;
  /** Virtual machines and hosts in the inventory at the start. */
  readonly machines: number;
  readonly hosts: number;
  readonly #child: ChildProcess;
  readonly #govc: Govc;

  constructor(hello: Hello, child: ChildProcess, govcProgram: string, options: VcsimOptions) {
    super(hello.adminUrl);
    this.mode = options.mode ?? "vc";
    this.host = hello.host;
    this.port = hello.port;
    this.user = hello.user;
    this.password = options.password ?? defaultPassword;
    this.userName = hello.userName;
    this.apiVersion = hello.apiVersion;
    this.thumbprint = hello.thumbprint;
    this.caPem = hello.certPem;
    this.keyPem = hello.keyPem;
    this.pid = child.pid ?? 0;
    this.machines = hello.machines;
    this.hosts = hello.hosts;
    this.#child = child;
    this.#govc = new Govc(govcProgram);
  }

  /** `vsphere://user@127.0.0.1:port`, the user percent-encoded. */
  get endpoint(): string {
    return this.endpointAt(this.port);
  }

  /** The endpoint with another port: that of a proxy before this server. */
  endpointAt(port: number): string {
    return `vsphere://${encodeURIComponent(this.user)}@${this.host}:${port}`;
  }

  /** Runs govc against this server and returns its stdout; `port` sends it through a proxy. */
  async govc(args: readonly string[], port = this.port): Promise<string> {
    const { host, user, password } = this;
    return await this.#govc.run({ host, port, user, password }, args);
  }

  /** {@link Vcsim.govc} with `-json`, parsed. */
  async govcJson([command = "", ...rest]: readonly string[], port = this.port): Promise<unknown> {
    return JSON.parse(await this.govc([command, "-json", ...rest], port)) as unknown;
  }

  /** Ends the process as a power failure would, and waits until it has ended. */
  async kill(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
    await this.#govc.stop();
  }

  /** Ends the process and waits until it has ended. */
  async stop(): Promise<void> {
    await this.#govc.stop();
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    const reluctant = setTimeout(() => this.#child.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(reluctant);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

const defaultPassword = "VMware1!";

/**
 * Starts a simulator on 127.0.0.1 and a free port, built first where need be. It ends with this process, however that ends.
 *
 * @throws Error when it cannot be built or does not start, with its stderr.
 */
export async function startVcsim(options: VcsimOptions = {}): Promise<Vcsim> {
  const built = await buildVcsim();
  if ("missing" in built) throw new Error(built.missing);
  const child = spawn(built.vcsim, flags(options), { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-8_192);
  });
  const hello = await firstLine(child, () => said);
  return new Vcsim(JSON.parse(hello) as Hello, child, built.govc, options);
}

function flags(options: VcsimOptions): string[] {
  const values = {
    mode: options.mode,
    user: options.user,
    password: options.password ?? defaultPassword,
    api: options.apiVersion,
    vms: options.vms,
    hosts: options.hosts,
    clusters: options.clusters,
    "cluster-hosts": options.clusterHosts,
    datacenters: options.datacenters,
    datastores: options.datastores,
    "powered-off": options.poweredOff,
    lenient: options.lenient,
    port: options.inPlaceOf?.port,
    pem: options.inPlaceOf && options.inPlaceOf.caPem + options.inPlaceOf.keyPem,
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`-${name}=${value}`],
  );
}

/** The first line of the child's stdout; an error with its stderr when it ends before. */
async function firstLine(child: ChildProcess, stderr: () => string): Promise<string> {
  return await new Promise((resolve, reject) => {
    let text = "";
    child.on("error", reject);
    child.on("close", (code, signal) =>
      reject(new Error(`vcsim ended (${signal ?? code}) before it listened:\n${stderr()}`)),
    );
    child.stdout?.setEncoding("utf8").on("data", (more: string) => {
      text += more;
      const end = text.indexOf("\n");
      if (end !== -1) resolve(text.slice(0, end));
    });
  });
}
