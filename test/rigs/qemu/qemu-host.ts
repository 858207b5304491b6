import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../free-port.js";
import { runVirsh } from "../virsh.js";
import { buildGuest } from "./build-guest.js";
import { type GuestOptions, type GuestPlaces, guestXml } from "./guest-xml.js";
import { type HostSettings, makeHostFiles } from "./host-files.js";
import { HostProcess } from "./host-process.js";
import { hasKvm } from "./kvm.js";

export interface QemuHostOptions {
  /** What the host is called. `kvm-1`. */
  readonly name?: string;
  /** In a network of its own: what to listen on and to be sent guests by; nothing of it is reached from here but the socket. */
  readonly network?: { readonly address: string; readonly hosts: readonly string[] };
}

/** libvirt's port for TCP; only on a host with a network of its own is it sure to be free. */
const LIBVIRT_PORT = 16509;

/** Where every host has its pool, as a host of Debian's has it: a disk that is copied to another is called the same there. */
const POOL = "/var/lib/libvirt/images";

/** A host with a libvirtd and QEMU of its own, guests that boot, a storage pool `images`; all of it ends with it. */
export class QemuHost {
  readonly name: string;
  readonly uuid: string;
  /** The unix socket. */
  readonly socket: string;
  /** Of 127.0.0.1, without authentication; of its own network, where it has one. */
  readonly tcpPort: number;
  /** The files of the pool `images`, as they are called out here; in there it is {@link POOL}. */
  readonly images: string;
  /** Whether guests run by KVM; else QEMU translates them, at about a tenth of the speed. */
  readonly kvm: boolean;
  readonly #directory: string;
  readonly #process: HostProcess;
  readonly #places: GuestPlaces;

  constructor(directory: string, settings: HostSettings, hostProcess: HostProcess, places: GuestPlaces) {
    this.name = settings.name;
    this.uuid = settings.uuid;
    this.tcpPort = settings.port;
    this.kvm = settings.kvm;
    this.socket = join(directory, "run", "libvirt", "libvirt-sock");
    this.images = join(directory, "lib", "images");
    this.#directory = directory;
    this.#process = hostProcess;
    this.#places = places;
  }

  /** `qemu+unix:///system?socket=...`. */
  get endpoint(): string {
    return `qemu+unix:///system?socket=${this.socket}`;
  }

  /** `qemu+tcp://127.0.0.1:port/system`, of a host without a network of its own. */
  get tcpEndpoint(): string {
    return `qemu+tcp://127.0.0.1:${this.tcpPort}/system`;
  }

  /** Process 1 of the host, as it is called out here. */
  get pid(): number {
    return this.#process.pid;
  }

  /** What virsh prints. Throws with its stderr. */
  async virsh(...args: readonly string[]): Promise<string> {
    return await runVirsh(this.endpoint, args);
  }

  /** Defines a guest, shut off, with a disk in the pool. */
  async addGuest(guest: GuestOptions): Promise<void> {
    const { name, disk = 32 } = guest;
    if (disk > 0) {
      await this.virsh("vol-create-as", "images", `${name}.qcow2`, `${disk}MiB`, "--format", "qcow2");
    }
    await this.define(guestXml(guest, this.#places));
  }

  /** Defines a domain of one's own. */
  async define(xml: string): Promise<void> {
    await this.virsh("define", this.#file(xml));
  }

  /** Defines a network. */
  async defineNetwork(xml: string): Promise<void> {
    await this.virsh("net-define", this.#file(xml));
  }

  /** Starts a guest and resolves when it has booted: it hears the power button from then on. */
  async boot(name: string): Promise<void> {
    const before = this.console(name).length;
    await this.virsh("start", name);
    await this.says(name, "guest is up", before);
  }

  /** All that a guest has written on its console on this host. */
  console(name: string): string {
    const file = join(this.#directory, "log", "consoles", `${name}.console`);
    return existsSync(file) ? readFileSync(file, "latin1") : "";
  }

  /** Resolves when a guest's console says something, after the first `from` characters. */
  async says(name: string, text: string | RegExp, from = 0): Promise<void> {
    const said = () => this.console(name).slice(from);
    const isThere = () => (typeof text === "string" ? said().includes(text) : text.test(said()));
    for (const last = Date.now() + 60_000; !isThere(); ) {
      if (Date.now() > last) throw new Error(`${name} does not say ${text}:\n${said().slice(-2_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends libvirtd as `systemctl stop` does (TERM), or as a crash does (KILL); guests go on. */
  async endLibvirtd(signal: "TERM" | "KILL"): Promise<void> {
    await this.#process.endLibvirtd(signal);
  }

  /** Starts libvirtd again, on the same socket and port. */
  async startLibvirtd(): Promise<void> {
    await this.#process.startLibvirtd();
  }

  /** Runs a command on the host, its words without spaces. */
  async run(...words: readonly string[]): Promise<void> {
    await this.#process.run(...words);
  }

  /** Ends the host as a power failure would, guests too, and removes all that was its own. */
  async stop(): Promise<void> {
    await this.#process.stop();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #file(text: string): string {
    const file = join(this.#directory, `${randomUUID()}.xml`);
    writeFileSync(file, text);
    return file;
  }
}

/**
 * Starts a host, its pool `images` running, without a guest.
 *
 * @throws Error when it does not start, with its words.
 */
export async function startQemuHost(options: QemuHostOptions = {}): Promise<QemuHost> {
  const guest = await buildGuest();
  if ("missing" in guest) throw new Error(guest.missing);
  const { network } = options;
  const settings: HostSettings = {
    name: options.name ?? "kvm-1",
    uuid: randomUUID(),
    address: network === undefined ? "127.0.0.1" : "0.0.0.0",
    port: network === undefined ? await freePort() : LIBVIRT_PORT,
    ...(network === undefined ? {} : { migrationAddress: network.address }),
    hosts: network?.hosts ?? [],
    kvm: hasKvm(),
  };
  const directory = makeHostFiles(settings);
  const places: GuestPlaces = {
    ...guest,
    images: POOL,
    consoles: "/var/log/libvirt/consoles",
    kvm: settings.kvm,
  };
  try {
    const hostProcess = await HostProcess.start(directory, network !== undefined);
    const host = new QemuHost(directory, settings, hostProcess, places);
    await makePool(host);
    return host;
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

async function makePool(host: QemuHost): Promise<void> {
  await host.virsh("pool-define-as", "images", "dir", "--target", POOL);
  await host.virsh("pool-start", "images");
  await host.virsh("pool-autostart", "images");
}
